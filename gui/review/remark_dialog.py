"""Asks what is to be noted on a marked passage."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from forms.text import clean

from .section import reading

MOST_CHARACTERS = 2_000
_MOST_QUOTED = 240


class RemarkDialog(QDialog):
    """Enter takes the note, Shift+Enter begins a line."""

    def __init__(self, parent: QWidget | None, quote: str, note: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("标注"))
        shown = quote if len(quote) <= _MOST_QUOTED else f"{quote[:_MOST_QUOTED]}……"
        self.quote = reading(self.tr("“{}”").format(shown), quiet=True)
        label = QLabel(self.tr("意见(&Y)"))
        self.note = QPlainTextEdit(note)
        self.note.setObjectName("note")
        self.note.setAccessibleName(self.tr("对这段文字的意见"))
        self.note.setPlaceholderText(self.tr("如：请写明完成时间"))
        self.note.setTabChangesFocus(True)
        self.note.setMinimumHeight(100)
        self.note.installEventFilter(self)
        label.setBuddy(self.note)
        self._buttons = QDialogButtonBox()
        self._take = self._buttons.addButton(self.tr("标注"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._take.setAccessibleName(self.tr("标注"))
        self._take.setDefault(True)
        self._buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole).setAccessibleName(self.tr("取消"))
        self._buttons.accepted.connect(self._on_take)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        for part in (self.quote, label, self.note, self._buttons):
            column.addWidget(part, 1 if part is self.note else 0)
        self.setMinimumWidth(460)
        self.note.textChanged.connect(self._on_edited)
        self.note.setFocus()
        self.note.selectAll()
        self._on_edited()

    @classmethod
    def ask(cls, parent: QWidget | None, quote: str, note: str = "") -> str | None:
        """Ask; return the note, never blank, or None where nothing is to be noted."""
        dialog = cls(parent, quote, note)
        taken = dialog.exec() == QDialog.DialogCode.Accepted
        words = dialog.words
        dialog.deleteLater()
        return words if taken else None

    @property
    def words(self) -> str:
        return clean(self.note.toPlainText()).strip()[:MOST_CHARACTERS]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.note and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self._on_take()
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def _on_edited(self) -> None:
        there = bool(self.words)
        self._take.setEnabled(there)
        self._take.setToolTip("" if there else self.tr("请先写下意见"))

    @Slot()
    def _on_take(self) -> None:
        if self.words:
            self.accept()
