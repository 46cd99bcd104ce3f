"""Passphrases of packages: chosen twice when one is made, asked for when one is opened."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

_SHORT = 8


class NewPassphrase(QWidget):
    """Whether the package is locked, and with what. `changed` after every key."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = QCheckBox(self.tr("用口令加密"))
        self.wanted.setObjectName("pack_encrypt")
        self.wanted.setAccessibleName(self.tr("用口令加密这个包"))
        self.first = _line("pack_passphrase", self.tr("口令"))
        self.second = _line("pack_passphrase_again", self.tr("再输一次口令"))
        self.words = QLabel()
        self.words.setObjectName("quiet")
        self.words.setWordWrap(True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.wanted, 0, 0, 1, 2)
        grid.addWidget(self.first, 1, 0)
        grid.addWidget(self.second, 1, 1)
        grid.addWidget(self.words, 2, 0, 1, 2)
        self.first.setPlaceholderText(self.tr("口令"))
        self.second.setPlaceholderText(self.tr("再输一次"))
        self._follow()
        self.wanted.toggled.connect(self._on_wanted)
        self.first.textChanged.connect(self._follow)
        self.second.textChanged.connect(self._follow)

    @property
    def text(self) -> str:
        """The passphrase, "" for a package that everybody can open."""
        return self.first.text() if self.wanted.isChecked() else ""

    @property
    def settled(self) -> bool:
        """False while a passphrase is wanted and not yet typed twice alike."""
        return not self.wanted.isChecked() or (bool(self.text) and self.text == self.second.text())

    @Slot(bool)
    def _on_wanted(self, wanted: bool) -> None:
        self._follow()
        if wanted:
            self.first.setFocus()

    @Slot()
    def _follow(self) -> None:
        wanted = self.wanted.isChecked()
        for line in (self.first, self.second):
            line.setVisible(wanted)
        self.words.setText(self._sentence() if wanted else self.tr("不加密时，拿到文件的人都能打开。"))
        self.changed.emit()

    def _sentence(self) -> str:
        if self.second.text() and self.text != self.second.text():
            return self.tr("两次输入的口令不同。")
        words = self.tr("忘记口令就无法打开，程序也不保存它。请用电话等别的途径告诉对方。")
        return words + self.tr("口令不到 {} 位，容易被猜出。").format(_SHORT) if 0 < len(self.text) < _SHORT else words


class PassphraseDialog(QDialog):
    """Asks for the passphrase of a package; `wrong` where the one before was not it."""

    def __init__(self, parent: QWidget | None, file: str, wrong: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("输入口令"))
        self.passphrase = _line("unpack_passphrase", self.tr("口令"))
        words = QLabel(self.tr("「{}」已加密，请输入制作时设定的口令。").format(file))
        words.setWordWrap(True)
        self.trouble = QLabel(self.tr("口令不对，或者文件已损坏。没有作任何改动，请再试。"))
        self.trouble.setObjectName("trouble")
        self.trouble.setWordWrap(True)
        self.trouble.setVisible(wrong)
        self.buttons = QDialogButtonBox()
        self.open_button = self.buttons.addButton(self.tr("打开"), QDialogButtonBox.ButtonRole.AcceptRole)
        leave = self.buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        for button, name in ((self.open_button, "unpack_open"), (leave, "unpack_cancel")):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
        self.open_button.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(14)
        for widget in (words, self.passphrase, self.trouble):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.setMinimumWidth(420)
        self._follow()
        self.passphrase.textChanged.connect(self._follow)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    @classmethod
    def ask(cls, parent: QWidget | None, file: str, wrong: bool) -> str | None:
        """Ask; None where the user left."""
        dialog = cls(parent, file, wrong)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        passphrase = dialog.passphrase.text()
        dialog.deleteLater()
        return passphrase if accepted else None

    @Slot()
    def _follow(self) -> None:
        self.open_button.setEnabled(bool(self.passphrase.text()))


def _line(name: str, words: str) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(name)
    line.setAccessibleName(words)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
