"""Asks why a sheet is sent back; the marks on passages that go with it are listed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from forms.text import clean

from .section import button, heading, reading

MOST_CHARACTERS = 2_000
_MOST_LISTED = 6


class ReturnDialog(QDialog):
    """A reason is required: without one nobody can mend anything."""

    def __init__(self, parent: QWidget | None, marks: Sequence[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("退回修改"))
        label = QLabel(self.tr("退回理由(&L)（必填）"))
        self.reason = QPlainTextEdit()
        self.reason.setObjectName("reason")
        self.reason.setAccessibleName(self.tr("退回理由"))
        self.reason.setPlaceholderText(self.tr("经办人会看到这段话，并据此修改"))
        self.reason.setTabChangesFocus(True)
        self.reason.setMinimumHeight(120)
        label.setBuddy(self.reason)
        self.wanting = reading(self.tr("请写明退回理由。"), quiet=True)
        self.send_back: QPushButton | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label)
        column.addWidget(self.reason, 1)
        column.addLayout(self._phrases(bool(marks)))
        column.addWidget(self._marks(marks))
        column.addWidget(self.wanting)
        column.addWidget(self._buttons())
        self.setMinimumWidth(520)
        self.reason.textChanged.connect(self._on_edited)
        self.reason.setFocus()
        self._on_edited()

    @classmethod
    def ask(cls, parent: QWidget | None, marks: Sequence[str]) -> str | None:
        """Ask; return the reason, never blank, or None where the sheet is not to be sent back."""
        dialog = cls(parent, marks)
        sent = dialog.exec() == QDialog.DialogCode.Accepted
        reason = dialog.words
        dialog.deleteLater()
        return reason if sent and reason else None

    @property
    def words(self) -> str:
        return clean(self.reason.toPlainText()).strip()[:MOST_CHARACTERS]

    def _phrases(self, marked: bool) -> QGridLayout:
        words = [self.tr("请按标注修改后再送审。")] if marked else []
        words += [
            self.tr("请补充办理情况和下一步措施。"),
            self.tr("请核对办理结果的分类。"),
            self.tr("请核对公开属性。"),
            self.tr("请补充会办单位意见。"),
        ]
        grid = QGridLayout()
        grid.setSpacing(6)
        for number, phrase in enumerate(words):
            one = button(f"reason.{number}", phrase, self.tr("写入退回理由：{}").format(phrase))
            one.setAutoDefault(False)
            one.clicked.connect(self._on_phrase)
            grid.addWidget(one, number // 2, number % 2)
        return grid

    def _marks(self, marks: Sequence[str]) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        if not marks:
            column.addWidget(reading(self.tr("没有标注。可以先取消，在办理单上选中文字加标注。"), quiet=True))
            return box
        column.addWidget(heading(self.tr("一并交回的标注（{} 条）").format(len(marks))))
        for words in marks[:_MOST_LISTED]:
            column.addWidget(reading(words))
        if len(marks) > _MOST_LISTED:
            column.addWidget(reading(self.tr("另有 {} 条").format(len(marks) - _MOST_LISTED), quiet=True))
        return box

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        send = buttons.addButton(self.tr("退回"), QDialogButtonBox.ButtonRole.AcceptRole)
        send.setObjectName("send_back")
        send.setAccessibleName(self.tr("退回经办人修改"))
        send.setDefault(True)
        self.send_back = send
        buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole).setAccessibleName(self.tr("取消"))
        buttons.accepted.connect(self._on_send)
        buttons.rejected.connect(self.reject)
        return buttons

    @Slot()
    def _on_phrase(self) -> None:
        sender = self.sender()
        if isinstance(sender, QPushButton):
            text = self.reason.toPlainText().rstrip()
            if sender.text() not in text:
                self.reason.setPlainText(f"{text}\n{sender.text()}" if text else sender.text())
            self.reason.setFocus()

    @Slot()
    def _on_edited(self) -> None:
        there = bool(self.words)
        self.wanting.setVisible(not there)
        if self.send_back is not None:
            self.send_back.setEnabled(there)

    @Slot()
    def _on_send(self) -> None:
        if self.words:
            self.accept()
