"""The pages of a scan that is a PDF: how many there are, and each as a picture."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from ..course.scan import Scan
from ..panels.pdf_pages import PdfPages

_LARGEST = 4.0
"""Pixels to a point, at most: a page may be as small as a stamp."""


def page_count(scan: Scan) -> int:
    """Return how many pages there are to look at; a picture is one."""
    if scan.kind != "pdf":
        return 1
    pages = _opened(scan)
    if pages is None:
        return 0
    with pages:
        return len(pages)


def page_picture(scan: Scan, number: int, room: QSize) -> QImage:
    """Return page `number` (from 0) of a PDF as large as fits into `room`; a null image where it cannot be drawn."""
    from pypdfium2 import PdfiumError  # a library of 5 MB that a start of the program does not need

    pages = _opened(scan)
    if pages is None:
        return QImage()
    with pages:
        try:
            size = pages.sizes[number]
            scale = min(room.width() / size.width, room.height() / size.height, _LARGEST)
            return pages.picture(number, scale)
        except (PdfiumError, IndexError, ZeroDivisionError, ValueError):
            return QImage()


def _opened(scan: Scan) -> PdfPages | None:
    from pypdfium2 import PdfiumError  # as above

    try:
        return PdfPages(scan.data)
    except PdfiumError:
        return None
