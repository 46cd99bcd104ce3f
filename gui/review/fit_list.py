"""A list as high as what it holds, for a panel that scrolls as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidgetItem, QSizePolicy, QWidget

from ..panels.item_list import ItemList


class FitList(ItemList):
    """Items of a text and, behind its first line end, what is quieter. `chosen` tells the place of a click or of Enter."""

    chosen = Signal(int)

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(name, words, parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.itemClicked.connect(self._on_item)
        self.itemActivated.connect(self._on_item)

    def show_items(self, items: Sequence[QListWidgetItem]) -> None:
        """Show other items; the place that was current stays so where there still is one."""
        current = self.currentRow()
        self.clear()
        for item in items:
            self.addItem(item)
        if 0 <= current < self.count():
            self.setCurrentRow(current)
        self._fit()

    def sizeHint(self) -> QSize:
        height = sum(self.sizeHintForRow(row) for row in range(self.count()))
        return QSize(super().sizeHint().width(), height + 2 * self.frameWidth())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem) -> None:
        self.chosen.emit(self.row(item))
