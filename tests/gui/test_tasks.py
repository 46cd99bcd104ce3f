"""Background work: results come back on the GUI thread, and nothing is called that is gone."""

from __future__ import annotations

import threading
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from forms.errors import Failure
from gui.tasks import TaskRunner, Tell


class Receiver(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.failures: list[Exception] = []
        self.states: list[tuple[int, int]] = []

    def on_done(self, result: object) -> None:
        self.results.append(result)

    def on_failed(self, error: Exception) -> None:
        self.failures.append(error)

    def on_told(self, done: int, total: int) -> None:
        self.states.append((done, total))


@pytest.fixture
def receiver(qtbot: QtBot) -> Receiver:
    return Receiver()


def run(runner: TaskRunner, work: object, receiver: Receiver) -> None:
    runner.run(work, done=receiver.on_done, failed=receiver.on_failed)  # type: ignore[arg-type]


def test_work_runs_elsewhere_and_its_result_comes_back_here(qtbot: QtBot) -> None:
    runner, seen = TaskRunner(), list[object]()
    runner.run(threading.get_ident, done=lambda worker: seen.extend((worker, threading.get_ident())), failed=seen.append)
    qtbot.waitUntil(lambda: not runner.busy)
    assert seen[0] != seen[1] == threading.get_ident()


def test_what_goes_wrong_is_handed_over(inline: TaskRunner, receiver: Receiver) -> None:
    run(inline, lambda: 1 // 0, receiver)
    assert isinstance(receiver.failures[0], ZeroDivisionError) and not inline.busy


def test_an_expected_failure_is_handed_over(inline: TaskRunner, receiver: Receiver) -> None:
    def refuse() -> None:
        raise Failure("no_room")

    run(inline, refuse, receiver)
    assert str(receiver.failures[0]) == "no_room()"


def test_progress_is_told(inline: TaskRunner, receiver: Receiver) -> None:
    def work(tell: Tell) -> str:
        tell(1, 2)
        tell(2, 2)
        return "done"

    inline.run_telling(work, done=receiver.on_done, failed=receiver.on_failed, told=receiver.on_told)
    assert receiver.states == [(1, 2), (2, 2)] and receiver.results == ["done"]


def test_much_progress_at_once_is_told_as_the_newest_state(qtbot: QtBot, receiver: Receiver) -> None:
    def work(tell: Tell) -> None:
        for number in range(1000):
            tell(number, 999)

    runner = TaskRunner()
    runner.run_telling(work, done=receiver.on_done, failed=receiver.on_failed, told=receiver.on_told)
    qtbot.waitUntil(lambda: not runner.busy)
    assert receiver.states[-1] == (999, 999) and len(receiver.states) <= 1000


def test_cancelled_work_stops_at_its_next_word(held: Any, receiver: Receiver) -> None:
    runner, reached = TaskRunner(held), []

    def work(tell: Tell) -> None:
        task.cancel()
        tell(1, 2)
        reached.append("the end")

    task = runner.run_telling(work, done=receiver.on_done, failed=receiver.on_failed, told=receiver.on_told)
    held.release()
    assert task.cancelled and not reached and str(receiver.failures[0]) == "cancelled()"


def test_cancelled_work_never_begins(held: Any, receiver: Receiver) -> None:
    runner, begun = TaskRunner(held), []
    task = runner.run(lambda: begun.append(1), done=receiver.on_done, failed=receiver.on_failed)
    task.cancel()
    held.release()
    assert not begun and str(receiver.failures[0]) == "cancelled()"


def test_a_closed_runner_calls_nobody(held: Any, receiver: Receiver) -> None:
    runner = TaskRunner(held)
    run(runner, lambda: 1, receiver)
    runner.close()
    held.release()
    assert not receiver.results and not receiver.failures and not runner.busy


def test_a_closed_runner_starts_nothing(held: Any, receiver: Receiver) -> None:
    runner = TaskRunner(held)
    runner.close()
    assert runner.run(lambda: 1, done=receiver.on_done, failed=receiver.on_failed).cancelled
    assert not held.held and not runner.busy


def test_work_that_outlives_its_runner_ends_quietly(qtbot: QtBot, receiver: Receiver) -> None:
    parent, go, ended = QObject(), threading.Event(), threading.Event()
    runner = TaskRunner(parent=parent)

    def work() -> None:
        go.wait(5)
        ended.set()

    run(runner, work, receiver)
    del runner, parent  # Qt deletes the runner with its parent
    go.set()
    assert ended.wait(5) and not receiver.results


def test_a_receiver_that_qt_has_deleted_is_not_called(held: Any, qtbot: QtBot) -> None:
    runner, receiver = TaskRunner(held), Receiver()
    runner.run(lambda: 1, done=partial(receiver.on_done), failed=receiver.on_failed)
    with qtbot.waitSignal(receiver.destroyed):
        receiver.deleteLater()
    held.release()
    assert receiver.results == [] and not runner.busy
