"""Asks the name of somebody who acts and is not among the people: nobody signs without a name."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from forms.fields import Role
from storage.people_file import LONGEST_NAME

from ..wording import ROLES
from .parts import answers, named_line, wrapped


class NameQuestion(QDialog):
    """One line for a name; it can be accepted once there is one."""

    def __init__(self, parent: QWidget | None, role: Role) -> None:
        super().__init__(parent)
        words = ROLES[role.value]
        self.setWindowTitle(self.tr("{}姓名").format(words))
        text = wrapped(self.tr("请填写{}的姓名，签名和办理记录都会写明是谁。").format(words), "question")
        self.name = named_line("name", self.windowTitle())
        self.name.setMaxLength(LONGEST_NAME)
        self.buttons, self.accept_button = answers(self, self.tr("确定"), self.tr("取消"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.name.textChanged.connect(self._follow)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for part in (text, self.name, self.buttons):
            column.addWidget(part)
        self.setMinimumWidth(380)
        self._follow()

    @classmethod
    def ask(cls, parent: QWidget | None, role: Role) -> str:
        """Return the name, "" where the user left."""
        dialog = cls(parent, role)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        name = dialog.name.text().strip()
        dialog.deleteLater()
        return name if accepted else ""

    @Slot()
    def _follow(self) -> None:
        self.accept_button.setEnabled(bool(self.name.text().strip()))
