"""The pages of a PDF as pictures: for the preview on screen and for the printer."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from threading import Lock
from types import TracebackType
from typing import Any

from PySide6.QtGui import QImage

from forms.errors import Failure

_PDFIUM = Lock()
"""PDFium keeps global state and may be entered by one thread at a time, whichever document it works on."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """Points, 1/72 inch."""

    width: float
    height: float


class PdfPages:
    """An open PDF. May be used by any thread; close it, or use it as a context."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2  # a library of 5 MB that a start of the program does not need

        self._closed = False
        with _PDFIUM:
            self._document: Any = pypdfium2.PdfDocument(data)
            self.sizes = tuple(PageSize(*self._document.get_page_size(number)) for number in range(len(self._document)))

    def __enter__(self) -> PdfPages:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, number: int, scale: float) -> QImage:
        """Return page `number` (from 0) with `scale` pixels to a point."""
        with _PDFIUM:
            if self._closed:
                raise Failure("cancelled")
            page = self._document[number]
            bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
            try:
                raw = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
                image = QImage(raw, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888)
                return image.copy()  # its own pixels: the bitmap's are freed below
            finally:
                bitmap.close()
                page.close()

    def close(self) -> None:
        """Free the document. A picture asked for after that fails with `cancelled`."""
        with _PDFIUM:
            self._closed = True
            self._document.close()
