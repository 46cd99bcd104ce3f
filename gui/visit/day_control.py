"""The day of a signature: today's, unless the deputy says another."""

from __future__ import annotations

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from forms.fields import DateField

from .look import button, label


class DayControl(QFrame):
    """Shows a day in its official form; the buttons that move it come when they are asked for."""

    chosen = Signal(str, str)
    """The name of the field and the day, ISO 8601."""
    grown = Signal()
    """The buttons that move the day have come."""

    def __init__(self, field: DateField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self._day = QDate()
        self.setProperty("kind", "card")
        self.shown = label(kind="mark")
        self.change = self._button(self.tr("更改"), "change")
        self.earlier = self._button(self.tr("前一天"), "earlier")
        self.today = self._button(self.tr("今天"), "today")
        self.later = self._button(self.tr("后一天"), "later")
        self._lay_out()
        for one in (self.earlier, self.later):
            one.setAutoRepeat(True)
        self.change.clicked.connect(self._on_change)
        self.earlier.clicked.connect(self._on_earlier)
        self.today.clicked.connect(self._on_today)
        self.later.clicked.connect(self._on_later)

    def show_day(self, day: str) -> None:
        """Show a day, ISO 8601; what is none is shown as it is."""
        self._day = QDate.fromString(day, Qt.DateFormat.ISODate)
        self.shown.setText(self.field.show(day))

    @Slot()
    def _on_change(self) -> None:
        self.change.hide()
        self.moving.show()
        self.later.setFocus()
        self.grown.emit()

    @Slot()
    def _on_earlier(self) -> None:
        self._choose(self._day.addDays(-1))

    @Slot()
    def _on_later(self) -> None:
        self._choose(self._day.addDays(1))

    @Slot()
    def _on_today(self) -> None:
        self._choose(QDate.currentDate())

    def _choose(self, day: QDate) -> None:
        if not day.isValid():
            day = QDate.currentDate()
        self.show_day(day.toString(Qt.DateFormat.ISODate))
        self.chosen.emit(self.field.name, day.toString(Qt.DateFormat.ISODate))

    def _button(self, words: str, verb: str) -> QPushButton:
        made = button(words, f"{self.field.name}.{verb}")
        made.setAccessibleName(f"{self.field.short_label}：{words}")
        return made

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        inside = QVBoxLayout()
        inside.setSpacing(2)
        inside.addWidget(label(self.field.short_label, "quiet"))
        inside.addWidget(self.shown)
        row.addLayout(inside, 1)
        row.addWidget(self.change, 0, Qt.AlignmentFlag.AlignVCenter)
        self.moving = QWidget()
        buttons = QHBoxLayout(self.moving)
        buttons.setContentsMargins(0, 0, 0, 0)
        for one in (self.earlier, self.today, self.later):
            buttons.addWidget(one)
        self.moving.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 14, 12)
        column.addLayout(row)
        column.addWidget(self.moving)
