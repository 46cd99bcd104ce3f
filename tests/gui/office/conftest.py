"""What the tests of the office's dialogs share: an office whose PINs cost nothing, and answers to its questions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from forms.fields import Role
from gui.dialogs.questions import Question
from gui.office.new_pin_dialog import NewPinDialog
from gui.office.pin_question import PinQuestion
from gui.office.recovery_card import RecoveryCard
from storage.desk import SHIPPED, local_now
from storage.folders import DataFolder
from storage.office import Office, Person
from storage.pin import Cost
from storage.shelf import TemplateShelf
from storage.store import Store


class Answers:
    """Stands in for the questions: what was asked, and what to do instead of showing it."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.choice = 1
        self.pin = ""
        self.cards: list[str] = []

    def question(self, _parent: object, _title: str, text: str, choices: Any, more: str = "", grave: bool = False) -> int:
        self.asked.append(f"{text}{more}")
        return self.choice

    def pin_question(self, _parent: object, person: Person, unlock: Any, *_: object) -> bool:
        self.asked.append(f"PIN {person.name}")
        if self.pin:
            unlock(self.pin)
        return bool(self.pin)

    def new_pin(self, _parent: object, person: Person, proof: Any, keep: Any, *_: object) -> bool:
        self.asked.append(f"new PIN {person.name} {proof.name}")
        code = keep("", self.pin) if self.pin else ""
        if code:
            self.cards.append(code)
        return bool(self.pin)

    def card(self, _parent: object, _person: Person, code: str) -> None:
        self.cards.append(code)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    answers = Answers()
    monkeypatch.setattr(Question, "ask", answers.question)
    monkeypatch.setattr(PinQuestion, "ask", answers.pin_question)
    monkeypatch.setattr(NewPinDialog, "ask", answers.new_pin)
    monkeypatch.setattr(RecoveryCard, "ask", answers.card)
    return answers


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Office]:
    """An office where nobody is entered yet."""
    folder = DataFolder(tmp_path.resolve())
    folder.create()
    yield Office(Store(folder, TemplateShelf((SHIPPED,)), local_now, read_only=False), cost=Cost(2, 1, 1))


@pytest.fixture
def office(empty: Office) -> Office:
    """王勤, and 李局 with the PIN 4321."""
    empty.put("区民政局", "021-56789012", [Person("", "王勤", Role.CLERK), Person("", "李局", Role.LEADER)])
    empty.set_pin(empty.leaders[0].id, "4321")
    return empty
