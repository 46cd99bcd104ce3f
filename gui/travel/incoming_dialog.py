"""Shows a package before anything of it is taken: from whom, when and what for, and what will become of each sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ..look.appearance import colours
from ..look.icons import icon
from ..panels.item_drawing import WrappedItems


class News(StrEnum):
    """What a package brings of one sheet."""

    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Brought:
    """One sheet of a package: what it is, what it brings, and in words what that means here."""

    words: str
    news: News
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """A package in words: its file, what it is for, who made it, when, on which machine or for which unit."""

    file: str
    purpose: str
    sender: str = ""
    packed: str = ""
    sheets: Sequence[Brought] = field(default_factory=tuple)


_PICTURES = {
    News.NEW: ("import", "accent"),
    News.UPDATE: ("done", "done"),
    News.SAME: ("hint", "quiet"),
    News.CONFLICT: ("warning", "warning"),
    News.REFUSED: ("error", "error"),
}


class IncomingDialog(QDialog):
    def __init__(self, parent: QWidget | None, summary: Summary) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("打开交接包"))
        self.list = QListWidget()
        self.list.setObjectName("incoming_sheets")
        self.list.setAccessibleName(self.tr("包中的办理单"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(WrappedItems(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self._fill(summary)
        head = QLabel(self._head(summary))
        head.setWordWrap(True)
        head.setObjectName("incoming_head")
        self.note = QLabel(self._note(summary))
        self.note.setObjectName("quiet")
        self.note.setWordWrap(True)
        self.buttons = QDialogButtonBox()
        self._buttons(any(one.news not in (News.SAME, News.REFUSED) for one in summary.sheets))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 22, 24, 18)
        column.setSpacing(12)
        for widget in (head, self.list, self.note, self.buttons):
            column.addWidget(widget, 1 if widget is self.list else 0)
        self.resize(600, 440)

    @classmethod
    def ask(cls, parent: QWidget | None, summary: Summary) -> bool:
        """Ask; True where the package is to be taken."""
        dialog = cls(parent, summary)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return accepted

    def texts(self) -> list[str]:
        return [self.list.item(row).text() for row in range(self.list.count())]

    def _head(self, summary: Summary) -> str:
        about = (
            (self.tr("用途"), summary.purpose),
            (self.tr("来自"), summary.sender),
            (self.tr("制作时间"), summary.packed),
            (self.tr("文件"), summary.file),
        )
        return "\n".join(self.tr("{}：{}").format(name, words) for name, words in about if words)

    def _note(self, summary: Summary) -> str:
        if any(one.news is News.CONFLICT for one in summary.sheets):
            return self.tr("有冲突的内容，下一步由您逐项选定；没有选定的办理单保持原样。")
        if all(one.news in (News.SAME, News.REFUSED) for one in summary.sheets):
            return self.tr("没有要接收的内容。现有的内容没有改动。")
        return self.tr("各人填写的内容各归各栏，现有的内容先保留为以前的版本。")

    def _fill(self, summary: Summary) -> None:
        look = colours(self.palette())
        for one in summary.sheets:
            picture, ink = _PICTURES[one.news]
            words = f"{one.words}\n{one.detail}".strip()
            self.list.addItem(QListWidgetItem(icon(picture, self.palette(), getattr(look, ink)), words))

    def _buttons(self, something: bool) -> None:
        reject = QDialogButtonBox.ButtonRole.RejectRole
        if something:
            self.take = self.buttons.addButton(self.tr("接收"), QDialogButtonBox.ButtonRole.AcceptRole)
            self.take.setObjectName("incoming_take")
            self.take.setAccessibleName(self.tr("接收这个包"))
            self.take.setDefault(True)
        leave = self.buttons.addButton(self.tr("取消") if something else self.tr("知道了"), reject)
        leave.setObjectName("incoming_leave")
        leave.setAccessibleName(leave.text())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
