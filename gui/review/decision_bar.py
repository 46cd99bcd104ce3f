"""The leader's decision: approve or send back, and on to the next sheet; what is still lacking is said in words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.course import Step

from ..course.state import STEP_TIPS
from .section import button, reading


class DecisionBar(QWidget):
    approval_wanted = Signal()
    return_wanted = Signal()
    next_wanted = Signal()
    previous_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lacking = reading("", quiet=True)
        self.lacking.setObjectName("lacking")
        self.approve = button("approve", self.tr("同意并签发(&A)"), STEP_TIPS[Step.APPROVE])
        self.send_back = button("return", self.tr("退回修改(&R)…"), STEP_TIPS[Step.RETURN])
        self.previous = button("previous_waiting", self.tr("上一件(&P)"), self.tr("上一件待审的办理单（Alt+↑）"))
        self.next = button("next_waiting", self.tr("下一件(&N)"), self.tr("下一件待审的办理单（Alt+↓）"))
        self.place = reading("", quiet=True)
        self._lay_out()
        self.approve.clicked.connect(self.approval_wanted)
        self.send_back.clicked.connect(self.return_wanted)
        self.previous.clicked.connect(self.previous_wanted)
        self.next.clicked.connect(self.next_wanted)

    def show_case(self, open_: bool, lacking: str) -> None:
        """`open_`: the leader decides now; `lacking`: what is lacking for an approval, in words, "" for nothing."""
        for one in (self.approve, self.send_back, self.lacking):
            one.setVisible(open_)
        self.approve.setEnabled(not lacking)
        self.lacking.setText(lacking or self.tr("可以签发。"))
        tip = self.tr("还不能签发。{}").format(lacking) if lacking else STEP_TIPS[Step.APPROVE]
        self.approve.setToolTip(tip)
        self.approve.setAccessibleDescription(tip)

    def show_turn(self, place: int, total: int, more: bool) -> None:
        """`place` of the sheet among the `total` that wait (from 1; 0: it does not wait); `more`: there is another one."""
        self.place.setText(
            self.tr("待审 {} / {}").format(place, total) if place else self.tr("待审 {} 件").format(total) if total else ""
        )
        none = self.tr("没有别的待审办理单")
        for one, tip in (
            (self.previous, self.tr("上一件待审的办理单（Alt+↑）")),
            (self.next, self.tr("下一件待审的办理单（Alt+↓）")),
        ):
            one.setEnabled(more)
            one.setToolTip(tip if more else none)

    def _lay_out(self) -> None:
        self.approve.setProperty("prime", True)
        decide = QHBoxLayout()
        decide.setSpacing(8)
        decide.addWidget(self.approve, 3)
        decide.addWidget(self.send_back, 2)
        turn = QHBoxLayout()
        turn.setSpacing(8)
        turn.addWidget(self.place, 1)
        turn.addWidget(self.previous)
        turn.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.lacking)
        column.addLayout(decide)
        column.addLayout(turn)
