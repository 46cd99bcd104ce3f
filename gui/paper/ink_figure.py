"""What a hand or a seal left, on the screen: in the place and the size in which it is printed, over the words of the paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from forms.errors import Failure
from forms.export.ink_place import ink_rect, picture_rect, writing_rect
from forms.export.ink_shown import VOID_WORDS
from forms.export.pictures import Bitmap, read_picture
from forms.fields import Field
from forms.ink import Ink, LeftOpen, Picture, read_signature
from forms.pen import writing_width
from forms.signing import Standing
from forms.typesetting.page import Page, PlacedCell, PlacedPart, Rect

from ..signing.ink_drawing import draw_ink
from . import colours

Assets: TypeAlias = Callable[[str], bytes]

OPEN_WORDS = "留空，打印后手写签名"
MOVED_WORDS = "手写意见印在续页上"
LOST_WORDS = "图样无法显示"
_WIDEST = 1400
"""Points a side in which pictures are kept for the screen."""
_FADED = 0.32
_ROOM = 2
"""Pixels round a figure, for the softness of its edges."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of a field on the screen: where its page begins, and how many pixels a point takes."""

    field: Field
    page: Page
    cell: PlacedCell
    part: PlacedPart
    origin: QPointF
    scale: float

    def on_screen(self, rect: Rect) -> QRectF:
        """Return a rectangle of the page in pixels of the canvas, not rounded."""
        left, top = self.origin.x() + rect.x * self.scale, self.origin.y() + rect.y * self.scale
        return QRectF(left, top, rect.width * self.scale, rect.height * self.scale)

    def hand(self, ink: Ink) -> Rect | None:
        """Return where strokes are printed; None where handwriting has no room in its cell and is printed on a further page."""
        return ink_rect(self.part.place, ink) if self.field.signed else writing_rect(self.part, ink)

    def picture(self, picture: Picture, proportion: float) -> Rect:
        return picture_rect(self.field, self.part, self.cell, self.page, picture, proportion)


