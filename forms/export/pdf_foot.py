"""The foot of each page where the fingerprint is wanted: the code in words, and a QR code as vectors, below the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ..template import Copy, Paper
from ..typesetting.block import text_block
from ..typesetting.faces import FontRole
from ..typesetting.page import MM, Line, Rect
from .fingerprint import spaced
from .mark import Mark
from .pdf_drawing import artifact, drawn_lines
from .pdf_fonts import FontSet
from .pdf_tags import FOOTER

CODE_WORDS = "校验码 "
_SIZE = 7.5
_SIDE = 13 * MM
_BELOW = 12 * MM
"""Under the text block: the page number has the first twelve millimetres."""
_EDGE = 6 * MM
"""What most printers leave white."""
_SMALLEST = 9 * MM
"""A QR code of less is not read by a telephone any more; it is left out, the code in words stays."""
_GAP = 5.0


class Foot:
    """The foot of all pages of one export."""

    def __init__(self, paper: Paper, mark: Mark) -> None:
        block = text_block(paper)
        height = paper.height_mm * MM
        side = min(_SIDE, height - block.bottom - _BELOW - _EDGE)
        self._mark = mark
        self._code = Rect(block.x, height - _EDGE - side, side, side) if side >= _SMALLEST else None
        beside = self._code.right + _GAP if self._code else block.x
        self.lines = (Line(CODE_WORDS + spaced(mark.code), beside, height - _EDGE - 1, _SIZE, FontRole.LABEL),)

    def drawn(self, copy: Copy, height: float, fonts: FontSet) -> bytes:
        """Return the foot of a copy on a page of `height` points."""
        code = _squares(qr_rows(self._mark.scanned(copy.number)), self._code, height) if self._code else b""
        return artifact(FOOTER, drawn_lines(self.lines, height, fonts) + code)


def qr_rows(text: str) -> list[bytes]:
    """Return the modules of a QR code that holds `text`, 1 for dark; fifteen per cent of them may be lost (level M)."""
    import segno  # with the first fingerprint only

    return [bytes(row) for row in segno.make_qr(text, error="m", boost_error=False).matrix]


def _squares(rows: list[bytes], place: Rect, height: float) -> bytes:
    """Return the dark modules, those beside each other as one bar, so that no light line shows between them."""
    module = place.width / len(rows)
    bars = []
    for number, row in enumerate(rows):
        y = height - place.y - (number + 1) * module
        for start, length in _runs(row):
            bars.append(f"{place.x + start * module:.3f} {y:.3f} {length * module:.3f} {module:.3f} re\n")
    return f"q 0 g\n{''.join(bars)}f Q\n".encode("ascii")


def _runs(row: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield start and length of each run of dark modules."""
    start = 0
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            yield start, length
        start += length
