"""Parts of the dialogs of the office, named for the eye, the ear and the tests alike."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QPushButton


def push_button(words: str, name: str, tip: str = "") -> QPushButton:
    """Return a button that Enter does not press unless it has the focus."""
    button = QPushButton(words)
    button.setObjectName(name)
    button.setAccessibleName(tip or words)
    button.setToolTip(tip or words)
    button.setAutoDefault(False)
    return button


def answers(dialog: QDialog, accept: str, reject: str) -> tuple[QDialogButtonBox, QPushButton]:
    """Return the row of buttons that ends a dialog, and the one that accepts: Enter presses it. Nothing is connected yet."""
    box = QDialogButtonBox(dialog)
    going = box.addButton(accept, QDialogButtonBox.ButtonRole.AcceptRole)
    going.setObjectName("accept")
    going.setAccessibleName(accept)
    going.setDefault(True)
    if reject:
        leaving = box.addButton(reject, QDialogButtonBox.ButtonRole.RejectRole)
        leaving.setObjectName("reject")
        leaving.setAccessibleName(reject)
        leaving.setAutoDefault(False)
    return box, going


def wrapped(words: str, name: str = "quiet") -> QLabel:
    """Return a sentence on as many lines as it takes; `name` is one of the style: quiet, trouble, headline."""
    label = QLabel(words)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label


def named_line(name: str, words: str, text: str = "") -> QLineEdit:
    line = QLineEdit(text)
    line.setObjectName(name)
    line.setAccessibleName(words)
    return line


def secret_line(name: str, words: str) -> QLineEdit:
    """Return a line that shows dots; an input method keeps out of it."""
    line = named_line(name, words)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData)
    return line
