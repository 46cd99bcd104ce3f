"""Asks for somebody's PIN, with the wait after wrong ones counted down, and the way out for who has forgotten it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from storage.office import Person

from ..tasks import TaskRunner
from ..wording import ROLES
from .attempt import Attempt
from .new_pin_dialog import NewPinDialog, Proof
from .parts import answers, push_button, secret_line, wrapped

Recover = Callable[[str, str], str]
"""Takes a recovery code and a new PIN; returns the next code."""


class PinQuestion(QDialog):
    """`unlock` takes the PIN and raises Failure `pin_wrong` or `pin_wait`; it may take its time, it runs in the background."""

    def __init__(
        self, parent: QWidget | None, person: Person, unlock: Callable[[str], None], tasks: TaskRunner | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("输入密码"))
        self._person, self._unlock, self._tasks = person, unlock, tasks
        self._recover: Recover | None = None
        self.head = wrapped(self.tr("请输入{}的密码").format(person_words(person)), "question")
        self.pin = secret_line("pin", self.tr("密码"))
        self.trouble = wrapped("", "trouble")
        self.trouble.hide()
        self.forgotten = push_button(self.tr("忘记密码…"), "forgotten", self.tr("用打印的恢复码重新设置密码"))
        self.forgotten.setParent(self)
        self.forgotten.hide()
        self.buttons, self.accept_button = answers(self, self.tr("确定"), self.tr("取消"))
        self.attempt = Attempt(tasks, self.trouble, (self.pin, self.accept_button), self)
        self._lay_out()
        self.buttons.accepted.connect(self._on_accept)
        self.buttons.rejected.connect(self.reject)
        self.forgotten.clicked.connect(self._on_forgotten)
        self.attempt.succeeded.connect(self.accept)
        self.attempt.failed.connect(self._on_failed)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        person: Person,
        unlock: Callable[[str], None],
        recover: Recover | None = None,
        wait: int = 0,
        tasks: TaskRunner | None = None,
    ) -> bool:
        """Ask until the PIN was right; False where the user left. `wait` are seconds that are to be waited already."""
        dialog = cls(parent, person, unlock, tasks)
        if recover is not None:
            dialog.offer_recovery(recover)
        if wait:
            dialog.attempt.hold(wait)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return accepted

    def offer_recovery(self, recover: Recover) -> None:
        """Let who has forgotten the PIN set another one by the recovery code."""
        self._recover = recover
        self.buttons.addButton(self.forgotten, self.buttons.ButtonRole.ResetRole)
        self.forgotten.show()

    @Slot()
    def _on_accept(self) -> None:
        if self.pin.text():
            self.attempt.start(partial(self._unlock, self.pin.text()))

    @Slot()
    def _on_failed(self) -> None:
        self.pin.clear()
        self.pin.setFocus()

    @Slot()
    def _on_forgotten(self) -> None:
        if self._recover is not None and NewPinDialog.ask(self, self._person, Proof.CODE, self._recover, self._tasks):
            self.accept()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(12)
        for widget in (self.head, self.pin, self.trouble, self.buttons):
            column.addWidget(widget)
        self.setMinimumWidth(400)
        self.pin.setFocus()


def person_words(person: Person) -> str:
    """Return 领导李局, or the role alone where nobody is named."""
    return f"{ROLES[person.role.value]}{person.name}"
