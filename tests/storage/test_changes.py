"""What has changed since a sheet was sent back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from forms.course import Step
from forms.fields import Role
from forms.record import Record
from forms.template import Template
from storage.changes import FieldChange, changed_fields, last_return, returned_version
from storage.desk import Desk
from storage.journal import Event
from storage.versions import Version
from tests.hands import CLERK, LEADER

NOW = datetime(2023, 5, 12, tzinfo=UTC)


def event(what: str, **detail: object) -> Event:
    return Event("2023-05-12T14:03:00+08:00", "王", what, detail)


def version(key: str, revision: int, why: str = "edit") -> Version:
    return Version(key, NOW, revision, why)


def test_what_the_clerk_changed_is_told_as_it_is_shown(template: Template, record: Record) -> None:
    later = record.with_answers({"outcome": "solved", "phone": None, "summary": "摘要"})
    assert changed_fields(template, record, later) == (
        FieldChange("phone", "021-56789012", ""),
        FieldChange("outcome", "具体操作性意见·正在解决", "具体操作性意见·已解决"),
        FieldChange("summary", "", "摘要"),
    )


def test_what_the_leader_wrote_is_no_change_of_the_clerks(template: Template, record: Record) -> None:
    later = replace(record, answers={**record.answers, "review_opinion": "同意。"})
    assert changed_fields(template, record, later) == ()
    assert [change.field for change in changed_fields(template, record, later, Role.LEADER)] == ["review_opinion"]


@pytest.mark.parametrize(
    ("whats", "there"),
    [
        ((), False),
        (("submit", "approve"), False),
        (("submit", "return", "changed"), True),
        (("return", "submit", "approve", "rehandle", "changed"), False),
        (("return", "rehandle", "submit", "return"), True),
    ],
)
def test_only_a_return_of_this_round_counts(whats: tuple[str, ...], there: bool) -> None:
    assert (last_return([event(what) for what in whats]) is not None) is there


def test_the_state_at_the_last_return_is_found_by_its_revision() -> None:
    versions = [version("c", 9), version("b", 5, "return"), version("a", 3, "return")]
    assert returned_version(versions, [event("return", revision=3), event("return", revision=5)]) == versions[1]
    assert returned_version(versions, [event("return", revision=4)]) is None


def test_a_return_without_a_revision_finds_what_was_kept_for_it() -> None:
    versions = [version("c", 9), version("b", 5, "return")]
    assert returned_version(versions, [event("return")]) == versions[1]
    assert returned_version(versions[:1], [event("return")]) is None
    assert returned_version(versions, []) is None


def test_the_desk_tells_what_the_clerk_changed_since_the_leader_sent_the_sheet_back(desk: Desk, record: Record) -> None:
    sheet_id = desk.new_sheet().id
    desk.fill(
        sheet_id, {"answers": {name: value for name, value in record.answers.items() if name != "reply"}, "reply": "一。"}
    )
    assert desk.course.changes_since_return(sheet_id) == ()
    desk.course.take(sheet_id, Step.SUBMIT, CLERK)
    desk.course.take(sheet_id, Step.RETURN, LEADER, "请核对电话。")
    desk.fill(sheet_id, {"answers": {"phone": "021-56780000"}})
    desk.course.take(sheet_id, Step.SUBMIT, CLERK)
    assert desk.course.changes_since_return(sheet_id) == (FieldChange("phone", "021-56789012", "021-56780000"),)
