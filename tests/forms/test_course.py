"""The course of a sheet: who may take which step, what each step keeps and what it leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from forms.checks import check
from forms.course import MOVES, Step, awaiting, from_paper, steps_for, take
from forms.deadlines import reply_due
from forms.errors import ChangeRefused
from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from forms.signing import sign, signing_day
from forms.stages import Stage
from forms.template import Template
from tests.refusals import refused

from .conftest import INK, MARKS, TODAY, stepping

SCAN = "a" * 64
Marked = Callable[..., Record]


def test_the_whole_way_of_a_sheet(template: Template, signed: Record) -> None:
    assert (signed.stage, awaiting(template, signed)) == (Stage.SIGNED, ())
    archived = take(template, replace(signed, scans=(SCAN,)), Step.ARCHIVE, Role.CLERK, stepping("王勤")).record
    assert archived.stage is Stage.ARCHIVED


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("stage", Stage)
def test_a_step_is_taken_by_its_role_at_its_stage_only(
    template: Template, record: Record, step: Step, role: Role, stage: Stage
) -> None:
    move = MOVES[step]
    there = replace(record, stage=stage)
    if role is not move.role:
        with refused("step_not_yours"):
            take(template, there, step, role, stepping("x", reason="y"))
    elif stage not in move.sources:
        with refused("step_not_now"):
            take(template, there, step, role, stepping("x", reason="y"))
    else:
        assert step in steps_for(there, role)


@pytest.mark.parametrize(("step", "stage"), [(Step.WITHDRAW, Stage.IN_REVIEW), (Step.RECALL, Stage.VISITING)])
def test_the_way_back_says_why(template: Template, record: Record, step: Step, stage: Stage) -> None:
    there = replace(record, stage=stage)
    with refused("reason_missing"):
        take(template, there, step, Role.CLERK, stepping("王勤", reason=" \u3000"))
    assert take(template, there, step, Role.CLERK, stepping("王勤", reason="标题有误")).record.stage is Stage.DRAFTING


def test_a_sheet_with_errors_is_not_sent_on(template: Template, record: Record) -> None:
    with refused("sheet_has_errors"):
        take(template, record.with_answers({"reply": None}), Step.SUBMIT, Role.CLERK, stepping("王勤"))


def test_the_leader_sends_on_only_what_is_signed(template: Template, in_review: Record) -> None:
    opinion = in_review.with_answers({"review_opinion": "同意。"})
    with refused("signature_missing"):
        take(template, opinion, Step.APPROVE, Role.LEADER, stepping("李局"))


def test_a_place_left_open_for_ink_is_a_word_given(template: Template, in_review: Record) -> None:
    sheet = Sheet(template, in_review)
    sheet.fill({"review_opinion": "同意。"}, Role.LEADER)
    sheet.put_ink("reviewed_by", sign(template, sheet.view, "reviewed_by", {"kind": "open"}, name="李局", at="…"), Role.LEADER)
    assert take(template, sheet.record, Step.APPROVE, Role.LEADER, stepping("李局")).record.stage is Stage.VISITING


def test_what_the_clerk_changes_after_a_return_voids_the_leaders_signature_and_it_is_left_behind(
    template: Template, visiting: Record
) -> None:
    back = take(template, visiting, Step.RECALL, Role.CLERK, stepping("王勤", reason="补充")).record
    changed = back.with_answers({"reply": "另一答复"})
    taken = take(template, changed, Step.SUBMIT, Role.CLERK, stepping("王勤"))
    assert "reviewed_by" not in taken.record.signatures
    assert [(part["field"], part["entry"]["name"]) for part in taken.dropped] == [("reviewed_by", "李局")]
    unchanged = take(template, back, Step.SUBMIT, Role.CLERK, stepping("王勤"))
    assert "reviewed_by" in unchanged.record.signatures and unchanged.dropped == ()


def test_marks_that_nobody_signed_do_not_wait_for_another_visit(template: Template, visiting: Record) -> None:
    sheet = Sheet(template, visiting)
    sheet.fill(MARKS, Role.DEPUTY)
    back = take(template, sheet.record, Step.RECALL, Role.CLERK, stepping("王勤", reason="补充")).record
    taken = take(template, back, Step.SUBMIT, Role.CLERK, stepping("王勤"))
    assert not MARKS.keys() & taken.record.answers.keys()
    assert {part["field"]: part["answer"] for part in taken.dropped} == MARKS


def test_a_return_keeps_the_leaders_notes_and_sending_on_clears_them(template: Template, in_review: Record) -> None:
    sheet = Sheet(template, in_review)
    note = {"field": "reply", "start": 0, "end": 2, "quote": "周菁", "note": "称呼", "name": "李局", "at": "…"}
    sheet.put_remarks([note], Role.LEADER)
    back = take(template, sheet.record, Step.RETURN, Role.LEADER, stepping("李局", reason="请改")).record
    assert back.remarks == (note,)
    assert take(template, back, Step.SUBMIT, Role.CLERK, stepping("王勤")).record.remarks == ()


def test_a_deputy_who_has_not_marked_or_not_signed_cannot_confirm(template: Template, visiting: Record) -> None:
    with refused("sheet_has_errors"):
        take(template, visiting, Step.CONFIRM, Role.DEPUTY, stepping("周菁菁"))
    sheet = Sheet(template, visiting)
    sheet.fill(MARKS, Role.DEPUTY)
    with refused("signature_missing"):
        take(template, sheet.record, Step.CONFIRM, Role.DEPUTY, stepping("周菁菁"))


def test_a_signature_in_another_name_is_not_the_deputys(template: Template, visiting: Record, marked: Marked) -> None:
    with refused("sheet_has_errors"):
        take(template, marked(visiting, name="王勤"), Step.CONFIRM, Role.DEPUTY, stepping("周菁菁"))


def test_a_joint_sheet_waits_for_every_deputy(template: Template, joint: Record, marked: Marked) -> None:
    joint = _signed_anew(template, joint)
    for number, name in enumerate(("周菁菁", "李明", "王芳")):
        assert (joint.stage, awaiting(template, joint)) == (Stage.VISITING, ("周菁菁", "李明", "王芳")[number:])
        joint = take(template, marked(joint, name), Step.CONFIRM, Role.DEPUTY, stepping(name, deputy=name)).record
    assert joint.stage is Stage.SIGNED


def _signed_anew(template: Template, record: Record) -> Record:
    sheet = Sheet(template, replace(record, stage=Stage.IN_REVIEW))
    sheet.put_ink("reviewed_by", sign(template, sheet.view, "reviewed_by", INK, name="李局", at="…"), Role.LEADER)
    return replace(sheet.record, stage=Stage.VISITING)


# ---- from paper


def test_a_returned_paper_is_entered_with_its_scan_and_says_so(template: Template, visiting: Record) -> None:
    entered = from_paper(template, visiting, MARKS, (SCAN,), stepping("王勤"))
    assert entered.stage is Stage.SIGNED
    origin = {"how": "from_paper", "name": "周菁菁", "by": "王勤", "at": stepping("").at, "scans": [SCAN]}
    assert entered.origins["deputy"] == origin


def test_a_paper_without_its_scan_is_not_entered(template: Template, visiting: Record) -> None:
    with refused("scan_missing"):
        from_paper(template, visiting, MARKS, (), stepping("王勤"))


def test_the_clerk_enters_from_paper_only_what_is_the_deputys(template: Template, visiting: Record) -> None:
    with pytest.raises(ChangeRefused, match="not_yours"):
        from_paper(template, visiting, {**MARKS, "review_opinion": "不同意"}, (SCAN,), stepping("王勤"))


def test_a_paper_that_gives_no_reason_is_entered_as_it_is_and_pointed_out(template: Template, visiting: Record) -> None:
    unhappy = {**MARKS, "satisfaction_result": "dissatisfied"}
    entered = from_paper(template, visiting, unhappy, (SCAN,), stepping("王勤"))
    assert ("required_on_paper", "warning") in {(one.code, one.severity.value) for one in check(template, entered, TODAY)}


def test_what_a_deputy_signed_is_not_entered_over(template: Template, joint: Record, marked: Marked) -> None:
    one = marked(_signed_anew(template, joint), "李明")
    with refused("signed_already"):
        from_paper(template, one, MARKS, (SCAN,), stepping("王勤", deputy="李明"))


def test_nothing_is_entered_from_paper_before_the_visit(template: Template, in_review: Record) -> None:
    with refused("step_not_now"):
        from_paper(template, in_review, MARKS, (SCAN,), stepping("王勤"))


# ---- rounds


def test_rehandling_begins_a_new_round_and_keeps_the_old_one(template: Template, signed: Record) -> None:
    again = take(template, signed, Step.REHANDLE, Role.CLERK, stepping("王勤", reason="代表不满意")).record
    assert (again.stage, again.round, again.reopened) == (Stage.DRAFTING, 2, "2023-05-08")
    assert again.answers["reply"] == signed.answers["reply"]
    assert not {"review_opinion", "satisfaction_result"} & again.answers.keys()
    assert (again.signatures, again.origins) == ({}, {})
    assert Record.from_plain(again.earlier[0]) == signed
    assert reply_due(template, again) == date(2023, 6, 8)


def test_a_new_round_does_not_bear_the_day_of_the_old_one(template: Template, signed: Record) -> None:
    again = take(template, signed, Step.REHANDLE, Role.CLERK, stepping("王勤", reason="代表不满意")).record
    assert "handled_on" in signed.answers and "handled_on" not in again.answers
    assert again.answers["assigned_on"] == signed.answers["assigned_on"]


def test_the_day_of_a_signature_is_the_last_printed_day_of_whoever_signs(template: Template, street_letter: Template) -> None:
    assert [signing_day(template, role) for role in Role] == ["handled_on", "reviewed_on", "deputy_signed_on"]
    assert signing_day(street_letter, Role.CLERK) == "answered_on"
    assert signing_day(street_letter, Role.LEADER) == ""


def test_an_archive_without_a_scan_says_why(template: Template, signed: Record) -> None:
    with refused("scan_missing"):
        take(template, signed, Step.ARCHIVE, Role.CLERK, stepping("王勤"))
    reason = stepping("王勤", reason="原件已交区政府办公室")
    assert take(template, signed, Step.ARCHIVE, Role.CLERK, reason).record.stage is Stage.ARCHIVED


def test_a_record_on_its_way_is_read_back_as_it_was_written(signed: Record, template: Template) -> None:
    again = take(template, signed, Step.REHANDLE, Role.CLERK, stepping("王勤", reason="x")).record
    assert Record.from_plain(again.to_plain()) == again
