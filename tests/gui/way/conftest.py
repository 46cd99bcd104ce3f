"""Machines with people and PINs, dialogs that are answered in themselves, and nobody who waits for a click."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRunnable
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from forms.fields import Role
from gui.autosave import Rhythm
from gui.dialogs.questions import FileQuestion, Question
from gui.main_window import MainWindow
from gui.pools import Pools
from storage.desk import Desk
from storage.office import Person

from .hands import PINS, Dialogs, Machine

NEVER = 3_600_000
"""Milliseconds: an autosave that a step or a change of hands sets off."""
PEOPLE = (("王勤", Role.CLERK), ("李建国", Role.LEADER))
Make = Callable[..., Machine]


class AtOnce:
    """Runs work at once, on the thread of the test."""

    def start(self, runnable: QRunnable) -> None:
        runnable.run()


@pytest.fixture
def dialogs(monkeypatch: pytest.MonkeyPatch) -> Dialogs:
    dialogs = Dialogs()
    monkeypatch.setattr(QDialog, "exec", lambda dialog: dialogs.run(dialog))
    return dialogs


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[Path]]:
    """What is chosen in the dialogs of the system, one after the other."""
    chosen: list[Sequence[Path]] = []
    monkeypatch.setattr(FileQuestion, "ask_open", lambda *_, **__: list(chosen.pop(0)))
    return chosen


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The questions that were asked; to every one of them the answer is yes."""
    questions: list[str] = []

    def agree(_parent: object, _title: str, text: str, *_: Any) -> int:
        questions.append(text)
        return 1

    monkeypatch.setattr(Question, "ask", agree)
    return questions


@pytest.fixture
def machine(qtbot: QtBot, tmp_path: Path, dialogs: Dialogs, files: list[Sequence[Path]], asked: list[str]) -> Make:
    """Opens the window over a data folder of its own; `pins` says whether its people have PINs."""

    def made(name: str, people: Sequence[tuple[str, Role]] = PEOPLE, *, pins: bool = False) -> Machine:
        data = tmp_path / name
        desk = Desk.open(data)
        desk.office.put("宝山区民政局", "021-56789012", [Person("", *one) for one in people])
        for person in desk.office.people if pins else ():
            desk.office.set_pin(person.id, PINS[person.name])
        window = MainWindow(desk, data, Pools(AtOnce()), Rhythm(quiet=NEVER, longest=NEVER, retry=NEVER))
        window.resize(1366, 768)
        qtbot.addWidget(window)
        window.show()
        return Machine(data, window, desk, files)

    return made
