"""An attempt at a PIN or a code: made in the background, told where it fails, held back while one has to wait."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QLabel, QWidget

from forms.errors import Failure

from ..failures import spoken
from ..tasks import TaskRunner

_SECOND_MS = 1_000


class Attempt(QObject):
    """`succeeded` carries what the work returned; `failed` comes after the trouble is shown. `gates` are closed meanwhile."""

    succeeded = Signal(object)
    failed = Signal()
    waited = Signal()
    """The next try may be made."""

    def __init__(self, tasks: TaskRunner | None, trouble: QLabel, gates: Sequence[QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks or TaskRunner(parent=self)
        self._trouble, self._gates = trouble, gates
        self._words = ""
        self._left = 0
        self.running = False
        self.clock = QTimer(self)
        self.clock.setInterval(_SECOND_MS)
        self.clock.timeout.connect(self._on_second)

    @property
    def held(self) -> bool:
        """True while a try runs, or has to be waited for."""
        return self.running or self._left > 0

    def start(self, work: Callable[[], object]) -> None:
        """Make the attempt, unless one runs or is too early."""
        if self.held:
            return
        self.running = True
        self._open(False)
        self._tasks.run(work, done=self._on_done, failed=self._on_failed)

    def hold(self, seconds: int, words: str = "") -> None:
        """Count down before the next try; `words` say what went wrong before."""
        self._left, self._words = seconds, words
        self._open(not seconds)
        self._say()
        if seconds:
            self.clock.start()

    def _on_done(self, result: object) -> None:
        self.running = False
        self._open(True)
        self.succeeded.emit(result)

    def _on_failed(self, error: Exception) -> None:
        self.running = False
        params = error.params if isinstance(error, Failure) else {}
        seconds = params.get("left_seconds", params.get("seconds", 0))
        waiting = isinstance(error, Failure) and error.code == "pin_wait"
        self.hold(seconds if isinstance(seconds, int) else 0, "" if waiting else spoken(error))
        self.failed.emit()

    @Slot()
    def _on_second(self) -> None:
        self._left = max(0, self._left - 1)
        if not self._left:
            self.clock.stop()
            self._words = ""
            self._open(True)
            self.waited.emit()
        self._say()

    def _say(self) -> None:
        wait = self.tr("请等 {}再试。").format(duration_words(self._left)) if self._left else ""
        self._trouble.setText("\n".join(part for part in (self._words, wait) if part))
        self._trouble.setVisible(bool(self._trouble.text()))

    def _open(self, on: bool) -> None:
        for gate in self._gates:
            gate.setEnabled(on)


def duration_words(seconds: int) -> str:
    """Return 5 秒, 2 分 40 秒, 1 小时."""
    minutes, rest = divmod(seconds, 60)
    if seconds >= 3600:
        return f"{seconds // 3600} 小时"
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"
