"""The bin: deleted sheets, which can be brought back one by one, or removed for good."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from storage.bin import BinRow

from ..moments import instant_words
from ..naming import numbered, titled

_ID = int(Qt.ItemDataRole.UserRole)
Act = Callable[[list[str]], Sequence[BinRow]]
"""Does something with the sheets of these ids and returns what is in the bin then."""


class BinDialog(QDialog):
    """Shows rows; `restore` and `remove` are told which sheets were chosen and say what is left."""

    def __init__(self, parent: QWidget | None, rows: Sequence[BinRow], restore: Act, remove: Act) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("回收站"))
        self._restore, self._remove = restore, remove
        self.table = self._table()
        self.empty = QLabel(self.tr("回收站是空的"))
        self.empty.setObjectName("quiet")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.buttons = QDialogButtonBox()
        self.close_button = self.buttons.addButton(self.tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        self.close_button.setAccessibleName(self.tr("关闭回收站"))
        self.restore_button = self.buttons.addButton(self.tr("恢复选中的"), QDialogButtonBox.ButtonRole.ActionRole)
        self.restore_button.setAccessibleName(self.tr("恢复选中的办理单"))
        self.remove_button = self.buttons.addButton(self.tr("全部彻底删除…"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self.remove_button.setAccessibleName(self.tr("彻底删除回收站中的全部办理单"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self.buttons)
        self.resize(760, 420)
        self.restore_button.setDefault(True)
        self.remove_button.setAutoDefault(False)
        self.buttons.rejected.connect(self.reject)
        self.restore_button.clicked.connect(self._on_restore)
        self.remove_button.clicked.connect(self._on_remove)
        self.table.itemSelectionChanged.connect(self._on_selection)
        self.show_rows(rows)

    def _table(self) -> QTreeWidget:
        table = QTreeWidget()
        table.setObjectName("bin")
        table.setAccessibleName(self.tr("已删除的办理单"))
        table.setRootIsDecorated(False)
        table.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        table.setHeaderLabels([self.tr("编号"), self.tr("标题"), self.tr("提出人"), self.tr("删除时间")])
        table.header().setStretchLastSection(False)
        table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        return table

    @classmethod
    def ask(cls, parent: QWidget | None, rows: Sequence[BinRow], restore: Act, remove: Act) -> None:
        """Show the bin until it is closed."""
        dialog = cls(parent, rows, restore, remove)
        dialog.exec()
        dialog.deleteLater()

    def show_rows(self, rows: Sequence[BinRow]) -> None:
        self.table.clear()
        now = datetime.now().astimezone()
        for row, deleted in rows:
            who = "、".join(row.proposers)
            texts = [numbered(row.number), titled(row.title), who, instant_words(deleted, now)]
            item = QTreeWidgetItem(texts)
            item.setData(0, _ID, row.id)
            item.setToolTip(1, row.title)
            self.table.addTopLevelItem(item)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.remove_button.setEnabled(bool(rows))
        self.table.setCurrentIndex(self.table.model().index(0, 0))
        self._on_selection()

    def chosen(self) -> list[str]:
        return [str(item.data(0, _ID)) for item in self.table.selectedItems()]

    @Slot()
    def _on_selection(self) -> None:
        self.restore_button.setEnabled(bool(self.chosen()))

    @Slot()
    def _on_restore(self) -> None:
        self.show_rows(self._restore(self.chosen()))

    @Slot()
    def _on_remove(self) -> None:
        self.table.selectAll()
        self.show_rows(self._remove(self.chosen()))
