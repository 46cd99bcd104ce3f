"""Asks how papers are printed here: which font plays which role, the fingerprint at the foot, the record inside the PDF."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from forms.errors import Failure
from forms.typesetting.faces import FontRole
from forms.typesetting.fonts import FontShelf, check_font_file
from storage.printing import Printing

from ..wording import FONT_ROLES, say
from .questions import FileQuestion

_KINDS = "字体文件 (*.ttf *.otf *.ttc *.otc)"


class PrintSettingsDialog(QDialog):
    """Starts from the settings in force; `shelf` says which font plays a role for which none was chosen."""

    def __init__(self, parent: QWidget | None, printing: Printing, shelf: FontShelf) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("打印设置"))
        self._fonts = dict(printing.fonts)
        self._usual = {role: (shelf.family(role), "") for role in FontRole}
        self._usual |= {one.role: (one.used, one.wanted) for one in shelf.substitutions()}
        self.shown = {role: QLabel() for role in FontRole}
        self.choose = {role: QPushButton(self.tr("选择…")) for role in FontRole}
        self.forget = {role: QPushButton(self.tr("默认")) for role in FontRole}
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setObjectName("problem")
        self.problem.hide()
        self.fingerprint = self._box(
            "print_fingerprint", self.tr("页脚印核对码和二维码，可以核对纸上的内容与记录是否一致"), printing.fingerprint
        )
        self.attach_record = self._box(
            "print_attach_record", self.tr("PDF 内附本表的电子记录（用于存档交换）"), printing.attach_record
        )
        self.buttons = QDialogButtonBox()
        self.accept_button = self.buttons.addButton(self.tr("确定"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel_button = self.buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.accept_button, self.cancel_button):
            button.setAccessibleName(button.text())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        for role in FontRole:
            self._show(role)

    @property
    def printing(self) -> Printing:
        return Printing(dict(self._fonts), self.fingerprint.isChecked(), self.attach_record.isChecked())

    @classmethod
    def ask(cls, parent: QWidget | None, printing: Printing, shelf: FontShelf) -> Printing | None:
        """Ask; None where the user left."""
        dialog = cls(parent, printing, shelf)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        chosen = dialog.printing
        dialog.deleteLater()
        return chosen if accepted else None

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, role in enumerate(FontRole):
            words = FONT_ROLES[role.value]
            label = QLabel(words)
            label.setObjectName("quiet")
            self.shown[role].setObjectName(f"print_font_{role.value}")
            for button, name in ((self.choose[role], self.tr("选择{}的字体")), (self.forget[role], self.tr("{}用默认字体"))):
                button.setAccessibleName(name.format(words))
                button.setToolTip(name.format(words))
            self.choose[role].clicked.connect(partial(self._on_choose, role))
            self.forget[role].clicked.connect(partial(self._on_forget, role))
            pair = QHBoxLayout()
            pair.setSpacing(6)
            pair.addWidget(self.choose[role])
            pair.addWidget(self.forget[role])
            grid.addWidget(label, row, 0)
            grid.addWidget(self.shown[role], row, 1)
            grid.addLayout(pair, row, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(18)
        column.addLayout(grid)
        column.addWidget(self.problem)
        column.addWidget(self.fingerprint)
        column.addWidget(self.attach_record)
        column.addWidget(self.buttons)
        self.setMinimumWidth(620)
        self.accept_button.setDefault(True)

    def _show(self, role: FontRole) -> None:
        chosen = self._fonts.get(role)
        used, wanted = self._usual[role]
        if chosen is not None:
            text, tip = chosen.name, str(chosen)
        else:
            text = self.tr("{}（代替{}）").format(used, wanted) if wanted else used
            tip = self.tr("本机没有{}").format(wanted) if wanted else ""
        self.shown[role].setText(text)
        self.shown[role].setToolTip(tip)
        self.shown[role].setAccessibleName(f"{FONT_ROLES[role.value]}：{text}")
        self.forget[role].setEnabled(chosen is not None)

    @Slot()
    def _on_choose(self, role: FontRole) -> None:
        folder = self._fonts[role].parent if role in self._fonts else Path.home()
        title = self.tr("选择{}的字体").format(FONT_ROLES[role.value])
        for path in FileQuestion.ask_open(self, title, folder, self.tr(_KINDS), many=False):
            self._take(role, path)

    @Slot()
    def _on_forget(self, role: FontRole) -> None:
        self._fonts.pop(role, None)
        self.problem.hide()
        self._show(role)

    def _take(self, role: FontRole, path: Path) -> None:
        try:
            check_font_file(path, role)
        except Failure as failure:
            self.problem.setText(say(failure))
            self.problem.show()
            return
        self._fonts[role] = path
        self.problem.hide()
        self._show(role)

    def _box(self, name: str, words: str, on: bool) -> QCheckBox:
        box = QCheckBox(words, self)
        box.setObjectName(name)
        box.setAccessibleName(words)
        box.setChecked(on)
        return box


def fonts_in_words(shelf: FontShelf) -> str:
    """Return which fonts stand in for which official ones, on one line; "" where every official font is there."""
    stand_ins: dict[str, list[str]] = {}
    for one in shelf.substitutions():
        stand_ins.setdefault(one.used, []).append(one.wanted)
    return "；".join(f"{'、'.join(wanted)}用 {used} 代替" for used, wanted in stand_ins.items())
