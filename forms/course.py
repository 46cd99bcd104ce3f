"""The course of a sheet (办理流程): who may take which step when, and what a step does to the record.

drafting 起草 → in_review 送审 → visiting 面商 → signed 已签 → archived 归档; every way back goes to drafting, with a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from .checks import errors, refuse
from .deputies import deputies, view_of, with_view
from .errors import BadValue, ChangeRefused, Failure
from .fields import Role
from .record import FROM_FILE, FROM_PAPER, IN_PERSON, Record
from .signing import STANDS, has_signed, signed_by, signing_day, standing, void
from .stages import Stage
from .template import Template


class Step(StrEnum):
    """送审, 撤回, 退回, 签发, 收回修改, 代表确认, 归档, 重办."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    RETURN = "return"
    APPROVE = "approve"
    RECALL = "recall"
    CONFIRM = "confirm"
    ARCHIVE = "archive"
    REHANDLE = "rehandle"


@dataclass(frozen=True, slots=True)
class Move:
    """Whose step it is, at which stages, where it leads, and whether it must say why."""

    role: Role
    sources: tuple[Stage, ...]
    target: Stage
    reason: bool = False


MOVES: Mapping[Step, Move] = {
    Step.SUBMIT: Move(Role.CLERK, (Stage.DRAFTING,), Stage.IN_REVIEW),
    Step.WITHDRAW: Move(Role.CLERK, (Stage.IN_REVIEW,), Stage.DRAFTING, reason=True),
    Step.RETURN: Move(Role.LEADER, (Stage.IN_REVIEW,), Stage.DRAFTING, reason=True),
    Step.APPROVE: Move(Role.LEADER, (Stage.IN_REVIEW,), Stage.VISITING),
    Step.RECALL: Move(Role.CLERK, (Stage.VISITING,), Stage.DRAFTING, reason=True),
    Step.CONFIRM: Move(Role.DEPUTY, (Stage.VISITING,), Stage.SIGNED),
    Step.ARCHIVE: Move(Role.CLERK, (Stage.SIGNED,), Stage.ARCHIVED),
    Step.REHANDLE: Move(Role.CLERK, (Stage.SIGNED, Stage.ARCHIVED), Stage.DRAFTING, reason=True),
}


@dataclass(frozen=True, slots=True)
class Stepping:
    """Who takes a step, when (ISO 8601 instant and the day of it), why; of a deputy's step, whose."""

    name: str
    at: str
    today: date
    reason: str = ""
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """The record after a step. `dropped` is what it left behind, for the history: signatures that were void, marks that
    nobody had signed, each {"deputy", "field", "entry" | "answer"}."""

    record: Record
    dropped: tuple[Mapping[str, Any], ...] = ()


def steps_for(record: Record, role: Role) -> tuple[Step, ...]:
    """Return the steps that `role` may take at this stage, in the order of the course."""
    return tuple(step for step, move in MOVES.items() if move.role is role and record.stage in move.sources)


def take(template: Template, record: Record, step: Step, role: Role, stepping: Stepping) -> Taken:
    """Take a step; the record given stays as it is.

    Failure `step_not_yours`, `step_not_now`, `reason_missing`, `sheet_has_errors`, `signature_missing`, `deputy_unknown`.
    """
    move = MOVES[step]
    if move.role is not role:
        raise Failure("step_not_yours", step=step.value, owner=move.role.value, role=role.value)
    if record.stage not in move.sources:
        raise Failure("step_not_now", step=step.value, stage=record.stage.value)
    if move.reason and not stepping.reason.strip():
        raise Failure("reason_missing", step=step.value)
    taken = _WORK.get(step, _move_on)(template, record, stepping)
    stage = taken.record.stage if step is Step.CONFIRM else move.target
    return Taken(replace(taken.record, stage=stage, revision=record.revision + 1), taken.dropped)


def awaiting(template: Template, record: Record) -> tuple[str, ...]:
    """Return the deputies whose marks are neither signed by themselves nor taken from their paper; none before the visit.

    Where a sheet has no place for their signature, it is those whose marks are not made by themselves nor taken from paper.
    """
    if record.stage in (Stage.DRAFTING, Stage.IN_REVIEW):
        return ()
    return tuple(deputy for deputy in deputies(template, record) if not _answered(template, record, deputy))


