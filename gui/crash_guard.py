"""Errors that nobody expected: logged, told in a sentence, and the program goes on with everything that was typed."""

from __future__ import annotations

import logging
import sys
from types import TracebackType

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

from .failures import spoken
from .panels.message_bar import MessageArea, Mood

log = logging.getLogger(__name__)


class CrashGuard(QObject):
    """Stands in for `sys.excepthook`. Errors of other threads are told on the thread of the window."""

    _happened = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._area: MessageArea | None = None
        self._happened.connect(self._on_happened)

    def install(self) -> None:
        sys.excepthook = self.handle

    def remove(self) -> None:
        sys.excepthook = sys.__excepthook__

    def watch(self, area: MessageArea) -> None:
        """Tell errors in these bars from now on."""
        self._area = area

    def handle(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("unexpected error", exc_info=(kind, error, trace))
        self._happened.emit(error)

    @Slot(object)
    def _on_happened(self, error: BaseException) -> None:
        if self._area is not None and shiboken6.isValid(self._area):
            self._area.tell("crash", Mood.ERROR, spoken(error))
