"""The right side of the window: 校核, 案卷, 预览, 历史 under one row of tabs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

LEAST_WIDTH = 260
"""Pixels that any panel does with, unless it says otherwise."""


class SidePanels(QWidget):
    """Panels by name, one seen at a time. `turned` tells the name of the one that came up."""

    turned = Signal(str)

    def __init__(self, panels: Sequence[tuple[str, str, str, QWidget]], parent: QWidget | None = None) -> None:
        """`panels` are (name, words of the tab, tip, widget)."""
        super().__init__(parent)
        self.setObjectName("plain")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._names = [name for name, *_ in panels]
        self._words = [words for _, words, *_ in panels]
        self.tabs = QTabBar()
        self.tabs.setObjectName("panels")
        self.tabs.setAccessibleName(self.tr("右侧面板"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(True)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self._stack = QStackedWidget()
        for _, words, tip, panel in panels:
            self.tabs.setTabToolTip(self.tabs.addTab(words), tip)
            self._stack.addWidget(panel)
        rule = QFrame()
        rule.setObjectName("rule")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(rule)
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._on_turned)

    @property
    def current(self) -> str:
        return self._names[self.tabs.currentIndex()]

    def turn_to(self, name: str) -> None:
        """Bring up a panel; a name that there is none of changes nothing."""
        if name in self._names and self.tabs.isTabVisible(self._names.index(name)):
            self.tabs.setCurrentIndex(self._names.index(name))

    def offer(self, name: str, on: bool) -> None:
        """Show or hide the tab of a panel that only some see; one that was up makes room for its neighbour."""
        self.tabs.setTabVisible(self._names.index(name), on)

    def make_room(self, name: str) -> None:
        """Be at least as wide as a panel needs, "" for none in particular."""
        panel = self._stack.widget(self._names.index(name)) if name else None
        needed = panel.minimumWidth() if panel is not None else 0
        self.setMinimumWidth(max(LEAST_WIDTH, needed))

    def words(self, name: str) -> str:
        """Return what stands on the tab of a panel."""
        return self.tabs.tabText(self._names.index(name))

    def count(self, name: str, number: int) -> None:
        """Show a number behind the words of a tab, none for 0."""
        place = self._names.index(name)
        self.tabs.setTabText(place, f"{self._words[place]} {number}" if number else self._words[place])

    @Slot(int)
    def _on_turned(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.turned.emit(self._names[place])
