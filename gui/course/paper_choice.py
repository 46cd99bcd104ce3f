"""Whose paper of a joint suggestion is shown: a button that says it, with a menu of all deputies and how each stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from .papers import Paper

_LONGEST = 8
"""Characters of a name on the button; the menu and the tip have the whole of it."""


class PaperChoice(QPushButton):
    """Hidden where there is but one paper."""

    chosen = Signal(str)
    """The name of the deputy."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("deputy_shown")
        self.setAccessibleName(self.tr("正在看哪位代表的表"))
        self.setAutoDefault(True)  # Enter presses it, also outside a dialog
        self._papers: Sequence[Paper] = ()
        self._shown = ""
        self._names = QMenu(self)
        self._names.setAccessibleName(self.tr("联名代表"))
        self._group = QActionGroup(self._names)
        self.setMenu(self._names)
        self._names.triggered.connect(self._on_chosen)
        self.hide()

    def show_papers(self, papers: Sequence[Paper], shown: str) -> None:
        """Offer the papers; `shown` is the name on the one that is seen."""
        self.setVisible(bool(papers))
        if (papers, shown) == (self._papers, self._shown):
            return
        self._papers, self._shown = papers, shown
        self._names.clear()
        for paper in papers:
            self._names.addAction(self._action(paper))
        short = shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
        self.setText(self.tr("{}的表").format(short))
        stands = next((self.tr("（{}）").format(one.how) for one in papers if one.name == shown and one.how), "")
        words = self.tr("正在看{}代表的表{}，共 {} 位代表").format(shown, stands, len(papers))
        self.setAccessibleName(words)
        self.setToolTip(words)

    def _action(self, paper: Paper) -> QAction:
        name = paper.name.replace("&", "&&")
        action = QAction(f"{name}　{paper.how}" if paper.how else name, self._group)
        action.setData(paper.name)
        action.setCheckable(True)
        action.setChecked(paper.name == self._shown)
        return action

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        self.chosen.emit(action.data())
