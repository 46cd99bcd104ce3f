"""Shows what would change before an earlier version is restored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that would change, as it is shown: its label, the text now and the text then."""

    label: str
    now: str
    then: str


class VersionDialog(QDialog):
    def __init__(self, parent: QWidget | None, moment: str, differences: Sequence[Difference]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("恢复以前的版本"))
        self.table = self._filled(differences)
        head = QLabel(self.tr("恢复到 {} 的版本？下列 {} 栏将改变，恢复后仍可撤销。").format(moment, len(differences)))
        head.setWordWrap(True)
        buttons = QDialogButtonBox()
        restore = buttons.addButton(self.tr("恢复"), QDialogButtonBox.ButtonRole.AcceptRole)
        restore.setAccessibleName(self.tr("恢复"))
        buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole).setAccessibleName(self.tr("取消"))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(head)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        self.resize(820, 460)
        self.table.resizeRowsToContents()

    @classmethod
    def ask(cls, parent: QWidget | None, moment: str, differences: Sequence[Difference]) -> bool:
        """Ask; True where the version is to be restored."""
        dialog = cls(parent, moment, differences)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return accepted

    def _filled(self, differences: Sequence[Difference]) -> QTableWidget:
        table = QTableWidget(len(differences), 3)
        table.setAccessibleName(self.tr("将要改变的内容"))
        table.setHorizontalHeaderLabels([self.tr("栏目"), self.tr("现在"), self.tr("恢复为")])
        table.verticalHeader().hide()
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setVerticalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        empty = self.tr("（空）")
        for row, difference in enumerate(differences):
            for column, words in enumerate((difference.label, difference.now or empty, difference.then or empty)):
                item = QTableWidgetItem(words)
                item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                item.setToolTip(words)
                table.setItem(row, column, item)
        return table
