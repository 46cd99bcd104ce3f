"""Saves a while after the last change: never two saves at once, never a stale one last, and again until it is proven."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from forms.record import Record
from forms.sheet import Change

from .editing import SheetEditing
from .tasks import TaskRunner

Save = Callable[[Record, Iterable[str]], Record]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Milliseconds: after the last change, at most while typing goes on, before the first retry, at most before a later one."""

    quiet: int = 1_000
    longest: int = 10_000
    retry: int = 2_000
    longest_retry: int = 60_000


class SaveState(Enum):
    SAVED = "saved"
    UNSAVED = "unsaved"
    SAVING = "saving"
    FAILED = "failed"


class Autosave(QObject):
    """Keeps one sheet saved. It is dirty until a save of its newest revision has returned."""

    state_changed = Signal()
    saved = Signal(object)
    """The Record as it was saved."""
    failed = Signal(object)
    """The Exception; the sheet stays dirty and is tried again."""

    def __init__(
        self, editing: SheetEditing, save: Save, tasks: TaskRunner, rhythm: Rhythm | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._editing, self._save, self._tasks = editing, save, tasks
        self._rhythm = rhythm or Rhythm()
        self._changed: set[str] = set()
        self._saving = False
        self._again = False
        self._failures = 0
        self._saved_revision = editing.sheet.record.revision
        self._quiet = self._timer(self._rhythm.quiet)
        self._longest = self._timer(self._rhythm.longest)
        self._retry = self._timer(self._rhythm.retry)
        editing.changed.connect(self._on_changed)

    @property
    def dirty(self) -> bool:
        return self._editing.sheet.record.revision != self._saved_revision

    @property
    def idle(self) -> bool:
        """True when nothing is being saved and nothing has to be."""
        return not self._saving and not self.dirty

    @property
    def state(self) -> SaveState:
        if self._saving:
            return SaveState.SAVING
        if not self.dirty:
            return SaveState.SAVED
        return SaveState.FAILED if self._failures else SaveState.UNSAVED

    @property
    def record(self) -> Record:
        return self._editing.sheet.record

    @Slot()
    def flush(self) -> None:
        """Save now what is not saved; while a save runs, the rest follows as soon as it is through."""
        if self._saving:
            self._again = True
        if self._saving or not self.dirty:
            return
        for timer in (self._quiet, self._longest, self._retry):
            timer.stop()
        record, changed = self._editing.sheet.record, frozenset(self._changed)
        self._changed.clear()
        self._saving = True
        self._tasks.run(
            partial(self._save, record, changed),
            done=partial(self._on_saved, record.revision),
            failed=partial(self._on_failed, changed),
        )
        self.state_changed.emit()

    def stop(self) -> None:
        """Give up: what is not saved is not to be saved any more."""
        self._saved_revision = self._editing.sheet.record.revision
        for timer in (self._quiet, self._longest, self._retry):
            timer.stop()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        self._changed |= change.fields
        self._quiet.start()
        if not self._longest.isActive():
            self._longest.start()
        self.state_changed.emit()

    def _on_saved(self, revision: int, record: Record) -> None:
        self._saving = False
        self._failures = 0
        self._saved_revision = max(self._saved_revision, revision)
        again, self._again = self._again, False
        if again:
            self.flush()
        self.saved.emit(record)
        self.state_changed.emit()

    def _on_failed(self, changed: frozenset[str], error: Exception) -> None:
        self._saving = self._again = False
        self._changed |= changed
        self._failures += 1
        self._retry.start(min(self._rhythm.retry * 2 ** (self._failures - 1), self._rhythm.longest_retry))
        self.failed.emit(error)
        self.state_changed.emit()

    def _timer(self, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(self.flush)
        return timer
