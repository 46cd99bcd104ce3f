"""The visit in progress: one file, kept at once, read with suspicion; what is entered by others is off the sheet first."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from storage.desk import Desk
from storage.visits import SIGN, Visit
from tests.hands import DEPUTY, INK, SATISFIED, bring_to_visit, enter
from tests.refusals import refused

FILED = {"deputy": {"how": "from_file", "name": "周菁菁", "by": "", "at": ""}}


@pytest.fixture
def visited(desk: Desk, complete: Sheet) -> str:
    """The id of a sheet that the leader has signed."""
    bring_to_visit(desk, complete.id)
    return complete.id


@pytest.fixture
def put(desk: Desk) -> Callable[[Record], Record]:
    """Writes a record as another program would, past every rule."""
    return lambda record: desk._store.put(replace(record, revision=record.revision + 1))


def test_a_visit_is_remembered_until_it_is_over(desk: Desk, visited: str) -> None:
    visit = desk.visits.begin(visited, "", "王勤")
    assert desk.visits.current() == visit and visit.step == 1
    desk.visits.leave(visit, "pin")
    assert desk.visits.current() is None
    event = desk.history(visited)[-1]
    assert (event.what, event.who, event.detail["how"], event.detail["step"]) == ("visit_left", "王勤", "pin", 1)


def test_step_ink_text_size_and_place_come_back(desk: Desk, visited: str, open_desk: Callable[..., Desk]) -> None:
    begun = desk.visits.begin(visited, "", "王勤")
    desk.visits.put(replace(begun, step=SIGN, text_size=3, scroll=120).with_ink("deputy_signature", INK))
    desk.close()
    back = open_desk().visits.current()
    assert back is not None
    assert (back.step, back.text_size, back.scroll, back.ink["deputy_signature"]) == (SIGN, 3, 120, INK)


def test_ink_that_was_wiped_off_is_gone(desk: Desk, visited: str) -> None:
    visit = desk.visits.begin(visited, "", "王勤").with_ink("deputy_comments", INK).with_ink("deputy_comments", None)
    desk.visits.put(visit)
    assert desk.visits.current() == visit and not visit.ink


def test_the_beginning_is_in_the_history(desk: Desk, visited: str) -> None:
    desk.visits.begin(visited, "", "王勤")
    event = desk.history(visited)[-1]
    assert (event.what, event.who) == ("visit_began", "王勤")


def test_marks_that_came_with_a_file_are_off_before_the_deputy_looks(
    desk: Desk, visited: str, put: Callable[[Record], Record]
) -> None:
    record = desk.open_sheet(visited).record
    put(replace(record, answers={**record.answers, **SATISFIED}, signatures={**record.signatures}, origins=FILED))
    desk.visits.begin(visited, "", "王勤")
    now = desk.open_sheet(visited).record
    assert not SATISFIED.keys() & now.answers.keys() and not now.origins
    assert desk.history(visited)[-1].detail["fields"] == sorted(SATISFIED)
    assert SATISFIED.items() <= desk.version(visited, desk.versions(visited)[0].key).answers.items()


def test_marks_that_nobody_can_account_for_are_off_too(desk: Desk, visited: str, put: Callable[[Record], Record]) -> None:
    record = desk.open_sheet(visited).record
    put(replace(record, answers={**record.answers, **SATISFIED}))
    desk.visits.begin(visited, "", "王勤")
    assert not SATISFIED.keys() & desk.open_sheet(visited).record.answers.keys()


def test_what_the_deputy_marked_in_a_visit_that_was_interrupted_stays(desk: Desk, visited: str) -> None:
    desk.visits.leave(desk.visits.begin(visited, "", "王勤"), "two_step")
    enter(desk, visited, DEPUTY, SATISFIED)
    desk.visits.begin(visited, "", "王勤")
    assert SATISFIED.items() <= desk.open_sheet(visited).record.answers.items()


def test_nobody_visits_before_the_leader_has_signed(desk: Desk, complete: Sheet) -> None:
    with refused("visit_not_now"):
        desk.visits.begin(complete.id, "", "王勤")
    assert desk.visits.current() is None


def test_a_deputy_who_is_not_on_the_sheet_is_refused(desk: Desk, visited: str) -> None:
    with refused("deputy_unknown"):
        desk.visits.begin(visited, "王五", "王勤")


def test_each_joint_deputy_is_visited_for_themself(desk: Desk, complete: Sheet) -> None:
    complete.fill({"co_proposers": ["李明"]}, Role.CLERK)
    desk.save(complete.record)
    bring_to_visit(desk, complete.id)
    enter(desk, complete.id, DEPUTY, SATISFIED)
    desk.visits.begin(complete.id, "李明", "王勤")
    assert SATISFIED.items() <= desk.open_sheet(complete.id).record.answers.items()  # the lead deputy's


def test_a_deputy_who_has_signed_is_not_visited_again(desk: Desk, complete: Sheet) -> None:
    complete.fill({"co_proposers": ["李明"]}, Role.CLERK)
    desk.save(complete.record)
    bring_to_visit(desk, complete.id)
    enter(desk, complete.id, DEPUTY, SATISFIED, "deputy_signature")
    with refused("visit_done"):
        desk.visits.begin(complete.id, "周菁菁", "王勤")


PLAIN = Visit(sheet="5f0c", deputy="", by="王勤", started="2023-05-06").to_plain()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "{}",
        json.dumps({**PLAIN, "sheet": "../../etc"}),
        json.dumps({**PLAIN, "step": 6}),
        json.dumps({**PLAIN, "step": True}),
        json.dumps({**PLAIN, "step": 1e3}),
        json.dumps({**PLAIN, "scroll": -1}),
        json.dumps({**PLAIN, "text_size": 10**9}),
        json.dumps({**PLAIN, "deputy": "长" * 70_000}),
        json.dumps({**PLAIN, "by": None}),
        json.dumps({**PLAIN, "ink": []}),
        json.dumps({**PLAIN, "ink": {str(number): INK for number in range(40)}}),
        json.dumps({**PLAIN, "ink": {"deputy_signature": {"kind": "strokes"}}}),
        json.dumps({**PLAIN, "ink": {"deputy_signature": {**INK, "strokes": [[[0, 0, 0, 0]] * 50_000]}}}),
        "[" * 100_000,
        " " * (17 * 1024 * 1024),
    ],
    ids=range(18),
)
def test_a_file_that_is_no_visit_is_set_aside_and_told(desk: Desk, data: Path, text: str) -> None:
    (data / "visit.json").write_text(text)
    assert desk.visits.current() is None
    assert [notice.code for notice in desk.notices] == ["visit_unreadable"]
    assert not (data / "visit.json").exists() and (data / "damaged" / "visit.json-1").exists()


def test_a_folder_opened_for_reading_is_left_alone(desk: Desk, data: Path, open_desk: Callable[..., Desk]) -> None:
    desk.close()
    (data / "visit.json").write_text("{")
    reader = open_desk(read_only=True)
    assert reader.visits.current() is None and (data / "visit.json").exists()
    with refused("read_only"):
        reader.visits.end()


def test_a_full_disk_is_told_and_the_last_state_stays(desk: Desk, visited: str, failing_disk: Any) -> None:
    visit = desk.visits.begin(visited, "", "王勤")
    failing_disk.fail("write")
    with refused("disk_full"):
        desk.visits.put(replace(visit, step=3))
    assert desk.visits.current() == visit


def test_the_device_is_not_handed_over_while_the_office_has_something_to_put_right(
    desk: Desk, visited: str, put: Callable[[Record], Record]
) -> None:
    """That the leader's signature is void would only be told the deputy once they have signed."""
    put(desk.open_sheet(visited).record.with_answers({"reply": "另文"}))
    with refused("sheet_has_errors"):
        desk.visits.begin(visited, "", "王勤")
    assert desk.visits.current() is None
