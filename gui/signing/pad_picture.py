"""What a pad shows, painted as it grows: finished strokes are kept as pixels, only the end of the live one is drawn anew."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPixmap

from forms.ink import Ink, Point

from .ink_drawing import paths_of
from .writing import Stroke, Writing

_TAIL = 96
"""Points at the end of the live stroke that are drawn anew with every point."""
_SETTLED = 64
"""So many of them become pixels when the tail grows too long."""
_JOIN = 4
"""Points that two pieces share, so that the curve goes on."""
_EXACT = 400
"""A stroke of so many points is drawn once more as a whole when it ends: its evenness is that of the whole stroke."""


class Fit:
    """How a pad lies in a widget: whole, in proportion, in the middle."""

    def __init__(self, width: float, height: float, room: QSizeF) -> None:
        self.scale = min(room.width() / width, room.height() / height)
        self.left = (room.width() - width * self.scale) / 2
        self.top = (room.height() - height * self.scale) / 2

    def on_pad(self, place: QPointF) -> tuple[float, float]:
        return (place.x() - self.left) / self.scale, (place.y() - self.top) / self.scale

    def on_widget(self, area: QRectF) -> QRectF:
        left, top = self.left + area.x() * self.scale, self.top + area.y() * self.scale
        return QRectF(left, top, area.width() * self.scale, area.height() * self.scale)


class PadPicture:
    """The pixels of a pad. `follow` says what to paint anew; `paint` paints."""

    def __init__(self, colour: QColor) -> None:
        self._colour = colour
        self._pixels = QPixmap()
        self._paths: dict[Stroke, list[QPainterPath]] = {}
        """Of finished strokes: undoing and resizing draw them again."""
        self._tail: list[QPainterPath] = []
        self._tail_area = QRectF()
        self._settled = 0

    # ---- all of it ------------------------------------------------------------------------------------------------

    def draw(self, writing: Writing, fit: Fit, size: QSizeF, ratio: float) -> None:
        """Draw everything anew: after a change of the size, after strokes were taken off."""
        self._pixels = QPixmap((size * ratio).toSize())
        self._pixels.setDevicePixelRatio(ratio)
        self._pixels.fill(Qt.GlobalColor.transparent)
        known, self._paths = self._paths, {}
        for stroke in writing.strokes:
            self._paths[stroke] = known.get(stroke) or self._paths_of(writing, stroke)
            self._put(self._paths[stroke], fit)
        self._tail, self._settled = [], 0
        if writing.live:
            self.follow(writing, fit)

    def paint(self, painter: QPainter, fit: Fit, room: QSizeF, clip: QRectF) -> None:
        """Paint what is known; pixels of another size are stretched until `draw` is called."""
        have = self._pixels.deviceIndependentSize()
        if have == room:
            ratio = self._pixels.devicePixelRatio()
            painter.drawPixmap(clip, self._pixels, QRectF(clip.topLeft() * ratio, clip.size() * ratio))
        elif not have.isEmpty():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            shrunk = Fit(have.width(), have.height(), room)
            painter.drawPixmap(shrunk.on_widget(QRectF(QPointF(), have)), self._pixels, QRectF(self._pixels.rect()))
        _fill(painter, self._tail, fit, self._colour)

    # ---- the live stroke ------------------------------------------------------------------------------------------

    def follow(self, writing: Writing, fit: Fit) -> QRectF:
        """Draw the end of the live stroke; return what is to be painted anew."""
        before = self._tail_area
        while len(writing.live) - self._settled > _TAIL:
            piece = writing.live[self._settled : self._settled + _SETTLED + _JOIN]
            self._put(self._paths_of(writing, piece), fit)
            self._settled += _SETTLED
        self._tail = self._paths_of(writing, writing.live[self._settled :])
        self._tail_area = _area(self._tail, fit)
        return before | self._tail_area

    def finish(self, writing: Writing, fit: Fit) -> QRectF:
        """The last stroke has ended: it becomes pixels; return what is to be painted anew."""
        stroke, tail, area = writing.strokes[-1], self._tail, self._tail_area
        if len(stroke) <= _EXACT and not self._settled:
            tail = self._paths[stroke] = self._paths_of(writing, stroke)
            area |= _area(tail, fit)
        self._put(tail, fit)
        self._tail, self._tail_area, self._settled = [], QRectF(), 0
        return area

    def _put(self, paths: Sequence[QPainterPath], fit: Fit) -> None:
        painter = QPainter(self._pixels)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _fill(painter, paths, fit, self._colour)
        painter.end()

    @staticmethod
    def _paths_of(writing: Writing, points: Sequence[Point]) -> list[QPainterPath]:
        return paths_of(Ink(writing.width, writing.height, (tuple(points),)))


def _fill(painter: QPainter, paths: Sequence[QPainterPath], fit: Fit, colour: QColor) -> None:
    painter.save()
    painter.translate(fit.left, fit.top)
    painter.scale(fit.scale, fit.scale)
    for path in paths:
        painter.fillPath(path, colour)
    painter.restore()


def _area(paths: Sequence[QPainterPath], fit: Fit) -> QRectF:
    area = QRectF()
    for path in paths:
        area |= path.controlPointRect()
    return fit.on_widget(area).adjusted(-2, -2, 2, 2)
