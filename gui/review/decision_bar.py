"""The leader's decision: approve or send back, and on to the next sheet; what is still lacking is said in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

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
        self.approve = button("approve", self.tr("同意并签发(&A)"), self.tr("审核通过，转入面商"))
        self.send_back = button("return", self.tr("退回修改(&R)…"), self.tr("写明理由，退回经办人修改；标注一并交回"))
        self.previous = button("previous_waiting", self.tr("上一件(&P)"), self.tr("上一件待审的办理单（Alt+↑）"))
        self.next = button("next_waiting", self.tr("下一件(&N)"), self.tr("下一件待审的办理单（Alt+↓）"))
        self.place = reading("", quiet=True)
        self._lay_out()
        self.approve.clicked.connect(self.approval_wanted)
        self.send_back.clicked.connect(self.return_wanted)
        self.previous.clicked.connect(self.previous_wanted)
        self.next.clicked.connect(self.next_wanted)

    def show_case(self, open_: bool, lacking: Sequence[str]) -> None:
        """`open_`: the leader decides now; `lacking`: what must be there before it can be approved, in words."""
        for one in (self.approve, self.send_back, self.lacking):
            one.setVisible(open_)
        self.approve.setEnabled(not lacking)
        words = self.tr("签发前尚缺：{}").format("、".join(lacking)) if lacking else self.tr("可以签发。")
        self.lacking.setText(words)
        tip = self.tr("审核通过，转入面商") if not lacking else words
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
