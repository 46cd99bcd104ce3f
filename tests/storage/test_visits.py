"""The visit in progress: one file, kept at once, read with suspicion; what is entered by others is off the sheet first."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forms.course import Step
from forms.errors import Failure
from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from forms.signing import sign
from storage.actor import CLERK, Actor
from storage.desk import Desk
from storage.visits import SIGN, Visit

LEADER, DEPUTY = Actor(Role.LEADER, "李局"), Actor(Role.DEPUTY, "周菁菁")
INK = {"kind": "strokes", "width": 200.0, "height": 100.0, "strokes": [[[10.0, 20.0, 0.0, 0.4], [90.0, 70.0, 20.0, 0.7]]]}
MARKS = {"satisfaction_result": "satisfied", "satisfaction_plan": "satisfied", "satisfaction_attitude": "satisfied"}
FILED = {"deputy": {"how": "from_file", "name": "周菁菁", "by": "", "at": ""}}


def refused(code: str) -> Any:
    return pytest.raises(Failure, match=f"^{code}\\(")


def approve(desk: Desk, sheet_id: str) -> None:
    desk.course.take(sheet_id, Step.SUBMIT, CLERK)
    sheet = desk.open_sheet(sheet_id)
    sheet.fill({"review_opinion": "同意。", "reviewed_on": "2023-05-06"}, Role.LEADER)
    sheet.put_ink("reviewed_by", sign(sheet.template, sheet.view, "reviewed_by", INK, name="李局", at="…"), Role.LEADER)
    desk.save(sheet.record, (), LEADER)
    desk.course.take(sheet_id, Step.APPROVE, LEADER)


@pytest.fixture
def visited(desk: Desk, complete: Sheet) -> str:
    """The id of a sheet that the leader has signed."""
    approve(desk, complete.id)
    return complete.id


@pytest.fixture
def put(desk: Desk) -> Callable[[Record], Record]:
    """Writes a record as another program would, past every rule."""
    return lambda record: desk._store.put(replace(record, revision=record.revision + 1))


def mark(desk: Desk, sheet_id: str, deputy: str = "") -> None:
    opened = desk.open_sheet(sheet_id)
    sheet = Sheet(opened.template, opened.record, deputy)
    sheet.fill(MARKS, Role.DEPUTY)
    desk.save(sheet.record, MARKS, DEPUTY)


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
    put(replace(record, answers={**record.answers, **MARKS}, signatures={**record.signatures}, origins=FILED))
    desk.visits.begin(visited, "", "王勤")
    now = desk.open_sheet(visited).record
    assert not MARKS.keys() & now.answers.keys() and not now.origins
    assert desk.history(visited)[-1].detail["fields"] == sorted(MARKS)
    assert MARKS.items() <= desk.version(visited, desk.versions(visited)[0].key).answers.items()


def test_marks_that_nobody_can_account_for_are_off_too(desk: Desk, visited: str, put: Callable[[Record], Record]) -> None:
    record = desk.open_sheet(visited).record
    put(replace(record, answers={**record.answers, **MARKS}))
    desk.visits.begin(visited, "", "王勤")
    assert not MARKS.keys() & desk.open_sheet(visited).record.answers.keys()


def test_what_the_deputy_marked_in_a_visit_that_was_interrupted_stays(desk: Desk, visited: str) -> None:
    desk.visits.leave(desk.visits.begin(visited, "", "王勤"), "two_step")
    mark(desk, visited)
    desk.visits.begin(visited, "", "王勤")
    assert MARKS.items() <= desk.open_sheet(visited).record.answers.items()


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
    approve(desk, complete.id)
    mark(desk, complete.id)
    desk.visits.begin(complete.id, "李明", "王勤")
    assert MARKS.items() <= desk.open_sheet(complete.id).record.answers.items()  # the lead deputy's


def test_a_deputy_who_has_signed_is_not_visited_again(desk: Desk, complete: Sheet) -> None:
    complete.fill({"co_proposers": ["李明"]}, Role.CLERK)
    desk.save(complete.record)
    approve(desk, complete.id)
    sheet = desk.open_sheet(complete.id)
    sheet.fill(MARKS, Role.DEPUTY)
    entry = sign(sheet.template, sheet.view, "deputy_signature", INK, name="周菁菁", at="…")
    sheet.put_ink("deputy_signature", entry, Role.DEPUTY)
    desk.save(sheet.record, (), DEPUTY)
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
