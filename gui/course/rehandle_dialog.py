"""Asks whether a suggestion is handled again (重办): until when, why, what is kept and what begins anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from forms.dates import official

from ..office.parts import wrapped
from .reason_question import ReasonDialog


class RehandleDialog(ReasonDialog):
    """The program proposes, a person decides: a reason is asked also where the deputy's 不满意 is one."""

    def __init__(self, parent: QWidget | None, next_round: int, due: date, dissatisfied: Sequence[str]) -> None:
        super().__init__(parent)
        self._lay_out(self.tr("重办"), self._said(next_round, due), self.tr("开始重办"))
        self.label.setText(self.tr("重办理由(&L)（必填）"))
        self.reason.setAccessibleName(self.tr("重办理由"))
        if dissatisfied:
            who = "、".join(name for name in dissatisfied if name) or self.tr("代表")
            self.reason.setText(self.tr("{}表示不满意").format(who))

    @classmethod
    def ask(cls, parent: QWidget | None, next_round: int, due: date, dissatisfied: Sequence[str]) -> str | None:
        """Ask; return the reason, or None where the user left. `dissatisfied` are the deputies who are not satisfied."""
        return cls(parent, next_round, due, dissatisfied).answered()

    def _said(self, next_round: int, due: date) -> tuple[QWidget, ...]:
        kept = self.tr(
            "保留：这一次的全部内容、签名和扫描件原样锁定，随时可以查看、导出。\n沿用：办理情况、分类、答复意见等，在此基础上修改。"
        )
        anew = self.tr("重新填写：领导审核意见、代表意见和全部签名；须重新送审、面商。")
        return (
            wrapped(self.tr("开始第 {} 次办理？").format(next_round), "headline"),
            wrapped(self.tr("从今天起，须在 {} 前再次答复代表。").format(official(due)), "question"),
            wrapped(f"{kept}\n{anew}"),
        )
