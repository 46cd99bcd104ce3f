"""Whose hand the deputy's marks are from: their own, and who gave them the sheet when."""

from __future__ import annotations

from dataclasses import replace

from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from forms.stages import Stage
from forms.template import Template


def test_the_first_mark_says_who_handed_the_sheet_over_and_later_ones_leave_that(template: Template, record: Record) -> None:
    sheet = Sheet(template, replace(record, stage=Stage.VISITING))
    sheet.hand_over("王勤", "2023-05-06T14:03:05+08:00")
    sheet.draft("satisfaction_result", "satisfied", Role.DEPUTY)
    sheet.hand_over("别人", "2023-05-07T08:00:00+08:00")
    sheet.draft("satisfaction_plan", "satisfied", Role.DEPUTY)
    told = {"how": "in_person", "name": "周菁菁", "by": "王勤", "at": "2023-05-06T14:03:05+08:00"}
    assert sheet.record.origins["deputy"] == told
