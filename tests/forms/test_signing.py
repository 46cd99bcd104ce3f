"""A signature binds what its writer saw: any later change to it voids the signature, and everybody sees that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from forms.checks import Severity, check
from forms.course import awaiting
from forms.deputies import view_of
from forms.errors import ChangeRefused, Failure
from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from forms.signing import Standing, sign, standing, void
from forms.stages import Stage
from forms.template import Template

from .conftest import INK, MARKS, TODAY

Marked = Callable[..., Record]


def findings(template: Template, record: Record) -> list[tuple[str, str, str]]:
    return [(one.code, one.severity.value, one.field) for one in check(template, record, TODAY)]


def test_both_signatures_hold_on_the_sheet_as_it_was_signed(template: Template, signed: Record) -> None:
    assert standing(template, signed, "reviewed_by") is standing(template, signed, "deputy_signature") is Standing.HOLDS
    assert findings(template, signed) == []


@pytest.mark.parametrize("field", ["title", "handling", "reply", "outcome", "disclosure", "phone", "handled_on", "proposer"])
def test_a_change_of_the_clerks_text_voids_both(template: Template, signed: Record, field: str) -> None:
    changed = signed.with_answers({field: ("另一人",) if field == "proposer" else "另文"})
    assert void(template, changed) == ("reviewed_by", "deputy_signature")


@pytest.mark.parametrize("field", [*MARKS, "deputy_comments"])
def test_a_change_of_a_mark_voids_the_deputys_alone(template: Template, signed: Record, field: str) -> None:
    assert void(template, signed.with_answers({field: "dissatisfied"})) == ("deputy_signature",)


def test_a_case_detail_that_no_paper_shows_voids_nothing(template: Template, signed: Record) -> None:
    assert void(template, signed.with_answers({"document_number": "宝民〔2023〕12号", "number": "069"})) == ()


@pytest.mark.parametrize(
    "more",
    [{"name": "别人"}, {"at": "昨天"}, {"role": "clerk"}, {"version": 9}, {"words": "0"}, {"digest": ""}, {"width": 999.0}],
)
def test_whatever_is_changed_in_a_signature_voids_it(template: Template, signed: Record, more: dict[str, Any]) -> None:
    forged = {**signed.signatures, "deputy_signature": {**signed.signatures["deputy_signature"], **more}}
    assert void(template, replace(signed, signatures=forged)) == ("deputy_signature",)


def test_a_signature_cannot_be_carried_to_another_sheet_round_or_place(template: Template, signed: Record) -> None:
    for other in (replace(signed, id="another"), replace(signed, round=2)):
        assert void(template, other) == ("reviewed_by", "deputy_signature")
    moved = {"reviewed_by": signed.signatures["deputy_signature"]}
    assert void(template, replace(signed, signatures=moved)) == ("reviewed_by",)


def test_other_words_on_the_paper_void_it_under_the_same_version_only(template: Template, signed: Record) -> None:
    reworded = replace(template, notes=("别的说明",))
    assert void(reworded, signed) == ("reviewed_by", "deputy_signature")
    assert void(replace(reworded, version=2), signed) == ()


def test_strokes_that_say_not_what_they_sign_are_no_signature(template: Template, visiting: Record) -> None:
    assert standing(template, replace(visiting, signatures={"reviewed_by": INK}), "reviewed_by") is Standing.VOID
    with pytest.raises(ChangeRefused, match="signature_unbound"):
        Sheet(template, visiting).put_ink("deputy_signature", INK, Role.DEPUTY)


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), None, [], {}])
def test_what_no_file_can_hold_is_not_kept_beside_the_strokes(template: Template, visiting: Record, odd: object) -> None:
    with pytest.raises(ChangeRefused, match="signature_damaged"):
        Sheet(template, visiting).put_ink("deputy_comments", {**INK, "more": odd}, Role.DEPUTY)


def test_a_dot_is_no_signature(template: Template, visiting: Record) -> None:
    dot = {**INK, "strokes": [[[50.0, 50.0, 0, 0.5]]]}
    with pytest.raises(Failure, match="signature_empty"):
        sign(template, visiting, "deputy_signature", dot, name="周菁菁", at="…")


def test_a_void_signature_is_an_error_once_its_owner_is_asked_again(template: Template, signed: Record) -> None:
    changed = signed.with_answers({"reply": "另文"})
    assert ("signature_void", "error", "reviewed_by") in findings(template, changed)
    drafting = replace(changed, stage=Stage.DRAFTING)
    assert ("signature_void", "warning", "reviewed_by") in findings(template, drafting)


def test_the_seal_that_the_deputy_saw_is_bound_by_their_signature_not_by_the_leaders(
    template: Template, visiting: Record, marked: Marked
) -> None:
    seal = {"kind": "picture", "asset": "a" * 64}
    sheet = Sheet(template, visiting)
    sheet.put_ink("seal", seal, Role.CLERK)
    sealed = marked(sheet.record)
    assert void(template, sealed) == ()
    unsealed = {name: entry for name, entry in sealed.signatures.items() if name != "seal"}
    assert void(template, replace(sealed, signatures=unsealed)) == ("deputy_signature",)


# ---- whose marks


def test_marks_that_nobody_made_are_an_error(template: Template, visiting: Record) -> None:
    forged = visiting.with_answers({"satisfaction_result": "satisfied"})
    assert ("marks_without_origin", "error", "satisfaction_result") in findings(template, forged)


def test_a_stage_that_was_set_by_hand_misses_its_signatures(template: Template, record: Record) -> None:
    forged = replace(record.with_answers({**MARKS, "review_opinion": "同意"}), stage=Stage.SIGNED)
    codes = {code for code, severity, _ in findings(template, forged) if severity == Severity.ERROR.value}
    assert {"leader_not_signed", "deputy_not_signed", "marks_without_origin"} <= codes


def test_marks_from_a_file_are_pointed_out(template: Template, record: Record) -> None:
    read = replace(record.with_answers(MARKS), origins={"deputy": {"how": "from_file"}})
    assert ("marks_copied", "warning", "satisfaction_result") in findings(template, read)


def test_marks_from_paper_need_its_scan(template: Template, record: Record) -> None:
    entered = replace(record.with_answers(MARKS), origins={"deputy": {"how": "from_paper"}})
    assert ("marks_from_paper_no_scan", "error", "satisfaction_result") in findings(template, entered)


def test_a_handwritten_comment_counts_as_one_and_is_bound(template: Template, visiting: Record, marked: Marked) -> None:
    sheet = Sheet(template, visiting)
    sheet.fill({"satisfaction_result": "dissatisfied"}, Role.DEPUTY)
    sheet.put_ink("deputy_comments", INK, Role.DEPUTY)
    signed = marked(sheet.record, satisfaction_result="dissatisfied")
    assert "required_here" not in {code for code, *_ in findings(template, signed)}
    bare = {name: entry for name, entry in signed.signatures.items() if name != "deputy_comments"}
    assert void(template, replace(signed, signatures=bare)) == ("deputy_signature",)


def test_each_joint_deputy_signs_their_own_paper(template: Template, joint: Record, marked: Marked) -> None:
    one = marked(joint, "李明", satisfaction_result="understanding")
    assert standing(template, view_of(template, one, "李明"), "deputy_signature") is Standing.HOLDS
    assert standing(template, view_of(template, one, "王芳"), "deputy_signature") is Standing.NONE


def test_a_signature_is_not_carried_over_to_another_deputy(template: Template, joint: Record, marked: Marked) -> None:
    one = marked(joint, "李明")
    stolen = replace(one, joint={**one.joint, "王芳": one.joint["李明"]})
    assert ("signature_of_another", "error", "deputy_signature") in findings(template, stolen)
    assert awaiting(template, stolen) == ("周菁菁", "王芳")
