"""Search as one types: number, title and proposer at once, the texts of the sheets once they have been read in.

A plain scan. To look for one character is several times faster than to look for a word, so a word is searched for only between
the first place of its first character and the last place of its last: most texts have no such stretch.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from forms.record import Record
from forms.template import Template

from .ledger import LedgerRow

_NUMBER = re.compile(r"第?(\d+)号?")

_BETWEEN = "\x1e"


class Search:
    """The words of all sheets in memory: some hundred bytes a sheet, and its text (two bytes a character) once read in."""

    def __init__(self) -> None:
        self._heads: dict[str, str] = {}
        self._texts: dict[str, str] = {}

    def put_rows(self, rows: Sequence[LedgerRow]) -> None:
        """Know number, title and proposers of many sheets; folded at once, which is several times faster."""
        heads = ["\n".join((row.number, row.title, *row.proposers)) for row in rows]
        folded = _BETWEEN.join(heads).casefold().split(_BETWEEN)
        if len(folded) != len(rows):  # a title from elsewhere has that character inside
            folded = [head.casefold() for head in heads]
        self._heads.update(zip((row.id for row in rows), folded, strict=True))

    def put_row(self, row: LedgerRow) -> None:
        """Know number, title and proposers of a sheet."""
        self.put_rows([row])

    def put_text(self, sheet_id: str, text: str) -> None:
        """Know the whole text of a sheet."""
        self._texts[sheet_id] = text.casefold()

    def has_text(self, sheet_id: str) -> bool:
        return sheet_id in self._texts

    def drop(self, sheet_id: str) -> None:
        self._heads.pop(sheet_id, None)
        self._texts.pop(sheet_id, None)

    def find(self, words: str, rows: Sequence[LedgerRow]) -> list[str]:
        """Return the ids of the `rows` that have all words (parted by white space), in the order of `rows`."""
        found: Iterable[LedgerRow] = rows
        for word in sorted(words.casefold().split(), key=len, reverse=True):
            found = self._having(word, found)
        return [row.id for row in found]

    def _having(self, word: str, rows: Iterable[LedgerRow]) -> list[LedgerRow]:
        match = _NUMBER.fullmatch(word)
        digits = match[1].lstrip("0") if match else None
        heads, texts, holds = self._heads, self._texts, _holding(word)
        return [
            row
            for row in rows
            if word in heads[row.id]
            or (digits and row.number.lstrip("0") == digits)
            or (row.id in texts and holds(texts[row.id]))
        ]


def _holding(word: str) -> Callable[[str], bool]:
    """Return whether a text holds `word`, as a function."""
    first, last = word[0], word[-1]

    def holds(text: str) -> bool:
        start = text.find(first)
        if start < 0 or len(word) == 1:
            return start >= 0
        end = text.rfind(last)
        return end > start and text.find(word, start, end + 1) >= 0

    return holds


def text_of(record: Record, template: Template | None) -> str:
    """Return all that is written on a sheet, as it is printed."""
    shown = (template.show(name, value) if template else str(value) for name, value in record.answers.items())
    return "\n".join(shown)
