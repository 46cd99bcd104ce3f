"""Every save is asked whether its maker may have made it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from forms.errors import ChangeRefused
from forms.fields import Role
from forms.lawful import changed_keys, refuse_unlawful
from forms.record import Record
from forms.sheet import Sheet
from forms.stages import Stage
from forms.template import Template

from .conftest import INK, MARKS

Marked = Callable[..., Record]


def later(record: Record, **more: Any) -> Record:
    return replace(record, revision=record.revision + 1, **more)


@pytest.mark.parametrize(
    "more",
    [
        {"stage": Stage.SIGNED},
        {"round": 2},
        {"scans": ("a" * 64,)},
        {"reopened": "2023-05-06"},
        {"earlier": ({},)},
        {"version": 2},
        {"answers": MARKS},
        {"signatures": {"deputy_signature": INK}},
        {"signatures": {"reviewed_by": INK}},
        {"origins": {"deputy": {"how": "in_person"}}},
        {"joint": {"路人": {"answers": MARKS, "signatures": {}, "origin": None}}},
        {"remarks": ({},)},
    ],
)
@pytest.mark.parametrize("stage", Stage)
def test_the_clerk_saves_nothing_that_is_not_the_clerks(
    template: Template, record: Record, stage: Stage, more: dict[str, Any]
) -> None:
    old = replace(record, stage=stage)
    new = later(old, **more)
    if new.stage is old.stage and stage is Stage.SIGNED and "stage" in more:
        return
    with pytest.raises(ChangeRefused):
        refuse_unlawful(template, old, new, Role.CLERK)


def test_the_clerk_saves_what_is_the_clerks_while_drafting_only(template: Template, record: Record) -> None:
    refuse_unlawful(template, record, record.with_answers({"title": "另题"}), Role.CLERK)
    for stage in (Stage.IN_REVIEW, Stage.VISITING, Stage.SIGNED, Stage.ARCHIVED):
        there = replace(record, stage=stage)
        with pytest.raises(ChangeRefused):
            refuse_unlawful(template, there, there.with_answers({"title": "另题"}), Role.CLERK)


def test_the_deputy_saves_their_own_marks_and_nobody_elses(template: Template, joint: Record, marked: Marked) -> None:
    refuse_unlawful(template, joint, marked(joint, "李明"), Role.DEPUTY)
    with pytest.raises(ChangeRefused):
        refuse_unlawful(template, joint, joint.with_answers({"reply": "另文"}), Role.DEPUTY)


def test_what_a_deputy_signed_is_saved_over_by_nobody(template: Template, joint: Record, marked: Marked) -> None:
    signed = marked(joint, "李明")
    voice = {**signed.joint["李明"], "answers": {**MARKS, "satisfaction_result": "dissatisfied"}}
    with pytest.raises(ChangeRefused, match="signed_already"):
        refuse_unlawful(template, signed, later(signed, joint={"李明": voice}), Role.DEPUTY)


def test_marks_that_name_a_paper_are_not_saved_as_the_deputys_own(template: Template, visiting: Record) -> None:
    forged = later(visiting, answers={**visiting.answers, **MARKS}, origins={"deputy": {"how": "from_paper", "scans": ["a"]}})
    with pytest.raises(ChangeRefused, match="origin_not_yours"):
        refuse_unlawful(template, visiting, forged, Role.DEPUTY)


def test_the_keys_of_a_change_name_every_answer_and_ink(template: Template, joint: Record, marked: Marked) -> None:
    new = marked(joint.with_answers({"title": "另题"}), "李明")
    assert changed_keys(template, joint, new) == {"title", "deputy_signature@李明", *(f"{name}@李明" for name in MARKS)}
    sheet = Sheet(template, joint)
    assert changed_keys(template, joint, sheet.record) == set()