class InkFigure(QWidget):
    """Lies over the paper and lets the mouse through. `put` says where, `show_entry` what."""

    def __init__(self, field: Field, assets: Assets | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = field
        self.spot: Spot | None = None
        self.ink: Ink | Picture | LeftOpen | None = None
        self.standing = Standing.NONE
        self.words = ""
        """What is written over the figure, or in the place of one: that it is void, that the place is left open."""
        self.area = QRectF()
        """Where the ink itself stands on the canvas."""
        self._assets = assets
        self._image: QImage | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName(f"{field.name}.ink")
        self.setAccessibleName(f"{field.short_label}：图样")
        self.hide()

    def put(self, spot: Spot) -> None:
        """Move to where the layout has put the field."""
        self.spot = spot
        self.lay()

    def show_entry(self, entry: Mapping[str, Any] | None, standing: Standing) -> None:
        """Show an entry of `Record.signatures`, None for none; one that cannot be read leaves words."""
        try:
            self.ink = read_signature(entry) if entry else None
            self._image = self._read_image()
            self.words = {Standing.VOID: VOID_WORDS, Standing.OPEN: OPEN_WORDS}.get(standing, "")
        except Failure:
            self.ink, self._image = None, None
            self.words = VOID_WORDS if standing is Standing.VOID else LOST_WORDS
        self.standing = standing
        self.lay()

    def lay(self) -> None:
        """Stand where the ink is printed, as large as the ink and the words need."""
        self.area = self._area()
        if isinstance(self.ink, Ink) and not self.field.signed:
            self.words = MOVED_WORDS if self.area.isEmpty() else ""
        self.setVisible(not self.area.isEmpty() or bool(self.words))
        if self.spot is None or self.isHidden():
            return
        area = self.area.adjusted(-_ROOM, -_ROOM, _ROOM, _ROOM)
        if self.words:
            area |= self.spot.on_screen(self.spot.part.place)
        self.setGeometry(area.toAlignedRect())
        self.raise_()
        self.update()

    @property
    def proportion(self) -> float:
        """How many times as high as wide the picture is."""
        return self._image.height() / self._image.width() if self._image else 1.0

    def _area(self) -> QRectF:
        if self.spot is None:
            return QRectF()
        if isinstance(self.ink, Ink):
            rect = self.spot.hand(self.ink)
            return self.spot.on_screen(rect) if rect else QRectF()
        if isinstance(self.ink, Picture) and self._image:
            return self.spot.on_screen(self.spot.picture(self.ink, self.proportion))
        return QRectF()

    def _read_image(self) -> QImage | None:
        if not isinstance(self.ink, Picture):
            return None
        try:
            if self._assets is None:
                raise KeyError(self.ink.asset)
            return image_of(self._assets(self.ink.asset))
        except (KeyError, OSError) as error:
            raise Failure("picture_missing", asset=self.ink.asset) from error

    # ---- looks ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = self.area.translated(-QPointF(self.pos()))
        void = self.standing is Standing.VOID
        if isinstance(self.ink, Ink):
            pen = 0.0 if self.field.signed else writing_width(self.ink)
            draw_ink(painter, self.ink, area, colours.HINT if void else colours.INK, pen)
        elif self._image:
            painter.setOpacity(_FADED if void else 1.0)
            self._paint_picture(painter, area, self._image)
            painter.setOpacity(1.0)
        if void and not area.isEmpty():
            self._strike(painter, area)
        if self.words and self.spot:
            self._paint_words(painter, self.spot, area)
        painter.end()

    @staticmethod
    def _paint_picture(painter: QPainter, area: QRectF, image: QImage) -> None:
        """Paint as ink prints: what is under a seal stays legible."""
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        ratio = painter.device().devicePixelRatioF()
        size = (area.size() * ratio).toSize()
        fine = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        painter.drawImage(area, fine)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    @staticmethod
    def _strike(painter: QPainter, area: QRectF) -> None:
        painter.setPen(QPen(colours.WRONG, max(1.2, area.height() * 0.03)))
        painter.drawLine(QPointF(area.left(), area.center().y()), QPointF(area.right(), area.center().y()))

    def _paint_words(self, painter: QPainter, spot: Spot, area: QRectF) -> None:
        """Write the words into the place: beside the ink where there is room, else over it."""
        place = spot.on_screen(spot.part.place).translated(-QPointF(self.pos()))
        font = self.font()
        font.setPixelSize(max(8, min(round(place.height() * 0.42), round(9 * spot.scale))))
        painter.setFont(font)
        painter.setPen(colours.WRONG if self.standing is Standing.VOID or self.words == LOST_WORDS else colours.HINT)
        width = QFontMetricsF(font).horizontalAdvance(self.words)
        beside = place.adjusted(max(0.0, area.right() - place.left()) + 4, 0, 0, 0)
        room = beside if not area.isEmpty() and beside.width() >= width else place.adjusted(4 * spot.scale, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, self.words)


def image_of(data: bytes) -> QImage:
    """Decode a picture for the screen. Failure as `read_picture` says: it refuses what is hostile."""
    bitmap = read_picture(data, _WIDEST)
    return _image(bitmap)


def _image(bitmap: Bitmap) -> QImage:
    image = QImage(bitmap.colours, bitmap.width, bitmap.height, 3 * bitmap.width, QImage.Format.Format_RGB888)
    if bitmap.opacity is None:
        return image.copy()  # the bytes are not Qt's
    whole = image.convertToFormat(QImage.Format.Format_ARGB32)
    alpha = QImage(bitmap.opacity, bitmap.width, bitmap.height, bitmap.width, QImage.Format.Format_Alpha8)
    whole.setAlphaChannel(alpha)
    return whole.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def moved(picture: Picture, right_mm: float, down_mm: float) -> Picture:
    """Return a picture that stands elsewhere, in tenths of a millimetre: finer no hand means it."""
    return replace(picture, right_mm=round(right_mm, 1), down_mm=round(down_mm, 1))
