"""Rows of the ledger: whose hand the marks are from, who is awaited, and that the index keeps both."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from forms.record import Record
from forms.stages import Stage
from forms.template import Template
from storage.ledger import LedgerRow, plain_row, row_from, row_of

PERSON, PAPER = {"how": "in_person"}, {"how": "from_paper", "scans": ["ab" * 32]}


def visited(record: Record, lead: dict[str, Any] | None, joint: dict[str, Any] | None) -> Record:
    """The record at the visit, of two deputies; each with the origin of their marks."""
    voice = {"answers": {}, "signatures": {}, "origin": joint}
    return replace(
        record.with_answers({"proposer": ("周菁菁", "李明")}),
        stage=Stage.VISITING,
        origins={"deputy": lead} if lead else {},
        joint={"李明": voice} if joint else {},
    )


@pytest.mark.parametrize(
    ("lead", "joint", "marked", "awaiting"),
    [
        (None, None, "", ("周菁菁", "李明")),
        (PAPER, None, "from_paper", ("李明",)),
        (PAPER, PAPER, "from_paper", ()),
        (PERSON, PAPER, "mixed", ("周菁菁",)),
        (None, {"how": "from_file"}, "from_file", ("周菁菁", "李明")),
    ],
)
def test_a_row_tells_whose_hand_and_who_is_missing(
    record: Record, template: Template, lead: Any, joint: Any, marked: str, awaiting: tuple[str, ...]
) -> None:
    row = row_of(visited(record, lead, joint), template)
    assert (row.marked, row.awaiting) == (marked, awaiting)
    assert row_from(json.loads(json.dumps(plain_row(row)))) == row


@pytest.mark.parametrize("stage", [Stage.DRAFTING, Stage.IN_REVIEW, Stage.SIGNED, Stage.ARCHIVED])
def test_nobody_is_awaited_before_and_after_the_visit(record: Record, template: Template, stage: Stage) -> None:
    assert row_of(replace(record, stage=stage), template).awaiting == ()


def test_without_its_template_a_row_awaits_nobody(record: Record) -> None:
    row = row_of(visited(record, PAPER, None), None)
    assert (row.marked, row.awaiting, row.problem) == ("from_paper", (), "template_unknown")


def test_a_sheet_that_names_nobody_awaits_no_name(sheet: Any, template: Template) -> None:
    assert row_of(replace(sheet.record, stage=Stage.VISITING), template).awaiting == ()


def test_a_row_of_an_older_index_is_read() -> None:
    row = row_from({"id": "5f", "round": 1})
    assert row == LedgerRow("5f", "", "", (), "", 1, None, "")
    assert (row.marked, row.awaiting) == ("", ())
