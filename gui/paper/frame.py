"""The thin frame round the place on paper that has the focus, or that the pointer is over."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen


def paint_frame(painter: QPainter, area: QRectF, colour: QColor) -> None:
    """Draw the frame just inside an area."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.4))
    painter.drawRoundedRect(area.adjusted(0.8, 0.8, -0.8, -0.8), 2, 2)
    painter.restore()