def from_paper(
    template: Template, record: Record, raws: Mapping[str, object], scans: tuple[str, ...], stepping: Stepping
) -> Record:
    """Return the record with the marks that `stepping.name` copied from the paper that was sent back (据寄回纸质表录入).

    `scans` are digests of its pictures. Failure `step_not_now`, `scan_missing`, `signed_already`, `deputy_unknown`,
    ChangeRefused for answers that are not the deputy's or none, `sheet_has_errors` where a mark is missing.
    """
    if record.stage is not Stage.VISITING:
        raise Failure("step_not_now", step="from_paper", stage=record.stage.value)
    if not scans:
        raise Failure("scan_missing")
    view = _view(template, record, stepping.deputy)
    if has_signed(template, view, Role.DEPUTY):
        raise Failure("signed_already", field=signed_by(template, Role.DEPUTY)[0])
    origin = {"how": FROM_PAPER, "name": _name(template, record, stepping.deputy), "by": stepping.name, "at": stepping.at}
    blank = _cleared(template, view, Role.DEPUTY)
    marked = replace(
        blank.with_answers(_deputys(template, raws)),
        origins=MappingProxyType({**blank.origins, Role.DEPUTY.value: {**origin, "scans": list(scans)}}),
        revision=record.revision + 1,
    )
    whole = with_view(template, record, marked, stepping.deputy)
    refuse(template, errors(template, whole, stepping.today, stepping.deputy))
    return whole if awaiting(template, whole) else replace(whole, stage=Stage.SIGNED)


# ---- what the steps do


def _move_on(_template: Template, record: Record, _stepping: Stepping) -> Taken:
    return Taken(record)


def _submit(template: Template, record: Record, stepping: Stepping) -> Taken:
    """A sheet goes to review with what holds: void signatures, marks that nobody signed and deputies who are no longer
    on it are left behind."""
    clean, dropped = _without_strangers(template, record)
    for deputy in deputies(template, record):
        view = view_of(template, clean, deputy)
        view, left = _without_void(template, view, deputy)
        clean = with_view(template, clean, view, deputy)
        dropped += left
    clean = replace(clean, remarks=())
    refuse(template, errors(template, clean, stepping.today))
    return Taken(clean, tuple(dropped))


def _approve(template: Template, record: Record, stepping: Stepping) -> Taken:
    refuse(template, errors(template, record, stepping.today))
    for field in signed_by(template, Role.LEADER):
        if standing(template, record, field) not in STANDS:
            raise Failure("signature_missing", field=field)
    return Taken(record)


def _confirm(template: Template, record: Record, stepping: Stepping) -> Taken:
    view = _view(template, record, stepping.deputy)
    refuse(template, errors(template, record, stepping.today, stepping.deputy))
    for field in signed_by(template, Role.DEPUTY):
        if standing(template, view, field) not in STANDS or view.signatures[field].get("name") != _name(
            template, record, stepping.deputy
        ):
            raise Failure("signature_missing", field=field)
    return Taken(record if awaiting(template, record) else replace(record, stage=Stage.SIGNED))


def _archive(_template: Template, record: Record, stepping: Stepping) -> Taken:
    if not record.scans and not stepping.reason.strip():
        raise Failure("scan_missing")
    return Taken(record)


def _rehandle(template: Template, record: Record, stepping: Stepping) -> Taken:
    """A new round begins from the clerk's answers; the old one stays as it was, for ever.

    The clerk's signature and its day belong to the old one: an old day under a new answer would be false, and nobody sees it.
    """
    former = {name: value for name, value in record.to_plain().items() if name != "earlier"}
    fresh = _cleared(template, _cleared(template, record, Role.LEADER), Role.DEPUTY)
    again = replace(
        fresh.without({field.name for field in template.of(Role.CLERK) if field.signed} | {signing_day(template, Role.CLERK)}),
        origins=MappingProxyType({}),
        joint=MappingProxyType({}),
        remarks=(),
        scans=(),
        earlier=(*record.earlier, former),
        round=record.round + 1,
        reopened=stepping.today.isoformat(),
    )
    return Taken(again)


