"""What waits for the leader, in which order, and what comes next."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from gui.review.waiting import WaitingHead, beside, waiting

from .conftest import row


def test_only_what_is_in_review_waits_and_what_is_due_first_comes_first() -> None:
    rows = [
        row("undated", updated="2023-05-02"),
        row("drafted", "drafting"),
        row("late", due=date(2023, 6, 1)),
        row("soon", due=date(2023, 5, 20)),
        row("older", updated="2023-05-01"),
        row("broken")._replace(problem="template_unknown"),
    ]
    assert [one.id for one in waiting(rows)] == ["soon", "late", "older", "undated"]


@pytest.mark.parametrize(
    ("here", "step", "there"),
    [("a", 1, "b"), ("c", 1, "a"), ("a", -1, "c"), ("elsewhere", 1, "a"), ("elsewhere", -1, "c")],
)
def test_next_goes_round_what_waits(here: str, step: int, there: str) -> None:
    assert beside([row("a"), row("b"), row("c")], here, step) == there


def test_where_nothing_else_waits_there_is_no_next() -> None:
    assert beside([row("a")], "a", 1) == "" == beside([], "a", 1)


def test_the_heading_counts(qtbot: QtBot) -> None:
    head = WaitingHead()
    qtbot.addWidget(head)
    assert head.text() == "没有待审的办理单"
    head.show_count(3)
    assert head.text() == "待审 3 件"
