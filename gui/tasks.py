"""Work off the GUI thread, its result handed back on it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from itertools import count
from threading import Event, Lock, RLock
from typing import Any, Protocol, TypeAlias, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot

from forms.errors import Failure

log = logging.getLogger(__name__)

Result = TypeVar("Result")
Tell: TypeAlias = Callable[[int, int], None]
"""Called by long work with (done, total); raises Failure `cancelled` once the work is to stop."""

_Send: TypeAlias = Callable[[int, object, object], None]


class Pool(Protocol):
    """What starts a task: Qt's thread pool, or in tests one that runs it at once or holds it."""

    def start(self, runnable: QRunnable, /) -> None: ...


class Task:
    """The handle of work that was started. Its callbacks are called on the runner's thread, one of them, once."""

    def __init__(self, done: Callable[..., None], failed: Callable[..., None], told: Callable[..., None] | None) -> None:
        self.done, self.failed, self.told = done, failed, told
        self.progress = _Progress()

    @property
    def cancelled(self) -> bool:
        return self.progress.stop.is_set()

    def cancel(self) -> None:
        """Ask the work to stop at its next `tell`; it then fails with `cancelled`. Work not yet begun never begins."""
        self.progress.stop.set()


class _Progress:
    """How far work is, shared by the worker and the runner. Only the newest state is delivered, however often it is told."""

    def __init__(self) -> None:
        self.stop = Event()
        self._lock = Lock()
        self._latest: tuple[int, int] | None = None

    def put(self, done: int, total: int) -> bool:
        """Keep the state; True where no earlier one waits to be taken."""
        with self._lock:
            first, self._latest = self._latest is None, (done, total)
            return first

    def take(self) -> tuple[int, int]:
        with self._lock:
            latest, self._latest = self._latest, None
            return latest or (0, 0)

    def check(self) -> None:
        if self.stop.is_set():
            raise Failure("cancelled")


class _Line:
    """The way back to the runner. Workers may use it for ever; it leads nowhere once the runner is gone."""

    def __init__(self, send: _Send) -> None:
        self._lock = RLock()  # work that is done on the spot may start more work from its callback
        self._send: _Send | None = send

    def send(self, task_id: int, result: object, error: object) -> None:
        with self._lock:
            if self._send is not None:
                self._send(task_id, result, error)

    def cut(self, _gone: object = None) -> None:
        with self._lock:
            self._send = None


class TaskRunner(QObject):
    """Starts work in a pool and calls back on the thread it lives on.

    The runner owns the only signals: a task that owned its own would destroy it on a pool thread. Callbacks are bound
    methods or partials of them; those of an object that Qt has deleted are dropped, and all of them when the runner closes.
    """

    _finished = Signal(int, object, object)
    _told = Signal(int, object, object)

    def __init__(self, pool: Pool | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = pool or QThreadPool.globalInstance()
        self._tasks: dict[int, Task] = {}
        self._closed = False
        self._ids = count()
        self._finish_line = _Line(self._finished.emit)
        self._tell_line = _Line(self._told.emit)
        self._finished.connect(self._on_finished)
        self._told.connect(self._on_told)
        self.destroyed.connect(self._finish_line.cut)
        self.destroyed.connect(self._tell_line.cut)

    @property
    def busy(self) -> bool:
        return bool(self._tasks)

    def run(self, work: Callable[[], Result], *, done: Callable[[Result], None], failed: Callable[[Exception], None]) -> Task:
        """Run `work` elsewhere, then call `done` with its result or `failed` with what it raised."""
        return self._start(lambda _tell: work(), Task(done, failed, None))

    def run_telling(
        self,
        work: Callable[[Tell], Result],
        *,
        done: Callable[[Result], None],
        failed: Callable[[Exception], None],
        told: Tell,
    ) -> Task:
        """As `run` for long work, which says how far it is: `told` gets (done, total), the newest state only."""
        return self._start(work, Task(done, failed, told))

    def close(self) -> None:
        """Cancel what runs and drop every callback: from here on nothing is called, and nothing starts.

        A pool that is destroyed while a thread of it waits for the interpreter would wait for ever.
        """
        self._closed = True
        self._finish_line.cut()
        self._tell_line.cut()
        for task in self._tasks.values():
            task.cancel()
        self._tasks.clear()

    def _start(self, work: Callable[[Tell], object], task: Task) -> Task:
        if self._closed:
            task.cancel()
            return task
        task_id = next(self._ids)
        self._tasks[task_id] = task
        self._pool.start(_Work(work, task_id, task.progress, self._finish_line.send, self._tell_line.send))
        return task

    @Slot(int, object, object)
    def _on_finished(self, task_id: int, result: object, error: Exception | None) -> None:
        task = self._tasks.pop(task_id, None)
        if task is None:
            return
        if error is None:
            _call(task.done, result)
        else:
            _call(task.failed, error)

    @Slot(int, object, object)
    def _on_told(self, task_id: int, _result: object, _error: object) -> None:
        task = self._tasks.get(task_id)
        if task is not None and task.told is not None:
            _call(task.told, *task.progress.take())


class _Work(QRunnable):
    """One piece of work on a pool thread. It holds plain data and the line back, no QObject."""

    def __init__(self, work: Callable[[Tell], object], task_id: int, progress: _Progress, finish: _Send, tell: _Send) -> None:
        super().__init__()
        self._work, self._task_id, self._progress = work, task_id, progress
        self._finish, self._tell_runner = finish, tell

    def run(self) -> None:
        try:
            self._progress.check()
            result = self._work(self._tell)
        except Failure as failure:
            self._finish(self._task_id, None, failure)
        except Exception as error:  # handed to the caller, whatever it is; the log keeps where it came from
            log.exception("background work failed")
            self._finish(self._task_id, None, error)
        else:
            self._finish(self._task_id, result, None)

    def _tell(self, done: int, total: int) -> None:
        self._progress.check()
        if self._progress.put(done, total):
            self._tell_runner(self._task_id, None, None)


def _call(callback: Callable[..., None], *args: Any) -> None:
    """Call back, unless the object that the callback belongs to has been deleted by Qt meanwhile."""
    inner: Any = callback
    while isinstance(inner, partial):
        inner = inner.func
    owner = getattr(inner, "__self__", None)
    if not isinstance(owner, QObject) or shiboken6.isValid(owner):
        callback(*args)
