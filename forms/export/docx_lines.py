"""The lines of a long text with every blank of it: paper drops white space at the ends, a file keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..typesetting.paragraphs import Paragraph, paragraphs

UNSEEN = 1.0
"""The pitch in points of an empty line that is in the file alone."""


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A paragraph, the lines of white space before it, and the white space on its own line before and behind it.

    Behind the last paragraph of a text may stand lines of white space alone: then there is no paragraph. Those lines and
    the ones before the first paragraph are not `shown`, they are in the file alone.
    """

    empty: tuple[str, ...]
    leading: str = ""
    paragraph: Paragraph | None = None
    trailing: str = ""
    shown: bool = False


def written_lines(text: str, start: int = 0, end: int | None = None) -> Iterator[WrittenLine]:
    """Yield the lines of `text` from `start` to `end`; joined by line ends they are that text again."""
    whole = text[:end]
    begin = start
    for paragraph in paragraphs(whole, start):
        *empty, leading = whole[begin : paragraph.start].split("\n")
        stop = paragraph.start + len(paragraph.text)
        trailing = whole[stop:].partition("\n")[0]
        yield WrittenLine(tuple(empty), leading, paragraph, trailing, shown=paragraph.empty > 0)
        begin = stop + len(trailing) + 1
    if begin <= len(whole) and (rest := whole[begin:].split("\n")) and (begin > start or whole[begin:]):
        yield WrittenLine(tuple(rest))


def cut(text: str, place: int) -> tuple[int, int]:
    """Return where the first part of a text ends that goes on from `place`, and where the rest begins.

    Inside a line both are `place`. Between two lines the line end is in neither, empty lines are in the rest: at its end
    a part shows none.
    """
    begin = text.rfind("\n", 0, place) + 1
    if text[begin:place].strip(" \u3000"):
        return place, place
    end = len(text[:begin].rstrip("\n"))
    return (end, end + 1) if end else (0, 0)


def blanks_width(blanks: str, size: float) -> float:
    """Return how wide a word processor sets blanks in a Chinese font, in points: they stand inside the indent of their line."""
    return sum(size * (1.0 if char == "\u3000" else 0.5) for char in blanks)
