"""The threads behind the window: saving never waits behind a preview, nor a search behind an export."""

from __future__ import annotations

from PySide6.QtCore import QObject, QThreadPool

from .tasks import Pool, TaskRunner


class Pools(QObject):
    """A runner for each sort of work, each with a thread of its own."""

    def __init__(self, pool: Pool | None = None, parent: QObject | None = None) -> None:
        """With `pool` all work goes into that one."""
        super().__init__(parent)
        self._threads: list[QThreadPool] = []
        self.saving = self._runner(pool)
        self.quick = self._runner(pool)
        """Searches, checks, looking things up: milliseconds."""
        self.pages = self._runner(pool)
        """Preview and print."""
        self.long = self._runner(pool)
        """Import, export, backup."""
        self.reading = self._runner(pool)
        """Reading the texts of all sheets in, for the search."""

    def close(self) -> None:
        """Stop what can be stopped and wait for the rest; nothing is called back after this."""
        for runner in (self.saving, self.quick, self.pages, self.long, self.reading):
            runner.close()
        for threads in self._threads:
            threads.clear()
            threads.waitForDone()

    def _runner(self, pool: Pool | None) -> TaskRunner:
        if pool is None:
            threads = QThreadPool(self)
            threads.setMaxThreadCount(1)
            self._threads.append(threads)
            pool = threads
        return TaskRunner(pool, self)
