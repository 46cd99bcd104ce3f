"""What a visit does with the sheet: every mark, word and stroke is on the disk at once, and step by step it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from forms.course import Step, Stepping, take
from forms.deputies import deputies
from forms.errors import Failure
from forms.fields import ChoiceField, DateField, Field, LongTextField, Role, Value
from forms.record import Record
from forms.sheet import Change, Sheet
from forms.signing import has_signed, sign, signed_by
from forms.stages import Stage
from forms.template import Template
from storage.actor import Actor
from storage.desk import Desk
from storage.visits import COMMENT, HAND_BACK, MARK, READ, SIGN, Visit

from ..failures import spoken

_PAUSE_MS = 700
"""What was typed is on the disk after so long, also while typing goes on."""
_AGAIN_MS = 2_000


class Questions:
    """What a template asks the deputy, by kind: rows to mark, words to write, a place to sign, a day."""

    def __init__(self, template: Template) -> None:
        own = template.of(Role.DEPUTY)
        self.rows = tuple(field for field in own if isinstance(field, ChoiceField))
        self.days = tuple(field for field in own if isinstance(field, DateField))
        self.signature = next(iter(signed_by(template, Role.DEPUTY)), "")
        self.words = tuple(one for one in own if not one.signed and not isinstance(one, (ChoiceField, DateField)))

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps that this sheet has something for."""
        wanted = {READ: True, MARK: bool(self.rows), COMMENT: bool(self.words), SIGN: True, HAND_BACK: True}
        return tuple(step for step, there in wanted.items() if there)


