"""Asks why: a step back is written in the history with its reason."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from forms.text import clean_line

from ..office.parts import answers, named_line, wrapped

MOST_CHARACTERS = 500


class ReasonQuestion(QDialog):
    """One line; without a reason the step cannot be taken."""

    def __init__(self, parent: QWidget | None, title: str, text: str, accept: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.reason = named_line("reason", self.tr("理由"))
        self.reason.setPlaceholderText(self.tr("理由（会记入办理记录）"))
        self.buttons, self.accept_button = answers(self, accept, self.tr("取消"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(12)
        column.addWidget(wrapped(text, "question"))
        column.addWidget(self.reason)
        column.addWidget(self.buttons)
        self.setMinimumWidth(480)
        self.reason.textChanged.connect(self._follow)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.reason.setFocus()
        self._follow()

    @property
    def words(self) -> str:
        return clean_line(self.reason.text()).strip(" \u3000")[:MOST_CHARACTERS]

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, text: str, accept: str) -> str | None:
        """Ask; return the reason, never blank, or None where the user left."""
        dialog = cls(parent, title, text, accept)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        words = dialog.words
        dialog.deleteLater()
        return words if accepted and words else None

    @Slot()
    def _follow(self) -> None:
        self.accept_button.setEnabled(bool(self.words))
