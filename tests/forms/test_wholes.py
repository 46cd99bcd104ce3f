"""A decision between two machines takes what one person said as a whole: no signature of one above the marks of another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from forms.course import awaiting, from_paper
from forms.deputies import view_of
from forms.fields import Role
from forms.lawful import changed_keys
from forms.merging import STAGE, Merged, merge, parts
from forms.record import Record
from forms.sheet import Sheet
from forms.signing import sign, void
from forms.stages import Stage
from forms.template import Template

from .conftest import INK, MARKS, stepping

SCAN = ("a" * 64,)
PAPER = {**MARKS, "satisfaction_result": "dissatisfied", "deputy_comments": "请再研究。"}
VOICE = {"satisfaction_result", "deputy_comments", "deputy_signature", "origin.deputy"}
Join = Callable[..., Merged]


@pytest.fixture
def join(template: Template) -> Join:
    def join(before: Record, mine: Record, theirs: Record, choices: Mapping[str, str] | None = None) -> Merged:
        here, there = (
            {*changed_keys(template, before, side), *({STAGE} if side.stage is not before.stage else ())}
            for side in (mine, theirs)
        )
        return merge(template, mine, theirs, here, there, choices or {})

    return join


@pytest.fixture
def copied(template: Template, visiting: Record) -> Record:
    """Entered by the clerk from the paper that was sent back."""
    return from_paper(template, visiting, PAPER, SCAN, stepping("王勤"))


def voice(record: Record) -> dict[str, Any]:
    return {key: part for key, part in parts(record).items() if key in VOICE}


def opinion(template: Template, record: Record, words: str, signs: bool = True) -> Record:
    sheet = Sheet(template, record)
    sheet.fill({"review_opinion": words, "reviewed_on": "2023-05-08"}, Role.LEADER)
    if signs:
        sheet.put_ink("reviewed_by", sign(template, sheet.view, "reviewed_by", INK, name=words, at="…"), Role.LEADER)
    return sheet.record


@pytest.mark.parametrize("choice", ["mine", "theirs"])
@pytest.mark.parametrize("key", ["satisfaction_result", "origin.deputy", "deputy_signature"])
def test_one_choice_takes_marks_comment_signature_and_how_they_came(
    template: Template, visiting: Record, copied: Record, signed: Record, join: Join, key: str, choice: str
) -> None:
    assert {one.key for one in join(visiting, copied, signed).conflicts} == VOICE
    merged = join(visiting, copied, signed, {key: choice})
    assert voice(merged.record) == voice(copied if choice == "mine" else signed)
    assert void(template, merged.record) == () and awaiting(template, merged.record) == ()
    assert {*merged.decided} == VOICE and merged.conflicts == ()


def test_choices_that_part_a_voice_decide_nothing(visiting: Record, copied: Record, signed: Record, join: Join) -> None:
    merged = join(visiting, copied, signed, {"satisfaction_result": "mine", "origin.deputy": "theirs"})
    assert {one.key for one in merged.conflicts} == VOICE and merged.decided == () and voice(merged.record) == voice(copied)


def test_a_comment_from_elsewhere_does_not_slip_under_a_signature(
    template: Template, visiting: Record, signed: Record, join: Join
) -> None:
    theirs = replace(visiting, answers={**visiting.answers, "deputy_comments": "好"}, origins=signed.origins)
    assert join(visiting, signed, theirs).conflicts
    assert void(template, join(visiting, signed, theirs, {"deputy_comments": "mine"}).record) == ()
    unsigned = join(visiting, signed, theirs, {"deputy_comments": "theirs"}).record
    assert unsigned.stage is Stage.VISITING and "deputy_signature" not in unsigned.signatures


def test_the_voices_of_two_deputies_are_two_choices(
    template: Template, joint: Record, marked: Callable[..., Record], join: Join
) -> None:
    mine, theirs = (
        marked(marked(joint, satisfaction_result=result), "李明", satisfaction_result=result)
        for result in ("satisfied", "understanding")
    )
    assert len({one.whole for one in join(joint, mine, theirs).conflicts}) == 2
    merged = join(joint, mine, theirs, {"satisfaction_result": "mine", "satisfaction_result@李明": "theirs"})
    assert merged.conflicts == ()
    assert void(template, view_of(template, merged.record, "李明")) == void(template, joint)
    assert merged.record.answers["satisfaction_result"] == "satisfied"


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_the_leaders_opinion_goes_with_the_signature_under_it(
    template: Template, in_review: Record, join: Join, choice: str
) -> None:
    mine, theirs = opinion(template, in_review, "同意。"), opinion(template, in_review, "同意答复。")
    merged = join(in_review, mine, theirs, {"review_opinion": choice})
    assert merged.record.signatures["reviewed_by"]["name"] == merged.record.answers["review_opinion"]
    assert void(template, merged.record) == () and merged.conflicts == ()


def test_an_opinion_that_nobody_signed_does_not_keep_the_stage_of_the_signed_one(
    template: Template, in_review: Record, join: Join
) -> None:
    mine = opinion(template, in_review, "再议。", signs=False)
    theirs = replace(opinion(template, in_review, "同意。"), stage=Stage.VISITING)
    merged = join(in_review, mine, theirs, {"review_opinion": "mine"}).record
    assert (merged.stage, merged.signatures.get("reviewed_by")) == (Stage.IN_REVIEW, None)


def test_what_the_clerk_signed_goes_with_the_signature(template: Template, record: Record, join: Join) -> None:
    sides = []
    for phone in ("021-1", "021-2"):
        sheet = Sheet(template, record)
        sheet.draft("phone", phone, Role.CLERK)
        sheet.put_ink("handled_by", sign(template, sheet.view, "handled_by", INK, name=phone, at="…"), Role.CLERK)
        sides.append(sheet.record)
    merged = join(record, *sides, {"phone": "theirs"}).record
    assert (merged.answers["phone"], merged.signatures["handled_by"]["name"]) == ("021-2", "021-2")
    assert void(template, merged) == ()


def test_a_seal_that_the_signer_did_not_see_is_chosen_with_the_signature(
    template: Template, visiting: Record, copied: Record, signed: Record, join: Join
) -> None:
    sealed = replace(copied, signatures={**copied.signatures, "seal": INK})
    [whole] = {one.whole for one in join(visiting, sealed, signed).conflicts}
    assert whole and void(template, join(visiting, sealed, signed, {"satisfaction_result": "theirs"}).record) == ()
