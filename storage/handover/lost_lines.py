"""Lines that a history lost: a crash between a change and its line, or a disk that was full for the line alone.

They are written again only where the sheet itself vouches for them: the clerk's own draft, or marks under a signature that
holds. Anything else that no line accounts for looks like what somebody did to the file by hand, and is not made to look better.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from forms.course import MOVES, Step, awaiting
from forms.deputies import read_key, view_of
from forms.errors import Failure
from forms.fields import Role
from forms.merging import is_origin, pins
from forms.record import FROM_PAPER as BY_PAPER
from forms.record import Record
from forms.sheet import REMARKS
from forms.signing import has_signed
from forms.stages import IN_CHARGE, Stage
from forms.template import Template

from ..chain import Chain, Event, event_line, line_in
from ..course import FROM_PAPER
from .provenance import Provenance, State


class Lost(NamedTuple):
    """A line to be written again."""

    what: str
    detail: dict[str, Any]


def unaccounted(record: Record, state: State) -> list[str]:
    """Return what stands in a record although its history leads elsewhere; "stage" for the stage or the round."""
    keys = sorted(state.unexplained(record))
    return keys if (record.stage, record.round) == (state.stage, state.round) else [*keys, "stage"]


def lost_line(template: Template, record: Record, chain: Chain) -> Lost | None:
    """Return the line with which the history leads to the record again; None where there is none that may be written."""
    state = Provenance(template, chain).end
    keys = sorted(state.unexplained(record))
    marks = [key for key in keys if not is_origin(key)]
    for lost in _candidates(template, record, state, marks):
        line = line_in(event_line(Event("", "", lost.what, lost.detail), chain.end))
        if line is not None and _leads_to(template, record, replace(chain, lines=(*chain.lines, line))):
            return lost
    return None


def _candidates(template: Template, record: Record, state: State, marks: list[str]) -> Iterator[Lost]:
    steps: dict[str, Any] = {"from": state.stage.value, "to": record.stage.value, "fields": marks, "recovered": True}
    role = IN_CHARGE[state.stage]
    if record.stage is state.stage and role is not None and _vouched(template, record, role, marks):
        yield Lost("changed", {"fields": marks, "role": role.value, "recovered": True})
    for step, move in MOVES.items():
        if state.stage in move.sources and _done(template, record, step, state):
            yield Lost(step.value, {**steps, "role": move.role.value})
    deputy = next((read_key(key)[1] for key in marks), "")
    if deputy not in state.copied and view_of(template, record, deputy).origins.get("deputy", {}).get("how") == BY_PAPER:
        told = {"deputy": deputy, "voice": deputy, "values": pins(template, record, deputy)}
        yield Lost(FROM_PAPER, {**steps, "role": Role.CLERK.value, **told})


def _vouched(template: Template, record: Record, role: Role, marks: Collection[str]) -> bool:
    voices = {read_key(key)[1] for key in marks if key != REMARKS}
    return role is Role.CLERK or all(has_signed(template, view_of(template, record, voice), role) for voice in voices)


def _done(template: Template, record: Record, step: Step, state: State) -> bool:
    """True where the record is as the step leaves it."""
    if step is Step.APPROVE:
        return has_signed(template, record, Role.LEADER)
    if step is Step.CONFIRM:
        return record.stage is Stage.SIGNED and not awaiting(template, record)
    return (record.round > state.round) == (step is Step.REHANDLE)


def _leads_to(template: Template, record: Record, chain: Chain) -> bool:
    try:
        return not unaccounted(record, Provenance(template, chain).end)
    except Failure:
        return False
