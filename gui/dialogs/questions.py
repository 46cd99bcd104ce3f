"""Small questions to the user. Each has an `ask` that tests replace; nothing here decides."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QPushButton, QWidget

from forms.template import Template


def _tr(words: str) -> str:
    return QCoreApplication.translate("questions", words)


class Question(QMessageBox):
    """A sentence, what it means, and buttons that say what they do. The first button is the safe one."""

    def __init__(self, parent: QWidget | None, title: str, text: str, more: str, choices: Sequence[str], grave: bool) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Warning if grave else QMessageBox.Icon.Question)
        self.setWindowTitle(title)
        self.setText(text)
        self.setInformativeText(more)
        self._buttons = [self._button(words, first=number == 0) for number, words in enumerate(choices)]

    def _button(self, words: str, first: bool) -> QPushButton:
        role = QMessageBox.ButtonRole.RejectRole if first else QMessageBox.ButtonRole.AcceptRole
        button = self.addButton(words, role)
        button.setAccessibleName(words)
        if first:
            self.setEscapeButton(button)
            self.setDefaultButton(button)
        return button

    @property
    def answer(self) -> int:
        """The place of the button that was pressed."""
        clicked = self.clickedButton()
        return next((place for place, button in enumerate(self._buttons) if button is clicked), 0)

    @classmethod
    def ask(
        cls, parent: QWidget | None, title: str, text: str, choices: Sequence[str], more: str = "", grave: bool = False
    ) -> int:
        """Ask; return the place of the choice, 0 where the dialog was closed."""
        box = cls(parent, title, text, more, choices, grave)
        box.exec()
        answer = box.answer
        box.deleteLater()
        return answer


class Announcement(QMessageBox):
    """Something that must be read before going on."""

    def __init__(self, parent: QWidget | None, title: str, text: str, more: str = "", grave: bool = False) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Warning if grave else QMessageBox.Icon.Information)
        self.setWindowTitle(title)
        self.setText(text)
        self.setInformativeText(more)
        self.addButton(QMessageBox.StandardButton.Ok).setText(_tr("知道了"))

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, text: str, more: str = "", grave: bool = False) -> None:
        """Show it until it is acknowledged."""
        box = cls(parent, title, text, more, grave)
        box.exec()
        box.deleteLater()


class FileQuestion:
    """Which files: the system's own dialogs, or Qt's where the system has none."""

    @classmethod
    def ask_open(cls, parent: QWidget, title: str, folder: Path, kinds: str, many: bool = True) -> list[Path]:
        """Return the files chosen to read, none where the user left."""
        dialog = _file_dialog(parent, title, folder, kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile)
        return _chosen(dialog)

    @classmethod
    def ask_save(cls, parent: QWidget, title: str, path: Path, kinds: str) -> Path | None:
        """Return the file chosen to write, None where the user left. The dialog asks before an existing one is named."""
        dialog = _file_dialog(parent, title, path.parent, kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(path.suffix.lstrip("."))
        dialog.selectFile(path.name)
        return next(iter(_chosen(dialog)), None)

    @classmethod
    def ask_folder(cls, parent: QWidget, title: str, folder: Path) -> Path | None:
        dialog = _file_dialog(parent, title, folder, "")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return next(iter(_chosen(dialog)), None)


def _file_dialog(parent: QWidget, title: str, folder: Path, kinds: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(folder), kinds)
    label = QFileDialog.DialogLabel  # Qt's own translation leaves two of them in English
    for place, words in ((label.LookIn, _tr("位置：")), (label.FileName, _tr("文件名：")), (label.FileType, _tr("类型："))):
        dialog.setLabelText(place, words)
    return dialog


def _chosen(dialog: QFileDialog) -> list[Path]:
    accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
    names = dialog.selectedFiles() if accepted else []
    dialog.deleteLater()
    return [Path(name) for name in names]


class TemplateQuestion:
    """Which form a new sheet is of, where there are several."""

    @classmethod
    def ask(cls, parent: QWidget, templates: Sequence[Template]) -> str | None:
        """Return the id of the template chosen, None where the user left. One template needs no question."""
        if len(templates) == 1:
            return templates[0].id
        names = [template.name for template in templates]
        name, accepted = QInputDialog.getItem(parent, _tr("新建"), _tr("选择表样"), names, 0, False)
        return templates[names.index(name)].id if accepted else None
