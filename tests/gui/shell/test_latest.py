"""Of many questions only the newest is answered, and never two run at once."""

from __future__ import annotations

from typing import Any

from gui.latest import Latest
from gui.tasks import TaskRunner


def test_only_the_newest_answer_is_told(held: Any) -> None:
    told: list[str] = []
    latest = Latest(TaskRunner(held))
    for words in ("甲", "甲乙", "甲乙丙"):
        latest.ask(lambda words=words: words, told.append)
    assert len(held.held) == 1, "the second waits for the first, and the third takes its place"
    held.release()
    assert told == []
    held.release()
    assert told == ["甲乙丙"] and not held.held


def test_a_forgotten_question_is_never_answered(held: Any) -> None:
    told: list[str] = []
    latest = Latest(TaskRunner(held))
    latest.ask(lambda: "甲", told.append)
    latest.forget()
    held.release()
    assert told == [] and not latest.busy


def test_a_failure_is_told_where_somebody_listens(held: Any) -> None:
    failed: list[Exception] = []
    latest = Latest(TaskRunner(held))
    latest.ask(lambda: 1 // 0, failed.append, failed.append)
    held.release()
    assert isinstance(failed[0], ZeroDivisionError)
