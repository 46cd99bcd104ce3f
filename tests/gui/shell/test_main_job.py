"""The main job, by hand in the window: import the real sheet, fill it in, export both formats, read them back."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QCheckBox, QComboBox, QLineEdit, QScrollBar, QTextEdit
from pytestqt.qtbot import QtBot

from gui.app import build_window
from gui.dialogs.export_dialog import ExportChoice, ExportDialog
from gui.main_window import MainWindow
from storage.desk import Desk

REAL_PHONE = "021-56789012"


@pytest.fixture
def busy_window(qtbot: QtBot, data: Path) -> MainWindow:
    """The window as the program opens it, with real threads."""
    window = build_window(data)
    window.resize(1366, 768)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def editor(window: MainWindow, name: str) -> QTextEdit:
    found = window.findChild(QTextEdit, name)
    assert found is not None, name
    return found


def fill_in(window: MainWindow) -> None:
    for name, words in (("phone", REAL_PHONE), ("handled_on", "2023-5-6"), ("assigned_on", "20230220")):
        window.paper.focus_field(name) or window.details.focus_field(name)
        QTest.keyClicks(editor(window, name), words)
    for name in ("outcome.being_solved", "disclosure.proactive_full"):
        box = window.findChild(QCheckBox, name)
        assert box is not None
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)


def test_a_clerk_does_the_whole_job_in_the_window(
    busy_window: MainWindow, real: Callable[[str], Path], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, target = busy_window, tmp_path / "out"
    window.import_flow.start([real("baoshan_068.txt")])
    qtbot.waitUntil(lambda: window.opened.record is not None)
    fill_in(window)
    qtbot.waitUntil(lambda: window.checking.findings == ())
    monkeypatch.setattr(ExportDialog, "ask", lambda *_: ExportChoice(("pdf", "docx"), False, None, target, False))
    window.actions_["export"].trigger()
    qtbot.waitUntil(lambda: not window.export_flow.busy, timeout=20_000)
    names = sorted(path.name for path in target.iterdir())
    assert names == ["068号_周菁菁_一式4份.docx", "068号_周菁菁_一式4份.pdf"]
    record = window.opened.record
    assert record is not None
    text = _plain("".join(page.extract_text() for page in PdfReader(target / names[1]).pages))
    for name in ("title", "handling", "phone", "reply"):
        assert not set(_plain(str(record.answers[name]))) - set(text), name
    assert text.count(REAL_PHONE) == 4 and "第4份" in text
    with zipfile.ZipFile(target / names[0]) as document:
        assert REAL_PHONE in document.read("word/document.xml").decode()


def _plain(text: str) -> str:
    return "".join(text.split())


def test_what_was_typed_is_there_after_the_window_is_closed(
    busy_window: MainWindow, real: Callable[[str], Path], qtbot: QtBot, data: Path
) -> None:
    busy_window.import_flow.start([real("baoshan_068.txt")])
    qtbot.waitUntil(lambda: busy_window.opened.record is not None)
    sheet_id = busy_window.opened.sheet_id
    fill_in(busy_window)
    assert busy_window.isWindowModified()
    assert busy_window.close(), "closing saves and waits, it does not ask"
    with Desk.open(data) as desk:
        assert desk.open_sheet(sheet_id).answer("phone") == REAL_PHONE


def test_the_title_tells_number_title_and_what_is_not_saved(imported: MainWindow) -> None:
    assert imported.windowTitle().startswith("068号 关于对2022年") and imported.windowTitle().endswith("[*] — 办理反馈单")
    assert not imported.isWindowModified()
    QTest.keyClicks(editor(imported, "phone"), "1")
    assert imported.isWindowModified() and imported.status.saved.text() == "未保存"
    imported.actions_["save"].trigger()
    assert not imported.isWindowModified() and imported.status.saved.text().startswith("已保存 ")


def test_typing_is_undone_and_redone_by_the_actions(imported: MainWindow) -> None:
    undo, redo = imported.actions_["undo"], imported.actions_["redo"]
    assert not undo.isEnabled()
    QTest.keyClicks(editor(imported, "phone"), "123")
    assert undo.text() == "撤销：联系电话"
    undo.trigger()
    assert editor(imported, "phone").toPlainText() == "" and redo.isEnabled()
    redo.trigger()
    assert editor(imported, "phone").toPlainText() == "123"


def test_a_new_sheet_is_open_at_once_with_the_caret_in_its_title(window: MainWindow) -> None:
    window.actions_["new"].trigger()
    assert window.opened.record is not None and window.ledger.model.total == 1
    assert window.middle.currentWidget() is window.paper
    assert window.paper.current_field == "title"


def test_every_widget_that_takes_input_says_what_it_is(imported: MainWindow) -> None:
    unnamed = [
        (type(widget).__name__, widget.objectName(), widget.parent())
        for kind in (QAbstractButton, QLineEdit, QTextEdit, QComboBox, QAbstractSlider)
        for widget in imported.findChildren(kind)
        if not isinstance(widget, QScrollBar)
        and not widget.objectName().startswith("qt_")  # parts of Qt's own bars
        and not widget.accessibleName()
        and not getattr(widget, "text", str)()
    ]
    assert unnamed == []
