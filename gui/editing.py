"""A sheet under the user's hands: the only place where the window changes answers, and every change can be undone."""

from __future__ import annotations

import weakref
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from forms.errors import ChangeRefused
from forms.fields import Role, Value
from forms.sheet import Change, Sheet

_Answers: TypeAlias = "Mapping[str, Value | None]"
_Ink: TypeAlias = "Mapping[str, Any]"


class SheetEditing(QObject):
    """Passes edits to the sheet and keeps the undo steps. It lives as long as the sheet is open in the window.

    Typing in one field merges into one step for one visit. A visit ends when focus leaves (`end_visit`), when another
    field is edited, and with every undo or redo.
    """

    changed = Signal(object)
    """forms.sheet.Change, after the undo stack knows of it."""
    refused = Signal(object)
    """forms.errors.ChangeRefused: nothing was changed, and editors go back to what the sheet holds."""
    recalled = Signal(object)
    """forms.sheet.Change that an undo or redo made: views bring its fields into sight."""

    def __init__(self, sheet: Sheet, parent: QObject | None = None, role: Role = Role.CLERK) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self.role = role
        self.undo_stack = QUndoStack(self)
        self._visit = 0
        self._visited = ""

    def draft(self, name: str, raw: object) -> bool:
        """Set one answer from what was typed; False where it was refused (then `refused` has said why)."""
        if name != self._visited:
            self.end_visit()
            self._visited = name
        return self._change({name: raw}, self.sheet.template.label(name), self._visit)

    def edit_many(self, raws: Mapping[str, object], text: str) -> bool:
        """Set several answers as one step named `text`: all of them, or none and False."""
        self.end_visit()
        changed = self._change(raws, text, self._visit)
        self.end_visit()
        return changed

    def put_ink(self, name: str, plain: _Ink | None, text: str = "") -> bool:
        """Put a signature, seal or handwriting into its place, or take it away, as one step named `text`; False if refused."""
        self.end_visit()
        old = self.sheet.view.signatures.get(name)
        if not self._put_ink(name, plain):
            return False
        self.undo_stack.push(_PutInk(self, text or self.sheet.template.label(name), name, old, plain))
        self.end_visit()
        return True

    def put_remarks(self, remarks: Sequence[_Ink], text: str = "") -> bool:
        """Set the leader's notes on passages, as one step named `text`; False if refused."""
        self.end_visit()
        old = self.sheet.record.remarks
        if not self._put_remarks(remarks):
            return False
        self.undo_stack.push(_PutRemarks(self, text, old, tuple(remarks)))
        return True

    def show_deputy(self, name: str) -> None:
        """Show the paper of another deputy of a joint suggestion, "" for the lead deputy's. Failure `deputy_unknown`.

        It is the same record, so nothing has to be saved, and what clerk and leader did can be undone on any paper. The steps
        of a deputy belong to one paper: they go.
        """
        self.end_visit()
        self.sheet = Sheet(self.sheet.template, self.sheet.record, name)
        if self.role is Role.DEPUTY:
            self.undo_stack.clear()

    def end_visit(self) -> None:
        """The next edit is a new undo step, also in the same field."""
        self._visit += 1
        self._visited = ""

    def may_change(self, name: str) -> bool:
        return self.sheet.may_change(name, self.role)

    def _change(self, raws: Mapping[str, object], text: str, visit: int) -> bool:
        old = {name: self.sheet.answer(name) for name in raws}
        change = self._draft(raws)
        if change is None:
            return False
        if change.fields:
            before = {name: old[name] for name in change.fields}
            after = {name: self.sheet.answer(name) for name in change.fields}
            self.undo_stack.push(_SetAnswers(self, text, before, after, visit))
            self.changed.emit(change)
        return True

    def _draft(self, raws: Mapping[str, object]) -> Change | None:
        try:
            return self.sheet.draft_many(raws, self.role)
        except ChangeRefused as refusal:
            self.refused.emit(refusal)
            return None

    def _put_ink(self, name: str, plain: _Ink | None) -> bool:
        try:
            change = self.sheet.put_ink(name, plain, self.role)
        except ChangeRefused as refusal:
            self.refused.emit(refusal)
            return False
        self._tell(change)
        return True

    def _put_remarks(self, remarks: Sequence[_Ink]) -> bool:
        try:
            change = self.sheet.put_remarks(remarks, self.role)
        except ChangeRefused as refusal:
            self.refused.emit(refusal)
            return False
        self._tell(change)
        return True

    def _tell(self, change: Change) -> None:
        if change.fields:
            self.changed.emit(change)

    def _recall(self, answers: _Answers) -> bool:
        """Set answers as they were; False where the sheet no longer allows it."""
        self.end_visit()
        change = self._draft(answers)
        if change is None:
            return False
        self.changed.emit(change)
        self.recalled.emit(change)
        return True


class _Step(QUndoCommand):
    """A step that is done already when it is pushed, and sets one of two states later."""

    def __init__(self, editing: SheetEditing, text: str) -> None:
        super().__init__(text)
        # The stack belongs to the editing and owns its steps: a strong reference back would keep both for ever.
        self._editing = weakref.ref(editing)
        self._done = True

    def redo(self) -> None:
        if self._done:  # push() calls redo at once
            self._done = False
            return
        self._go(forward=True)

    def undo(self) -> None:
        self._go(forward=False)

    def _go(self, *, forward: bool) -> None:
        editing = self._editing()
        if editing is None or not self._set(editing, forward):
            self.setObsolete(True)  # a step that cannot be taken again leaves the stack

    def _set(self, editing: SheetEditing, forward: bool) -> bool:
        raise NotImplementedError


class _PutInk(_Step):
    """Ink that was put into a place, moved, or taken away."""

    def __init__(self, editing: SheetEditing, text: str, name: str, old: _Ink | None, new: _Ink | None) -> None:
        super().__init__(editing, text)
        self._name, self._old, self._new = name, old, new

    def _set(self, editing: SheetEditing, forward: bool) -> bool:
        return editing._put_ink(self._name, self._new if forward else self._old)


class _PutRemarks(_Step):
    """Notes on passages that were made, changed or taken away."""

    def __init__(self, editing: SheetEditing, text: str, old: Sequence[_Ink], new: Sequence[_Ink]) -> None:
        super().__init__(editing, text)
        self._old, self._new = old, new

    def _set(self, editing: SheetEditing, forward: bool) -> bool:
        return editing._put_remarks(self._new if forward else self._old)


class _SetAnswers(_Step):
    """Answers that have been set. Steps of one visit to one field are one."""

    _MERGEABLE = 1

    def __init__(self, editing: SheetEditing, text: str, old: _Answers, new: _Answers, visit: int) -> None:
        super().__init__(editing, text)
        self._old, self._new = old, new
        self._key = (frozenset(new), visit)

    def id(self) -> int:
        return self._MERGEABLE

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _SetAnswers) or other._key != self._key:
            return False
        self._new = other._new
        self.setObsolete(self._new == self._old)
        return True

    def _set(self, editing: SheetEditing, forward: bool) -> bool:
        return editing._recall(self._new if forward else self._old)
