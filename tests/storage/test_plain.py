"""The plain form that other programs see: the reply apart, where the sheet has one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forms.errors import Failure
from forms.record import Record
from forms.template import Template
from storage.plain import filled, shown


def test_the_reply_stands_apart(record: Record, template: Template) -> None:
    plain = shown(record, template)
    assert plain["reply"] == record.answers["reply"] and "reply" not in plain["answers"]
    assert plain["answers"]["proposer"] == ["周菁菁"]


def test_all_that_can_be_answered_is_there_and_nothing_else(record: Record, template: Template) -> None:
    answers = shown(record, template)["answers"]
    assert answers["satisfaction_result"] is None and answers["withholding_reason"] is None
    assert not answers.keys() & {"handled_by", "seal", "reply", "remainder"}
    assert [name for name in template.by_name if name in answers] == list(answers)
    more = replace(record, answers={**record.answers, "remainder": "x", "future": "值"})
    assert {"remainder": "x", "future": "值"}.items() <= shown(more, template)["answers"].items()


def test_a_sheet_without_a_letter_has_no_reply(record: Record, template: Template) -> None:
    bare = replace(template, attachment=None)
    assert shown(record, bare)["reply"] == ""
    for nothing in ({}, {"reply": ""}, {"reply": None}):
        assert filled({"answers": {"title": "a"}, **nothing}, record, bare) == {"title": "a"}
    with pytest.raises(Failure, match="no_reply"):
        filled({"reply": "a"}, record, bare)


def test_what_show_prints_is_a_file_to_fill_from(record: Record, template: Template) -> None:
    plain = shown(record, template)
    assert filled(plain, record, template) == {**plain["answers"], "reply": plain["reply"]}


@pytest.mark.parametrize(
    ("plain", "code"),
    [
        ({"id": "of another sheet"}, "fill_differs"),
        ({"stage": "signed"}, "fill_differs"),
        ({"signatures": {"handled_by": 1}}, "fill_differs"),
        ({"title": "a"}, "fill_key"),
        ({"answers": {"reply": "a"}, "reply": "b"}, "reply_twice"),
        ({"answers": []}, "fill_shape"),
        ([], "fill_shape"),
    ],
)
def test_what_only_the_program_sets_is_not_filled(record: Record, template: Template, plain: object, code: str) -> None:
    with pytest.raises(Failure, match=code):
        filled(plain, record, template)