class Visiting(QObject):
    """One visit. Widgets ask it and tell it; it asks nobody."""

    changed = Signal()
    """Marks, words, ink or the day are others."""
    stepped = Signal(int)
    troubled = Signal(str)
    """A sentence: something is not on the disk (yet), or could not be done. "" once all is well again."""

    def __init__(self, desk: Desk, visit: Visit, parent: QObject | None = None) -> None:
        """Raises Failure where the sheet cannot be opened, or names this deputy no more."""
        super().__init__(parent)
        self._desk = desk
        self.visit = visit
        stored = desk.open_sheet(visit.sheet)
        self.template = stored.template
        self.asked = Questions(stored.template)
        self.sheet = Sheet(stored.template, stored.record, visit.deputy)
        self._saved = stored.record.revision
        self._changed: set[str] = set()
        self._unkept = False
        """True while the visit itself could not be written."""
        self._pause = self._timer(_PAUSE_MS, self.save)
        self._again = self._timer(_AGAIN_MS, self.save)

    # ---- what is there

    @property
    def view(self) -> Record:
        """The sheet as the paper of this deputy shows it."""
        return self.sheet.view

    @property
    def name(self) -> str:
        """Who sits here, "" where the sheet names nobody."""
        return self.visit.deputy or deputies(self.template, self.sheet.record)[0]

    @property
    def signed(self) -> bool:
        return has_signed(self.template, self.view, Role.DEPUTY)

    @property
    def over(self) -> bool:
        """True once nothing can be changed here any more."""
        return self.signed or self.sheet.record.stage is not Stage.VISITING

    def ink(self, name: str) -> Mapping[str, Any] | None:
        """What is written on the pad of a field: what was begun, or what is in the sheet."""
        return self.visit.ink.get(name) or (None if name == self.asked.signature else self.view.signatures.get(name))

    def day(self, name: str) -> Value:
        """Return the day that a date field shows: what the deputy chose, else today."""
        return self.view.answers.get(name) or self._desk.today().isoformat()

    def rows_missing(self) -> tuple[str, ...]:
        """Return the rows that must have a mark and have none."""
        answers = self.view.answers
        return tuple(row.name for row in self.asked.rows if row.needed(answers) and row.name not in answers)

    def words_missing(self) -> tuple[str, ...]:
        """Return the comments that must be there and are neither typed nor written by hand."""
        answers = self.view.answers
        needed = (one.name for one in self.asked.words if one.needed(answers))
        return tuple(one for one in needed if not str(answers.get(one, "")).strip() and not self.ink(one))

    def asks_for(self, row: str) -> tuple[Field, ...]:
        """Return the comments that the mark in a row makes necessary."""
        mark = self.view.answers.get(row)
        conditions = ((one, rule) for one in self.asked.words for rule in one.required_when)
        return tuple(one for one, rule in conditions if row in rule.any_of and rule.value == mark)

    # ---- what the deputy does

    def mark(self, row: str, code: str | None) -> bool:
        """Mark a row, or take its mark away; on the disk when this returns. False where it was refused."""
        return self._draft(row, code) and self.save()

    def write(self, name: str, text: str) -> None:
        """Take what was typed; it is on the disk within a second."""
        if self._draft(name, text) and not self._pause.isActive():
            self._pause.start()

    def draw(self, name: str, ink: Mapping[str, Any] | None) -> None:
        """Keep what is on a pad, None for nothing. In the sheet it stands once the deputy goes on."""
        if ink is None and name in self.view.signatures and not self.over:
            self._put_ink(name, None)
            self.save()
        self._keep(self.visit.with_ink(name, ink))
        if name != self.asked.signature:
            self.changed.emit()

    def choose_day(self, name: str, day: str) -> None:
        """Set the day of a date field, ISO 8601."""
        if self._draft(name, day):
            self.save()

    def scrolled(self, place: int) -> None:
        """Remember where the deputy reads."""
        if place != self.visit.scroll:
            self._keep(replace(self.visit, scroll=place))

    def resize_text(self, size: int) -> None:
        self._keep(replace(self.visit, text_size=size))

    def go(self, step: int) -> None:
        """Go to a step; what was written by hand goes into the sheet first."""
        self.settle()
        self._keep(replace(self.visit, step=step))
        self.stepped.emit(step)

    def next_step(self) -> int:
        return next((step for step in self.asked.steps if step > self.visit.step), self.visit.step)

    def step_before(self) -> int:
        return max((step for step in self.asked.steps if step < self.visit.step), default=self.visit.step)

    def settle(self) -> bool:
        """Bring everything that was entered to the disk, handwritten comments into the sheet."""
        if self.over:
            return True
        for field in self.asked.words:
            if isinstance(field, LongTextField) and (ink := self.visit.ink.get(field.name)):
                self._put_ink(field.name, ink)
        return self.save()

    def confirm(self, signature: Mapping[str, Any]) -> bool:
        """Sign what is marked, and confirm it: nothing can be changed after that. False where it did not succeed."""
        if not self.settle():
            return False
        before = self.sheet.record
        try:
            if not self.signed:
                self._sign(signature)
                self._try_to_confirm()
                self._write()
            self._desk.course.take(self.visit.sheet, Step.CONFIRM, self._actor(), deputy=self.visit.deputy)
        except Failure as failure:
            self._read_again(before)
            self.troubled.emit(spoken(failure, self.template))
            return False
        self._finish()
        return True

    def take_up(self) -> None:
        """Go on after a crash. What was signed and not yet confirmed when the power went is confirmed now."""
        if not self.over or self.visit.step == HAND_BACK:
            return
        if self.sheet.record.stage is Stage.VISITING:
            try:
                self._desk.course.take(self.visit.sheet, Step.CONFIRM, self._actor(), deputy=self.visit.deputy)
            except Failure as failure:
                self.troubled.emit(spoken(failure, self.template))
        self._finish()

    def leave(self, how: str) -> bool:
        """End the visit: the device is back with the office. `how` ("pin", "two_step") is written in the history."""
        if not self.settle():
            return False
        try:
            self._desk.visits.leave(self.visit, how)
        except Failure as failure:
            self.troubled.emit(spoken(failure, self.template))
            return False
        return True

    # ---- inside

    @Slot()
    def save(self) -> bool:
        """Bring the sheet to the disk; False where it cannot be (it is tried again, and `troubled` says so)."""
        self._pause.stop()
        try:
            self._write()
        except Failure as failure:
            self.troubled.emit(spoken(failure, self.template))
            self._again.start()
            return False
        return True

    def _write(self) -> None:
        if self.sheet.record.revision == self._saved:
            return
        changed = tuple(self._changed)
        saved = self._desk.save(self.sheet.record, changed, self._actor())
        self.sheet = Sheet(self.template, saved, self.visit.deputy)
        self._saved = saved.revision
        self._changed.clear()
        self._again.stop()
        self.troubled.emit("")

    def _sign(self, signature: Mapping[str, Any]) -> None:
        self.sheet.hand_over(self.visit.by, self._desk.visits.instant())
        for field in self.asked.days:
            self._note(self.sheet.draft(field.name, self.day(field.name), Role.DEPUTY))
        if self.asked.signature:
            at = self._desk.visits.instant()
            entry = sign(self.template, self.view, self.asked.signature, signature, name=self.name, at=at)
            self._note(self.sheet.put_ink(self.asked.signature, entry, Role.DEPUTY))

    def _try_to_confirm(self) -> None:
        """Raise what would stop the confirmation, before the signature is on the disk and locks everything."""
        stepping = Stepping(self.name, self._desk.visits.instant(), self._desk.today(), deputy=self.visit.deputy)
        take(self.template, self.sheet.record, Step.CONFIRM, Role.DEPUTY, stepping)

    def _finish(self) -> None:
        self._read_again(None)
        self.visit = replace(self.visit, ink={})
        self.go(HAND_BACK)

    def _read_again(self, otherwise: Record | None) -> None:
        """Take the sheet as it is on the disk; where that cannot be read, `otherwise`."""
        try:
            record = self._desk.open_sheet(self.visit.sheet).record
        except Failure:
            record = otherwise or self.sheet.record
        self.sheet = Sheet(self.template, record, self.visit.deputy)
        self._saved = record.revision
        self._changed.clear()

    def _draft(self, name: str, raw: object) -> bool:
        self.sheet.hand_over(self.visit.by, self._desk.visits.instant())
        try:
            self._note(self.sheet.draft(name, raw, Role.DEPUTY))
        except Failure as refusal:
            self.troubled.emit(spoken(refusal, self.template))
            return False
        self.changed.emit()
        return True

    def _put_ink(self, name: str, ink: Mapping[str, Any] | None) -> None:
        self.sheet.hand_over(self.visit.by, self._desk.visits.instant())
        try:
            self._note(self.sheet.put_ink(name, ink, Role.DEPUTY))
        except Failure as refusal:
            self.troubled.emit(spoken(refusal, self.template))

    def _note(self, change: Change) -> None:
        self._changed |= change.fields

    def _keep(self, visit: Visit) -> None:
        self.visit = visit
        try:
            self._desk.visits.put(visit)
        except Failure as failure:
            self._unkept = True
            self.troubled.emit(spoken(failure, self.template))
            return
        if self._unkept and self.sheet.record.revision == self._saved:
            self.troubled.emit("")
        self._unkept = False

    def _actor(self) -> Actor:
        return Actor(Role.DEPUTY, self.name)

    def _timer(self, interval: int, slot: Any) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(slot)
        return timer
