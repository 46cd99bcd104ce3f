"""The thin blue frame round the place on paper that has the focus."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from . import colours


def paint_focus(painter: QPainter, area: QRectF) -> None:
    """Draw the frame just inside an area."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.FOCUS, 1.4))
    painter.drawRoundedRect(area.adjusted(0.8, 0.8, -0.8, -0.8), 2, 2)
    painter.restore()
