"""Boxes to tick: one for each option of a choice, of which at most one is ticked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPalette
from PySide6.QtWidgets import QCheckBox, QToolTip, QWidget

from forms.fields import ChoiceField, Option, Value
from forms.typesetting.page import Rect
from forms.typesetting.tick import OUTLINE, tick_place

from ..look.appearance import colours as appearance
from ..look.appearance import mixed
from . import colours
from .frame import paint_frame

_STEPS = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}
_CLEAR_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_NEXT_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_GHOST = 0.16
"""How much is seen of the tick that a click would make on paper."""


class TickBox(QCheckBox):
    """The box of one option, as large as its cell. It is a check box to assistive technology, and ink to the eye."""

    stepped = Signal(QPoint)
    """An arrow key: the direction in which the focus is to go."""
    cleared = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self, field: ChoiceField, option: Option, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.option = option
        self.beckoning = False
        """True while the pointer is over the words of the option, which tick it too."""
        self.inviting = False
        """True while the choice has no answer and may be given one."""
        self.flashing = False
        self.boxed = True
        """True where no cell of a paper is the box, so that one must be drawn."""
        self.largest = 26.0
        """Height in pixels that the tick never exceeds, however large its cell."""
        self.setObjectName(f"{field.name}.{option.code}")
        self.setAccessibleName(f"{field.short_label}：{f'{option.group} {option.label}'.strip()}")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def beckon(self, on: bool) -> None:
        if self.beckoning != on:
            self.beckoning = on
            self.update()

    def flash(self, on: bool) -> None:
        """Draw the eye here, or no longer."""
        self.flashing = on
        self.update()

    def say_why(self) -> None:
        """Show why the box may not be ticked now."""
        if self.toolTip():
            QToolTip.showText(self.mapToGlobal(self.rect().center()), self.toolTip(), self)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonPress and not self.isEnabled():
            self.say_why()
        return super().event(event)

    def sizeHint(self) -> QSize:
        side = round(self.fontMetrics().height() * 1.6)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return QSize(8, 8)

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _CLEAR_KEYS:
            self.cleared.emit()
        elif key in _NEXT_KEYS:
            self.focusNextPrevChild(True)
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()

    def _edge(self) -> QColor:
        """Return the colour of a box that no paper draws: as plain as words that stand back, since it is what one looks for."""
        look = appearance(self.palette())
        return mixed(look.quiet, look.base, 0.0 if self.isEnabled() else 0.5)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        near = self.isEnabled() and (self.underMouse() or self.beckoning)
        area = QRectF(self.rect())
        if self.boxed:
            paint_frame(painter, area, self._edge())
        if self.flashing or near or (self.inviting and not self.boxed):
            painter.fillRect(area, colours.FLASH if self.flashing else colours.HOVER if near else colours.TINT)
        if self.isChecked() or (near and not self.boxed):  # a faint tick in a drawn box is taken for one that is set
            painter.setOpacity(1.0 if self.isChecked() else _GHOST)
            ink = self.palette().color(QPalette.ColorRole.WindowText) if self.boxed else colours.INK
            painter.fillPath(_tick(area, self.largest), ink)
            painter.setOpacity(1.0)
        if self.hasFocus():
            paint_frame(painter, area, colours.FOCUS)
        painter.end()


class TickChoice(QObject):
    """All boxes of one choice: at most one is ticked, one of them takes the Tab key, the arrows lead to the others."""

    edited = Signal(object)
    """The code of the option that was ticked, or None: it was cleared."""
    left = Signal()
    entered = Signal()

    def __init__(self, field: ChoiceField, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = field
        self.boxes = {option.code: self._box(option, parent) for option in field.options}
        self._value: Value | None = None
        self._filling = False
        self._locked = False
        self.setObjectName(field.name)
        self._rove()

    def set_value(self, value: Value | None) -> None:
        self._value = value
        self._filling = True
        for code, box in self.boxes.items():
            box.setChecked(code == value)
        self._filling = False
        self._rove()

    def set_locked(self, why: str) -> None:
        self._locked = bool(why)
        for box in self.boxes.values():
            box.setEnabled(not why)
            box.setToolTip(why)
        self._rove()

    def commit(self) -> None:
        """A tick is never half made."""

    @property
    def home(self) -> TickBox:
        """The box that Tab leads to: the ticked one, else the first."""
        return self.boxes.get(str(self._value)) or next(iter(self.boxes.values()))

    def area(self) -> QRect:
        """Where all boxes together are, in the coordinates of what carries them."""
        area = QRect()
        for box in self.boxes.values():
            area |= box.geometry()
        return area

    def flash(self, on: bool) -> None:
        """Draw the eye to the ticked box, or to all of them: none of an open choice is to look like the right one."""
        for box in self.boxes.values():
            box.flash(on and (self._value is None or box is self.home))

    def tick(self, code: str) -> None:
        """Do what a click on the box does; for a click on the words beside it."""
        box = self.boxes[code]
        if box.isEnabled():
            box.setFocus(Qt.FocusReason.MouseFocusReason)
            box.click()
        else:
            box.say_why()

    def _box(self, option: Option, parent: QWidget) -> TickBox:
        box = TickBox(self.field, option, parent)
        box.toggled.connect(self._on_toggled)
        box.stepped.connect(self._on_stepped)
        box.cleared.connect(self._on_cleared)
        box.entered.connect(self.entered)
        box.left.connect(self.left)
        return box

    @Slot(bool)
    def _on_toggled(self, ticked: bool) -> None:
        box = self.sender()
        if self._filling or not isinstance(box, TickBox):
            return
        self.edited.emit(box.option.code if ticked else None)

    @Slot()
    def _on_cleared(self) -> None:
        if self._value is not None and not self._locked:
            self.edited.emit(None)

    @Slot(QPoint)
    def _on_stepped(self, step: QPoint) -> None:
        box = self.sender()
        if isinstance(box, TickBox):
            self._neighbour(box, step).setFocus(Qt.FocusReason.OtherFocusReason)

    def _neighbour(self, box: TickBox, step: QPoint) -> TickBox:
        """Return the nearest box in a direction on the paper; where none lies there, the next one in reading order."""
        here = box.geometry().center()
        best, least = None, 0.0
        for other in self.boxes.values():
            way = other.geometry().center() - here
            along, aside = QPoint.dotProduct(way, step), abs(way.x() * step.y()) + abs(way.y() * step.x())
            if along > abs(aside) * 0.5 and (best is None or along + 2 * aside < least):
                best, least = other, along + 2 * aside
        return best or self._beside(box, step.x() + step.y())

    def _beside(self, box: TickBox, step: int) -> TickBox:
        order = list(self.boxes.values())
        return order[(order.index(box) + step) % len(order)]

    def _rove(self) -> None:
        for box in self.boxes.values():
            box.inviting = self._value is None and not self._locked
            box.update()
            if self._locked:
                box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            else:
                box.setFocusPolicy(Qt.FocusPolicy.StrongFocus if box is self.home else Qt.FocusPolicy.ClickFocus)


def _tick(area: QRectF, largest: float) -> QPainterPath:
    """Return the outline of a √ in the middle of a box."""
    place = tick_place(Rect(area.x(), area.y(), area.width(), area.height()), largest)
    path = QPainterPath()
    for kind, numbers in OUTLINE:
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        points = [QPointF(place.x + x * place.height, place.y + y * place.height) for x, y in pairs]
        if kind == "c":
            path.cubicTo(*points)
        elif kind == "l":
            path.lineTo(*points)
        else:
            path.moveTo(*points)
    return path
