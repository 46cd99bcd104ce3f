"""Digits to press for a PIN: by finger, or by the keys of a keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from .look import button

_LONGEST = 12
_DIGITS = "123456789"


class Keypad(QWidget):
    """Twelve keys under the place where the digits come; they are never shown."""

    entered = Signal(str)
    """The PIN, once 确定 or Enter was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pin = QLineEdit()
        self.pin.setObjectName("visit.pin")
        self.pin.setAcceptDrops(False)
        self.pin.setAccessibleName(self.tr("工作人员密码"))
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(_LONGEST)
        self.pin.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.pin.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.pin.setMinimumHeight(56)
        grid = QGridLayout()
        grid.setSpacing(10)
        for place, digit in enumerate(_DIGITS):
            grid.addWidget(_Digit(digit, self), place // 3, place % 3)
        self.back = button(self.tr("退格"), "visit.pin_back", "key")
        self.done = button(self.tr("确定"), "visit.pin_done", "primary")
        grid.addWidget(self.back, 3, 0)
        grid.addWidget(_Digit("0", self), 3, 1)
        grid.addWidget(self.done, 3, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addStretch(1)
        column.addWidget(self.pin)
        column.addLayout(grid)
        column.addStretch(1)
        self.back.clicked.connect(self.pin.backspace)
        self.done.clicked.connect(self._on_done)
        self.pin.returnPressed.connect(self._on_done)

    def press(self, digit: str) -> None:
        self.pin.insert(digit)

    def clear(self) -> None:
        self.pin.clear()

    @Slot()
    def _on_done(self) -> None:
        if self.pin.text() and self.isEnabled():
            self.entered.emit(self.pin.text())


class _Digit(QPushButton):
    """One key."""

    def __init__(self, digit: str, pad: Keypad) -> None:
        super().__init__(digit, pad)
        self._pad, self._digit = pad, digit
        self.setObjectName(f"visit.digit.{digit}")
        self.setAccessibleName(digit)
        self.setProperty("kind", "key")
        self.setMinimumSize(96, 60)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self._pad.press(self._digit)
