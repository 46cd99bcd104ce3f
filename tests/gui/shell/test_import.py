"""Import: by the dialog or dropped, each failure with its own sentence, the first sheet open at the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QFrame

from gui.dialogs.import_result import ImportResult
from gui.dialogs.questions import FileQuestion
from gui.main_window import MainWindow
from gui.settings import Key
from storage.importing import ImportReport
from tests.gui.dragging import dragged_over, drop, files


@pytest.fixture
def results(monkeypatch: pytest.MonkeyPatch) -> list[ImportReport]:
    """What the dialog of the result was shown."""
    shown: list[ImportReport] = []
    monkeypatch.setattr(ImportResult, "ask", lambda _parent, report: shown.append(report))
    return shown


def test_the_first_imported_sheet_is_open(imported: MainWindow) -> None:
    record = imported.opened.record
    assert record is not None and record.answers["proposer"] == ("周菁菁",)
    assert imported.ledger.model.total == 1 and imported.middle.currentWidget() is imported.paper


def test_the_dialog_remembers_its_folder(
    window: MainWindow, real: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = real("baoshan_068.txt")
    monkeypatch.setattr(FileQuestion, "ask_open", lambda *_: [path])
    window.actions_["import"].trigger()
    assert window.opened.record is not None and window.settings.text(Key.IMPORT_FOLDER) == str(path.parent)


def test_a_file_that_cannot_be_read_has_its_sentence(
    window: MainWindow, tmp_path: Path, real: Callable[[str], Path], results: list[ImportReport]
) -> None:
    picture = tmp_path / "图片.docx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    window.import_flow.start([picture, real("baoshan_068.txt")])
    assert [Path(failed.file).name for failed in results[0].failed] == ["图片.docx"]
    assert window.ledger.model.total == 1 and window.opened.record is not None


def test_what_no_field_takes_is_shown_at_once(window: MainWindow, real: Callable[[str], Path]) -> None:
    window.import_flow.start([real("shucheng_8_joint_reply.txt")])
    frame = window.details.findChild(QFrame, "remainder_frame")
    assert frame is not None and frame.isVisible() and window.side.current == "details"
    window.details._on_clear()
    assert not frame.isVisible()
    window.actions_["undo"].trigger()
    assert frame.isVisible()


def test_a_folder_stands_for_the_files_in_it(
    window: MainWindow, real: Callable[[str], Path], results: list[ImportReport]
) -> None:
    window.import_flow.start([real("baoshan_068.txt").parent])
    assert window.ledger.model.total == 5 and len(results[0].imported) == 5


def test_an_empty_folder_is_told(window: MainWindow, tmp_path: Path) -> None:
    window.import_flow.start([tmp_path])
    assert window.messages.texts() and window.opened.record is None


def test_files_dropped_on_the_window_are_imported(window: MainWindow, real: Callable[[str], Path]) -> None:
    data = files(real("baoshan_068.txt"))
    with dragged_over(window, data) as taken:
        assert taken and window.overlay.isVisible()
    assert not window.overlay.isVisible() and window.opened.record is None
    assert drop(window, data)
    assert not window.overlay.isVisible() and window.opened.record is not None


def test_text_dragged_over_the_window_is_no_file(window: MainWindow) -> None:
    data = QMimeData()
    data.setText("文字")
    with dragged_over(window, data) as taken:
        assert not taken and not window.overlay.isVisible()


def test_a_long_import_can_be_cancelled(window: MainWindow, real: Callable[[str], Path], held: Any) -> None:
    window.pools.long._pool = held
    window.import_flow.start([real("baoshan_068.txt")])
    assert window.messages.texts() == ["正在导入…"]
    window.import_flow._work.cancel()
    held.release()
    assert not window.messages.texts() and window.ledger.model.total == 0 and not window.import_flow.busy
