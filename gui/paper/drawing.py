"""Draws pages as they are printed: paper, rules, printed words. Editors draw the answers themselves."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from forms.typesetting.page import Line, PlacedCell, Rect

from ..fonts import ScreenFonts
from . import colours

RULE = 0.6
"""Thickness of the rules of the grid, in points."""
_SHADOW = 7


def on_screen(rect: Rect, origin: QPointF, scale: float) -> QRectF:
    """Return where a rectangle of a page stands, its edges on whole pixels so that neighbours share them."""
    left, top = round(origin.x() + rect.x * scale), round(origin.y() + rect.y * scale)
    right, bottom = round(origin.x() + rect.right * scale), round(origin.y() + rect.bottom * scale)
    return QRectF(left, top, right - left, bottom - top)


def draw_paper(painter: QPainter, area: QRectF) -> None:
    """Draw an empty page that lies on the desk with a soft shadow."""
    shadow, light = QColor(0, 0, 0), 1.0
    for step in range(_SHADOW, 0, -1):
        light *= 1 - 0.012 * (_SHADOW - step + 1)
        shadow.setAlphaF(1 - light)
        around = area.adjusted(-step + 1, -step + 3, step - 1, step + 1)
        if step > 1:
            _draw_ring(painter, around, shadow)  # a ring costs a hundredth of a page
        else:
            painter.fillRect(around, shadow)
    painter.fillRect(area.adjusted(-1, -1, 1, 1), colours.EDGE)
    painter.fillRect(area, colours.PAPER)


def draw_cells(
    painter: QPainter, cells: Iterable[PlacedCell], origin: QPointF, scale: float, clip: QRectF, fonts: ScreenFonts
) -> None:
    """Draw the rules and the printed words of the cells that touch `clip`."""
    rule = QPen(colours.PRINT, max(1.0, round(RULE * scale)))
    for cell in cells:
        area = on_screen(cell.rect, origin, scale)
        if not area.adjusted(-2, -2, 2, 2).intersects(clip):
            continue
        if cell.border:
            _draw_border(painter, area, rule)
        for part in cell.parts:
            draw_lines(painter, part.label, origin, scale, fonts)


def draw_lines(
    painter: QPainter,
    lines: Iterable[Line],
    origin: QPointF,
    scale: float,
    fonts: ScreenFonts,
    colour: QColor = colours.PRINT,
) -> None:
    """Draw lines of text on their base lines."""
    painter.setPen(colour)
    for line in lines:
        painter.setFont(fonts.fitted(line.role, line.size, scale, line.text, line.spacing))
        painter.drawText(QPointF(origin.x() + line.x * scale, round(origin.y() + line.baseline * scale)), line.text)


def _draw_ring(painter: QPainter, area: QRectF, colour: QColor) -> None:
    """Draw the outermost pixels of an area."""
    height = area.height() - 2
    painter.fillRect(QRectF(area.left(), area.top(), area.width(), 1), colour)
    painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), colour)
    painter.fillRect(QRectF(area.left(), area.top() + 1, 1, height), colour)
    painter.fillRect(QRectF(area.right() - 1, area.top() + 1, 1, height), colour)


def _draw_border(painter: QPainter, area: QRectF, rule: QPen) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(rule)
    left, top, right, bottom = area.left(), area.top(), area.right(), area.bottom()
    painter.drawLines(
        [
            QLineF(left, top, right, top),
            QLineF(left, bottom, right, bottom),
            QLineF(left, top, left, bottom),
            QLineF(right, top, right, bottom),
        ]
    )
