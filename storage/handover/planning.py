"""What taking a package in would do to each sheet: found by the lines that both histories know, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from forms.errors import Failure
from forms.merging import STAGE, Conflict, Merged, in_order, merge, parts, same
from forms.record import Record
from forms.stages import Stage
from forms.template import Template

from ..chain import Chain, Line, all_lines
from ..store import Store
from .form import Maker, Purpose
from .opening import Enclosed, Parcel
from .provenance import Provenance, changed_keys

NO_CHOICES: Mapping[str, str] = MappingProxyType({})


class What(StrEnum):
    """New here; goes on where ours ended; both went on; nothing that is not known here; somebody must choose; deleted here."""

    NEW = "new"
    FORWARD = "forward"
    MERGE = "merge"
    NOTHING = "nothing"
    CONFLICT = "conflict"
    BINNED = "binned"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of one sheet: its stage and round then, the keys that change here, and what somebody must choose.

    `record` is the sheet as it would be, `mine` as it is (None for a new one).
    """

    id: str
    title: str
    what: What
    stage: Stage
    round: int
    taken: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    template: Template
    record: Record
    mine: Record | None = None
    decided: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incoming:
    """A package that was opened and proved, and what it would do here. Nothing was touched yet."""

    parcel: Parcel
    plans: tuple[Plan, ...]

    @property
    def purpose(self) -> Purpose:
        return self.parcel.purpose

    @property
    def by(self) -> Maker:
        return self.parcel.by

    @property
    def made(self) -> str:
        """The ISO instant at which it was packed."""
        return self.parcel.made

    @property
    def ready(self) -> bool:
        """True where nobody must choose anything."""
        return not any(plan.conflicts for plan in self.plans)


def plan_for(store: Store, sheet: Enclosed, choices: Mapping[str, str] = NO_CHOICES) -> Plan:
    """Return what taking in one sheet would do now.

    Failure `package_other_round`, `package_not_lawful`, `package_other_history`: it is not the sheet that is known here.
    """
    chain = store.journal.of(sheet.id)
    if store.bin.has(sheet.id):
        return _plan(sheet, What.BINNED, sheet.record, ())
    mine = _stored(store, sheet.id)
    if mine is None:
        return _plan(sheet, What.NEW, sheet.record, tuple(in_order(sheet.template, parts(sheet.record))))
    known, theirs = chain.known(), sheet.chain.known()
    if known and not known & theirs:
        raise Failure("package_other_history", id=sheet.id, title=sheet.title)
    if sheet.chain.end in known:
        return _plan(sheet, What.NOTHING, mine, (), mine)
    merged = _merged(sheet, mine, chain, choices)
    if merged.conflicts:
        return _plan(sheet, What.CONFLICT, merged.record, merged.taken, mine, merged)
    forward = known <= theirs and same(merged.record, sheet.record)
    what, record = (What.FORWARD, sheet.record) if forward else (What.MERGE, merged.record)
    return _plan(sheet, what, record, merged.taken, mine, merged)


def _plan(
    sheet: Enclosed,
    what: What,
    record: Record,
    taken: tuple[str, ...],
    mine: Record | None = None,
    merged: Merged | None = None,
) -> Plan:
    conflicts, decided = (merged.conflicts, merged.decided) if merged else ((), ())
    stage, round_ = record.stage, record.round
    return Plan(sheet.id, sheet.title, what, stage, round_, taken, conflicts, sheet.template, record, mine, decided)


def _merged(sheet: Enclosed, mine: Record, chain: Chain, choices: Mapping[str, str]) -> Merged:
    """Both sides' changes since the last line that both know. What stands here and in no history is nobody's to overwrite."""
    known, theirs = chain.known(), sheet.chain.known()
    here = changed_keys(sheet.template, _unknown(chain, theirs))
    there = changed_keys(sheet.template, _unknown(sheet.chain, known))
    silent = _silent(sheet, mine, chain)
    if mine.round != sheet.record.round and not silent and not (here and there):  # one round followed upon the other
        return _next_round(sheet.template, sheet.record, mine) if there else Merged(mine, (), (), ())
    try:
        return merge(sheet.template, mine, sheet.record, here | silent, there | silent, choices)
    except Failure as failure:
        raise Failure(failure.code, **{**failure.params, "id": sheet.id, "title": sheet.title}) from failure


def _next_round(template: Template, theirs: Record, mine: Record) -> Merged:
    ours, others = parts(mine), parts(theirs)
    record = theirs if theirs.revision > mine.revision else replace(theirs, revision=mine.revision + 1)
    keys = in_order(template, ours.keys() | others.keys())
    return Merged(record, tuple(key for key in keys if ours.get(key) != others.get(key)), (), ())


def _unknown(chain: Chain, known: frozenset[str]) -> list[Line]:
    return [line for line in all_lines(chain.lines) if line.digest not in known]


def _silent(sheet: Enclosed, mine: Record, chain: Chain) -> set[str]:
    """The keys under which something stands here that our own history does not name, and that is not theirs either.

    A crash can lose a line; a file can be edited by hand. A person decides which of the two is right; where our history itself
    was forged, for everything that differs.
    """
    ours, theirs = parts(mine), parts(sheet.record)
    differing = {key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)}
    try:
        state = Provenance(sheet.template, chain).end
    except Failure:
        return differing
    silent = state.unexplained(mine) & differing
    return silent | ({STAGE} if mine.stage not in (state.stage, sheet.record.stage) else set())


def _stored(store: Store, sheet_id: str) -> Record | None:
    try:
        return store.read(sheet_id)
    except Failure as failure:
        if failure.code != "sheet_unknown":
            raise
        return None
