"""Is a paper or a file what the record says? From the question to the answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from forms.errors import Failure
from forms.export.fingerprint import fingerprint, spaced
from storage.desk import Desk
from storage.later import later
from storage.trail_file import TrailVerdict, is_history
from storage.verifying import Verdict

from ..audit.verdict import verdict_words
from ..failures import spoken
from ..opened_sheet import OpenedSheet
from ..settings import Key, Settings
from ..wording import say

if TYPE_CHECKING:
    from ..dialogs import verify_dialog
else:
    verify_dialog = later("gui.dialogs.verify_dialog")


class VerifyFlow(QObject):
    """`start` is the action. What is on the table is saved first, so that the record is what one sees."""

    def __init__(self, desk: Desk, opened: OpenedSheet, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._opened, self._settings, self._window = desk, opened, settings, window

    @Slot()
    def start(self) -> None:
        if not self._opened.settle():
            return
        editing = self._opened.editing
        own = spaced(fingerprint(editing.sheet.template, editing.sheet.record)) if editing else ""
        verify_dialog.VerifyDialog.ask(
            self._window, own, self._settings.folder(Key.EXPORT_FOLDER), self._by_code, self._by_file
        )

    def _by_code(self, text: str) -> verify_dialog.Answer:
        return _answer(lambda: _compared(self._desk.verify_code(text, self._opened.sheet_id)))

    def _by_file(self, path: Path) -> verify_dialog.Answer:
        if is_history(path):
            return _answer(lambda: _proved(self._desk.trails.check_file(path)))
        return _answer(lambda: _compared(self._desk.verify(path)))


def _compared(verdict: Verdict) -> verify_dialog.Answer:
    return verify_dialog.Answer(verdict.matches, say(Failure(verdict.reason, **verdict.params)))


def _proved(verdict: TrailVerdict) -> verify_dialog.Answer:
    return verify_dialog.Answer(verdict.matches, verdict_words(verdict))


def _answer(ask: Callable[[], verify_dialog.Answer]) -> verify_dialog.Answer:
    try:
        return ask()
    except Failure as failure:
        return verify_dialog.Answer(False, spoken(failure))
