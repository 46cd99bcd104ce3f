"""An editor of a day: typed in any usual form, shown as 2023年5月6日, or taken from a small calendar."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, QPoint, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QToolButton, QWidget

from forms.dates import iso_date
from forms.fields import Field, Value

from . import colours
from .day_picker import DayPicker
from .text_editor import TextEditor


class DateEditor(TextEditor):
    """Text that should be a day. What is none stays as it was typed, under a red wave, once the user has left."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._calendar: DayPicker | None = None
        self._button = _CalendarButton(field, self)
        self._button.clicked.connect(self.open_calendar)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_value(self, value: Value | None) -> None:
        super().set_value(value)
        self._mark_wrong()

    def set_locked(self, why: str) -> None:
        super().set_locked(why)
        self._show_button()

    @Slot()
    def open_calendar(self) -> None:
        """Open the calendar at the day that is entered, or at today."""
        if self.isReadOnly():
            return
        self._calendar = DayPicker(self.field, self)
        self._calendar.picked.connect(self._on_picked)
        self._calendar.open_at(iso_date(self._value), self._button.mapToGlobal(QPoint(0, self._button.height() + 2)))

    @Slot(object)
    def _on_picked(self, day: QDate | None) -> None:
        self.edited.emit(day.toString(Qt.DateFormat.ISODate) if day else "")
        self._settle()
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opens = event.key() == Qt.Key.Key_F4 or (
            event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        )
        if opens:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark_wrong()
        self._show_button()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark_wrong()
        self._show_button()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_button()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_button()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_button()

    def _text_replaced(self) -> None:
        super()._text_replaced()
        self._place_button()

    def _mark_wrong(self) -> None:
        value = None if self.hasFocus() else self._value
        self.underline_wrong(value is not None and any(self.field.problems(value)))

    def _show_button(self) -> None:
        self._place_button()
        near = self.underMouse() or (self.hasFocus() and not self._covers_text())
        self._button.setVisible(near and not self.isReadOnly())

    def _place_button(self) -> None:
        line = self.cursorRect()
        side = max(14, min(self.height() - 2, round(line.height())))
        before = round(self.text_left()) - side - 4
        y = round(line.center().y() - side / 2) if self.on_paper else (self.height() - side) // 2
        self._button.setGeometry(before if self.on_paper and before > 2 else self.width() - side - 2, max(0, y), side, side)

    def _covers_text(self) -> bool:
        """True where the cell has no room beside its text."""
        return self.on_paper and self._button.x() < self.text_right() and self._button.geometry().right() > self.text_left()


class _CalendarButton(QToolButton):
    """A small calendar sheet; it never takes the focus from the text."""

    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(f"{field.short_label}：选择日期")
        self.setToolTip("选择日期（F4）")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(18, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = colours.FOCUS if self.underMouse() else QColor("#6b7480")
        side = min(self.width(), self.height())
        box = QRectF(side * 0.16, side * 0.22, side * 0.68, side * 0.64)
        pen = painter.pen()
        pen.setColor(colour)
        pen.setWidthF(max(1.0, side / 15))
        painter.setPen(pen)
        painter.drawRoundedRect(box, side * 0.08, side * 0.08)
        rule = box.top() + box.height() * 0.3
        painter.drawLine(QPointF(box.left(), rule), QPointF(box.right(), rule))
        for share in (0.28, 0.72):
            x = box.left() + box.width() * share
            painter.drawLine(QPointF(x, box.top() - side * 0.1), QPointF(x, box.top() + side * 0.06))
        middle = box.center()
        painter.fillRect(QRectF(middle.x() - side * 0.08, middle.y() + side * 0.03, side * 0.16, side * 0.14), colour)
        painter.end()
