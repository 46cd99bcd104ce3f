"""Long work in the window: a bar that says how far it is, with Cancel, and the way its end is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Slot

from ..failures import cancelled, spoken
from ..panels.message_bar import MessageArea, Mood, Offer
from ..tasks import Task, TaskRunner, Tell


class LongWork(QObject):
    """One piece of work at a time about one subject: export, import, backup."""

    def __init__(self, subject: str, area: MessageArea, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._subject, self._area, self._tasks = subject, area, tasks
        self._words = ""
        self._task: Task | None = None
        self._done: Callable[[Any], None] | None = None
        self._busy = False

    @property
    def busy(self) -> bool:
        return self._busy

    def start(self, words: str, work: Callable[[Tell], Any], done: Callable[[Any], None]) -> None:
        """Run `work` off the GUI thread and hand its result to `done`; a failure is told in the bar."""
        if self.busy:
            return
        self._words, self._done, self._busy = words, done, True
        stop = Offer(self.tr("取消"), self.cancel, closes=False)
        self._area.tell(self._subject, Mood.HINT, words, stop, closable=False).set_progress(0, 0)
        task = self._tasks.run_telling(work, done=self._on_done, failed=self._on_failed, told=self._on_told)
        self._task = task if self._busy else None

    @Slot()
    def cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_told(self, done: int, total: int) -> None:
        bar = self._area.bar(self._subject)
        if bar is not None and self.busy:
            bar.set_progress(done, total)
            bar.set_text(self.tr("{}（{}/{}）").format(self._words, done, total) if total > 1 else self._words)

    def _on_done(self, result: Any) -> None:
        done = self._done
        self._end()
        self._area.clear(self._subject)
        if done is not None:
            done(result)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if cancelled(error):
            self._area.clear(self._subject)
        else:
            self._area.tell(self._subject, Mood.ERROR, spoken(error))

    def _end(self) -> None:
        self._done, self._task, self._busy = None, None, False
