"""A small calendar in a popup, to pick a day from."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QCalendarWidget, QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from forms.fields import Field


class DayPicker(QFrame):
    """A month to pick a day from, in a popup that frees itself. Esc and a click elsewhere close it."""

    picked = Signal(object)
    """QDate, or None: no day."""

    def __init__(self, field: Field, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(f"{field.short_label}：日历")
        self.month = _month(field, self)
        self.page = QLabel()
        self.page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.addWidget(self._button("今天", self._on_today))
        row.addStretch()
        row.addWidget(self._button("清除", self._on_none))
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addLayout(self._head())
        column.addWidget(self.month)
        column.addLayout(row)
        self.month.clicked.connect(self._on_day)
        self.month.activated.connect(self._on_day)
        self.month.currentPageChanged.connect(self._on_page)
        self._on_page(self.month.yearShown(), self.month.monthShown())

    def open_at(self, day: object, place: QPoint) -> None:
        """Show the month of a day (None: today's) with its corner near a place of the screen."""
        if day is not None:
            self.month.setSelectedDate(QDate.fromString(str(day), Qt.DateFormat.ISODate))
        self.adjustSize()
        screen = self.screen().availableGeometry()
        x = min(place.x(), screen.right() - self.width())
        y = place.y() if place.y() + self.height() <= screen.bottom() else place.y() - self.height() - 30
        self.move(max(screen.left(), x), max(screen.top(), y))
        self.show()
        self.month.setFocus()

    def _head(self) -> QHBoxLayout:
        """Qt's own head says the month before the year."""
        back = (("«", "上一年", self.month.showPreviousYear), ("‹", "上一月", self.month.showPreviousMonth))
        on = (("›", "下一月", self.month.showNextMonth), ("»", "下一年", self.month.showNextYear))
        head = QHBoxLayout()
        for sign, words, turn in back:
            head.addWidget(self._turn(sign, words, turn))
        head.addWidget(self.page, 1)
        for sign, words, turn in on:
            head.addWidget(self._turn(sign, words, turn))
        return head

    def _turn(self, sign: str, words: str, turn: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setAutoRaise(True)
        button.setToolTip(words)
        button.setAccessibleName(f"{self.accessibleName()}：{words}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Page up and down turn the months, with Shift the years
        button.clicked.connect(turn)
        return button

    @Slot(int, int)
    def _on_page(self, year: int, month: int) -> None:
        self.page.setText(f"{year}年{month}月")

    @Slot(QDate)
    def _on_day(self, day: QDate) -> None:
        self._pick(day)

    @Slot()
    def _on_today(self) -> None:
        self._pick(QDate.currentDate())

    @Slot()
    def _on_none(self) -> None:
        self._pick(None)

    def _pick(self, day: QDate | None) -> None:
        self.picked.emit(day)
        self.close()

    def _button(self, words: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.setFlat(True)
        button.setAccessibleName(f"{self.accessibleName()}：{words}")
        button.clicked.connect(slot)
        return button


def _month(field: Field, parent: QWidget) -> QCalendarWidget:
    month = QCalendarWidget(parent)
    month.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    month.setNavigationBarVisible(False)
    month.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
    month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
    month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    month.setAccessibleName(f"{field.short_label}：选择日期")
    return month
