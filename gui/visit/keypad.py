"""Keys to press for a PIN: by finger, or by the keys of a keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase, punctuation

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from storage.pin import LONGEST

from .look import TOUCH, button

_DIGITS = "123456789"
_GAP = 8
_WIDE, _NARROW = 96, 44
"""Least widths of keys: three digits, or eight letters side by side, fit into half of a small screen."""


class Keypad(QWidget):
    """Twelve keys under the place where the digits come; they are never shown.

    A PIN of the days when letters and signs were allowed is typed on two further pages: without a keyboard, the device could
    not be taken back else.
    """

    entered = Signal(str)
    """The PIN, once 确定 or Enter was pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pin = self._place()
        self.back = button(self.tr("退格"), "visit.pin_back", "key")
        self.done = button(self.tr("确定"), "visit.pin_done", "primary")
        self.capitals = button(self.tr("大写"), "visit.pin_capitals", "key")
        self.capitals.setCheckable(True)
        self.others = button("", "visit.pin_others", "plain")
        for key in (self.capitals, self.others):
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._zero = _Key("0", _WIDE, self)
        self._letters = [_Key(letter, _NARROW, self) for letter in ascii_lowercase]
        digits = [_Key(digit, _WIDE, self) for digit in _DIGITS]
        signs = [_Key(sign, _NARROW, self) for sign in punctuation]
        self._pages = [_page(digits, 3), _page(self._letters, 8), _page(signs, 8)]
        self._lay_out()
        self._show(0)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self.pin)  # after a key by finger, the next one may come from a keyboard
        self.back.clicked.connect(self.pin.backspace)
        self.done.clicked.connect(self._on_done)
        self.capitals.toggled.connect(self._on_capitals)
        self.others.clicked.connect(self._on_others)
        self.pin.returnPressed.connect(self._on_done)

    def press(self, sign: str) -> None:
        self.pin.insert(sign)

    def clear(self) -> None:
        self.pin.clear()

    def begin(self) -> None:
        """Be empty, with the digits at hand."""
        self.clear()
        self.capitals.setChecked(False)
        self._show(0)

    @Slot()
    def _on_done(self) -> None:
        if self.pin.text() and self.isEnabled():
            self.entered.emit(self.pin.text())

    @Slot(bool)
    def _on_capitals(self, on: bool) -> None:
        for key in self._letters:
            key.show_sign(key.sign.upper() if on else key.sign.lower())

    @Slot()
    def _on_others(self) -> None:
        self._show((self._page + 1) % len(self._pages))

    def _show(self, number: int) -> None:
        """Show one page of keys, and on the button below what comes next."""
        self._page = number
        for place, page in enumerate(self._pages):
            page.setVisible(place == number)
        self._zero.setVisible(number == 0)
        self.capitals.setVisible(number == 1)
        words = (self.tr("换成字母"), self.tr("换成符号"), self.tr("换成数字"))[number]
        self.others.setText(words)
        self.others.setAccessibleName(words)

    def _place(self) -> QLineEdit:
        place = QLineEdit()
        place.setObjectName("visit.pin")
        place.setAcceptDrops(False)
        place.setAccessibleName(self.tr("工作人员密码"))
        place.setEchoMode(QLineEdit.EchoMode.Password)
        place.setMaxLength(LONGEST)
        place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        place.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        place.setMinimumHeight(56)
        return place

    def _lay_out(self) -> None:
        last = QGridLayout()
        last.setSpacing(_GAP)
        for number, keys in enumerate(((self.back,), (self._zero, self.capitals), (self.done,))):
            last.setColumnStretch(number, 1)
            last.setColumnMinimumWidth(number, _WIDE)
            for key in keys:
                last.addWidget(key, 0, number)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addStretch(1)
        column.addWidget(self.pin)
        for page in self._pages:
            column.addWidget(page)
        column.addLayout(last)
        column.addWidget(self.others, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)


class _Key(QPushButton):
    """One key."""

    def __init__(self, sign: str, width: int, pad: Keypad) -> None:
        super().__init__(pad)
        self._pad = pad
        self.setObjectName(f"visit.digit.{sign}" if sign.isdigit() else f"visit.key.{sign}")
        self.show_sign(sign)
        self.setProperty("kind", "key")
        self.setMinimumSize(width, TOUCH)
        self.setAutoDefault(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._on_clicked)

    def show_sign(self, sign: str) -> None:
        """Type `sign` from now on."""
        self.sign = sign
        self.setText(sign.replace("&", "&&"))  # a single one would underline what follows
        self.setAccessibleName(sign)

    @Slot()
    def _on_clicked(self) -> None:
        self._pad.press(self.sign)


def _page(keys: Sequence[QPushButton], columns: int) -> QWidget:
    page = QWidget()
    grid = QGridLayout(page)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(_GAP)
    for place, key in enumerate(keys):
        grid.addWidget(key, place // columns, place % columns)
    return page
