"""The pad with its three buttons: take a stroke back, clear, bring back."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from .pad import InkPad


class PadBox(QWidget):
    """`pad` is the InkPad; buttons are as high as fingers need, and say by being grey what there is nothing to do."""

    def __init__(self, parent: QWidget | None = None, *, hint: str = "", line: bool = True, button_height: int = 40) -> None:
        super().__init__(parent)
        self.pad = InkPad(self, hint=hint, line=line)
        self.undo = self._button("ink_undo", self.tr("撤销一笔"), button_height)
        self.clear = self._button("ink_clear", self.tr("清除"), button_height)
        self.restore = self._button("ink_restore", self.tr("恢复"), button_height)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.undo, self.clear, self.restore):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.pad, 1)
        column.addLayout(row)
        self.undo.clicked.connect(self.pad.undo_stroke)
        self.clear.clicked.connect(self.pad.clear)
        self.restore.clicked.connect(self.pad.restore)
        self.pad.changed.connect(self._follow)
        self._follow()

    def _button(self, name: str, words: str, height: int) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setMinimumHeight(height)
        button.setAutoDefault(False)  # Enter signs
        return button

    @Slot()
    def _follow(self) -> None:
        self.undo.setEnabled(self.pad.can_undo)
        self.clear.setEnabled(self.pad.has_strokes)
        self.restore.setEnabled(self.pad.can_restore)
