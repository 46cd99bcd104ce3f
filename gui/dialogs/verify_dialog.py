"""Asks what to hold against the record, a code off a paper or an exported file, and shows what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ..look.appearance import colours
from .questions import FileQuestion


class Answer(NamedTuple):
    """What the record says to it."""

    same: bool
    words: str


class VerifyDialog(QDialog):
    """`by_code` and `by_file` answer; `own_code` is the code of the sheet on the table, "" without one."""

    def __init__(
        self,
        parent: QWidget | None,
        own_code: str,
        folder: Path,
        by_code: Callable[[str], Answer],
        by_file: Callable[[Path], Answer],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("核对"))
        self._own_code, self._folder, self._by_code, self._by_file = own_code, folder, by_code, by_file
        self.code = QLineEdit()
        self.code.setObjectName("verify_code")
        self.code.setAccessibleName(self.tr("校验码或二维码内容"))
        self.code.setPlaceholderText(self.tr("键入纸上的校验码，或用扫码枪扫二维码"))
        self.check = self._button(self.tr("核对"), self.tr("核对校验码"))
        self.file = self._button(self.tr("核对文件…"), self.tr("核对导出的 PDF、Word 文件或办理记录"))
        self.answer = QLabel()
        self.answer.setObjectName("verify_answer")
        self.answer.setWordWrap(True)
        self.buttons = QDialogButtonBox()
        self.buttons.addButton(self.file, QDialogButtonBox.ButtonRole.ActionRole)
        close = self.buttons.addButton(self.tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAccessibleName(self.tr("关闭"))
        close.setAutoDefault(False)
        self._lay_out()
        self.check.setDefault(True)
        self.check.setEnabled(False)
        self.code.textChanged.connect(self._on_typed)
        self.check.clicked.connect(self._on_check)
        self.file.clicked.connect(self._on_file)
        self.buttons.rejected.connect(self.reject)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        own_code: str,
        folder: Path,
        by_code: Callable[[str], Answer],
        by_file: Callable[[Path], Answer],
    ) -> None:
        """Show it until it is closed."""
        dialog = cls(parent, own_code, folder, by_code, by_file)
        dialog.exec()
        dialog.deleteLater()

    @Slot()
    def _on_typed(self) -> None:
        self.check.setEnabled(bool(self.code.text().strip()))
        self.answer.clear()

    @Slot()
    def _on_check(self) -> None:
        self._tell(self._by_code(self.code.text()))

    @Slot()
    def _on_file(self) -> None:
        kinds = self.tr("导出的文件、办理记录 (*.pdf *.docx *.jsonl)")
        for path in FileQuestion.ask_open(self, self.tr("核对文件"), self._folder, kinds, many=False):
            answer = self._by_file(path)
            self._tell(answer._replace(words=f"{path.name}：{answer.words}"))

    def _tell(self, answer: Answer) -> None:
        look = colours(self.palette())
        colour = look.text if answer.same else look.warning
        self.answer.setStyleSheet(f"color: {colour};")
        self.answer.setText(f"{'✓' if answer.same else '！'} {answer.words}")
        self.answer.setAccessibleName(answer.words)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.code, 1)
        row.addWidget(self.check)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(14)
        if self._own_code:
            own = QLabel(self.tr("当前这张表的校验码：{}").format(self._own_code))
            own.setObjectName("verify_own_code")
            column.addWidget(own)
        column.addLayout(row)
        column.addWidget(self.answer)
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.setMinimumSize(560, 220)

    def _button(self, words: str, name: str) -> QPushButton:
        button = QPushButton(words)
        button.setAccessibleName(name)
        button.setToolTip(name)
        return button
