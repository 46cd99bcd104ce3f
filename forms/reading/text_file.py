"""A text file as lines and cells: a tab or a cell mark begins a cell, a blank line ends a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..text import clean_line
from .cells import Document, Line
from .encoding import decode
from .leftovers import without_leftovers

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# Word ends a cell with 0x07; here a tab begins one. Where both stand, one is enough.
_MARK_AND_TAB = re.compile("\x07+(?=[\r\n]*\t)")
_MARK_AND_LINE_END = re.compile("\x07(\r\n|[\r\n])")


def read_text(data: bytes) -> Document:
    """Return the lines of a text file. Raises UnreadableFile where it is no text or its encoding is unknown."""
    return Document(lines=tuple(_Cutter().cut(_with_tabs(without_leftovers(decode(data))))))


def _with_tabs(text: str) -> str:
    return _MARK_AND_LINE_END.sub("\\1\t", _MARK_AND_TAB.sub("", text)).replace("\x07", "\t")


class _Cutter:
    """Counts cells and rows while the lines go by. A line that follows a cell's first line stands in the same cell."""

    def __init__(self) -> None:
        self._cell = self._row = self._column = 0
        self._row_ended = True

    def cut(self, text: str) -> Iterator[Line]:
        for source, raw in enumerate(_LINE_END.split(text)):
            first, *others = raw.split("\t")
            if not others:
                self._row_ended |= not raw.strip(" \u3000")
                yield self._line(first, source)
                continue
            if first.strip(" \u3000\xa0") or len(others) > 1:  # a whole row on one line
                self._row_ended = True
                others = [first, *others]
            for piece in others:
                self._begin_cell()
                yield self._line(piece, source)

    def _begin_cell(self) -> None:
        if self._row_ended:
            self._row, self._column, self._row_ended = self._row + 1, -1, False
        self._cell, self._column = self._cell + 1, self._column + 1

    def _line(self, text: str, source: int) -> Line:
        return Line(text=clean_line(text), source=source, cell=self._cell, row=self._row, column=max(self._column, 0))
