"""Machines with a data folder and a piece of window each, and answers to what the flows ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from forms.course import Step
from forms.fields import Role
from forms.record import Record
from gui.acting import Acting
from gui.dialogs.questions import Question
from gui.opened_sheet import OpenedSheet
from gui.panels.message_bar import MessageArea
from gui.settings import Settings
from gui.tasks import TaskRunner
from gui.travel.conflict_dialog import Clash, ConflictDialog, Taken
from gui.travel.incoming_dialog import IncomingDialog, Summary
from gui.travel.pack_dialog import Candidate, PackDialog, PackOrder
from gui.travel.pack_flow import PackFlow
from gui.travel.passphrase import PassphraseDialog
from gui.travel.unpack_flow import UnpackFlow
from storage.actor import Actor
from storage.desk import Desk
from tests.hands import enter
from tests.storage.handover.conftest import ANSWERS

CLERK, LEADER = Actor(Role.CLERK, "李红"), Actor(Role.LEADER, "王建国")


class Asked:
    """Stands in for the dialogs: answers as it was told, and keeps what was shown."""

    def __init__(self) -> None:
        self.candidates: Sequence[Candidate] = ()
        self.intro = ""
        self.order: Callable[[Sequence[Candidate], str], PackOrder | None] = lambda *_: None
        self.passphrases: list[str | None] = []
        self.wrong: list[bool] = []
        self.summaries: list[Summary] = []
        self.takes = True
        self.clashes: list[Sequence[Clash]] = []
        self.chooses: Mapping[str, Taken] | None = None
        self.replaces = 0

    def pack(self, _parent: object, _title: str, intro: str, candidates: Any, _folder: Path, propose: Any) -> Any:
        self.candidates, self.intro = candidates, intro
        return self.order(candidates, propose([one.id for one in candidates if one.chosen]))

    def passphrase(self, _parent: object, _file: str, wrong: bool) -> str | None:
        self.wrong.append(wrong)
        return self.passphrases.pop(0)

    def incoming(self, _parent: object, summary: Summary) -> bool:
        self.summaries.append(summary)
        return self.takes

    def conflict(self, _parent: object, _title: str, clashes: Sequence[Clash], _asset: object) -> Any:
        self.clashes.append(clashes)
        return self.chooses

    def question(self, *_: object) -> int:
        return self.replaces


class Place:
    """A machine: its desk, its flows, and what its person does."""

    def __init__(self, folder: Path, actor: Actor, inline: TaskRunner, window: QWidget) -> None:
        self.desk = Desk.open(folder / "data")
        self.folder, self.actor = folder, actor
        self.acting = Acting(window)
        self.acting.become(actor)
        self.area = MessageArea(window)
        self.opened = OpenedSheet(self.desk, inline, lambda: None, None, window)
        settings = Settings(folder)
        parts = (self.desk, self.opened, self.acting, settings, self.area, inline, window)
        self.pack, self.unpack = PackFlow(*parts), UnpackFlow(*parts)
        self.roles: list[tuple[Role, list[str]]] = []
        self.unpack.role_wanted.connect(lambda role, ids: self.roles.append((role, ids)))

    def record(self, sheet_id: str) -> Record:
        return self.desk.open_sheet(sheet_id).record

    def new(self, **answers: object) -> str:
        sheet = self.desk.new_sheet("baoshan-npc")
        sheet.fill({**ANSWERS, **answers}, Role.CLERK)
        self.desk.save(sheet.record, ANSWERS, CLERK)
        self.sign(sheet.id, "handled_by")
        return sheet.id

    def fill(self, sheet_id: str, **answers: object) -> None:
        enter(self.desk, sheet_id, self.actor, answers)

    def sign(self, sheet_id: str, name: str) -> None:
        enter(self.desk, sheet_id, self.actor, {}, name)

    def approve(self, sheet_id: str, opinion: str = "同意。") -> None:
        self.fill(sheet_id, review_opinion=opinion, reviewed_on="2023-05-08")
        self.sign(sheet_id, "reviewed_by")
        self.desk.course.take(sheet_id, Step.APPROVE, self.actor)

    def packed(self, purpose: str, *ids: str, passphrase: str = "") -> Path:
        target = self.folder / f"{purpose}.rsheet"
        self.desk.handover.pack(ids, purpose, target, self.actor, passphrase)
        return target

    def texts(self) -> str:
        return "\n".join(self.area.texts())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    asked = Asked()
    for dialog, stands_in in (
        (PackDialog, asked.pack),
        (PassphraseDialog, asked.passphrase),
        (IncomingDialog, asked.incoming),
        (ConflictDialog, asked.conflict),
        (Question, asked.question),
    ):
        monkeypatch.setattr(dialog, "ask", stands_in)
    return asked


@pytest.fixture
def place(tmp_path: Path, qtbot: QtBot, inline: TaskRunner, asked: Asked) -> Iterator[Callable[[str, Actor], Place]]:
    made: list[Place] = []

    def make(name: str, actor: Actor) -> Place:
        window = QWidget()
        qtbot.addWidget(window)
        (tmp_path / name).mkdir()
        made.append(Place(tmp_path / name, actor, inline, window))
        return made[-1]

    yield make
    for one in made:
        one.desk.close()


@pytest.fixture
def office(place: Callable[[str, Actor], Place]) -> Place:
    """The clerk's machine."""
    return place("office", CLERK)


@pytest.fixture
def leader(place: Callable[[str, Actor], Place]) -> Place:
    return place("leader", LEADER)
