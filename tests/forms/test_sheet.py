"""The one door to the answers: who may change what and when, all or nothing, and what a change touched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms.errors import ChangeRefused, Failure
from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from forms.stages import Stage
from forms.template import Template


def at(sheet: Sheet, stage: Stage) -> Sheet:
    return Sheet(sheet.template, replace(sheet.record, stage=stage))


def test_a_change_says_what_it_touched_and_the_revision_grows(sheet: Sheet) -> None:
    change = sheet.fill({"title": "修路", "phone": "021-56789012"}, Role.CLERK)
    assert (change.fields, change.revision) == ({"title", "phone"}, 1)
    assert sheet.draft("title", "修路", Role.CLERK).fields == frozenset()
    assert sheet.record.revision == 1


def test_a_snapshot_stays_as_it_was(sheet: Sheet) -> None:
    before = sheet.record
    sheet.draft("title", "修路", Role.CLERK)
    assert (before.answers, sheet.answer("title"), sheet.shown("title")) == ({}, "修路", "修路")


def test_taking_an_answer_away_leaves_none(sheet: Sheet) -> None:
    sheet.draft("outcome", "adopted", Role.CLERK)
    sheet.draft("outcome", None, Role.CLERK)
    assert dict(sheet.record.answers) == {}


@pytest.mark.parametrize(
    ("name", "raw", "role", "stage", "code"),
    [
        ("nonsense", "x", Role.CLERK, Stage.DRAFTING, "unknown_field"),
        ("satisfaction_result", "satisfied", Role.CLERK, Stage.DRAFTING, "not_yours"),
        ("satisfaction_result", "satisfied", Role.CLERK, Stage.VISITING, "not_yours"),
        ("review_opinion", "同意。", Role.CLERK, Stage.IN_REVIEW, "not_yours"),
        ("title", "x", Role.LEADER, Stage.IN_REVIEW, "not_yours"),
        ("title", "x", Role.CLERK, Stage.IN_REVIEW, "not_your_turn"),
        ("title", "x", Role.CLERK, Stage.SIGNED, "not_your_turn"),
        ("satisfaction_result", "satisfied", Role.DEPUTY, Stage.DRAFTING, "not_your_turn"),
        ("outcome", "perfect", Role.CLERK, Stage.DRAFTING, "unknown_option"),
        ("handled_by", "周菁菁", Role.CLERK, Stage.DRAFTING, "not_typed"),
        ("handled_on", "2008年9月31日", Role.CLERK, Stage.DRAFTING, "impossible_date"),
    ],
)
def test_what_is_not_yours_or_not_right_is_refused_whole(
    sheet: Sheet, name: str, raw: str, role: Role, stage: Stage, code: str
) -> None:
    door = at(sheet, stage)
    with pytest.raises(ChangeRefused) as refused:
        door.fill({name: raw, "phone": "12345"}, role)
    assert refused.value.code == code
    assert refused.value.params["field"] == name
    assert door.record.answers == {} and door.record.revision == 0


@pytest.mark.parametrize("stage", list(Stage))
def test_to_say_again_what_stands_is_no_change_and_needs_no_right(record: Record, template: Template, stage: Stage) -> None:
    door = at(Sheet(template, record), stage)
    again = {**record.to_plain()["answers"], "satisfaction_result": None, "deputy_comments": "", "reviewed_by": None}
    for way in (door.fill, door.draft_many):
        change = way(again, Role.CLERK)
        assert (change.fields, change.revision) == (frozenset(), record.revision)


def test_among_answers_that_stand_only_the_other_is_refused(record: Record, template: Template) -> None:
    with pytest.raises(ChangeRefused) as refused:
        Sheet(template, record).fill({"title": record.answers["title"], "satisfaction_result": "satisfied"}, Role.CLERK)
    assert (refused.value.code, refused.value.params["field"]) == ("not_yours", "satisfaction_result")


@pytest.mark.parametrize(
    ("name", "stands"), [("handled_on", "2008年9月31日"), ("outcome", "perfect"), ("future", "值"), ("handling", "a\n\n")]
)
def test_what_stands_may_be_said_again_even_where_it_is_not_right(sheet: Sheet, name: str, stands: str) -> None:
    door = Sheet(sheet.template, replace(sheet.record, answers={name: stands}))
    assert door.fill({name: stands}, Role.CLERK).fields == frozenset()


def test_each_role_fills_its_own_in_its_turn(sheet: Sheet) -> None:
    assert at(sheet, Stage.IN_REVIEW).draft("review_opinion", "同意答复。", Role.LEADER).fields == {"review_opinion"}
    assert at(sheet, Stage.VISITING).draft("satisfaction_plan", "understanding", Role.DEPUTY).fields == {"satisfaction_plan"}
    assert sheet.may_change("title", Role.CLERK)
    assert not sheet.may_change("deputy_comments", Role.CLERK)
    assert not sheet.may_change("nonsense", Role.CLERK)


def test_a_draft_keeps_a_date_that_is_none(sheet: Sheet) -> None:
    sheet.draft("handled_on", "2008年9月31日", Role.CLERK)
    assert sheet.answer("handled_on") == "2008年9月31日"


def test_a_sheet_of_another_template_is_not_opened_with_this_one(template: Template) -> None:
    with pytest.raises(Failure, match="wrong_template"):
        Sheet(template, Record(id="a", template="other", version=1))


def test_an_answer_that_a_newer_template_asked_survives(template: Template) -> None:
    plain = Record(id="a", template=template.id, version=9, answers={"future": "值", "people": ("甲", "乙")}).to_plain()
    sheet = Sheet(template, Record.from_plain({**plain, "mood": {"x": 1}}))
    sheet.draft("title", "修路", Role.CLERK)
    again = sheet.record.to_plain()
    assert (again["answers"]["future"], again["answers"]["people"], again["mood"]) == ("值", ["甲", "乙"], {"x": 1})
    assert (sheet.shown("future"), sheet.shown("people")) == ("值", "甲、乙")


def test_the_plain_form_comes_back_the_same(record: Record) -> None:
    assert Record.from_plain(record.to_plain()) == record


@pytest.mark.parametrize(
    "broken",
    [
        {"id": 7},
        {"answers": None},
        {"answers": {"title": 7}},
        {"answers": {"proposer": [1]}},
        {"answers": {"title": {"x": 1}}},
        {"stage": "lost"},
        {"round": "1"},
        {"revision": True},
        {"signatures": 3},
    ],
)
def test_a_record_of_the_wrong_shape_is_damaged_not_half_read(record: Record, broken: dict[str, object]) -> None:
    with pytest.raises(Failure, match="record_damaged"):
        Record.from_plain({**record.to_plain(), **broken})
