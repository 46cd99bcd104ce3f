"""Questions of which only the newest matters: one runs, one waits, and what was asked in between is forgotten."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from .tasks import TaskRunner

log = logging.getLogger(__name__)


class Latest(QObject):
    """Asks in the background. An answer that came too late, after another question, is never told."""

    def __init__(self, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._number = 0
        self._running = False
        self._waiting: tuple[Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]] | None = None

    @property
    def busy(self) -> bool:
        return self._running

    def ask(
        self, work: Callable[[], Any], told: Callable[[Any], None], failed: Callable[[Exception], None] | None = None
    ) -> None:
        """Ask `work`; `told` gets its answer unless something else is asked first."""
        self._number += 1
        self._waiting = (work, told, failed or self._ignore)
        self._start()

    def forget(self) -> None:
        """Whatever was asked, its answer is no longer wanted."""
        self._number += 1
        self._waiting = None

    def _start(self) -> None:
        if self._running or self._waiting is None:
            return
        work, told, failed = self._waiting
        self._waiting = None
        self._running = True
        number = self._number
        self._tasks.run(work, done=partial(self._on_answer, number, told), failed=partial(self._on_answer, number, failed))

    def _on_answer(self, number: int, told: Callable[[Any], None], answer: Any) -> None:
        self._running = False
        if number == self._number:
            told(answer)
        self._start()

    def _ignore(self, error: Exception) -> None:
        log.warning("a question had no answer: %s", error)
