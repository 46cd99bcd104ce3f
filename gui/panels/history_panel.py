"""What became of the sheet: its earlier versions, which can be restored, and who did what when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from forms.template import Template
from storage.chain import Chain
from storage.versions import Version

from ..audit.trail_view import TrailView
from ..audit.words import EVENTS
from ..look.appearance import colours
from ..moments import moment_words
from .item_list import ItemList

_KEY = int(Qt.ItemDataRole.UserRole)
_MANY, _QT_MOST = 8, 16_777_215
WHY: Mapping[str, str] = {
    "edit": "修改之前",
    "export": "导出时",
    "delete": "删除之前",
    "restore": "恢复之前",
    "import": "导入时",
    "visit": "交给代表之前",
    "handover": "打开交接包之前",
}


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a sheet's past: versions newest first, and its history."""

    versions: Sequence[Version]
    chain: Chain


class HistoryPanel(QWidget):
    """`wanted` asks for the past of the open sheet; `restore_wanted` tells the key of a version.

    What the buttons of the trail ask for is told by `trail`.
    """

    wanted = Signal()
    restore_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.versions = ItemList("versions", self.tr("以前的版本"))
        self.versions.setToolTip(self.versions.accessibleName())
        self.trail = TrailView()
        self.events = self.trail.events
        self.restore = QPushButton(self.tr("恢复到此版本…"))
        self.restore.setObjectName("restore_version")
        self.restore.setAccessibleName(self.tr("恢复到选中的版本"))
        self.restore.setToolTip(self.tr("先列出将要改变的内容，再决定；恢复后仍可撤销"))
        self.restore.setAutoDefault(True)  # Enter presses it, also outside a dialog
        self.restore.setEnabled(False)
        self._none = QLabel(self.tr("修改后会自动保留以前的版本"))
        self._none.setObjectName("quiet")
        self._lay_out()
        self.versions.itemSelectionChanged.connect(self._on_selection)
        self.versions.itemActivated.connect(self._on_restore)
        self.restore.clicked.connect(self._on_restore)

    @Slot()
    def refresh(self) -> None:
        """Ask for the past again while somebody looks."""
        if self.isVisible():
            self.wanted.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.wanted.emit()

    def show_past(self, past: Past | None, template: Template | None, now: datetime) -> None:
        """Show the past of a sheet, nothing for None."""
        chosen = self._chosen()
        self.versions.clear()
        past = past or Past((), Chain(()))
        for version in past.versions:
            self._add_version(version, now, version.key == chosen)
        self.trail.show_trail(past.chain, template, now)
        there = bool(past.versions)
        self._keep_small()
        self.versions.setVisible(there)
        self.restore.setVisible(there)
        self._none.setVisible(not there)

    def _keep_small(self) -> None:
        """Few versions leave their room to the trail."""
        rows = range(min(self.versions.count(), _MANY))
        few = self.versions.count() < _MANY
        self.versions.setMaximumHeight(sum(map(self.versions.sizeHintForRow, rows)) + 4 if few else _QT_MOST)

    def _add_version(self, version: Version, now: datetime, chosen: bool) -> None:
        item = QListWidgetItem(f"{moment_words(version.saved, now)}\n{why_words(version.why)}")
        item.setData(_KEY, version.key)
        self.versions.addItem(item)
        item.setSelected(chosen)

    def _chosen(self) -> str:
        items = self.versions.selectedItems()
        return str(items[0].data(_KEY)) if items else ""

    @Slot()
    def _on_selection(self) -> None:
        self.restore.setEnabled(bool(self._chosen()))

    @Slot()
    def _on_restore(self) -> None:
        if key := self._chosen():
            self.restore_wanted.emit(key)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(_head(self, self.tr("以前的版本")), 1)
        head.addWidget(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 8, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._none)
        column.addWidget(self.versions, 2)
        column.addSpacing(8)
        column.addWidget(self.trail, 3)


def why_words(why: str) -> str:
    """Return why a version was kept: the name of an event, or one of WHY."""
    return WHY.get(why) or (f"{EVENTS[why]}之前" if why in EVENTS else why)


def _head(parent: QWidget, words: str) -> QLabel:
    head = QLabel(words)
    font = head.font()
    font.setBold(True)
    head.setFont(font)
    palette = head.palette()
    palette.setColor(head.foregroundRole(), QColor(colours(parent.palette()).text))
    return head
