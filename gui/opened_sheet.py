"""The sheet on the table: opened, changed, saved, put away. Sheets put away are still saved to the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEventLoop, QObject, Signal, Slot

from forms.deputies import deputies, is_lead
from forms.errors import Failure
from forms.record import Record
from forms.sheet import Change, Sheet
from storage.desk import Desk

from .acting import Acting
from .autosave import Autosave, Rhythm, SaveState
from .editing import SheetEditing
from .tasks import TaskRunner


@dataclass(frozen=True, slots=True)
class _Kept:
    """A sheet in memory: the one on the table, or one put away whose last save is not through yet."""

    editing: SheetEditing
    autosave: Autosave


class OpenedSheet(QObject):
    """One sheet is on the table at a time. Every way off the table saves it."""

    shown = Signal(object)
    """SheetEditing, or None where the table is empty."""
    changed = Signal(object)
    """forms.sheet.Change of the sheet on the table; one without fields where only the paper shown is another."""
    deputy_shown = Signal(str)
    """The name of the deputy whose paper is shown from now on, "" for the lead deputy: the same sheet, seen anew."""
    state_changed = Signal()
    saved = Signal(object)
    """Record of any sheet that has been saved."""
    save_failed = Signal(object)
    """Exception."""

    def __init__(
        self,
        desk: Desk,
        saving: TaskRunner,
        commit_editors: Callable[[], None],
        rhythm: Rhythm | None = None,
        parent: QObject | None = None,
        acting: Acting | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._saving, self._rhythm = desk, saving, rhythm
        self._acting = acting or Acting(self)
        self._commit_editors = commit_editors
        self._kept: dict[str, _Kept] = {}
        self._current = ""
        self.failure: Exception | None = None

    @property
    def sheet_id(self) -> str:
        """The id of the sheet on the table, "" for none."""
        return self._current

    @property
    def editing(self) -> SheetEditing | None:
        kept = self._kept.get(self._current)
        return kept.editing if kept else None

    @property
    def record(self) -> Record | None:
        return self.editing.sheet.record if self.editing else None

    @property
    def state(self) -> SaveState:
        """The worst state of all sheets in memory: one that failed is never hidden behind another that is saved."""
        states = {kept.autosave.state for kept in self._kept.values()}
        order = (SaveState.FAILED, SaveState.SAVING, SaveState.UNSAVED)
        return next((state for state in order if state in states), SaveState.SAVED)

    def open(self, sheet_id: str) -> None:
        """Put a sheet on the table; the one that was there is saved. Raises Failure where it cannot be read."""
        if sheet_id == self._current:
            return
        kept = self._kept.pop(sheet_id, None) or self._taken(sheet_id)
        self._leave()
        self._kept[sheet_id] = kept
        self._current = sheet_id
        kept.editing.changed.connect(self._on_changed)
        self.shown.emit(self.editing)
        self.state_changed.emit()

    def put_away(self) -> None:
        """Clear the table; what was on it is saved."""
        self._leave()
        self.shown.emit(None)
        self.state_changed.emit()

    def put_back(self, sheet_id: str) -> None:
        """Put a sheet on the table again that was put away for some work, unless another lies there by now.

        One that cannot be opened any more is told when somebody asks for it.
        """
        if sheet_id and not self._current:
            with suppress(Failure):
                self.open(sheet_id)

    def drop(self) -> None:
        """Clear the table without saving: the sheet is gone, or its newest state is not wanted."""
        kept = self._kept.get(self._current)
        if kept is not None:
            kept.autosave.stop()
        self.put_away()

    def reload(self, sheet_id: str = "") -> None:
        """Show the sheet as the store has it now: a step was taken, or a package came. The undo steps begin anew.

        Call `settle` before the store changes it. Raises Failure where it cannot be read.
        """
        wanted = sheet_id or self._current
        kept = self._kept.get(wanted)
        deputy = kept.editing.sheet.deputy if kept else ""
        if kept is not None:
            kept.autosave.stop()
        if wanted == self._current:
            self._leave()
        self._kept.pop(wanted, None)
        if wanted:
            self.open(wanted)
            self.show_deputy(deputy)

    @Slot(str)
    def show_deputy(self, name: str) -> None:
        """Show the paper of one deputy of a joint suggestion; the lead deputy's for "" and for who is named no more."""
        editing = self.editing
        if editing is not None and _further(editing.sheet, name) != editing.sheet.deputy:
            self._commit_editors()
            self._turn_to(editing, _further(editing.sheet, name))

    def settle(self) -> bool:
        """Save everything and wait for it, with the event loop alive. False where a save failed; `failure` says why."""
        self._commit_editors()
        self.failure = None
        loop = QEventLoop()
        self.saved.connect(loop.quit)
        self.save_failed.connect(loop.quit)
        for kept in list(self._kept.values()):
            kept.autosave.flush()
        while self.failure is None and not self._all_saved():
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        return self.failure is None

    def records_unsaved(self) -> list[Record]:
        return [kept.autosave.record for kept in self._kept.values() if kept.autosave.dirty]

    def give_up(self) -> None:
        """Stop saving: the user has decided to leave without it."""
        for kept in self._kept.values():
            kept.autosave.stop()

    @Slot()
    def flush(self) -> None:
        """Save at once whatever is not saved."""
        self._commit_editors()
        for kept in list(self._kept.values()):
            kept.autosave.flush()

    def _all_saved(self) -> bool:
        return all(kept.autosave.idle for kept in self._kept.values())

    def _taken(self, sheet_id: str) -> _Kept:
        actor = self._acting.actor
        editing = SheetEditing(self._desk.open_sheet(sheet_id), self, actor.role)
        autosave = Autosave(editing, partial(self._desk.save, actor=actor), self._saving, self._rhythm, editing)
        autosave.saved.connect(self._on_saved)
        autosave.failed.connect(self._on_failed)
        autosave.state_changed.connect(self._on_state)
        return _Kept(editing, autosave)

    def _leave(self) -> None:
        kept = self._kept.get(self._current)
        if kept is None:
            return
        self._commit_editors()
        kept.editing.changed.disconnect(self._on_changed)
        kept.autosave.flush()
        self._current = ""
        self._forget_saved()

    def _forget_saved(self) -> None:
        """Sheets that were put away leave memory once they are saved."""
        for sheet_id in list(self._idle()):
            self._kept.pop(sheet_id).editing.deleteLater()

    def _idle(self) -> Iterator[str]:
        return (one for one, kept in list(self._kept.items()) if one != self._current and kept.autosave.idle)

    def _turn_to(self, editing: SheetEditing, name: str) -> None:
        editing.show_deputy(name)
        self.deputy_shown.emit(name)
        self.changed.emit(Change(frozenset(), editing.sheet.record.revision))

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        editing = self.editing
        if editing is not None and _further(editing.sheet, editing.sheet.deputy) != editing.sheet.deputy:
            self._turn_to(editing, "")  # while a name is being typed: what is composed there stays as it is
        self.changed.emit(change)

    @Slot(object)
    def _on_saved(self, record: Record) -> None:
        self.saved.emit(record)

    @Slot()
    def _on_state(self) -> None:
        self._forget_saved()
        self.state_changed.emit()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.failure = error
        self.save_failed.emit(error)


def _further(sheet: Sheet, name: str) -> str:
    """Return the name of a deputy beside the lead deputy, "" for the lead deputy and for who is none."""
    named = name in deputies(sheet.template, sheet.record)
    return name if named and not is_lead(sheet.template, sheet.record, name) else ""
