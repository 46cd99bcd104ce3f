"""A paper on which no deputy signs: only marks made by themselves, or taken from their paper, are theirs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms.course import Step, awaiting, from_paper, take
from forms.fields import Role, TextField
from forms.record import Record
from forms.sheet import Sheet
from forms.signing import sign
from forms.stages import Stage
from forms.template import Template

from .conftest import INK, MARKS, stepping


@pytest.fixture
def unsigned(template: Template) -> Template:
    """The shipped sheet, on which the deputy writes a name instead of signing."""
    place = template.by_name["deputy_signature"]
    typed = TextField(name=place.name, label=place.label, role=place.role)
    return replace(template, fields=tuple(typed if field is place else field for field in template.fields))


@pytest.fixture
def visited(unsigned: Template, record: Record) -> Record:
    """Signed by the leader."""
    sheet = Sheet(unsigned, replace(record, stage=Stage.IN_REVIEW))
    sheet.fill({"review_opinion": "同意答复。", "reviewed_on": "2023-05-08"}, Role.LEADER)
    sheet.put_ink("reviewed_by", sign(unsigned, sheet.view, "reviewed_by", INK, name="李局", at="…"), Role.LEADER)
    return take(unsigned, sheet.record, Step.APPROVE, Role.LEADER, stepping("李局")).record


@pytest.mark.parametrize("origin", [None, {"how": "from_file", "file": "x.txt"}, {"how": "from_paper", "scans": []}])
def test_marks_that_came_from_a_file_leave_the_deputy_awaited(
    unsigned: Template, visited: Record, origin: dict[str, object] | None
) -> None:
    marked = replace(visited.with_answers(MARKS), origins={"deputy": origin} if origin else {})
    assert awaiting(unsigned, marked) == ("周菁菁",)


def test_marks_that_the_deputy_made_are_the_answer(unsigned: Template, visited: Record) -> None:
    assert awaiting(unsigned, visited) == ("周菁菁",)
    sheet = Sheet(unsigned, visited)
    sheet.fill({name: mark for name, mark in MARKS.items() if name != "satisfaction_plan"}, Role.DEPUTY)
    assert awaiting(unsigned, sheet.record) == ("周菁菁",)
    sheet.fill(MARKS, Role.DEPUTY)
    assert awaiting(unsigned, sheet.record) == ()
    assert take(unsigned, sheet.record, Step.CONFIRM, Role.DEPUTY, stepping("周菁菁")).record.stage is Stage.SIGNED


def test_marks_from_the_deputys_paper_are_the_answer(unsigned: Template, visited: Record) -> None:
    entered = from_paper(unsigned, visited, MARKS, ("a" * 64,), stepping("王勤"))
    assert awaiting(unsigned, entered) == () and entered.stage is Stage.SIGNED


def test_a_comment_by_hand_is_the_comment_that_is_asked_for(unsigned: Template, visited: Record) -> None:
    sheet = Sheet(unsigned, visited)
    sheet.fill({**MARKS, "satisfaction_result": "dissatisfied"}, Role.DEPUTY)
    assert awaiting(unsigned, sheet.record) == ("周菁菁",)
    sheet.put_ink("deputy_comments", INK, Role.DEPUTY)
    assert awaiting(unsigned, sheet.record) == ()


def test_a_deputy_who_is_asked_nothing_is_not_waited_for(unsigned: Template, visited: Record) -> None:
    nothing = replace(unsigned, fields=tuple(field for field in unsigned.fields if field.role is not Role.DEPUTY))
    assert awaiting(nothing, visited) == ()
