"""Says what became of each imported file, and why one of them could not be read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from storage.importing import ImportReport

from ..look.appearance import colours
from ..look.icons import icon
from ..naming import titled
from ..panels.item_drawing import WrappedItems
from ..wording import say


class ImportResult(QDialog):
    """Failures first: they are what the user has to do something about."""

    def __init__(self, parent: QWidget | None, report: ImportReport) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("导入结果"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("每个文件的导入结果"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setItemDelegate(WrappedItems(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self._fill(report)
        head = QLabel(self._summary(report))
        head.setWordWrap(True)
        buttons = QDialogButtonBox()
        button = buttons.addButton(self.tr("知道了"), QDialogButtonBox.ButtonRole.AcceptRole)
        button.setAccessibleName(self.tr("知道了"))
        buttons.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(head)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        self.resize(560, 380)

    @classmethod
    def ask(cls, parent: QWidget | None, report: ImportReport) -> None:
        """Show it until it is acknowledged."""
        dialog = cls(parent, report)
        dialog.exec()
        dialog.deleteLater()

    def texts(self) -> list[str]:
        return [self.list.item(number).text() for number in range(self.list.count())]

    def _summary(self, report: ImportReport) -> str:
        parts = [self.tr("已导入 {} 个文件").format(len(report.imported))] if report.imported else []
        parts += [self.tr("{} 个文件没有导入").format(len(report.failed))] if report.failed else []
        parts += [self.tr("其余文件已取消")] if report.cancelled else []
        return self.tr("，").join(parts) + self.tr("。原来的文件没有改动。")

    def _fill(self, report: ImportReport) -> None:
        look = colours(self.palette())
        for failed in report.failed:
            self._add("error", look.error, f"{Path(failed.file).name}\n{say(failed.failure)}")
        for one in report.imported:
            warnings = "".join(say(warning) for warning in one.warnings)
            words = f"{Path(one.file).name}\n{titled(one.title)}"
            self._add(*(("warning", look.warning) if warnings else ("done", look.done)), f"{words}\n{warnings}".strip())

    def _add(self, picture: str, ink: str, words: str) -> None:
        self.list.addItem(QListWidgetItem(icon(picture, self.palette(), ink), words))
