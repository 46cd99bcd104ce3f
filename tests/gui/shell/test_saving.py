"""Saving in the window: failures are told and tried again, and no way out of a sheet or the window loses a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from forms.errors import Failure
from gui.autosave import Rhythm, SaveState
from gui.dialogs.questions import FileQuestion
from gui.main_window import MainWindow
from gui.pools import Pools
from storage.desk import Desk


class Broken:
    """Stands in for the saving of the desk and fails until it is mended."""

    def __init__(self, desk: Desk) -> None:
        self._save = desk.save
        self.broken = True

    def save(self, record: Any, changed: Any = ()) -> Any:
        if self.broken:
            raise Failure("disk_full", path="D:/")
        return self._save(record, changed)


@pytest.fixture
def broken(imported: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Broken:
    """The open sheet with a change that cannot be saved."""
    broken = Broken(imported._desk)
    editing = imported.opened.editing
    assert editing is not None
    imported.opened._kept[editing.sheet.id].autosave._save = broken.save
    editing.draft("phone", "12345")
    return broken


def stored(data: Path, sheet_id: str, name: str) -> object:
    with Desk.open(data, read_only=True) as desk:
        return desk.open_sheet(sheet_id).answer(name)


def test_a_failed_save_stays_in_sight_with_a_retry(imported: MainWindow, broken: Broken) -> None:
    imported.actions_["save"].trigger()
    bar = imported.messages.bar("save")
    assert bar is not None and "磁盘" in bar.text() and imported.opened.state is SaveState.FAILED
    assert imported.isWindowModified()
    broken.broken = False
    imported.opened.flush()
    assert imported.messages.bar("save") is None and not imported.isWindowModified()


def test_closing_asks_when_it_cannot_save_and_may_be_called_off(imported: MainWindow, broken: Broken, asked: Any) -> None:
    asked.answers = [0]
    assert not imported.close() and imported.isVisible()
    assert "没有保存成功" in asked.questions[0]
    broken.broken = False


def test_closing_tries_again_as_often_as_one_likes(imported: MainWindow, broken: Broken, asked: Any, data: Path) -> None:
    sheet_id = imported.opened.sheet_id
    asked.answers = [1, 1]
    asked.then = lambda: setattr(broken, "broken", len(asked.questions) < 2)
    assert imported.close()
    assert stored(data, sheet_id, "phone") == "12345"


def test_closing_without_saving_is_a_choice_too(imported: MainWindow, broken: Broken, asked: Any) -> None:
    asked.answers = [3]
    assert imported.close()


def test_a_copy_elsewhere_holds_everything(
    imported: MainWindow, broken: Broken, asked: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "副本.docx"
    monkeypatch.setattr(FileQuestion, "ask_save", lambda *_: copy)
    asked.answers = [2, 3]
    assert imported.close()
    assert copy.stat().st_size > 1000 and "12345" in copy.with_suffix(".json").read_text(encoding="utf-8")


def test_an_unexpected_error_on_the_way_out_keeps_the_window(imported: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(imported.closing, "may_close", fail)
    with pytest.raises(ZeroDivisionError):
        imported.close()
    assert imported.isVisible()
    monkeypatch.setattr(imported.closing, "may_close", lambda: True)


def test_going_to_another_sheet_saves_the_first(imported: MainWindow, data: Path) -> None:
    first, editing = imported.opened.sheet_id, imported.opened.editing
    assert editing is not None
    editing.draft("phone", "12345")
    imported.actions_["new"].trigger()
    assert imported.opened.sheet_id != first and stored(data, first, "phone") == "12345"


def test_a_sheet_left_unsaved_comes_back_as_it_was_left(imported: MainWindow, broken: Broken) -> None:
    first = imported.opened.sheet_id
    imported.actions_["new"].trigger()
    assert imported.messages.bar("save") is not None, "the failure of a sheet out of sight is told all the same"
    assert imported.open_sheet(first)
    record = imported.opened.record
    assert record is not None and record.answers["phone"] == "12345"
    broken.broken = False
    imported.opened.flush()
    assert imported.opened.state is SaveState.SAVED


def test_closing_waits_for_a_save_that_runs(qtbot: QtBot, data: Path, held: Any) -> None:
    pools = Pools()
    window = MainWindow(Desk.open(data), data, pools, Rhythm(quiet=3_600_000))
    qtbot.addWidget(window)
    pools.saving._pool = held
    sheet = window._desk.new_sheet()
    window.open_sheet(sheet.id)
    editing = window.opened.editing
    assert editing is not None
    editing.draft("title", "甲")
    window.opened.flush()
    editing.draft("title", "甲乙")
    for delay in (10, 30):
        QTimer.singleShot(delay, held.release)
    assert window.close()
    assert stored(data, sheet.id, "title") == "甲乙"


def test_the_end_of_the_session_saves(imported: MainWindow, data: Path) -> None:
    editing = imported.opened.editing
    assert editing is not None
    editing.draft("phone", "12345")
    imported.closing.end_session()
    assert stored(data, editing.sheet.id, "phone") == "12345"


def test_what_is_repaired_is_told(open_window: Callable[[], MainWindow], data: Path) -> None:
    window = open_window()
    window.actions_["new"].trigger()
    sheet_id = window.opened.sheet_id
    window.close()
    (data / "sheets" / f"{sheet_id}.json").write_bytes(b"{ torn")
    assert open_window().messages.bar("notices") is not None


def test_a_sheet_that_cannot_be_read_is_told_and_the_open_one_stays(imported: MainWindow) -> None:
    before = imported.opened.sheet_id
    assert not imported.open_sheet("0" * 16)
    assert imported.messages.bar("open") is not None and imported.opened.sheet_id == before
