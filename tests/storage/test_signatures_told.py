"""Each time that somebody signs, takes a signature off, or makes one void, the history says so in a line of its own."""

from __future__ import annotations

from typing import Any

import pytest

from forms.course import Step
from forms.fields import Role
from forms.sheet import Sheet
from storage.actor import Actor
from storage.desk import Desk
from tests.hands import CLERK, INK, LEADER, SATISFIED, bring_to_visit, enter

PLACE = "handled_by"


@pytest.fixture
def sheet_id(desk: Desk, complete: Sheet) -> str:
    return complete.id


def take_off(desk: Desk, sheet_id: str) -> None:
    opened = desk.open_sheet(sheet_id)
    opened.put_ink(PLACE, None, Role.CLERK)
    desk.save(opened.record, {PLACE}, CLERK)


def told(desk: Desk, sheet_id: str) -> list[tuple[str, Any]]:
    """What the history says, with the fields or places that it names; the first entries of the sheet left out."""
    events = [one for one in desk.history(sheet_id) if one.what not in ("created", "imported")]
    return [(one.what, one.detail.get("fields") or one.detail.get("places")) for one in events]


def since(desk: Desk, sheet_id: str, before: int) -> list[tuple[str, Any]]:
    return told(desk, sheet_id)[before:]


def test_signing_again_after_the_date_voided_it_has_its_own_line(desk: Desk, sheet_id: str, clock: Any) -> None:
    before = len(told(desk, sheet_id))
    enter(desk, sheet_id, CLERK, {}, PLACE)
    clock.go_on(minutes=1)
    enter(desk, sheet_id, CLERK, {"handled_on": "2023-04-20"})
    clock.go_on(minutes=1)
    enter(desk, sheet_id, CLERK, {}, PLACE)
    assert since(desk, sheet_id, before) == [
        ("signed", [PLACE]),
        ("changed", ["handled_on"]),
        ("signature_void", [PLACE]),
        ("signed", [PLACE]),
    ]
    first, *_, last = desk.history(sheet_id)[-4:]
    assert (first.detail.get("again"), last.detail["again"]) == (None, True)
    assert (last.who, last.detail["role"], last.detail["revision"]) == (
        "王勤",
        "clerk",
        desk.open_sheet(sheet_id).record.revision,
    )


def test_signing_twice_in_a_row_is_two_lines(desk: Desk, sheet_id: str, clock: Any) -> None:
    before = len(told(desk, sheet_id))
    for width in (200.0, 210.0):
        enter(desk, sheet_id, CLERK, {}, PLACE, ink={**INK, "width": width})
    assert since(desk, sheet_id, before) == [("signed", [PLACE])] * 2


def test_a_signature_that_is_taken_off_is_told(desk: Desk, sheet_id: str) -> None:
    enter(desk, sheet_id, CLERK, {}, PLACE)
    take_off(desk, sheet_id)
    assert told(desk, sheet_id)[-1] == ("signature_removed", [PLACE])


def test_a_change_taken_back_makes_the_signature_hold_again(desk: Desk, sheet_id: str) -> None:
    earlier = desk.open_sheet(sheet_id).record.answers["phone"]
    enter(desk, sheet_id, CLERK, {}, PLACE)
    enter(desk, sheet_id, CLERK, {"phone": "021-11111111"})
    before = len(told(desk, sheet_id))
    enter(desk, sheet_id, CLERK, {"phone": earlier})
    assert since(desk, sheet_id, before)[-1] == ("signature_holds", [PLACE])


def test_a_version_that_comes_back_tells_which_signature_it_voids(desk: Desk, sheet_id: str, clock: Any) -> None:
    enter(desk, sheet_id, CLERK, {"phone": "021-11111111"})
    clock.go_on(minutes=10)
    enter(desk, sheet_id, CLERK, {"phone": "021-22222222"})
    enter(desk, sheet_id, CLERK, {}, PLACE)
    desk.restore_version(sheet_id, desk.versions(sheet_id)[0].key)
    assert [what for what, _ in told(desk, sheet_id)[-2:]] == ["restored", "signature_void"]


def test_the_leaders_void_signature_is_not_the_clerks_to_sign(desk: Desk, complete: Sheet) -> None:
    """The clerk changed a text, not the leader's field: a package with this history is still lawful."""
    desk.course.take(complete.id, Step.SUBMIT, CLERK)
    enter(desk, complete.id, LEADER, {"review_opinion": "同意。", "reviewed_on": "2023-05-06"}, "reviewed_by")
    desk.course.take(complete.id, Step.RETURN, LEADER, "请补充")
    before = len(told(desk, complete.id))
    enter(desk, complete.id, CLERK, {"phone": "021-33333333"})
    assert since(desk, complete.id, before) == [("changed", ["phone"]), ("signature_void", ["reviewed_by"])]
    assert "fields" not in desk.history(complete.id)[-1].detail


def test_one_of_several_deputies_is_named(desk: Desk, complete: Sheet) -> None:
    desk.fill(complete.id, {"answers": {"proposer": ["周菁菁"], "co_proposers": ["李明"]}})
    bring_to_visit(desk, complete.id)
    before = len(told(desk, complete.id))
    enter(desk, complete.id, Actor(Role.DEPUTY, "李明"), SATISFIED, "deputy_signature", "李明")
    assert since(desk, complete.id, before)[-1] == ("signed", ["deputy_signature@李明"])
