"""The clerk signs on the sheet on the table: the day goes with the signature, and does not void it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from forms.fields import Role
from forms.record import Record
from forms.signing import Standing, standing
from gui.autosave import Rhythm
from gui.editing import SheetEditing
from gui.opened_sheet import OpenedSheet
from gui.panels.message_bar import MessageArea
from gui.signing.sign_dialog import SignDialog
from gui.signing.signing_flow import SigningFlow
from gui.tasks import TaskRunner
from storage.desk import Desk
from tests.hands import CLERK, INK

NEVER = 3_600_000


class Clerk:
    """A clerk who signs whatever is asked, and what the question said of the day."""

    def __init__(self, desk: Desk, tasks: TaskRunner, qtbot: QtBot, record: Record) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        rhythm = Rhythm(quiet=NEVER, longest=NEVER, retry=NEVER)
        self.opened = OpenedSheet(desk, tasks, lambda: None, rhythm, self.window)
        self.flow = SigningFlow(desk, self.opened, lambda: CLERK, MessageArea(self.window), self.window)
        self.days: list[str] = []
        self.ink: Mapping[str, Any] | None = INK
        sheet = desk.new_sheet()
        sheet.fill({name: value for name, value in record.answers.items() if name != "handled_on"}, Role.CLERK)
        desk.save(sheet.record)
        self.opened.open(sheet.id)
        self.today = desk.today().isoformat()

    def ask(self, *_: object, day: str, **__: object) -> Mapping[str, Any] | None:
        self.days.append(day)
        return self.ink

    @property
    def editing(self) -> SheetEditing:
        assert self.opened.editing is not None
        return self.opened.editing

    @property
    def day(self) -> object:
        return self.editing.sheet.answer("handled_on")

    @property
    def stands(self) -> Standing:
        return standing(self.editing.sheet.template, self.editing.sheet.view, "handled_by")


@pytest.fixture
def clerk(desk: Desk, inline: TaskRunner, qtbot: QtBot, record: Record, monkeypatch: pytest.MonkeyPatch) -> Clerk:
    clerk = Clerk(desk, inline, qtbot, record)
    monkeypatch.setattr(SignDialog, "ask", clerk.ask)
    return clerk


def test_who_signs_dates_the_sheet_as_well_and_the_signature_holds(clerk: Clerk) -> None:
    clerk.flow.sign("handled_by")
    assert (clerk.day, clerk.stands) == (clerk.today, Standing.HOLDS)
    assert clerk.days[0].startswith("签名时一并填写办理日期：")


def test_one_undo_takes_back_the_signature_and_its_day(clerk: Clerk) -> None:
    clerk.flow.sign("handled_by")
    clerk.editing.undo_stack.undo()
    assert (clerk.day, clerk.stands) == (None, Standing.NONE)
    clerk.editing.undo_stack.redo()
    assert (clerk.day, clerk.stands) == (clerk.today, Standing.HOLDS)


def test_a_day_that_stands_is_left_and_not_spoken_of(clerk: Clerk) -> None:
    clerk.editing.draft("handled_on", "2023-05-06")
    clerk.flow.sign("handled_by")
    assert (clerk.day, clerk.stands, clerk.days) == ("2023-05-06", Standing.HOLDS, [""])


def test_who_does_not_sign_dates_nothing(clerk: Clerk) -> None:
    clerk.ink = None
    clerk.flow.sign("handled_by")
    assert (clerk.day, clerk.stands) == (None, Standing.NONE)


@pytest.mark.parametrize("day", ["", "签名时一并填写办理日期：2026年11月22日"])
def test_the_dialog_says_which_day_it_fills_in(qtbot: QtBot, day: str) -> None:
    dialog = SignDialog(None, "王勤", lambda _data, _kind: "", day=day)
    qtbot.addWidget(dialog)
    dialog.show()
    assert (dialog.day.text(), dialog.day.isVisible()) == (day, bool(day))
