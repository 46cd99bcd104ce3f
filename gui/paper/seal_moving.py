"""A seal picture that may still be moved: by mouse and arrow keys, sized by its corner or the wheel, taken off by Delete."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from forms.fields import Field
from forms.ink import NARROWEST_MM, WIDEST_MM, Picture
from forms.typesetting.page import MM

from . import colours
from .frame import paint_frame
from .ink_figure import Assets, InkFigure, moved

_STEPS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
_FAR = 5.0
_SIZES = {Qt.Key.Key_Plus: 1.0, Qt.Key.Key_Equal: 1.0, Qt.Key.Key_Minus: -1.0}
_CORNER = 16
"""Pixels at the lower right corner by which one sizes."""
_PAUSE_MS = 400
"""Turning the wheel is one step until it rests for so long."""
_HOW = "拖动可移动；方向键移动 1 毫米，按住 Shift 为 5 毫米；Ctrl+滚轮或拖右下角改大小；Delete 取下；双击更换"


class SealFigure(InkFigure):
    """A seal picture. It can be moved while `unlock(True)` holds; every way of moving ends in one `shifted`."""

    shifted = Signal(object)
    """The picture's new plain form, or None: it was taken off."""
    exchanged = Signal()
    """Another picture is wanted."""

    def __init__(self, field: Field, assets: Assets | None, parent: QWidget) -> None:
        super().__init__(field, assets, parent)
        self._entry: dict[str, Any] = {}
        self._before: Picture | None = None
        """How the picture stood before what is being done to it; None while nothing is."""
        self._held: QPointF | None = None
        self._grip = QPointF()
        """Where the mouse took hold, and the corner of the picture that follows it."""
        self._sizing = False
        self._resting = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._resting.timeout.connect(self.settle)
        self.setAccessibleName(f"{field.short_label}：印章图样")

    def unlock(self, open_: bool) -> None:
        """Let the picture be moved, or no longer."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not open_)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if open_ else Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(open_)
        self.setToolTip(_HOW if open_ else "")
        self.setAccessibleDescription(_HOW if open_ else "")

    @Slot()
    def settle(self) -> None:
        """What was moved so far is one step: tell it."""
        self._resting.stop()
        before, self._before = self._before, None
        if before is not None and before != self.ink and isinstance(self.ink, Picture):
            self.shifted.emit(plain_of(self.ink))

    # ---- mouse and wheel ------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._begin()
        self._sizing = self._at_corner(event.position())
        self._held = event.globalPosition()
        self._grip = self.area.bottomRight() if self._sizing else self.area.topLeft()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            at_corner = self._at_corner(event.position())
            self.setCursor(Qt.CursorShape.SizeFDiagCursor if at_corner else Qt.CursorShape.SizeAllCursor)
            return
        place = self._grip + event.globalPosition() - self._held
        if self._sizing:
            wide = max(place.x() - self.area.left(), (place.y() - self.area.top()) / self.proportion)
            self._stand(self.area.topLeft(), wide)
        else:
            self._stand(place, self.area.width())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._held = None
            self.settle()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.exchanged.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        self._begin()
        self._widen(event.angleDelta().y() / 120)
        self._resting.start()
        event.accept()

    # ---- keys -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS and self.spot:
            far = _FAR if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
            self._begin()
            self._stand(self.area.topLeft() + _STEPS[key] * (far * MM * self.spot.scale), self.area.width())
            self.settle()
        elif key in _SIZES and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._begin()
            self._widen(_SIZES[key])
            self.settle()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._before = None
            self.shifted.emit(None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.exchanged.emit()
        elif key == Qt.Key.Key_Escape and self._held is not None and self._before:
            self._held, self.ink, self._before = None, self._before, None
            self.lay()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()

    # ---- moving ---------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        if self._before is None and isinstance(self.ink, Picture):
            self._before = self.ink

    def _widen(self, millimetres: float) -> None:
        """Make the picture wider round its middle."""
        assert self.spot is not None
        wide = self.area.width() + millimetres * MM * self.spot.scale
        wide = self._possible(wide)
        grown = (wide - self.area.width()) / 2
        self._stand(self.area.topLeft() - QPointF(grown, grown * self.proportion), wide)

    def _possible(self, wide: float) -> float:
        assert self.spot is not None
        points = self.spot.scale * MM
        return min(WIDEST_MM * points, max(NARROWEST_MM * points, wide))

    def _stand(self, corner: QPointF, wide: float) -> None:
        """Let the picture stand with its upper left corner there, so wide: both in pixels of the canvas."""
        if not isinstance(self.ink, Picture) or self.spot is None:
            return
        width_mm = self.ink.width_mm
        if abs(wide - self.area.width()) > 0.01:
            width_mm = round(self._possible(wide) / self.spot.scale / MM, 1)
        usual = replace(self.ink, width_mm=width_mm, right_mm=0.0, down_mm=0.0)
        home = self.spot.on_screen(self.spot.picture(usual, self.proportion)).topLeft()
        away = (corner - home) / (self.spot.scale * MM)
        self.ink = moved(usual, away.x(), away.y())
        self.ink = self._on_page(self.ink, home)
        self.lay()

    def _on_page(self, picture: Picture, home: QPointF) -> Picture:
        """Return the picture without the way that would lead off the page, so that the way back is as short."""
        assert self.spot is not None
        stands = self.spot.on_screen(self.spot.picture(picture, self.proportion)).topLeft()
        away = (stands - home) / (self.spot.scale * MM)
        return moved(picture, away.x(), away.y())

    def _at_corner(self, place: QPointF) -> bool:
        corner = self.area.bottomRight() - QPointF(self.pos())
        return corner.x() - place.x() < _CORNER and corner.y() - place.y() < _CORNER

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not (self.hasFocus() or self._held is not None):
            return
        painter = QPainter(self)
        area = QRectF(self.rect())
        paint_frame(painter, area, colours.FOCUS)
        painter.fillRect(QRectF(area.right() - 8, area.bottom() - 8, 8, 8), colours.FOCUS)
        painter.end()


def plain_of(picture: Picture) -> dict[str, Any]:
    """Return a picture as a record holds it; what is as usual is left out."""
    lengths = {"width_mm": picture.width_mm, "right_mm": picture.right_mm, "down_mm": picture.down_mm}
    return {"kind": "picture", "asset": picture.asset, **{name: value for name, value in lengths.items() if value}}
