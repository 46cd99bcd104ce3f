"""What was written by hand, shown as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from forms.errors import Failure
from forms.ink import Ink, read_signature
from forms.pen import pen_width

from ..paper import colours
from ..signing.ink_drawing import draw_ink

_HIGH = 110


class Handwriting(QWidget):
    """Strokes, as large as there is room, at the left."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink: Ink | None = None
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_ink(self, plain: Mapping[str, Any] | None) -> None:
        """Show strokes as a record holds them; nothing for None, and for what is none."""
        self._ink = _read(plain) if plain else None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, _HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._ink is None:
            return
        painter = QPainter(self)
        pen = 2 * pen_width(self._ink)
        size = QSizeF(self._ink.box.width + pen, self._ink.box.height + pen)
        size = size.scaled(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        draw_ink(painter, self._ink, QRectF(0, (self.height() - size.height()) / 2, size.width(), size.height()), colours.INK)
        painter.end()


def _read(plain: Mapping[str, Any]) -> Ink | None:
    try:
        left = read_signature(plain)
    except Failure:
        return None
    return left if isinstance(left, Ink) else None
