"""Step 4: what was marked and said, in large words; the day, the signature, and what that signature is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

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
        self.title = label()
        self.marks = _Marks(visiting)
        self.comments = [_Comment(visiting, field) for field in visiting.asked.words]
        self.days = {field.name: DayControl(field) for field in visiting.asked.days}
        self.place = SigningPlace(visiting)
        self._lay_out()
        self.marks.again.clicked.connect(self.wants_marks)
        for comment in self.comments:
            comment.again.clicked.connect(self.wants_words)
        for day in self.days.values():
            day.chosen.connect(visiting.choose_day)
            day.grown.connect(self._on_grown)
        visiting.changed.connect(self.refresh)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show what stands."""
        first = self._visiting.template.fields[0]
        self.title.setText(first.show(self._visiting.view.answers.get(first.name)))
        self.marks.refresh()
        for comment in self.comments:
            comment.refresh()
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

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN, 12, 14, 10)
        column.setSpacing(10)
        for one in (self.title, self.marks, *self.comments, *self.days.values()):
            column.addWidget(one)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._area = scrolling(inside, "visit_summary")
        row.addWidget(self._area, 5)
        row.addWidget(self.place, 6)


class _Card(QFrame):
    """Something that stands in the sheet, and the button that leads back to it."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.again = button(self.tr("更改"), name)
        self.again.setAccessibleName(self.tr("{}：更改").format(words))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, 12, 14, 12)
        self.column.setSpacing(6)


class _Marks(_Card):
    """The rows and their marks, as the paper has them: one below the other."""

    def __init__(self, visiting: Visiting) -> None:
        super().__init__("visit.change_marks", "各项评价")
        self._visiting = visiting
        self._marks: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for number, row in enumerate(visiting.asked.rows):
            asked = label(row.short_label, "quiet")
            asked.setWordWrap(False)
            self._marks[row.name] = label(kind="mark")
            self._marks[row.name].setObjectName(f"visit.summary.{row.name}")
            grid.addWidget(asked, number, 0)
            grid.addWidget(self._marks[row.name], number, 1)
        across = QHBoxLayout()
        across.addLayout(grid, 1)
        across.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(across)
        if not self._marks:
            self.hide()

    def refresh(self) -> None:
        for row in self._visiting.asked.rows:
            self._marks[row.name].setText(row.show(self._visiting.view.answers.get(row.name)) or self.tr("未选择"))


class _Comment(_Card):
    """What was typed, what was written by hand, or that there is nothing."""

    def __init__(self, visiting: Visiting, field: Field) -> None:
        super().__init__(f"visit.change.{field.name}", field.short_label)
        self._visiting, self._field = visiting, field
        self._text = label()
        self._text.setObjectName(f"visit.summary.{field.name}")
        self._ink = Handwriting(self.tr("{}：手写内容").format(field.short_label))
        head = QHBoxLayout()
        head.addWidget(label(field.short_label, "quiet"), 1)
        head.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        self.column.addWidget(self._text)
        self.column.addWidget(self._ink)

    def refresh(self) -> None:
        text = str(self._visiting.view.answers.get(self._field.name, "")).strip()
        ink = self._visiting.ink(self._field.name)
        self._ink.show_ink(ink)
        self._ink.setVisible(ink is not None)
        self._text.setText(text or self.tr("没有其他意见"))
        self._text.setVisible(bool(text) or ink is None)
