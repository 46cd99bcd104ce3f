"""A choice in a panel: its boxes in rows, each with the words of its option behind it."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from forms.fields import ChoiceField, Field, Option, Value

from .tick_box import TickBox, TickChoice

_MOST_COLUMNS = 4
_APART = 12
"""Pixels between the words of an option and the next box, beside the gap that every box has before its words."""


class ChoiceRow(QWidget):
    """The editor of a choice where no paper says where its boxes stand: one row, or even rows where there is less room."""

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
        self._pairs = [(self.choice.boxes[option.code], self._words(option)) for option in field.options]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._columns = 0
        self._arrange(_evenly(len(self._pairs), _MOST_COLUMNS))
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self._fitting())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width(1), super().minimumSizeHint().height())

    def _words(self, option: Option) -> QLabel:
        words = QLabel(f"{option.group} {option.label}".strip(), self)
        words.setBuddy(self.choice.boxes[option.code])
        words.setContentsMargins(0, 0, _APART, 0)
        return words

    def _fitting(self) -> int:
        """Return how many options a row takes, so that all rows fit and none holds a single straggler where that can be."""
        ways = (_evenly(len(self._pairs), most) for most in range(_MOST_COLUMNS, 1, -1))
        return next((columns for columns in ways if self._width(columns) <= self.width()), 1)

    def _width(self, columns: int) -> int:
        gap = self._grid.horizontalSpacing()
        widest = (max(_pair_width(pair, gap) for pair in self._pairs[column::columns]) for column in range(columns))
        return sum(widest) + gap * (columns - 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._grid.setColumnStretch(2 * self._columns, 0)
        self._columns = columns
        for number, (box, words) in enumerate(self._pairs):
            row, column = divmod(number, columns)
            self._grid.addWidget(box, row, 2 * column)
            self._grid.addWidget(words, row, 2 * column + 1)
        self._grid.setColumnStretch(2 * columns, 1)


def _evenly(options: int, most: int) -> int:
    """Return how many options a row takes where no row may take more than `most` and all are about as long."""
    return ceil(options / ceil(options / most))


def _pair_width(pair: tuple[TickBox, QLabel], gap: int) -> int:
    box, words = pair
    return box.sizeHint().width() + gap + words.sizeHint().width()
