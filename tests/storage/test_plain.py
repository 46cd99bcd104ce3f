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
    assert shown(record, None)["answers"]["reply"] == plain["reply"]


def test_a_sheet_without_a_letter_has_no_reply(record: Record, template: Template) -> None:
    bare = replace(template, attachment=None)
    assert shown(record, bare)["reply"] == ""
    assert filled({"answers": {"title": "a"}}, bare) == {"title": "a"}
    with pytest.raises(Failure, match="no_reply"):
        filled({"reply": "a"}, bare)
