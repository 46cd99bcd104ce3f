"""The leader at work: panel, paper and flow over the real sheet, and a stand-in for the rest of the program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from forms.course import Step
from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from forms.stages import Stage
from forms.template import Template
from forms.typesetting.fonts import FontShelf
from gui.editing import SheetEditing
from gui.panels.message_bar import MessageArea
from gui.paper.view import PaperView
from gui.review.return_dialog import ReturnDialog
from gui.review.review_flow import ReviewDesk, ReviewFlow
from gui.review.review_place import ReviewPlace
from storage.actor import Actor
from storage.changes import FieldChange
from storage.ledger import LedgerRow

NOW = datetime(2023, 5, 12, 14, 3, tzinfo=UTC)
STROKES = {"kind": "strokes", "width": 200, "height": 100, "strokes": [[[20, 20, 0, 0.5], [120, 60, 90, 0.7]]]}


def row(sheet_id: str, stage: str = "in_review", due: date | None = None, updated: str = "") -> LedgerRow:
    return LedgerRow(sheet_id, "", sheet_id, (), stage, 1, due, updated)


class Office:
    """Stands in for the store and the dialogs: keeps what was asked of it."""

    def __init__(self) -> None:
        self.rows: list[LedgerRow] = []
        self.changes: Sequence[FieldChange] = ()
        self.phrases = ["同意。", "同意答复。"]
        self.ink: Mapping[str, Any] | None = STROKES
        self.steps: list[tuple[Step, str]] = []
        self.opened: list[str] = []
        self.works = True
        self.guest = False
        self.days: list[str] = []
        """Which day the question for a signature said that signing fills in."""

    def take(self, step: Step, reason: str) -> bool:
        self.steps.append((step, reason))
        return self.works

    def ask_ink(self, _parent: QWidget, _who: str, day: str) -> Mapping[str, Any] | None:
        self.days.append(day)
        return self.ink

    def open_sheet(self, sheet_id: str) -> bool:
        self.opened.append(sheet_id)
        return True

    def desk(self) -> ReviewDesk:
        return ReviewDesk(
            rows=lambda: self.rows,
            changes=lambda _id: self.changes,
            take=self.take,
            guest=lambda: self.guest,
            open_sheet=self.open_sheet,
            ask_ink=self.ask_ink,
            actor=lambda: Actor(Role.LEADER, "王建国"),
            now=lambda: NOW,
            phrases=lambda: tuple(self.phrases),
            keep_phrase=self.phrases.append,
            drop_phrase=self.phrases.remove,
        )


class Leader:
    """A leader before the window."""

    def __init__(self, qtbot: QtBot, office: Office) -> None:
        self.office, self.window = office, QWidget()
        qtbot.addWidget(self.window)
        self.place, self.view, self.area = ReviewPlace(), PaperView(FontShelf.bundled()), MessageArea()
        row = QHBoxLayout(self.window)
        for part in (self.area, self.view, self.place):
            row.addWidget(part)
        self.flow = ReviewFlow(office.desk(), self.place, self.view, self.area, self.window)
        self.panel = self.place.panel
        self.window.resize(1200, 700)

    def open(self, sheet: Sheet) -> None:
        self.editing = SheetEditing(sheet, self.window, Role.LEADER)
        self.view.show_sheet(self.editing)
        self.flow.show_sheet(self.editing)
        self.window.show()

    @property
    def opinion(self) -> object:
        return self.editing.sheet.answer("review_opinion")

    @property
    def said(self) -> str:
        return "\n".join(self.area.texts())

    def select(self, field: str, start: int, end: int) -> None:
        assert self.view.show_passage(field, start, end)

    def agree(self) -> None:
        """Everything that an approval asks for."""
        self.panel.opinion.insert("同意。")
        self.flow.sign()


@pytest.fixture
def reviewed(template: Template, record: Record) -> Sheet:
    """The real sheet while it is in review."""
    return Sheet(template, replace(record, stage=Stage.IN_REVIEW))


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def leader(qtbot: QtBot, office: Office, reviewed: Sheet) -> Leader:
    office.rows = [row("another"), row(reviewed.id)]
    leader = Leader(qtbot, office)
    leader.open(reviewed)
    return leader


@pytest.fixture(autouse=True)
def sent_back(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The marks that the question for a reason listed; it is answered with 请核对。 unless a test says otherwise."""
    asked: list[list[str]] = []

    def ask(_parent: object, marks: Sequence[str]) -> str:
        asked.append(list(marks))
        return "请核对。"

    monkeypatch.setattr(ReturnDialog, "ask", ask)
    return asked
