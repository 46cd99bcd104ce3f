"""Who is not satisfied, of one deputy and of several, and until when a second reply is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from forms.deadlines import rehandling_due
from forms.dissatisfaction import dissatisfied
from forms.record import Record
from forms.template import Template


@pytest.mark.parametrize("row", ["satisfaction_result", "satisfaction_plan", "satisfaction_attitude"])
def test_any_row_proposes(template: Template, record: Record, row: str) -> None:
    assert dissatisfied(template, record.with_answers({row: "dissatisfied"})) == ("周菁菁",)
    assert dissatisfied(template, record.with_answers({row: "understanding"})) == ()


def test_each_joint_deputy_speaks_for_themself(template: Template, record: Record) -> None:
    voice = {"answers": {"satisfaction_plan": "dissatisfied"}, "signatures": {}, "origin": None}
    joint = replace(record.with_answers({"proposer": ("周菁菁", "李明")}), joint={"李明": voice})
    assert dissatisfied(template, joint) == ("李明",)


def test_a_paper_that_asks_no_reasons_proposes_nothing(template: Template, record: Record) -> None:
    fields = tuple(replace(field, required_when=()) for field in template.fields)
    answered = record.with_answers({"satisfaction_plan": "dissatisfied"})
    assert dissatisfied(replace(template, fields=fields), answered) == ()


def test_the_second_reply_is_due_by_the_terms_of_the_template(template: Template) -> None:
    assert rehandling_due(template, date(2023, 1, 31)) == date(2023, 2, 28)
