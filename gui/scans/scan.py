"""A scan of a signed paper: what kind it is by its first bytes, its pages, and how each looks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from forms.errors import Failure
from storage.outside import read_bytes

from ..panels.pdf_pages import PdfPages

_KINDS = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"))
KINDS_FILTER = "扫描件 (*.pdf *.jpg *.jpeg *.png)"
MOST_SCAN_BYTES = 64 * 1024 * 1024
_LARGEST = 4.0
"""Pixels to a point, at most: a page may be as small as a stamp."""
_KEEP = Qt.AspectRatioMode.KeepAspectRatio


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that was chosen, as it will be kept."""

    name: str
    data: bytes
    kind: str


def read_scan(path: Path) -> Scan:
    """Return a scan from a file outside; Failure as `read_bytes` and `scan_of` say."""
    return scan_of(path.name, read_bytes(path, MOST_SCAN_BYTES))


def scan_of(name: str, data: bytes) -> Scan:
    """Return the scan in a file's bytes; Failure `scan_kind` for anything but PDF, JPEG and PNG, `scan_unreadable`."""
    kind = next((kind for start, kind in _KINDS if data.startswith(start)), "")
    if not kind:
        raise Failure("scan_kind", file=name)
    scan = Scan(name, data, kind)
    if page_picture(scan, 0, QSize(64, 64)).isNull():
        raise Failure("scan_unreadable", file=name)
    return scan


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
    """Return page `number` (from 0) as large as fits into `room`; a null image where it cannot be drawn."""
    return _page(scan, number, room) if scan.kind == "pdf" else _picture(scan.data, room)


def _page(scan: Scan, number: int, room: QSize) -> QImage:
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
    except (PdfiumError, ValueError):
        return None


def _picture(data: bytes, room: QSize) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and (size.width() > room.width() or size.height() > room.height()):
        reader.setScaledSize(size.scaled(max(room.width(), room.height()), max(room.width(), room.height()), _KEEP))
    image = reader.read()
    return image if image.isNull() else image.scaled(room, _KEEP, Qt.TransformationMode.SmoothTransformation)
