"""The leader's marks on passages: made from what is selected on the paper, listed, changed, taken away."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from forms.sheet import Sheet

from .fit_list import FitList
from .remark_items import Listed, items, listed
from .section import Section, button, reading


class RemarksSection(Section):
    """`chosen`, `edit_wanted` and `removal_wanted` tell the number of a mark, from 1."""

    mark_wanted = Signal()
    chosen = Signal(int)
    edit_wanted = Signal(int)
    removal_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("标注"))
        self._listed: list[Listed] = []
        self.hint = reading(self.tr("在办理单上选中文字，按“标注”（Ctrl+M）写下意见；退回时一并交给经办人。"), quiet=True)
        self.list = FitList("remarks", self.tr("标注"))
        self.mark = button("mark_passage", self.tr("标注(&M)…"), self.tr("对选中的文字写下意见（Ctrl+M）"))
        self.edit = button("edit_remark", self.tr("修改…"), self.tr("修改这条标注的意见（F2）"))
        self.remove = button("remove_remark", self.tr("删除"), self.tr("删除这条标注，可以撤销（Delete）"))
        self._lay_out()
        self.mark.clicked.connect(self.mark_wanted)
        self.edit.clicked.connect(self._on_edit)
        self.remove.clicked.connect(self._on_remove)
        self.list.chosen.connect(self._on_chosen)
        self.list.currentRowChanged.connect(self._show_buttons)

    def show_remarks(self, sheet: Sheet, now: datetime, open_: bool) -> None:
        """Show the marks of a sheet; `open_` says that they may be changed now."""
        self._listed = listed(sheet)
        self.setVisible(open_ or bool(self._listed))
        self.hint.setVisible(open_ and not self._listed)
        self.list.setVisible(bool(self._listed))
        self.list.show_items(items(self._listed, sheet, now))
        self.mark.setVisible(open_)
        self._show_buttons()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.mark.isHidden() or not self.list.hasFocus():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            self._on_remove()
        elif event.key() == Qt.Key.Key_F2:
            self._on_edit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _show_buttons(self) -> None:
        shown = not self.mark.isHidden() and bool(self._listed)
        for one in (self.edit, self.remove):
            one.setVisible(shown)
            one.setEnabled(self._number() > 0)

    def _number(self) -> int:
        row = self.list.currentRow()
        return self._listed[row].number if 0 <= row < len(self._listed) else 0

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        self.chosen.emit(self._listed[place].number)

    @Slot()
    def _on_edit(self) -> None:
        if self._number():
            self.edit_wanted.emit(self._number())

    @Slot()
    def _on_remove(self) -> None:
        if self._number():
            self.removal_wanted.emit(self._number())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        for one in (self.mark, self.edit, self.remove):
            row.addWidget(one)
        row.addStretch()
        self.column.addWidget(self.hint)
        self.column.addWidget(self.list)
        self.column.addLayout(row)