_WORK: Mapping[Step, Callable[[Template, Record, Stepping], Taken]] = {
    Step.SUBMIT: _submit,
    Step.APPROVE: _approve,
    Step.CONFIRM: _confirm,
    Step.ARCHIVE: _archive,
    Step.REHANDLE: _rehandle,
}


# ---- inside


def _without_strangers(template: Template, record: Record) -> tuple[Record, list[Mapping[str, Any]]]:
    """Take off the voices of those whom the clerk has struck out, or put first: they would come back with the name."""
    others = deputies(template, record)[1:]
    dropped: list[Mapping[str, Any]] = []
    for name, voice in record.joint.items():
        if name not in others:
            dropped += [{"deputy": name, "field": field, "answer": answer} for field, answer in voice["answers"].items()]
            dropped += [{"deputy": name, "field": field, "entry": entry} for field, entry in voice["signatures"].items()]
    kept = {name: voice for name, voice in record.joint.items() if name in others}
    return replace(record, joint=MappingProxyType(kept)), dropped


def _without_void(template: Template, view: Record, deputy: str) -> tuple[Record, list[Mapping[str, Any]]]:
    names = void(template, view)
    dropped: list[Mapping[str, Any]] = [{"deputy": deputy, "field": name, "entry": view.signatures[name]} for name in names]
    kept = {name: entry for name, entry in view.signatures.items() if name not in names}
    clean = replace(view, signatures=MappingProxyType(kept))
    how = clean.origins.get(Role.DEPUTY.value, {}).get("how")
    if how == FROM_FILE or has_signed(template, clean, Role.DEPUTY) or not _marks(template, clean):
        return clean, dropped
    dropped += [{"deputy": deputy, "field": name, "answer": answer} for name, answer in _marks(template, clean).items()]
    return _cleared(template, clean, Role.DEPUTY), dropped


def _marks(template: Template, view: Record) -> dict[str, Any]:
    """The answers and handwriting of the deputy."""
    own = {field.name for field in template.of(Role.DEPUTY)}
    return {name: value for name, value in {**view.signatures, **view.answers}.items() if name in own}


def _cleared(template: Template, view: Record, role: Role) -> Record:
    """Return the record without anything of `role`."""
    return replace(
        view.without({field.name for field in template.of(role)}),
        origins=MappingProxyType({whose: origin for whose, origin in view.origins.items() if whose != role.value}),
    )


def _answered(template: Template, record: Record, deputy: str) -> bool:
    view = view_of(template, record, deputy)
    origin = view.origins.get(Role.DEPUTY.value, {})
    if origin.get("how") == FROM_PAPER:
        return bool(origin.get("scans"))
    fields = signed_by(template, Role.DEPUTY)
    if not fields:  # nobody signs for the marks, so whose hand they are from must say it: a file is nobody's
        needed = {field.name for field in template.of(Role.DEPUTY) if field.needed(view.answers)}
        marks = _marks(template, view)
        return needed <= marks.keys() and (not marks or origin.get("how") == IN_PERSON)
    name = _name(template, record, deputy)
    return all(standing(template, view, one) in STANDS and view.signatures[one].get("name") == name for one in fields)


def _view(template: Template, record: Record, deputy: str) -> Record:
    if deputy and deputy not in deputies(template, record):
        raise Failure("deputy_unknown", deputy=deputy)
    return view_of(template, record, deputy)


def _name(template: Template, record: Record, deputy: str) -> str:
    return deputy or deputies(template, record)[0]


def _deputys(template: Template, raws: Mapping[str, object]) -> dict[str, Any]:
    """The answers that a paper shows, each of them the deputy's and one that its field can mean."""
    answers: dict[str, Any] = {}
    for name, raw in raws.items():
        field = template.by_name.get(name)
        if field is None:
            raise ChangeRefused("unknown_field", field=name)
        if field.role is not Role.DEPUTY:
            raise ChangeRefused("not_yours", field=name, owner=field.role.value, role=Role.DEPUTY.value)
        try:
            answers[name] = field.read(raw)
        except BadValue as bad:
            raise ChangeRefused(bad.code, field=name, **bad.params) from bad
    return answers
