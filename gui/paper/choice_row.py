"""A choice in a panel: its boxes in a row, each with the words of its option behind it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from forms.fields import ChoiceField, Field, Value

from .tick_box import TickChoice

_COLUMNS = 3


class ChoiceRow(QWidget):
    """The editor of a choice where no paper says where its boxes stand."""

    edited = Signal(object)
    left = Signal()
    entered = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if not isinstance(field, ChoiceField):
            raise TypeError(f"{field.name} is no choice")
        self.field = field
        self.choice = TickChoice(field, self)
        self.choice.setObjectName("")
        self.setObjectName(field.name)
        self.setAccessibleName(field.short_label)
        rows = QGridLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        for number, option in enumerate(field.options):
            row, column = divmod(number, _COLUMNS)
            words = QLabel(f"{option.group} {option.label}".strip(), self)
            words.setBuddy(self.choice.boxes[option.code])
            rows.addWidget(self.choice.boxes[option.code], row, 2 * column)
            rows.addWidget(words, row, 2 * column + 1)
        rows.setColumnStretch(2 * _COLUMNS, 1)
        self.choice.edited.connect(self.edited)
        self.choice.left.connect(self.left)
        self.choice.entered.connect(self.entered)

    def set_value(self, value: Value | None) -> None:
        self.choice.set_value(value)

    def set_locked(self, why: str) -> None:
        self.choice.set_locked(why)

    @Slot()
    def commit(self) -> None:
        self.choice.commit()
