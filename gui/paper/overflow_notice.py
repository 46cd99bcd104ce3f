"""The strip at the foot of a place whose text does not fit: how much of it goes on elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from . import colours


class OverflowNotice(QWidget):
    """Says 「超出本页 n 行，将自动续页」 on a quiet yellow."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def words(self) -> str:
        return self._words

    def show_overflow(self, lines: int, area: QRect) -> None:
        """Say how many lines do not fit; 0 hides the strip."""
        self._words = f"超出本页 {lines} 行，将自动续页" if lines else ""
        self.setAccessibleName(self._words)
        self.setGeometry(area)
        self.setVisible(bool(lines))
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.NOTICE_BACK)
        font = self.font()
        font.setPixelSize(max(10, round(self.height() * 0.62)))
        painter.setFont(font)
        painter.setPen(colours.NOTICE_INK)
        painter.drawText(
            self.rect().adjusted(8, 0, -8, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._words
        )
        painter.end()
