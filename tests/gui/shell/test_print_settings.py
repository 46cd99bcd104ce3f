"""Print settings: which fonts stand in for which, choosing one's own, and what changes at once."""

from __future__ import annotations

from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from forms.template import Template
from forms.typesetting.faces import FontRole
from forms.typesetting.fonts import FontShelf
from gui.dialogs.export_dialog import ExportChoice, ExportDialog
from gui.dialogs.print_settings_dialog import PrintSettingsDialog, fonts_in_words
from gui.dialogs.questions import FileQuestion
from gui.main_window import MainWindow
from storage.printing import Printing

SANS = pylopdf_fonts_zh_cn.sans_path()


@pytest.fixture
def dialog(qtbot: QtBot) -> PrintSettingsDialog:
    made = PrintSettingsDialog(None, Printing(), FontShelf.bundled())
    qtbot.addWidget(made)
    return made


def choosing(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(FileQuestion, "ask_open", lambda *_, **__: [path])


def test_it_says_which_font_stands_in_for_which(dialog: PrintSettingsDialog) -> None:
    assert dialog.shown[FontRole.TITLE].text() == "Noto Serif SC（代替方正小标宋简体）"
    assert fonts_in_words(FontShelf.bundled()).startswith("方正小标宋简体、仿宋")


def test_a_font_is_chosen_and_given_back(dialog: PrintSettingsDialog, monkeypatch: pytest.MonkeyPatch) -> None:
    choosing(monkeypatch, SANS)
    dialog.choose[FontRole.BODY].click()
    assert dialog.printing.fonts == {FontRole.BODY: SANS}
    assert dialog.shown[FontRole.BODY].text() == SANS.name
    dialog.forget[FontRole.BODY].click()
    assert dialog.printing == Printing()


def test_a_file_that_is_no_font_is_named_and_not_taken(
    dialog: PrintSettingsDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "假.ttf").write_text("x", encoding="utf-8")
    choosing(monkeypatch, tmp_path / "假.ttf")
    dialog.choose[FontRole.TITLE].click()
    assert "假.ttf" in dialog.problem.text() and not dialog.problem.isHidden()
    assert dialog.printing == Printing()


def test_what_is_ticked_is_what_is_kept(dialog: PrintSettingsDialog) -> None:
    dialog.fingerprint.click()
    dialog.attach_record.click()
    assert dialog.printing == Printing(fingerprint=True, attach_record=True)


def test_the_paper_is_set_in_the_chosen_font_at_once(qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = Printing(fonts={FontRole.BODY: SANS}, fingerprint=True)
    monkeypatch.setattr(PrintSettingsDialog, "ask", lambda *_: chosen)
    window.actions_["print_settings"].trigger()
    assert window._desk.printing == chosen
    assert window._desk.fonts.file(FontRole.BODY) == SANS
    assert window.paper._fonts.shelf is window._desk.fonts


def test_leaving_the_dialog_changes_nothing(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PrintSettingsDialog, "ask", lambda *_: None)
    window.actions_["print_settings"].trigger()
    assert window._desk.printing == Printing()


def test_settings_that_cannot_be_kept_are_told(window: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    gone = Printing(fonts={FontRole.BODY: tmp_path / "gone.ttf"})
    monkeypatch.setattr(PrintSettingsDialog, "ask", lambda *_: gone)
    window.actions_["print_settings"].trigger()
    assert window._desk.printing == Printing()
    assert any("gone.ttf" in label.text() for label in window.messages.findChildren(QLabel))


def test_the_export_dialog_says_which_fonts_are_missing(qtbot: QtBot, template: Template) -> None:
    last = ExportChoice(("pdf",), False, None, Path.home(), False)
    made = ExportDialog(None, template.copies, last, [], fonts_in_words(FontShelf.bundled()))
    qtbot.addWidget(made)
    assert any("方正小标宋简体" in label.text() for label in made.findChildren(QLabel))


def test_the_preview_shows_the_new_settings_at_once(imported: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[bytes] = []
    make = imported.preview._make
    monkeypatch.setattr(imported.preview, "_make", lambda *paper: made.append(make(*paper)) or made[-1])
    imported.actions_["show_preview"].trigger()
    monkeypatch.setattr(PrintSettingsDialog, "ask", lambda *_: Printing(fingerprint=True))
    imported.actions_["print_settings"].trigger()
    assert len(made) == 2 and made[0] != made[1]
