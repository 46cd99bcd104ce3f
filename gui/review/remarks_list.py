"""The clerk's side of a sheet that was sent back: the reason on top, the leader's marks below. Seen while it is worked on."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.sheet import Change, Sheet
from forms.stages import Stage

from ..editing import SheetEditing
from ..moments import instant_words
from .fit_list import FitList
from .remark_items import Listed, items, listed
from .section import heading, reading

_TALLEST = 280
"""Pixels: more marks than have room are scrolled."""


class Returned(NamedTuple):
    """Why a sheet was sent back, by whom, when (ISO 8601 instant)."""

    reason: str
    name: str = ""
    at: str = ""


class RemarksList(QWidget):
    """Hidden unless the sheet was sent back. `passage_wanted` tells field, start and end; `field_wanted` where words are gone.

    Marks are the leader's: nobody else takes them away. They go when the sheet is submitted again.
    """

    passage_wanted = Signal(str, int, int)
    field_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self._editing: SheetEditing | None = None
        self._now = datetime.min
        self._listed: list[Listed] = []
        self.head = heading("")
        self.reason = reading("")
        self.count = reading("", quiet=True)
        self.list = FitList("returned_remarks", self.tr("领导的标注"))
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.list.setMaximumHeight(_TALLEST)
        self.list.chosen.connect(self._on_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 12, 12)
        column.setSpacing(6)
        for part in (self.head, self.reason, self.count, self.list):
            column.addWidget(part)
        column.addStretch()
        self.hide()

    def show_sheet(self, editing: SheetEditing | None, returned: Returned | None, now: datetime) -> None:
        """Show why a sheet was sent back; nothing for None, or once it is no longer being drafted."""
        if self._editing is not None:
            self._editing.changed.disconnect(self._on_changed)
            self._editing = None
        shown = editing is not None and editing.sheet.record.stage is Stage.DRAFTING
        if editing is not None and shown and (returned is not None or editing.sheet.record.remarks):
            self._editing, self._now = editing, now
            editing.changed.connect(self._on_changed)
            self._show_reason(returned)
            self._fill(editing.sheet)
        self.setVisible(self._editing is not None)

    def _show_reason(self, returned: Returned | None) -> None:
        about = [returned.name, instant_words(returned.at, self._now) if returned.at else ""] if returned else []
        said = "　".join(part for part in about if part)
        self.head.setText(self.tr("退回修改（{}）").format(said) if said else self.tr("退回修改"))
        self.reason.setText(returned.reason if returned else "")
        self.reason.setVisible(bool(returned and returned.reason))

    def _fill(self, sheet: Sheet) -> None:
        self._listed = listed(sheet)
        mended = sum(one.place is None for one in self._listed)
        done = self.tr("，其中 {} 条的原文已改").format(mended) if mended else ""
        self.count.setText(self.tr("标注 {} 条{}；再次送审后标注自动清除。").format(len(self._listed), done))
        self.count.setVisible(bool(self._listed))
        self.list.setVisible(bool(self._listed))
        self.list.show_items(items(self._listed, sheet, self._now))

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        fields = {one.remark.field for one in self._listed}
        if self._editing is not None and change.fields & fields:
            self._fill(self._editing.sheet)

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        mark = self._listed[place]
        if mark.place is None:
            self.field_wanted.emit(mark.remark.field)
        else:
            self.passage_wanted.emit(mark.remark.field, *mark.place)
