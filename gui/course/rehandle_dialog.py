"""Asks whether a suggestion is handled again (重办): until when, why, what is kept and what begins anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from forms.dates import official
from forms.text import clean_line

from ..office.parts import answers, named_line, wrapped
from .reason_question import MOST_CHARACTERS


class RehandleDialog(QDialog):
    """The program proposes, a person decides: a reason is asked also where the deputy's 不满意 is one."""

    def __init__(self, parent: QWidget | None, next_round: int, due: date, dissatisfied: Sequence[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("重办"))
        who = "、".join(name for name in dissatisfied if name) or self.tr("代表")
        self.reason = named_line("reason", self.tr("重办理由"), self.tr("{}表示不满意").format(who) if dissatisfied else "")
        self.reason.setPlaceholderText(self.tr("理由（会记入办理记录）"))
        self.buttons, self.accept_button = answers(self, self.tr("开始重办"), self.tr("取消"))
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 24, 28, 18)
        column.setSpacing(12)
        column.addWidget(wrapped(self.tr("开始第 {} 次办理？").format(next_round), "headline"))
        column.addWidget(wrapped(self.tr("从今天起，须在 {} 前再次答复代表。").format(official(due)), "question"))
        kept = self.tr(
            "保留：这一次的全部内容、签名和扫描件原样锁定，随时可以查看、导出。\n沿用：办理情况、分类、答复意见等，在此基础上修改。"
        )
        anew = self.tr("重新填写：领导审核意见、代表意见和全部签名；须重新送审、面商。")
        column.addWidget(wrapped(f"{kept}\n{anew}"))
        column.addWidget(self.reason)
        column.addWidget(self.buttons)
        self.setMinimumWidth(540)
        self.reason.textChanged.connect(self._follow)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.reason.setFocus()
        self._follow()

    @property
    def words(self) -> str:
        return clean_line(self.reason.text()).strip(" \u3000")[:MOST_CHARACTERS]

    @classmethod
    def ask(cls, parent: QWidget | None, next_round: int, due: date, dissatisfied: Sequence[str]) -> str | None:
        """Ask; return the reason, or None where the user left. `dissatisfied` are the deputies who are not satisfied."""
        dialog = cls(parent, next_round, due, dissatisfied)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        words = dialog.words
        dialog.deleteLater()
        return words if accepted and words else None

    @Slot()
    def _follow(self) -> None:
        self.accept_button.setEnabled(bool(self.words))
