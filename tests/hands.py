"""People through whose hands a sheet goes: the clerk sends it, the leader signs it, a deputy marks and signs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.course import Step
from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from forms.signing import sign
from storage.actor import Actor
from storage.desk import Desk

CLERK, LEADER, DEPUTY = Actor(Role.CLERK, "王勤"), Actor(Role.LEADER, "李局"), Actor(Role.DEPUTY, "周菁菁")
INK = {"kind": "strokes", "width": 200.0, "height": 100.0, "strokes": [[[10.0, 20.0, 0.0, 0.4], [90.0, 70.0, 20.0, 0.7]]]}
ROWS = ("satisfaction_result", "satisfaction_plan", "satisfaction_attitude")
SATISFIED = dict.fromkeys(ROWS, "satisfied")


def enter(
    desk: Desk,
    sheet_id: str,
    actor: Actor,
    answers: Mapping[str, object],
    place: str = "",
    deputy: str = "",
    ink: Mapping[str, Any] = INK,
) -> Record:
    """Somebody fills in what is theirs, signs in `place` where one is named, and it is saved at once."""
    stored = desk.open_sheet(sheet_id)
    sheet = Sheet(stored.template, stored.record, deputy)
    sheet.fill(answers, actor.role)
    if place:
        at = desk.now().isoformat(timespec="seconds")
        sheet.put_ink(place, sign(sheet.template, sheet.view, place, ink, name=actor.name, at=at), actor.role)
    return desk.save(sheet.record, {*answers, place} - {""}, actor)


def approve(
    desk: Desk,
    sheet_id: str,
    leader: Actor = LEADER,
    opinion: str = "同意。",
    on: str = "2023-05-06",
    ink: Mapping[str, Any] = INK,
) -> Record:
    """The leader writes an opinion, signs and approves."""
    enter(desk, sheet_id, leader, {"review_opinion": opinion, "reviewed_on": on}, "reviewed_by", ink=ink)
    return desk.course.take(sheet_id, Step.APPROVE, leader)


def bring_to_visit(desk: Desk, sheet_id: str, **review: Any) -> Record:
    """The clerk sends the sheet to the leader, who approves; `review` is what `approve` takes."""
    desk.course.take(sheet_id, Step.SUBMIT, CLERK)
    return approve(desk, sheet_id, **review)


def visit(desk: Desk, sheet_id: str, deputy: str = "", **answers: object) -> Record:
    """A deputy, the lead one where no other is named, is satisfied but for `answers`, signs and confirms."""
    actor = Actor(Role.DEPUTY, deputy or DEPUTY.name)
    enter(desk, sheet_id, actor, {**SATISFIED, **answers}, "deputy_signature", deputy)
    return desk.course.take(sheet_id, Step.CONFIRM, actor, deputy=deputy)
