"""A scroll bar as thin as the padding of a cell, for the text that does not fit there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from . import colours

_LEAST_HANDLE = 18


class ThinScrollBar(QScrollBar):
    """A handle without arrows or a groove. `thickness` is its width in pixels."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.thickness = 6
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleName("滚动")

    def sizeHint(self) -> QSize:
        return QSize(self.thickness, 20)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        whole = self.maximum() - self.minimum() + self.pageStep()
        height = max(_LEAST_HANDLE, self.height() * self.pageStep() / max(1, whole))
        way = (self.height() - height) * (self.value() - self.minimum()) / max(1, self.maximum() - self.minimum())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.HANDLE)
        painter.drawRoundedRect(QRectF(1, way + 1, self.width() - 2, height - 2), 2, 2)
        painter.end()
