"""A text file as lines and cells: its encoding, decided strictly and always alike, so that no guess turns one character into
another; then its cells: a tab or a cell mark begins one, a blank line ends a row."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from ..errors import UnreadableFile
from ..text import MAX_TEXT, clean_line
from .document import Document, Line
from .leftovers import without_leftovers

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# Word ends a cell with 0x07; here a tab begins one. Where both stand, one is enough.
_MARK_AND_TAB = re.compile("\x07+(?=[\r\n]*\t)")
_MARK_AND_LINE_END = re.compile("\x07(\r\n|[\r\n])")

_MARKS = (  # UTF-32 LE begins like UTF-16 LE, so it stands first
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Word leaves some controls in text (cell marks, fields, pictures); more of any others than this is no text.
_STRAY_CONTROL = re.compile("[\x03\x04\x06\x0f-\x12\x16-\x19\x1b-\x1d]")
_STRAY_CONTROLS = 0.01


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


def decode(data: bytes) -> str:
    """Return the text of `data` without its byte order mark.

    UTF-8, -16 or -32 by mark; else UTF-8 where it is valid; else UTF-16 where NUL bytes stand as it has them; else GB18030.
    Raises UnreadableFile `unknown_encoding`, `not_text` or `text_too_long`.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _plain(_strict(data[len(mark) :], encoding))
    if b"\0" in data:
        return _plain(_strict(data, _utf16_by_nulls(data)))
    try:
        return _plain(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _gb18030(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableFile("unknown_encoding") from None


def _utf16_by_nulls(data: bytes) -> str:
    """ASCII in UTF-16 has its NUL in every second byte: behind in little endian, before in big endian."""
    before, behind = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 or min(before, behind) * 10 > max(before, behind):
        raise UnreadableFile("not_text")
    return "utf-16-le" if behind > before else "utf-16-be"


def _gb18030(data: bytes) -> str:
    """Nearly any bytes are valid GB18030: it is taken where half of the characters are common ones (GB 2312), and few are such
    as no standard gives a shape to: in Big5 read as GB18030 one in five is."""
    text = _within_limit(_strict(data, "gb18030"))
    foreign = [character for character in text if character > "\x7f"]
    common = "".join(foreign).encode("gb2312", "ignore")
    shapeless = sum("\ue000" <= character <= "\uf8ff" for character in foreign)
    if len(common) < len(foreign) or shapeless * 20 > len(foreign):  # two bytes a common character
        raise UnreadableFile("unknown_encoding")
    return _plain(text)


def _within_limit(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise UnreadableFile("text_too_long", limit=MAX_TEXT)
    return text


def _plain(text: str) -> str:
    stray = len(_STRAY_CONTROL.findall(_within_limit(text)))
    if "\0" in text or stray > len(text) * _STRAY_CONTROLS:
        raise UnreadableFile("not_text")
    return text
