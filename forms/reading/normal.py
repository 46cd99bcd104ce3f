"""Text reduced to its letters and digits, with the place each stood in: so labels are found whatever spaces, line ends and
widths of punctuation a file has put into them."""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Sequence
from functools import lru_cache

from .document import Line


@lru_cache(maxsize=20_000)
def letters_of_character(character: str) -> str:
    """Return the letters and digits that a character stands for in their usual width, "" for all other characters."""
    if "一" <= character <= "鿿":
        return character
    normal = unicodedata.normalize("NFKC", character)
    return "".join(one for one in normal if unicodedata.category(one)[0] in "LN")


def letters_of(text: str) -> str:
    return "".join(map(letters_of_character, text))


class Letters:
    """The letters of many lines as one text. `place(i)` says which line, and where in it, letter i comes from."""

    def __init__(self, lines: Sequence[Line]) -> None:
        collected: list[str] = []
        self._line, self._offset = array("L"), array("L")
        for number, line in enumerate(lines):
            if line.aside:
                continue
            for offset, character in enumerate(line.text):
                for letter in letters_of_character(character):
                    collected.append(letter)
                    self._line.append(number)
                    self._offset.append(offset)
        self.text = "".join(collected)

    def place(self, letter: int) -> tuple[int, int]:
        return self._line[letter], self._offset[letter]
