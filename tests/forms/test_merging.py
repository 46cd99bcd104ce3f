"""One sheet changed on two machines: by owner and field, and a choice where that is not enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import Failure
from forms.fields import Role
from forms.merging import (
    STAGE,
    Part,
    digests,
    in_order,
    merge,
    origin_of,
    owner_of,
    parts,
    same,
    with_parts,
)
from forms.record import Record
from forms.stages import Stage
from forms.template import Template

INK = {"kind": "strokes", "width": 1, "height": 1, "strokes": [[[0, 0, 0, 1], [1, 1, 1, 1]]], "name": "王建国"}
IN_PERSON = {"how": "in_person", "name": "周菁菁", "at": "2023-05-09T10:00:00+08:00"}


def with_answers(record: Record, **answers: Any) -> Record:
    return record.with_answers(answers)


@pytest.fixture
def full(record: Record) -> Record:
    """With everything that a record can hold."""
    voice = {"answers": {"satisfaction_plan": "satisfied"}, "signatures": {"deputy_signature": INK}, "origin": IN_PERSON}
    return replace(
        with_answers(record, satisfaction_result="satisfied", deputy_comments="好"),
        signatures={"deputy_comments": INK, "reviewed_by": INK},
        origins={"deputy": IN_PERSON},
        joint={"李明": voice, "王芳": {"answers": {}, "signatures": {}, "origin": IN_PERSON}},
        remarks=({"field": "handling"},),
        scans=("a" * 64,),
    )


def test_what_stands_in_a_record_can_be_taken_apart_and_put_together(full: Record) -> None:
    assert with_parts(replace(full, answers={}, signatures={}, origins={}, joint={}, remarks=(), scans=()), parts(full)) == full


def test_everything_has_a_key(full: Record, template: Template) -> None:
    keys = set(parts(full))
    assert {
        "satisfaction_plan@李明",
        "deputy_signature@李明",
        "origin.deputy@王芳",
        "origin.deputy",
        "remarks",
        "scans",
    } <= keys
    assert parts(full)["deputy_comments"] == Part("好", INK)
    assert in_order(template, keys)[0] == "title"
    assert set(digests(full)) == keys


@pytest.mark.parametrize(
    ("key", "owner", "origin"),
    [
        ("title", Role.CLERK, None),
        ("review_opinion", Role.LEADER, "origin.leader"),
        ("satisfaction_plan", Role.DEPUTY, "origin.deputy"),
        ("satisfaction_plan@李明", Role.DEPUTY, "origin.deputy@李明"),
        ("remarks", Role.LEADER, None),
        ("scans", Role.CLERK, None),
        ("origin.deputy@李明", Role.DEPUTY, None),
        ("of_a_newer_template", None, None),
    ],
)
def test_every_key_has_its_owner(template: Template, key: str, owner: Role | None, origin: str | None) -> None:
    assert (owner_of(template, key), origin_of(template, key)) == (owner, origin)


def test_each_side_keeps_what_it_changed(template: Template, record: Record) -> None:
    mine, theirs = with_answers(record, phone="1"), with_answers(record, review_opinion="同意。")
    merged = merge(template, mine, theirs, {"phone"}, {"review_opinion"})
    assert (merged.record.answers["phone"], merged.record.answers["review_opinion"]) == ("1", "同意。")
    assert (merged.taken, merged.conflicts) == (("review_opinion",), ())
    assert merged.record.revision == max(mine.revision, theirs.revision) + 1


def test_what_one_side_took_away_is_gone(template: Template, record: Record) -> None:
    merged = merge(template, record, with_answers(record, phone=None), set(), {"phone"})
    assert "phone" not in merged.record.answers
    assert merged.taken == ("phone",)


@pytest.mark.parametrize(("choice", "stands", "taken"), [("mine", "1", ()), ("theirs", "2", ("phone",))])
def test_what_both_changed_is_chosen(
    template: Template, record: Record, choice: str, stands: str, taken: tuple[str, ...]
) -> None:
    mine, theirs = with_answers(record, phone="1"), with_answers(record, phone="2")
    open_ = merge(template, mine, theirs, {"phone"}, {"phone"})
    assert [(one.key, one.mine.answer, one.theirs.answer) for one in open_.conflicts] == [("phone", "1", "2")]
    assert open_.record.answers["phone"] == "1"
    chosen = merge(template, mine, theirs, {"phone"}, {"phone"}, {"phone": choice})
    assert (chosen.record.answers["phone"], chosen.taken, chosen.decided) == (stands, taken, ("phone",))


def test_the_same_change_twice_is_no_conflict(template: Template, record: Record) -> None:
    mine = with_answers(record, phone="1")
    assert merge(template, mine, mine, {"phone"}, {"phone"}).conflicts == ()


def test_a_difference_that_no_history_tells_is_not_lawful(template: Template, record: Record) -> None:
    with pytest.raises(Failure, match=r"package_not_lawful.*satisfaction_plan"):
        merge(template, record, with_answers(record, satisfaction_plan="satisfied"), {"phone"}, {"title"})


@pytest.mark.parametrize("change", [{"round": 2}, {"reopened": "2023-05-09"}, {"earlier": ({},)}, {"version": 2}, {"id": "b"}])
def test_another_round_or_sheet_is_not_joined(template: Template, record: Record, change: Mapping[str, Any]) -> None:
    with pytest.raises(Failure, match=r"package_other_round|package_not_lawful"):
        merge(template, record, replace(record, **change), {"phone"}, {"phone"})


@pytest.mark.parametrize(
    ("mine", "theirs", "moved", "stands"),
    [
        (Stage.IN_REVIEW, Stage.VISITING, (False, True), Stage.VISITING),
        (Stage.DRAFTING, Stage.IN_REVIEW, (True, False), Stage.DRAFTING),
        (Stage.DRAFTING, Stage.VISITING, (True, True), Stage.DRAFTING),
        (Stage.SIGNED, Stage.VISITING, (True, True), Stage.VISITING),
        (Stage.VISITING, Stage.VISITING, (False, False), Stage.VISITING),
    ],
)
def test_the_stage_is_where_one_side_went_or_the_earlier_of_both(
    template: Template, record: Record, mine: Stage, theirs: Stage, moved: tuple[bool, bool], stands: Stage
) -> None:
    keys = [{STAGE} if went else set() for went in moved]
    assert merge(template, replace(record, stage=mine), replace(record, stage=theirs), *keys).record.stage is stands


def test_whose_hand_it_was_goes_with_the_marks(template: Template, record: Record) -> None:
    theirs = replace(with_answers(record, satisfaction_plan="satisfied"), origins={"deputy": IN_PERSON})
    merged = merge(template, record, theirs, set(), {"satisfaction_plan"})
    assert merged.record.origins == {"deputy": IN_PERSON}


def test_the_same_hand_at_two_times_is_the_later(template: Template, record: Record) -> None:
    later = {**IN_PERSON, "at": "2023-05-09T11:00:00+08:00"}
    mine = replace(with_answers(record, satisfaction_plan="satisfied"), origins={"deputy": later})
    theirs = replace(with_answers(record, satisfaction_result="satisfied"), origins={"deputy": IN_PERSON})
    merged = merge(template, mine, theirs, {"satisfaction_plan"}, {"satisfaction_result"})
    assert (merged.record.origins["deputy"], merged.conflicts) == (later, ())


def test_two_hands_are_a_conflict(template: Template, record: Record) -> None:
    paper = {"how": "from_paper", "name": "周菁菁", "by": "张三", "at": "", "scans": ["a" * 64]}
    mine = replace(with_answers(record, satisfaction_plan="satisfied"), origins={"deputy": paper})
    theirs = replace(with_answers(record, satisfaction_result="satisfied"), origins={"deputy": IN_PERSON})
    merged = merge(template, mine, theirs, {"satisfaction_plan"}, {"satisfaction_result"})
    keys = ["satisfaction_result", "satisfaction_plan", "origin.deputy"]
    assert [conflict.key for conflict in merged.conflicts] == keys and len({one.whole for one in merged.conflicts}) == 1


def test_scans_of_both_sides_add_up(template: Template, record: Record) -> None:
    one, two, three = ("a" * 64, "b" * 64, "c" * 64)
    mine, theirs = replace(record, scans=(one, three)), replace(record, scans=(one, two))
    both = [merge(template, *sides, {"scans"}, {"scans"}).record.scans for sides in ((mine, theirs), (theirs, mine))]
    assert both == [(one, two, three)] * 2
    assert merge(template, mine, replace(record, scans=(one,)), {"scans"}, set()).record.scans == mine.scans


def test_what_a_newer_program_wrote_survives(template: Template, record: Record) -> None:
    merged = merge(template, replace(record, extra={"new": 1}), replace(record, extra={"newer": 2}), set(), set())
    assert merged.record.extra == {"new": 1, "newer": 2}


# ---- whatever was changed

FIELDS = ("title", "phone", "review_opinion", "satisfaction_plan", "deputy_comments@李明")
changes = st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["a", "b", "c", None]), max_size=5)


def changed(record: Record, change: Mapping[str, Any]) -> tuple[Record, set[str]]:
    found = parts(record)
    for key, value in change.items():
        found[key] = Part(value)
    kept = {key: part for key, part in found.items() if part != Part()}
    return replace(with_parts(record, kept), revision=record.revision + len(change)), set(change)


@given(changes, changes)
def test_both_sides_come_to_the_same_and_once_is_enough(
    template: Template, first: dict[str, Any], second: dict[str, Any]
) -> None:
    base = Record(id="a", template=template.id, version=template.version, answers={"title": "a", "phone": "b"})
    (mine, here), (theirs, there) = changed(base, first), changed(base, second)
    open_ = {one.key: one for one in merge(template, mine, theirs, here, there).conflicts}
    assert set(open_) == {key for key in here & there if first[key] != second[key]}
    chosen = {key: "theirs" if str(one.theirs) > str(one.mine) else "mine" for key, one in open_.items()}
    turned = {key: "mine" if choice == "theirs" else "theirs" for key, choice in chosen.items()}
    merged = merge(template, mine, theirs, here, there, chosen)
    assert same(merged.record, merge(template, theirs, mine, there, here, turned).record)
    assert merged.conflicts == ()
    again = merge(template, merged.record, theirs, here | set(chosen), set())
    assert again.record == merged.record and again.taken == ()
    for key in FIELDS:
        kept = parts(merged.record).get(key)
        assert kept in (parts(mine).get(key), parts(theirs).get(key))
        assert key not in here - there or kept == parts(mine).get(key)
        assert key not in there - here or kept == parts(theirs).get(key)
