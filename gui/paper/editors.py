"""One editor for each kind of field, tied to the sheet: used on the paper and in panels alike.

A new kind of field is one class in `forms/fields.py` and one line in EDITORS.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from forms.errors import ChangeRefused
from forms.fields import ChoiceField, Field, Role, Value
from forms.sheet import Change

from ..editing import SheetEditing
from .choice_row import ChoiceRow
from .date_editor import DateEditor
from .ink_place import InkPlace
from .text_editor import TextEditor
from .tick_box import TickChoice

Editor: TypeAlias = TextEditor | InkPlace | TickChoice | ChoiceRow
Maker: TypeAlias = "Callable[[Field, QWidget | None], TextEditor | InkPlace | ChoiceRow]"

EDITORS: Mapping[str, Maker] = {
    "text": TextEditor,
    "long_text": TextEditor,
    "date": DateEditor,
    "phone": TextEditor,
    "number": TextEditor,
    "people": TextEditor,
    "choice": ChoiceRow,
    "signature": InkPlace,
    "seal": InkPlace,
}
"""By kind of field. On paper the boxes of a choice stand in cells of their own: see `ticks_for`."""

_OTHERS: Mapping[Role, str] = {Role.CLERK: "由经办人填写", Role.LEADER: "由领导填写", Role.DEPUTY: "由代表填写"}
NOT_NOW = "现在不能修改：不在起草阶段"


def editor_for(field: Field, editing: SheetEditing, parent: QWidget | None = None) -> TextEditor | InkPlace | ChoiceRow:
    """Return the editor of a field, filled in and tied to the sheet. Its objectName is the field's name."""
    editor = EDITORS[field.kind](field, parent)
    FieldLink(editor, field, editing)
    return editor


def ticks_for(field: ChoiceField, editing: SheetEditing, parent: QWidget) -> TickChoice:
    """Return the boxes of a choice, to be placed one by one, filled in and tied to the sheet."""
    choice = TickChoice(field, parent)
    FieldLink(choice, field, editing)
    return choice


def locked_because(field: Field, editing: SheetEditing) -> str:
    """Say why the user may not change a field now, "" where they may."""
    if editing.may_change(field.name) or field.signed:
        return ""
    return _OTHERS[field.role] if field.role is not editing.role else NOT_NOW


class FieldLink(QObject):
    """The tie between one editor and its field: edits go in, changes come back, a refusal restores. Dies with the editor."""

    def __init__(self, editor: Editor, field: Field, editing: SheetEditing) -> None:
        super().__init__(editor)
        self._editor, self._field, self._editing = editor, field, editing
        if isinstance(editor, TextEditor):
            editor.undo_stack = editing.undo_stack
        if not isinstance(editor, InkPlace):
            editor.edited.connect(self._on_edited)
            editor.left.connect(editing.end_visit)
        editing.changed.connect(self._on_changed)
        editing.refused.connect(self._on_refused)
        self.refresh()

    def refresh(self) -> None:
        """Show the answer as it stands, and whether it may be changed: also after the stage has changed."""
        self._editor.set_locked(locked_because(self._field, self._editing))
        self._editor.set_value(self._answer())

    def _answer(self) -> Value | None:
        return self._editing.sheet.answer(self._field.name)

    @Slot(object)
    def _on_edited(self, raw: object) -> None:
        self._editing.draft(self._field.name, raw)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if self._field.name in change.fields:
            self._editor.set_value(self._answer())

    @Slot(object)
    def _on_refused(self, refusal: ChangeRefused) -> None:
        if refusal.params.get("field") == self._field.name:
            self._editor.set_value(self._answer())
