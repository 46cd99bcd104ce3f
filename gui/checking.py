"""The checks while one writes: a moment after the last change, off the GUI thread; and the way round the findings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from forms.checks import Finding
from forms.record import Record
from forms.template import Template

from .editing import SheetEditing
from .latest import Latest
from .tasks import TaskRunner

Check: TypeAlias = "Callable[[Template, Record], tuple[Finding, ...]]"

_QUIET_MS = 350


class Checking(QObject):
    """Knows the findings of the sheet on the table and which of them is being looked at."""

    found = Signal(object)
    """tuple[Finding, ...]"""
    going_to = Signal(int)
    """The place of the finding to show, in `findings`."""

    def __init__(self, check: Check, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._check = check
        self._latest = Latest(tasks, self)
        self._editing: SheetEditing | None = None
        self._at: Finding | None = None
        self._at_place = -1
        self.findings: tuple[Finding, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self.check_now)

    def show_sheet(self, editing: SheetEditing | None) -> None:
        self._editing, self._at, self._at_place = editing, None, -1
        self._timer.stop()
        if editing is None:
            self._latest.forget()
            self._on_found(())
        else:
            self.check_now()

    @Slot()
    def check_soon(self) -> None:
        self._timer.start()

    @Slot()
    def check_now(self) -> None:
        if self._editing is not None:
            sheet = self._editing.sheet
            self._latest.ask(partial(self._check, sheet.template, sheet.record), self._on_found)

    @Slot()
    def next(self) -> None:
        self._go(1)

    @Slot()
    def previous(self) -> None:
        self._go(-1)

    def go_to(self, place: int) -> None:
        if 0 <= place < len(self.findings):
            self._at, self._at_place = self.findings[place], place
            self.going_to.emit(place)

    def _go(self, step: int) -> None:
        """Go on from the finding last shown, round the end; what came after one that is settled stands in its place now."""
        if not self.findings:
            return
        here = self._place()
        if here is None:
            here = max(0, self._at_place) - (1 if step > 0 else 0)
        self.go_to((here + step) % len(self.findings))

    def _place(self) -> int | None:
        for place, finding in enumerate(self.findings):
            if self._at is not None and (finding.code, finding.field) == (self._at.code, self._at.field):
                return place
        return None

    def _on_found(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        self.found.emit(findings)
