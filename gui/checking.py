"""The checks while one writes: a moment after the last change, off the GUI thread; and the way round the findings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from forms.checks import Finding, in_order
from forms.fields import Role
from forms.record import Record
from forms.stages import IN_CHARGE, Stage
from forms.template import Template

from .editing import SheetEditing
from .latest import Latest
from .tasks import TaskRunner

Check: TypeAlias = "Callable[[Template, Record], tuple[Finding, ...]]"

_QUIET_MS = 350
_UNFILLED = ("required", "required_here")


class Checking(QObject):
    """Knows the findings of the paper on the table and which of them is being looked at.

    What is still to be filled in by whoever's turn it is, is no fault: it is `waiting`, and stands behind the `findings`. Only
    the clerk's own gaps are findings to the clerk: a sheet that has any is not sent.
    """

    found = Signal(object)
    """tuple[Finding, ...]; `waiting` is known by then."""
    going_to = Signal(int)
    """The place of the finding to show: ask `at`."""
    deputy_wanted = Signal(str)
    """The name of the deputy on whose paper the finding to show stands, told before `going_to`."""

    def __init__(self, check: Check, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._check = check
        self._latest = Latest(tasks, self)
        self._editing: SheetEditing | None = None
        self._at: Finding | None = None
        self._at_place = -1
        self.findings: tuple[Finding, ...] = ()
        self.waiting: tuple[Finding, ...] = ()
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
            work = partial(_on_paper, self._check, sheet.template, sheet.record, sheet.view)
            self._latest.ask(work, self._on_found)

    @Slot()
    def next(self) -> None:
        self._go(1)

    @Slot()
    def previous(self) -> None:
        self._go(-1)

    def at(self, place: int) -> Finding:
        """Return a finding by its place in `findings`, or behind them in `waiting`."""
        return (self.findings + self.waiting)[place]

    def go_to(self, place: int) -> None:
        if 0 <= place < len(self.findings) + len(self.waiting):
            self._at, self._at_place = self.at(place), place
            if deputy := self._at.params.get("deputy"):
                self.deputy_wanted.emit(str(deputy))
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
            if self._at is not None and _about(finding) == _about(self._at):
                return place
        return None

    def _on_found(self, findings: tuple[Finding, ...]) -> None:
        self.waiting = tuple(one for one in findings if self._waits(one))
        self.findings = tuple(one for one in findings if one not in self.waiting)
        self.found.emit(self.findings)

    def _waits(self, finding: Finding) -> bool:
        if self._editing is None:
            return False
        sheet = self._editing.sheet
        return waits(finding, sheet.template, sheet.record.stage, self._editing.role)


def waits(finding: Finding, template: Template, stage: Stage, role: Role) -> bool:
    """True for what is still to be filled in by somebody whose turn it is now; not for the clerk's own, seen as the clerk."""
    field = template.by_name.get(finding.field)
    if finding.code not in _UNFILLED or field is None or field.role is not IN_CHARGE[stage]:
        return False
    return role is Role.LEADER or field.role is not role


def _about(finding: Finding) -> tuple[str, str, object]:
    return finding.code, finding.field, finding.params.get("deputy")


def _on_paper(check: Check, template: Template, record: Record, view: Record) -> tuple[Finding, ...]:
    """Return what is found on the paper of one deputy; what names a deputy is said of the record, of all of them."""
    told = check(template, record)
    if view is record:
        return told
    shown = tuple(one for one in check(template, view) if "deputy" not in one.params)
    return in_order(template, (*shown, *(one for one in told if "deputy" in one.params)))
