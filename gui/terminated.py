"""The system asks the program to go: a log-off, a shut-down, a closed terminal. Python alone would not hear of it in time.

Qt waits in its own loop, where no handler of Python's runs: the signal wakes it through a socket.
"""

from __future__ import annotations

import signal
import socket
import sys
from contextlib import suppress
from types import FrameType

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Signal, Slot

_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")
_MOST = 4096


class Terminated(QObject):
    """`asked` comes first, and nobody is there to answer a question; then the program's loops end."""

    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ear, self._mouth = socket.socketpair()
        self._ear.setblocking(False)
        self._mouth.setblocking(False)
        self._notifier = QSocketNotifier(self._ear.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def listen(self) -> None:
        """On the main thread. On Windows the desktop tells of a log-off by itself."""
        if sys.platform == "win32":
            return
        signal.set_wakeup_fd(self._mouth.fileno(), warn_on_full_buffer=False)
        for name in _SIGNALS:
            signal.signal(getattr(signal, name), _nothing)

    @Slot()
    def _on_signal(self) -> None:
        with suppress(BlockingIOError):
            self._ear.recv(_MOST)
        self.asked.emit()
        QCoreApplication.exit()


def _nothing(_number: int, _frame: FrameType | None) -> None:
    """A signal without a handler would end the program on the spot."""
