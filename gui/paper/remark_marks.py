"""The leader's marks on the paper: painted where their passages stand now, and made by selecting passages of locked text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from forms.fields import LongTextField, Role, TextField
from forms.remarks import Remark, placed
from forms.sheet import REMARKS, Change
from forms.stages import IN_CHARGE

from ..editing import SheetEditing
from .passage_marks import PassageMark
from .remark_numbers import RemarkNumbers
from .text_editor import TextEditor


class Selected(NamedTuple):
    """A passage that the user has selected: the field, from which character to which, and its words."""

    field: str
    start: int
    end: int
    quote: str


class RemarkMarks(QObject):
    """Follows one sheet and the editors of its texts. `selection_changed` tells that another passage, or none, is selected."""

    selection_changed = Signal()

    def __init__(self, editing: SheetEditing, editors: Mapping[str, TextEditor], canvas: QWidget) -> None:
        super().__init__(canvas)
        self._editing, self._editors = editing, editors
        self._latest = ""
        """The field in which something was selected last."""
        self.numbers = RemarkNumbers(editors, canvas)
        editing.changed.connect(self._on_changed)
        for editor in editors.values():
            editor.selectionChanged.connect(self._on_selection)
        self.refresh()

    @property
    def may_mark(self) -> bool:
        """True where the user is the leader and it is the leader's turn."""
        role = self._editing.role
        return role is Role.LEADER and IN_CHARGE[self._editing.sheet.record.stage] is role

    def refresh(self) -> None:
        """Show every mark, and let text be selected where it may be marked: also after the stage has changed."""
        for name, editor in self._editors.items():
            editor.let_select(self._markable(name))
        self._show(self._editors)

    def offer(self, action: QAction) -> None:
        """Put an action into the context menus of the texts that may be marked."""
        for name, editor in self._editors.items():
            if self._markable(name):
                editor.addAction(action)

    def close(self) -> None:
        """Follow the sheet no longer."""
        self._editing.changed.disconnect(self._on_changed)

    def selected(self) -> Selected | None:
        """Return the passage that could be marked now."""
        editor = self._editors.get(self._latest)
        passage = editor.passages.selected() if editor is not None and self._markable(self._latest) else None
        if editor is None or passage is None:
            return None
        return Selected(self._latest, *passage, editor.text()[slice(*passage)])

    def _markable(self, name: str) -> bool:
        """True for running text that is another's: a number or a day says by itself what is wrong with it."""
        field = self._editors[name].field
        return self.may_mark and type(field) in (LongTextField, TextField) and not self._editing.may_change(name)

    def _show(self, names: Mapping[str, TextEditor] | frozenset[str]) -> None:
        remarks = read_remarks(self._editing.sheet.record.remarks)
        for name in names:
            if (editor := self._editors.get(name)) is not None:
                editor.passages.show(_marks(remarks, name, editor.text()))
        self.numbers.follow()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if REMARKS in change.fields:
            self._show(self._editors)
        elif self._editing.sheet.record.remarks:
            self._show(change.fields)

    @Slot()
    def _on_selection(self) -> None:
        editor = self.sender()
        if not isinstance(editor, TextEditor) or not editor.isReadOnly():
            return
        if editor.textCursor().hasSelection():
            before, self._latest = self._editors.get(self._latest), editor.field.name
            if before is not None and before is not editor:
                before.passages.select_nothing()
        self.selection_changed.emit()


def read_remarks(plains: Sequence[Mapping[str, object]]) -> list[Remark | None]:
    """Return the marks of a record in their order; None where one is of a shape that only a newer version knows."""
    return [Remark.of(plain) for plain in plains]


def _marks(remarks: Sequence[Remark | None], field: str, text: str) -> list[PassageMark]:
    found = []
    for number, remark in enumerate(remarks, start=1):
        place = placed(remark, text) if remark is not None and remark.field == field else None
        if remark is not None and place is not None:
            found.append(PassageMark(*place, number, remark.note))
    return found
