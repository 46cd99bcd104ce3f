"""Ink on the screen: the vectors of forms/pen.py, the same that PDF draws and DOCX pictures show."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from forms.ink import Ink
from forms.pen import Shape, pen_width, shapes


def paths_of(ink: Ink, width: float = 0.0) -> list[QPainterPath]:
    """Return what the strokes of a pad fill, in the lengths of the pad; `width` is that of the pen, 0 for the usual one.

    Each path is to be filled by itself.
    """
    return [_path(shape) for shape in shapes(ink, width)]


def draw_ink(painter: QPainter, ink: Ink, target: QRectF, colour: QColor, width: float = 0.0) -> None:
    """Draw what was written so that it fills `target`, which has its proportions (see forms.export.ink_place); `width` as
    `paths_of` says."""
    pen = width or pen_width(ink)
    scale = target.width() / (ink.box.width + 2 * pen)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(target.topLeft())
    painter.scale(scale, scale)
    painter.translate(QPointF(pen - ink.box.left, pen - ink.box.top))
    for path in _kept_paths(ink, width):
        painter.fillPath(path, colour)
    painter.restore()


@lru_cache(maxsize=16)
def _kept_paths(ink: Ink, width: float) -> list[QPainterPath]:
    """The last few are kept: a paper is painted again with every scroll."""
    return paths_of(ink, width)


def _path(shape: Shape) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)  # a stroke that crosses itself leaves no hole
    for kind, numbers in shape:
        if kind == "m":
            path.moveTo(*numbers)
        elif kind == "c":
            path.cubicTo(*numbers)
        elif kind == "l":
            path.lineTo(*numbers)
        else:
            path.closeSubpath()
    return path
