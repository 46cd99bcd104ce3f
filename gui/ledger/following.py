"""Keeps the list on the left in step with the store: what was saved, imported or deleted, and what the search has read."""

from __future__ import annotations

from functools import partial
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from forms.record import Record
from storage.desk import Desk
from storage.ledger import row_of

from ..tasks import TaskRunner, Tell
from .panel import LedgerPanel

_READ_AFTER_MS = 1_500
_BREATH = 0.001
"""Seconds between two sheets that are read in: the window gets the interpreter at once, not at the next switch."""
_TELL_EVERY = 16
"""Sheets: the window need not hear of each, but a reading that is cancelled is to stop soon."""


class LedgerFollowing(QObject):
    """`failed` tells why the texts could not be read in; the search then finds numbers, titles and proposers alone."""

    failed = Signal(object)

    def __init__(self, desk: Desk, panel: LedgerPanel, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._panel, self._tasks = desk, panel, tasks
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_READ_AFTER_MS)
        self._timer.timeout.connect(self.read_texts)

    def start(self) -> None:
        """Show all sheets now; read their texts in once the window stands."""
        self.reload()
        self._timer.start()

    @Slot()
    def reload(self) -> None:
        """Any sheet may be another one now."""
        self._panel.set_rows(self._desk.ledger())
        self._panel.search_again()

    @Slot(object)
    def put(self, record: Record) -> None:
        """Show the news of one sheet where it stands; a new one comes first."""
        self._panel.put(row_of(record, self._desk.templates.find(record.template)))

    @Slot()
    def read_texts(self) -> None:
        self._panel.say_reading(True)
        gently = partial(_read_gently, self._desk)
        self._tasks.run_telling(gently, done=self._on_read, failed=self._on_failed, told=self._on_told)

    def _on_told(self, done: int, total: int) -> None:
        """Nobody needs to see how far it is."""

    def _on_read(self, _nothing: None) -> None:
        self._panel.say_reading(False)
        self._panel.search_again()

    def _on_failed(self, error: Exception) -> None:
        self._panel.say_reading(False)
        self.failed.emit(error)


def _read_gently(desk: Desk, tell: Tell) -> None:
    """Read the texts in with a breath after each sheet. Stops where `tell` raises."""
    breath = Event()

    def told(done: int, total: int) -> None:
        if done % _TELL_EVERY == 0:
            tell(done, total)
        breath.wait(_BREATH)

    desk.warm_search(told)
