"""Step 4: what was marked and said, in large words; the day, the signature, and what that signature is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ..signing.pad_box import PadBox
from .day_control import DayControl
from .handwriting import Handwriting
from .look import MARGIN, TOUCH, button, label, scrolling
from .visiting import Visiting

_ASIDE = 500
"""Pixels that the place to sign is wide, at least."""


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
        self.trouble = label(kind="trouble")
        self.trouble.setObjectName("visit.missing")
        self.trouble.hide()
        self._lay_out()
        for day in self.days.values():
            day.chosen.connect(visiting.choose_day)
        visiting.changed.connect(self.refresh)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tell("")
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Show what stands; only while it is looked at, since every stroke changes it."""
        if not self.isVisible():
            return
        _empty(self._said)
        self._said.addWidget(label(_title(self._visiting), "head"))
        for row in self._visiting.asked.rows:
            mark = row.show(self._visiting.view.answers.get(row.name))
            self._said.addWidget(self._mark(row.short_label, mark, f"visit.change.{row.name}"))
        for field in self._visiting.asked.words:
            self._said.addWidget(self._comment(field.name, field.short_label))
        for name, day in self.days.items():
            day.show_day(str(self._visiting.day(name)))

    def tell(self, words: str) -> None:
        """Say what is missing; "" takes the words away."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def _mark(self, words: str, mark: str, name: str) -> QFrame:
        card, column = _card()
        row = QHBoxLayout()
        row.setSpacing(12)
        inside = QVBoxLayout()
        inside.setSpacing(2)
        inside.addWidget(label(words, "quiet"))
        inside.addWidget(label(mark or self.tr("未选择"), "mark"))
        row.addLayout(inside, 1)
        again = button(self.tr("更改"), name)
        again.setAccessibleName(self.tr("{}：更改").format(words))
        again.clicked.connect(self.wants_marks)
        row.addWidget(again, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        return card

    def _comment(self, name: str, words: str) -> QFrame:
        text = str(self._visiting.view.answers.get(name, "")).strip()
        ink = self._visiting.ink(name)
        card, column = _card()
        head = QHBoxLayout()
        head.addWidget(label(words, "quiet"), 1)
        again = button(self.tr("更改"), f"visit.change.{name}")
        again.setAccessibleName(self.tr("{}：更改").format(words))
        again.clicked.connect(self.wants_words)
        head.addWidget(again)
        column.addLayout(head)
        if text or not ink:
            column.addWidget(label(text or self.tr("没有其他意见")))
        if ink:
            column.addWidget(Handwriting(ink, self.tr("{}：手写内容").format(words)))
        return card

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(MARGIN, 16, 14, 16)
        column.setSpacing(12)
        column.addLayout(self._said)
        for day in self.days.values():
            column.addWidget(day)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(scrolling(inside, "visit_summary"), 5)
        row.addWidget(self.place, 6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addLayout(row, 1)
        below = QHBoxLayout()
        below.setContentsMargins(MARGIN, 0, MARGIN, 8)
        below.addWidget(self.trouble)
        whole.addLayout(below)


class SigningPlace(QWidget):
    """The pad for the signature, or the word that it will be written on the paper; and what it is, said plainly."""

    def __init__(self, visiting: Visiting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visiting, self._field = visiting, visiting.asked.signature
        self.box = PadBox(hint=self.tr("请在此签名"), button_height=TOUCH)
        self.box.pad.setObjectName(f"{self._field}.pad")
        self.left_open = button(self.tr("留空，打印后手写签名"), "visit.left_open", "tab")
        self.left_open.setCheckable(True)
        self.open_words = label(self.tr("签名处留空：打印纸质表后，请在纸面上手写签名。"), "notice")
        self.open_words.hide()
        self.setMinimumWidth(_ASIDE)
        self._lay_out()
        self.box.pad.set_ink(visiting.ink(self._field))
        self.box.pad.changed.connect(self._on_drawn)
        self.left_open.toggled.connect(self._on_left_open)
        if not self._field:
            self.hide()

    def entry(self) -> Mapping[str, Any] | None:
        """Return the ink to sign with, {"kind": "open"} where it is left to the paper, None where nothing is there yet."""
        if self.left_open.isChecked() or not self._field:
            return {"kind": "open"}
        return self.box.pad.ink()

    @Slot()
    def _on_drawn(self) -> None:
        self._visiting.draw(self._field, self.box.pad.ink())

    @Slot(bool)
    def _on_left_open(self, on: bool) -> None:
        self.box.setVisible(not on)
        self.open_words.setVisible(on)
        self.left_open.setText(self.tr("改为在屏幕上签名") if on else self.tr("留空，打印后手写签名"))

    def _lay_out(self) -> None:
        who = self._visiting.name
        field = self._visiting.template.by_name.get(self._field)
        words = field.short_label if field else ""
        plain = self.tr(
            "屏幕上的签名表示您当面确认以上内容，随表保存并印在纸质表上。它不是法律所说的可靠电子签名，正式效力以签了名的纸质表为准。"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 16, MARGIN, 16)
        column.setSpacing(12)
        column.addWidget(label(f"{words}　{who}" if who else words, "head"))
        column.addWidget(self.box, 1)
        column.addWidget(self.open_words)
        column.addWidget(label(plain, "quiet"))
        column.addWidget(self.left_open)
        column.addStretch(0)


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("kind", "card")
    card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    column = QVBoxLayout(card)
    column.setContentsMargins(18, 12, 14, 12)
    column.setSpacing(8)
    return card, column


def _title(visiting: Visiting) -> str:
    first = visiting.template.fields[0]
    return first.show(visiting.view.answers.get(first.name))


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
