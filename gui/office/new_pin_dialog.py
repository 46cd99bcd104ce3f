"""Asks for a new PIN, twice, and for what allows it: nothing, the old PIN, or the recovery code."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QFormLayout, QVBoxLayout, QWidget

from storage.office import Person
from storage.pin import LONGEST, SHORTEST

from ..tasks import TaskRunner
from .attempt import Attempt
from .parts import answers, named_line, secret_line, wrapped
from .recovery_card import RecoveryCard


class Proof(Enum):
    """What is asked before a PIN may be set."""

    NONE = ""
    PIN = "原密码"
    CODE = "恢复码"


Keep = Callable[[str, str], str]
"""Takes the proof and the new PIN, keeps it, and returns the recovery code; "" where that comes later."""


class NewPinDialog(QDialog):
    """Whoever sets a PIN leaves this dialog with their recovery code in hand."""

    def __init__(
        self, parent: QWidget | None, person: Person, proof: Proof, keep: Keep, tasks: TaskRunner | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("设置密码") if proof is not Proof.CODE else self.tr("用恢复码重设密码"))
        self._person, self._keep = person, keep
        self.proof = named_line("proof", proof.value) if proof is Proof.CODE else secret_line("proof", proof.value)
        self.first = secret_line("new_pin", self.tr("新密码"))
        self.second = secret_line("new_pin_again", self.tr("再输一次"))
        self.trouble = wrapped("", "trouble")
        self.trouble.hide()
        self.buttons, self.accept_button = answers(self, self.tr("设置"), self.tr("取消"))
        self.attempt = Attempt(tasks, self.trouble, (self.accept_button,), self)
        self._lay_out(proof)
        for line in (self.proof, self.first, self.second):
            line.textChanged.connect(self._follow)
        self.buttons.accepted.connect(self._on_accept)
        self.buttons.rejected.connect(self.reject)
        self.attempt.succeeded.connect(self._on_kept)
        self.attempt.failed.connect(self._on_failed)
        self._follow()

    @classmethod
    def ask(cls, parent: QWidget | None, person: Person, proof: Proof, keep: Keep, tasks: TaskRunner | None = None) -> bool:
        """Ask until `keep` took it; False where the user left."""
        dialog = cls(parent, person, proof, keep, tasks)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return accepted

    @Slot()
    def _follow(self) -> None:
        same = self.first.text() == self.second.text()
        digits = self.first.text().isdecimal()
        if not self.attempt.held:
            self._say(self._wrong(digits, same))
        proven = bool(self.proof.text()) or self.proof.isHidden()
        self.accept_button.setEnabled(digits and same and proven and not self.attempt.held)

    def _wrong(self, digits: bool, same: bool) -> str:
        if self.first.text() and not digits:
            return self.tr("密码只能用数字")
        return self.tr("两次输入的密码不同") if self.second.text() and not same else ""

    @Slot()
    def _on_accept(self) -> None:
        self.attempt.start(partial(self._keep, self.proof.text(), self.first.text()))

    @Slot(object)
    def _on_kept(self, code: str) -> None:
        if code:
            RecoveryCard.ask(self, self._person, code)
        self.accept()

    @Slot()
    def _on_failed(self) -> None:
        if not self.proof.isHidden():
            self.proof.setFocus()
            self.proof.selectAll()

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def _lay_out(self, proof: Proof) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        if proof is Proof.NONE:
            self.proof.hide()
        else:
            form.addRow(proof.value, self.proof)
        form.addRow(self.tr("新密码"), self.first)
        form.addRow(self.tr("再输一次"), self.second)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(12)
        column.addWidget(wrapped(self.tr("为{}设置密码").format(self._person.name or self.tr("此人")), "question"))
        rule = self.tr("{} 到 {} 位数字。设好后会给出一份恢复码，忘记密码时用它重设。").format(SHORTEST, LONGEST)
        column.addWidget(wrapped(rule))
        column.addLayout(form)
        column.addWidget(self.trouble)
        column.addWidget(self.buttons)
        self.setMinimumWidth(440)
        (self.first if proof is Proof.NONE else self.proof).setFocus()
