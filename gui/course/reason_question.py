"""Asks why: a step is written in the history with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget

from forms.text import clean_line

from ..office.parts import answers, named_line, wrapped

_MOST_CHARACTERS = 500


def reason_in(line: QLineEdit) -> str:
    """Return the reason that was typed, "" for blanks."""
    return clean_line(line.text()).strip(" \u3000")[:_MOST_CHARACTERS]


class ReasonDialog(QDialog):
    """Sentences, and one line below them; without a reason the step cannot be taken."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.reason = named_line("reason", self.tr("理由"))
        self.reason.setPlaceholderText(self.tr("会记入办理记录"))
        self.label = QLabel(self.tr("理由(&L)（必填）"))
        self.label.setBuddy(self.reason)

    def _lay_out(self, title: str, said: Sequence[QWidget], accept: str) -> None:
        self.setWindowTitle(title)
        self.buttons, self.accept_button = answers(self, accept, self.tr("取消"))
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 22, 26, 18)
        column.setSpacing(12)
        for part in (*said, self.label, self.reason, self.buttons):
            column.addWidget(part)
        column.insertSpacing(column.indexOf(self.label), 4)
        self.setMinimumWidth(500)
        self.reason.textChanged.connect(self._follow)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.reason.setFocus()
        self._follow()

    @property
    def words(self) -> str:
        return reason_in(self.reason)

    def answered(self) -> str | None:
        """Ask; return the reason, never blank, or None where the user left. The dialog is let go."""
        accepted = self.exec() == QDialog.DialogCode.Accepted
        words = self.words
        self.deleteLater()
        return words if accepted and words else None

    @Slot()
    def _follow(self) -> None:
        self.accept_button.setEnabled(bool(self.words))


class ReasonQuestion(ReasonDialog):
    """A step back: one sentence says what it does."""

    def __init__(self, parent: QWidget | None, title: str, text: str, accept: str) -> None:
        super().__init__(parent)
        self._lay_out(title, (wrapped(text, "question"),), accept)

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, text: str, accept: str) -> str | None:
        """Ask; return the reason, never blank, or None where the user left."""
        return cls(parent, title, text, accept).answered()
