"""A signature, a seal or handwriting, small: what was drawn, or in words what stands in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from forms.errors import Failure
from forms.ink import Ink, Picture, read_signature
from forms.pen import pen_width

from ..paper import colours
from ..signing.ink_drawing import draw_ink

_MARGIN = 12.0


class InkPreview(QWidget):
    """Draws on paper, whatever the scheme. `asset` returns the bytes of a kept picture, KeyError where it is not there."""

    def __init__(self, plain: Mapping[str, object], asset: Callable[[str], bytes], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink: Ink | None = None
        self._picture = QImage()
        self.words = self._read(plain, asset)
        self.setAccessibleName(self.words or self.tr("手写内容"))

    def sizeHint(self) -> QSize:
        return QSize(320, 140)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), colours.PAPER)
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        if self._ink is not None:
            pen, box = pen_width(self._ink), self._ink.box
            place = _fitted(box.width + 2 * pen, box.height + 2 * pen, room)
            draw_ink(painter, self._ink, place, QColor(colours.INK))
        elif not self._picture.isNull():
            painter.drawImage(_fitted(self._picture.width(), self._picture.height(), room), self._picture)
        else:
            painter.setPen(QColor(colours.HINT))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter.value) | int(Qt.TextFlag.TextWordWrap.value), self.words)
        painter.end()

    def _read(self, plain: Mapping[str, object], asset: Callable[[str], bytes]) -> str:
        """Take in what is to be drawn; return the words that stand for it where nothing can be."""
        try:
            left = read_signature(plain)
        except Failure:
            return self.tr("签名数据无法画出")
        if isinstance(left, Ink):
            self._ink = left
            return ""
        if not isinstance(left, Picture):
            return self.tr("留待在纸上手签")
        try:
            self._picture.loadFromData(asset(left.asset))
        except KeyError:
            return self.tr("图样不在本机")
        return "" if not self._picture.isNull() else self.tr("图样无法画出")


def _fitted(width: float, height: float, room: QRectF) -> QRectF:
    """Return the largest place in the middle of `room` that has these proportions, no larger than thrice."""
    scale = min(room.width() / max(width, 1.0), room.height() / max(height, 1.0), 3.0)
    place = QRectF(0, 0, max(width, 1.0) * scale, max(height, 1.0) * scale)
    place.moveCenter(room.center())
    return place
