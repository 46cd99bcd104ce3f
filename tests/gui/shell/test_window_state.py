"""What the window remembers, the actions, light and dark, and that dialogs are freed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
from PySide6.QtGui import QKeySequence, QPalette
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from forms.errors import Failure
from forms.template import Template
from gui.actions import ACTIONS, MENUS
from gui.app import build_window, set_up
from gui.crash_guard import CrashGuard
from gui.dialogs.about import About
from gui.dialogs.bin_dialog import BinDialog
from gui.dialogs.export_dialog import ExportChoice, ExportDialog
from gui.dialogs.import_result import ImportResult
from gui.dialogs.questions import Announcement, FileQuestion, Question
from gui.dialogs.version_dialog import Difference, VersionDialog
from gui.look.appearance import DARK, LIGHT
from gui.main_window import MainWindow
from gui.panels.message_bar import MessageArea
from gui.settings import Key, Settings
from storage.bin import BinRow
from storage.desk import Desk
from storage.importing import Failed, ImportReport


def test_the_window_comes_back_as_it_was(open_window: Callable[[], MainWindow], real: Callable[[str], Path]) -> None:
    window = open_window()
    window.import_flow.start([real("baoshan_068.txt")])
    sheet_id = window.opened.sheet_id
    window.resize(1200, 700)
    window.actions_["toggle_list"].trigger()
    window.actions_["show_history"].trigger()
    window.actions_["zoom_reset"].trigger()
    window.actions_["zoom_in"].trigger()
    window.close()
    again = open_window()
    assert again.opened.sheet_id == sheet_id
    assert again.ledger.isHidden() and not again.actions_["toggle_list"].isChecked()
    assert again.side.current == "history" and again.paper.zoom == pytest.approx(1.1)


def test_settings_that_make_no_sense_are_the_defaults(data: Path) -> None:
    data.mkdir()
    (data / "settings.ini").write_text("[paper]\nzoom=much\n[window]\ngeometry=none\n", encoding="utf-8")
    settings = Settings(data)
    assert settings.number(Key.ZOOM, 1.0) == 1.0 and settings.state(Key.GEOMETRY).isEmpty()
    settings.put(Key.EXPORT_FOLDER, str(data / "gone"))
    assert settings.folder(Key.EXPORT_FOLDER).is_dir()


def test_a_last_sheet_that_is_gone_is_forgotten(open_window: Callable[[], MainWindow], data: Path) -> None:
    settings = Settings(data)
    settings.put(Key.LAST_SHEET, "0" * 16)
    settings.write()
    window = open_window()
    assert window.opened.sheet_id == "" and window.middle.currentWidget() is window.welcome


def test_every_action_is_in_a_menu_and_no_two_share_a_key() -> None:
    in_menus = [verb for _, verbs in MENUS for entry in verbs for verb in (entry[1] if isinstance(entry, tuple) else (entry,))]
    assert sorted(declared.verb for declared in ACTIONS) == sorted(filter(None, in_menus))
    keys = [QKeySequence(key).toString() for declared in ACTIONS for key in declared.keys]
    assert len(keys) == len(set(keys))


def test_actions_are_named_as_agreed(window: MainWindow) -> None:
    for verb in ("new", "import", "export", "print", "find", "undo", "redo", "save", "next_finding", "delete", "bin"):
        action = window.findChild(type(window.actions_[verb]), f"action.{verb}")
        assert action is window.actions_[verb]
    assert window.actions_["export"].toolTip().endswith("（Ctrl+E）")


def test_without_a_sheet_its_actions_are_off(window: MainWindow) -> None:
    assert not window.actions_["export"].isEnabled() and window.actions_["import"].isEnabled()
    window.actions_["new"].trigger()
    assert window.actions_["export"].isEnabled()


def test_zoom_by_slider_and_by_width(imported: MainWindow) -> None:
    imported.status.slider.setValue(150)
    assert imported.paper.zoom == pytest.approx(1.5) and not imported.actions_["zoom_fit"].isChecked()
    imported.actions_["zoom_fit"].trigger()
    assert imported.paper.fits_width and imported.actions_["zoom_fit"].isChecked()
    assert imported.status.percent.text() == f"{round(imported.paper.zoom * 100)}%"


def test_light_and_dark(imported: MainWindow, qtbot: QtBot) -> None:
    imported.actions_["scheme_dark"].trigger()
    assert QApplication.palette().color(QPalette.ColorRole.Base).name() == DARK.base
    qtbot.waitUntil(lambda: DARK.accent in imported.styleSheet())
    assert imported.settings.text(Key.SCHEME) == "dark"
    imported.actions_["scheme_light"].trigger()
    assert QApplication.palette().color(QPalette.ColorRole.Base).name() == LIGHT.base
    imported.actions_["scheme_system"].trigger()


def test_deleting_can_be_taken_back_at_once(imported: MainWindow) -> None:
    sheet_id = imported.opened.sheet_id
    imported.actions_["delete"].trigger()
    assert imported.opened.sheet_id == "" and imported.ledger.model.total == 0
    assert imported.messages.texts()[-1].startswith("已移入回收站：068号 关于对2022年")
    imported.bin_flow.take_back()
    assert imported.opened.sheet_id == sheet_id and imported.ledger.model.total == 1


def test_deleting_goes_on_to_the_neighbour(imported: MainWindow) -> None:
    first = imported.opened.sheet_id
    imported.actions_["new"].trigger()
    imported.actions_["delete"].trigger()
    assert imported.opened.sheet_id == first


def test_the_bin_gives_back_and_is_emptied_only_after_a_question(
    imported: MainWindow, monkeypatch: pytest.MonkeyPatch, asked: Any
) -> None:
    left: list[int] = []

    def use(_parent: object, rows: list[BinRow], restore: Any, remove: Any) -> None:
        asked.answers = [0, 1]
        left.extend((len(rows), len(remove([rows[0].row.id])), len(remove([rows[0].row.id]))))

    imported.actions_["delete"].trigger()
    monkeypatch.setattr(BinDialog, "ask", use)
    imported.actions_["bin"].trigger()
    assert left == [1, 1, 0] and "彻底删除" in asked.questions[0]


def test_a_backup_brings_everything_back(
    imported: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: Any
) -> None:
    file, editing = tmp_path / "备份.zip", imported.opened.editing
    assert editing is not None
    monkeypatch.setattr(FileQuestion, "ask_save", lambda *_: file)
    monkeypatch.setattr(FileQuestion, "ask_open", lambda *_: [file])
    imported.actions_["backup"].trigger()
    assert file.is_file() and "已备份 1 张" in imported.messages.texts()[-1]
    imported.actions_["delete"].trigger()
    asked.answers = [1]
    imported.actions_["restore"].trigger()
    assert imported.ledger.model.total == 1


def dialogs(template: Template, folder: Path) -> list[Callable[[QWidget], QDialog]]:
    choice = ExportChoice(("pdf",), False, None, folder, False)
    report = ImportReport(failed=[Failed("甲.docx", Failure("file_missing", file="甲.docx"))])
    return [
        lambda parent: ExportDialog(parent, template.copies, choice, ["错"]),
        lambda parent: ImportResult(parent, report),
        lambda parent: VersionDialog(parent, "今天", [Difference("标题", "甲", "")]),
        lambda parent: BinDialog(parent, [], lambda _: [], lambda _: []),
        lambda parent: About(parent),
        lambda parent: Question(parent, "题", "问", "", ("否", "是"), True),
        lambda parent: Announcement(parent, "题", "文"),
    ]


@pytest.mark.parametrize("place", range(7))
def test_dialogs_are_freed_when_they_are_closed(qtbot: QtBot, template: Template, tmp_path: Path, place: int) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = dialogs(template, tmp_path)[place](parent)
    dialog.show()
    dialog.reject()
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(dialog) and parent.findChildren(QDialog) == []


def test_a_folder_that_is_open_already_is_refused(qtbot: QtBot, data: Path) -> None:
    with Desk.open(data), pytest.raises(Failure) as refused:
        build_window(data)
    assert refused.value.code == "data_in_use"


def test_qt_speaks_chinese(qapp: QApplication) -> None:
    set_up(qapp)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    assert qapp.applicationDisplayName() == "办理反馈单"


def test_an_unexpected_error_is_a_sentence_and_the_window_goes_on(qtbot: QtBot) -> None:
    area, guard = MessageArea(), CrashGuard()
    qtbot.addWidget(area)
    guard.watch(area)
    error = ZeroDivisionError("x")
    guard.handle(type(error), error, None)
    assert len(area.texts()) == 1 and "ZeroDivisionError" in area.texts()[0]


def test_a_message_goes_with_its_button_and_a_newer_one_takes_its_place(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QPushButton

    from gui.panels.message_bar import Mood, Offer

    area, done = MessageArea(), []
    qtbot.addWidget(area)
    area.tell("a", Mood.ERROR, "旧")
    bar = area.tell("a", Mood.HINT, "新", Offer("做", lambda: done.append(1)))
    assert area.texts() == ["新"]
    bar.findChildren(QPushButton)[0].click()
    assert done == [1] and area.texts() == []


def test_no_thread_is_left_when_the_window_is_gone(qtbot: QtBot, data: Path) -> None:
    window = build_window(data)
    qtbot.addWidget(window)
    window.show()
    pools = window.pools.findChildren(QThreadPool)
    assert window.close()
    assert all(pool.activeThreadCount() == 0 for pool in pools)


def test_a_template_with_a_mistake_is_told_and_the_others_work(open_window: Callable[[], MainWindow], data: Path) -> None:
    folder = data / "templates" / "mine"
    folder.mkdir(parents=True)
    (folder / "sheet.toml").write_text("id = 3", encoding="utf-8")
    window = open_window()
    assert "sheet.toml" in window.messages.texts()[0]
    window.actions_["new"].trigger()
    assert window.opened.record is not None


def test_enter_in_the_list_goes_on_into_the_sheet(imported: MainWindow) -> None:
    imported.ledger.entered.emit()
    assert imported.paper.current_field == "title"
