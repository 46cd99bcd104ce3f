"""The basic checks: what is missing, what is impossible, what runs backwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from forms.checks import Severity, check
from forms.dates import add_months, iso_date, official
from forms.deadlines import reply_due
from forms.fields import Value
from forms.record import Record
from forms.stages import Stage
from forms.template import Template

TODAY = date(2023, 6, 1)


OF_SIGNATURES = ("leader_not_signed", "deputy_not_signed")
"""Findings that test_signature_findings.py is about."""


def codes(template: Template, record: Record, **answers: Value | None) -> list[tuple[str, str]]:
    """The findings, as if the deputy had marked in person."""
    marked = replace(record.with_answers(answers), origins={"deputy": {"how": "in_person", "name": "周菁菁"}})
    return [(f.code, f.field) for f in check(template, marked, TODAY) if f.code not in OF_SIGNATURES]


def test_the_filled_sheet_has_no_finding(template: Template, record: Record) -> None:
    assert check(template, record, TODAY) == ()


def test_an_empty_sheet_misses_what_is_the_clerks_and_nothing_of_the_others(template: Template, record: Record) -> None:
    empty = replace(record, answers={})
    missing = ["title", "proposer", "handling", "phone", "outcome", "disclosure", "reply"]
    assert codes(template, empty) == [("required", name) for name in missing]


@pytest.mark.parametrize(
    ("stage", "missing"),
    [
        (Stage.IN_REVIEW, ["review_opinion"]),
        (Stage.VISITING, ["review_opinion", "satisfaction_result", "satisfaction_plan", "satisfaction_attitude"]),
        (Stage.SIGNED, ["review_opinion", "satisfaction_result", "satisfaction_plan", "satisfaction_attitude"]),
    ],
)
def test_each_role_is_asked_when_its_turn_has_come(
    template: Template, record: Record, stage: Stage, missing: list[str]
) -> None:
    assert codes(template, replace(record, stage=stage)) == [("required", name) for name in missing]


@pytest.mark.parametrize("blanks", [" ", "\u3000\u3000", "\n \n"])
def test_blanks_are_no_answer(template: Template, record: Record, blanks: str) -> None:
    assert codes(template, record, title=blanks, reply=blanks) == [("required", "title"), ("required", "reply")]


@pytest.mark.parametrize("row", ["satisfaction_result", "satisfaction_plan", "satisfaction_attitude"])
def test_a_dissatisfied_deputy_must_say_why(template: Template, record: Record, row: str) -> None:
    assert codes(template, record, **{row: "dissatisfied"}) == [("required_here", "deputy_comments")]
    assert codes(template, record, **{row: "dissatisfied"}, deputy_comments="未见整改。") == []
    assert codes(template, record, **{row: "satisfied"}) == []


def test_an_impossible_day_is_an_error_and_an_odd_telephone_a_warning(template: Template, record: Record) -> None:
    found = check(template, record.with_answers({"handled_on": "2008年9月31日", "phone": "3384"}), TODAY)
    assert [(f.code, f.severity, f.field) for f in found] == [
        ("impossible_date", Severity.ERROR, "handled_on"),
        ("implausible_phone", Severity.WARNING, "phone"),
    ]


def test_days_that_run_backwards_are_found_also_over_a_gap(template: Template, record: Record) -> None:
    assert codes(template, record, reviewed_on="2023-05-05") == [("date_before", "reviewed_on")]
    assert codes(template, record, deputy_signed_on="2023-05-05") == [("date_before", "deputy_signed_on")]
    assert codes(template, record, reviewed_on="2023-05-06", deputy_signed_on="2023-05-06") == []


def test_a_year_too_far_ahead_is_pointed_out(template: Template, record: Record) -> None:
    assert codes(template, record, handled_on="2032-05-06") == [("date_far_ahead", "handled_on")]


def test_an_option_that_the_template_does_not_have_is_an_error(template: Template, record: Record) -> None:
    assert codes(template, record, outcome="perfect") == [("unknown_option", "outcome")]


def test_text_without_a_place_is_shown_until_it_is_dealt_with(template: Template, record: Record) -> None:
    assert codes(template, record, remainder="另一段") == [("remainder_left", "remainder")]


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2023-02-20", 3, "2023-05-20"),
        ("2022-11-30", 3, "2023-02-28"),
        ("2023-12-31", 2, "2024-02-29"),
        ("2023-01-31", 0, "2023-01-31"),
        ("9999-12-31", 3, "9999-12-31"),
    ],
)
def test_a_term_of_months_ends_on_the_same_day_or_the_months_last(start: str, months: int, end: str) -> None:
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(end)


def test_the_reply_is_due_three_months_after_it_was_assigned(template: Template, record: Record) -> None:
    assert reply_due(template, record) == date(2023, 5, 20)
    assert reply_due(template, record.with_answers({"assigned_on": None})) is None


def test_a_day_is_written_without_leading_zeros() -> None:
    assert official(date(2023, 5, 6)) == "2023年5月6日"
    assert iso_date("2023-5-6") is None and iso_date("2023-13-01") is None and iso_date(None) is None
