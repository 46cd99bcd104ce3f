"""Step 4: what was marked and said, in large words; the day, the signature, and what that signature is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from forms.fields import Field

from .day_control import DayControl
from .handwriting import Handwriting
from .look import MARGIN, button, label, scrolling
from .signing_place import SigningPlace
from .visiting import Visiting


class SummaryPage(QWidget):
    """On the left what stands in the sheet, with a way back to each; on the right the place to sign."""

    wants_marks = Signal()
    wants_words = Signal()

    def __init__(self, visiting: Visiting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visiting = visiting
        self._said = QVBoxLayout()
        self._said.setSpacing(12)
        self.days = {field.name: DayControl(field) for field in visiting.asked.days}
        self.place = SigningPlace(visiting)
        self._lay_out()
        for day in self.days.values():
            day.chosen.connect(visiting.choose_day)
            day.grown.connect(self._on_grown)
        visiting.changed.connect(self.refresh)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show what stands; only while it is looked at, since every mark changes it."""
        if not self.isVisible():
            return
        _empty(self._said)
        first = self._visiting.template.fields[0]
        self._said.addWidget(label(first.show(self._visiting.view.answers.get(first.name))))
        if self._visiting.asked.rows:
            self._said.addWidget(self._marks())
        for field in self._visiting.asked.words:
            self._said.addWidget(self._comment(field))
        for name, day in self.days.items():
            day.show_day(str(self._visiting.day(name)))

    @Slot()
    def _on_grown(self) -> None:
        """The buttons that move a day are below what is in sight: follow the page as it grows."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())
        bar.rangeChanged.connect(self._on_range, Qt.ConnectionType.UniqueConnection)

    @Slot(int, int)
    def _on_range(self, _least: int, most: int) -> None:
        self._area.verticalScrollBar().setValue(most)

    def _marks(self) -> QFrame:
        """The rows and their marks, as the paper has them: one below the other."""
        card, column = _card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for number, row in enumerate(self._visiting.asked.rows):
            asked = label(row.short_label, "quiet")
            asked.setWordWrap(False)
            mark = label(row.show(self._visiting.view.answers.get(row.name)) or self.tr("未选择"), "mark")
            mark.setObjectName(f"visit.summary.{row.name}")
            grid.addWidget(asked, number, 0)
            grid.addWidget(mark, number, 1)
        again = self._again("visit.change_marks", self.tr("更改各项评价"))
        again.clicked.connect(self.wants_marks)
        across = QHBoxLayout()
        across.addLayout(grid, 1)
        across.addWidget(again, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(across)
        return card

    def _comment(self, field: Field) -> QFrame:
        """What was typed, what was written by hand, or that there is nothing."""
        text = str(self._visiting.view.answers.get(field.name, "")).strip()
        ink = self._visiting.ink(field.name)
        card, column = _card()
        again = self._again(f"visit.change.{field.name}", self.tr("{}：更改").format(field.short_label))
        again.clicked.connect(self.wants_words)
        head = QHBoxLayout()
        head.addWidget(label(field.short_label, "quiet"), 1)
        head.addWidget(again, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        if text or not ink:
            column.addWidget(label(text or self.tr("没有其他意见")))
        if ink:
            column.addWidget(Handwriting(ink, self.tr("{}：手写内容").format(field.short_label)))
        return card

    def _again(self, name: str, words: str) -> QPushButton:
        made = button(self.tr("更改"), name)
        made.setAccessibleName(words)
        return made

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN, 16, 14, 16)
        column.setSpacing(12)
        column.addLayout(self._said)
        for day in self.days.values():
            column.addWidget(day)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._area = scrolling(inside, "visit_summary")
        row.addWidget(self._area, 5)
        row.addWidget(self.place, 6)


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("kind", "card")
    card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    column = QVBoxLayout(card)
    column.setContentsMargins(18, 12, 14, 12)
    column.setSpacing(6)
    return card, column


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
