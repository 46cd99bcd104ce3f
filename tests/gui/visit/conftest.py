"""A real sheet that the leader has signed, and the window in which a deputy visits it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from forms.course import Step
from forms.fields import Role
from forms.record import Record
from gui.signing.pad import InkPad
from gui.tasks import TaskRunner
from gui.visit.visit_window import VisitWindow
from storage.desk import Desk
from tests.hands import CLERK, LEADER, bring_to_visit

CHOICES = {"outcome": "being_solved", "disclosure": "proactive_full"}
REVIEW = {"opinion": "同意答复。", "on": "2023-05-08", "ink": {"kind": "open"}}


class Hand:
    """What a deputy's finger does in the window."""

    def __init__(self, qtbot: QtBot, window: VisitWindow) -> None:
        self._bot, self.window = qtbot, window

    def press(self, *names: str) -> None:
        """Press buttons by their object names, one after the other."""
        for name in names:
            found = self.window.findChild(QPushButton, name)
            assert found is not None and found.isVisible() and found.isEnabled(), name
            self._bot.mouseClick(found, Qt.MouseButton.LeftButton)

    def draw(self, pad: InkPad) -> None:
        """Draw one stroke across a pad."""
        places = [QPoint(40 + 12 * number, 50 + (number % 3) * 20) for number in range(12)]
        self._bot.mousePress(pad, Qt.MouseButton.LeftButton, pos=places[0])
        for place in places[1:]:
            self._bot.mouseMove(pad, place)
        self._bot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=places[-1])

    def sees(self, name: str) -> bool:
        found = self.window.findChild(QWidget, name)
        return found is not None and found.isVisible()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk.open(tmp_path / "data")
    yield desk
    desk.close()


@pytest.fixture
def approve(desk: Desk, record: Record) -> Callable[..., str]:
    """Stores the real sheet with further answers of the clerk's and brings it to the visit; returns its id."""

    def approved(**answers: Any) -> str:
        sheet = desk.new_sheet()
        sheet.fill({**record.answers, **answers}, Role.CLERK)
        desk.save(sheet.record)
        bring_to_visit(desk, sheet.id, **REVIEW)
        return sheet.id

    return approved


@pytest.fixture(scope="session")
def prepare(real: Callable[[str], Path]) -> Callable[[Path], str]:
    """Makes a data folder with the real sheet at the visit, and returns the sheet's id."""

    def prepared(data: Path) -> str:
        with Desk.open(data) as desk:
            sheet_id = desk.import_files([real("baoshan_068.txt")]).imported[0].id
            desk.fill(sheet_id, {"answers": {"phone": "021-56789012", "remainder": None, **CHOICES}})
            bring_to_visit(desk, sheet_id, **REVIEW)
            return sheet_id

    return prepared


@pytest.fixture
def visited(approve: Callable[..., str]) -> str:
    return approve()


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[[VisitWindow], Hand]]:
    """Shows a window of the visit as large as a tablet; every window is let go in the end."""
    shown: list[VisitWindow] = []

    def show_it(window: VisitWindow) -> Hand:
        shown.append(window)
        window.resize(1280, 800)
        window.show()
        return Hand(qtbot, window)

    yield show_it
    for window in filter(shiboken6.isValid, shown):
        window._released = True
        window.close()
        window.deleteLater()


@pytest.fixture
def hand(desk: Desk, visited: str, show: Callable[[VisitWindow], Hand], inline: TaskRunner) -> Hand:
    """A visit that has just begun."""
    return show(VisitWindow.begin(desk, visited, "", "王勤", inline))


@pytest.fixture
def data_of_letter(desk: Desk) -> str:
    """The id of a sheet of the second template, at the visit; of the deputy it asks for a signature only."""
    folder = desk._store.folder.templates / "street-letter"
    folder.mkdir(parents=True)
    source = Path(__file__).parents[2] / "templates" / "street-letter" / "sheet.toml"
    (folder / "sheet.toml").write_bytes(source.read_bytes())
    desk.templates.read()
    sheet = desk.new_sheet("street-letter")
    answers = {"subject": "路灯不亮", "writers": ["赵大妈"], "answer": "已修复。", "result": "done"}
    sheet.fill(answers, Role.CLERK)
    desk.save(sheet.record)
    desk.course.take(sheet.id, Step.SUBMIT, CLERK)
    desk.course.take(sheet.id, Step.APPROVE, LEADER)
    return sheet.id
