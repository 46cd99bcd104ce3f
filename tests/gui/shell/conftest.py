"""What the tests of the window share: the window itself over a fresh data folder, and answers to its questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRunnable
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from gui.autosave import Rhythm
from gui.dialogs.questions import Announcement, Question
from gui.flows.print_flow import PrinterQuestion
from gui.main_window import MainWindow
from gui.pools import Pools
from storage.desk import Desk

COMPLETE = {"phone": "021-56789012", "handled_on": "2023-05-06", "outcome": "being_solved", "disclosure": "proactive_full"}
NEVER = 3_600_000
"""Milliseconds: an autosave that the test itself sets off."""


class AtOnce:
    """Runs work at once, on the thread of the test."""

    def start(self, runnable: QRunnable) -> None:
        runnable.run()


class Asked:
    """Stands in for questions: gives the answers it was told, and keeps what was asked."""

    def __init__(self) -> None:
        self.answers: list[int] = []
        self.questions: list[str] = []
        self.then: Callable[[], object] | None = None

    def question(self, _parent: object, _title: str, text: str, choices: Any, more: str = "", grave: bool = False) -> int:
        self.questions.append(f"{text}\n{more}")
        assert self.answers, f"nobody expected the question: {text} {more} {choices}"
        if self.then is not None:
            self.then()
        return self.answers.pop(0)

    def announcement(self, _parent: object, _title: str, text: str, more: str = "", grave: bool = False) -> None:
        self.questions.append(f"{text}\n{more}")


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """No test waits for somebody to click: a question that it does not expect fails it."""
    asked = Asked()
    monkeypatch.setattr(Question, "ask", asked.question)
    monkeypatch.setattr(Announcement, "ask", asked.announcement)
    return asked


@pytest.fixture
def desk(data: Path) -> Iterator[Desk]:
    desk = Desk.open(data)
    yield desk
    desk.close()


@pytest.fixture
def open_window(qtbot: QtBot, data: Path) -> Callable[[], MainWindow]:
    """Opens the window over `data`, all work done at once, saved only when told to."""

    def opened() -> MainWindow:
        window = MainWindow(Desk.open(data), data, Pools(AtOnce()), Rhythm(quiet=NEVER, longest=NEVER, retry=NEVER))
        window.resize(1366, 768)
        qtbot.addWidget(window)
        window.show()
        return window

    return opened


@pytest.fixture
def window(open_window: Callable[[], MainWindow]) -> MainWindow:
    return open_window()


@pytest.fixture
def imported(window: MainWindow, real: Callable[[str], Path]) -> MainWindow:
    """The window with the real sheet imported and open."""
    window.import_flow.start([real("baoshan_068.txt")])
    return window


@pytest.fixture
def complete(imported: MainWindow) -> MainWindow:
    """The window with the real sheet, filled in."""
    assert imported.opened.editing is not None
    assert imported.opened.editing.edit_many(COMPLETE, "填写")
    return imported


@pytest.fixture
def printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the printer that the user chooses prints to."""
    path = tmp_path / "printed.pdf"

    def ask(_parent: object, printer: QPrinter) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        return True

    monkeypatch.setattr(PrinterQuestion, "ask", ask)
    return path
