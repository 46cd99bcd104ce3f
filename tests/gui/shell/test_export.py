"""Export and print: the dialog offers what makes sense, files are replaced after a question, errors allow a draft alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from forms.template import Template
from gui.dialogs.export_dialog import ExportChoice, ExportDialog
from gui.dialogs.questions import FileQuestion
from gui.main_window import MainWindow
from gui.settings import Key


def choose(monkeypatch: pytest.MonkeyPatch, choice: ExportChoice | None) -> list[list[str]]:
    """Answer the export dialog; returns the lists of errors that it was shown."""
    errors: list[list[str]] = []

    def ask(_parent: object, _copies: object, _last: object, found: list[str], *_: object) -> ExportChoice | None:
        errors.append(found)
        return choice

    monkeypatch.setattr(ExportDialog, "ask", ask)
    return errors


@pytest.fixture
def dialog(qtbot: QtBot, template: Template, tmp_path: Path) -> ExportDialog:
    dialog = ExportDialog(None, template.copies, ExportChoice(("pdf",), False, None, tmp_path, False), [])
    qtbot.addWidget(dialog)
    return dialog


def test_the_dialog_starts_from_the_last_choice(dialog: ExportDialog, tmp_path: Path) -> None:
    assert dialog.choice == ExportChoice(("pdf",), False, None, tmp_path, False)
    assert [box.text() for _, box in dialog.copies][1] == "第2份　送意见提出人"


def test_a_copy_left_out_is_left_out(dialog: ExportDialog) -> None:
    dialog.copies[1][1].setChecked(False)
    assert dialog.choice.copies == (1, 3, 4)


@pytest.mark.parametrize("nothing", ["formats", "copies"])
def test_nothing_to_export_cannot_be_exported(dialog: ExportDialog, nothing: str) -> None:
    for box in [dialog.pdf] if nothing == "formats" else [box for _, box in dialog.copies]:
        box.setChecked(False)
    assert not dialog.accept_button.isEnabled()


def test_with_errors_only_a_draft_can_be_exported(qtbot: QtBot, template: Template, tmp_path: Path) -> None:
    last = ExportChoice(("pdf",), False, None, tmp_path, False)
    dialog = ExportDialog(None, template.copies, last, ["「联系电话」尚未填写。"] * 6)
    qtbot.addWidget(dialog)
    assert dialog.choice.draft and dialog.accept_button.text() == "导出草稿"
    dialog.draft.setChecked(False)
    assert not dialog.accept_button.isEnabled()


def joint_dialog(qtbot: QtBot, template: Template, folder: Path, certificate: Path | None = None) -> ExportDialog:
    last = ExportChoice(("pdf",), False, None, folder, False, certificate=certificate)
    dialog = ExportDialog(None, template.copies, last, [], "", ("周菁菁", "李明", "王玉"))
    qtbot.addWidget(dialog)
    return dialog


def test_one_deputy_is_not_asked_for(dialog: ExportDialog) -> None:
    assert dialog.deputies is None
    assert dialog.choice.deputies is None


def test_deputies_of_a_joint_suggestion_can_be_left_out(qtbot: QtBot, template: Template, tmp_path: Path) -> None:
    dialog = joint_dialog(qtbot, template, tmp_path)
    assert dialog.deputies is not None
    assert dialog.choice.deputies is None
    dialog.deputies.boxes[1][1].setChecked(False)
    assert dialog.choice.deputies == ("周菁菁", "王玉")
    for _, box in dialog.deputies.boxes:
        box.setChecked(False)
    assert not dialog.accept_button.isEnabled()


def test_signing_asks_for_a_certificate_and_keeps_no_passphrase(
    qtbot: QtBot, template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.dialogs.certificate_box.available", lambda: True)
    dialog = joint_dialog(qtbot, template, tmp_path)
    box = dialog.certificate
    box.on.setChecked(True)
    assert not dialog.accept_button.isEnabled()
    (tmp_path / "office.p12").write_bytes(b"")
    monkeypatch.setattr(FileQuestion, "ask_open", lambda *_, **__: [tmp_path / "office.p12"])
    box.browse.click()
    box.passphrase.setText("口令")
    assert dialog.accept_button.isEnabled()
    assert (dialog.choice.certificate, dialog.choice.passphrase) == (tmp_path / "office.p12", "口令")
    assert "口令" not in repr(dialog.choice)
    dialog.draft.setChecked(True)
    assert (dialog.choice.certificate, dialog.choice.passphrase) == (None, "")


def test_the_certificate_of_last_time_is_offered_but_not_used_unasked(qtbot: QtBot, template: Template, tmp_path: Path) -> None:
    (tmp_path / "office.p12").write_bytes(b"")
    dialog = joint_dialog(qtbot, template, tmp_path, tmp_path / "office.p12")
    assert dialog.certificate.file.text() == "office.p12"
    assert (dialog.choice.certificate, dialog.certificate.passphrase.text()) == (None, "")


def test_without_the_component_the_dialog_says_how_to_get_it(
    qtbot: QtBot, template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.dialogs.certificate_box.available", lambda: False)
    dialog = joint_dialog(qtbot, template, tmp_path)
    assert any('pip install ".[pades]"' in label.text() for label in dialog.findChildren(QLabel))
    assert not dialog.certificate.on.isVisibleTo(dialog)


def test_each_deputy_gets_a_file_and_the_certificate_is_remembered(
    complete: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert complete.opened.editing is not None
    complete.opened.editing.edit_many({"proposer": ["周菁菁", "李明"]}, "填写")
    missing = tmp_path / "office.p12"
    choose(monkeypatch, ExportChoice(("pdf",), False, (1,), tmp_path, False))
    complete.actions_["export"].trigger()
    names = [f"068号_{name}_第1份_承办单位存.pdf" for name in ("周菁菁", "李明")]
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == names
    choose(monkeypatch, ExportChoice(("pdf",), False, (1,), tmp_path / "b", False, certificate=missing))
    complete.actions_["export"].trigger()
    assert complete.settings.text(Key.EXPORT_CERTIFICATE) == str(missing)
    assert not (tmp_path / "b").exists()


def test_each_copy_becomes_a_file(complete: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, ExportChoice(("pdf",), True, (1, 4), tmp_path, False))
    complete.actions_["export"].trigger()
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [
        "068号_周菁菁_第1份_承办单位存.pdf",
        "068号_周菁菁_第4份_送区政府办公室.pdf",
    ]
    bar = complete.messages.bar("export")
    assert bar is not None and "已导出 2 个文件" in bar.text()
    assert complete.settings.text(Key.EXPORT_FOLDER) == str(tmp_path)


def test_an_existing_file_is_replaced_only_after_a_question(
    complete: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: Any
) -> None:
    there = tmp_path / "068号_周菁菁_一式4份.pdf"
    there.write_bytes(b"mine")
    choose(monkeypatch, ExportChoice(("pdf",), False, None, tmp_path, False))
    asked.answers = [0, 1]
    complete.actions_["export"].trigger()
    assert there.read_bytes() == b"mine" and there.name in asked.questions[0]
    complete.actions_["export"].trigger()
    assert there.read_bytes().startswith(b"%PDF")


def test_errors_are_told_and_a_draft_says_that_it_is_one(
    imported: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    errors = choose(monkeypatch, ExportChoice(("pdf",), False, (1,), tmp_path, True))
    imported.actions_["export"].trigger()
    assert len(errors[0]) == 3
    assert "草稿" in "".join(PdfReader(next(tmp_path.glob("*.pdf"))).pages[0].extract_text().split())


def test_a_folder_that_cannot_be_written_is_told(complete: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    choose(monkeypatch, ExportChoice(("pdf",), False, None, tmp_path / "file", False))
    complete.actions_["export"].trigger()
    bar = complete.messages.bar("export") or complete.messages.bar("export_failed")
    assert bar is not None and "已导出" not in bar.text()


def test_an_export_can_be_cancelled(complete: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, held: Any) -> None:
    complete.pools.long._pool = held
    choose(monkeypatch, ExportChoice(("pdf",), False, None, tmp_path, False))
    complete.actions_["export"].trigger()
    assert complete.export_flow.busy
    complete.export_flow._work.cancel()
    held.release()
    assert not complete.export_flow.busy and not list(tmp_path.glob("*.pdf"))


def test_leaving_the_dialog_changes_nothing(complete: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choose(monkeypatch, None)
    complete.actions_["export"].trigger()
    assert not complete.export_flow.busy and not complete.messages.bar("export")


def test_all_copies_are_printed_in_their_order(complete: MainWindow, printed: Path) -> None:
    complete.print_flow.dpi = 36
    complete.actions_["print"].trigger()
    assert not complete.print_flow.busy
    pages = PdfReader(printed).pages
    assert len(pages) % 4 == 0 and len(pages) >= 16
    assert pages[0].mediabox.height == pytest.approx(842, abs=1)
    assert [event.what for event in complete._desk.history(complete.opened.sheet_id)][-1] == "printed"


def test_with_errors_printing_asks_whether_a_draft_will_do(imported: MainWindow, printed: Path, asked: Any) -> None:
    asked.answers = [0]
    imported.actions_["print"].trigger()
    assert not printed.exists() and "3 处" in asked.questions[0]


def test_printing_can_be_cancelled(complete: MainWindow, printed: Path, held: Any) -> None:
    complete.pools.pages._pool = held
    complete.actions_["print"].trigger()
    complete.print_flow._work.cancel()
    held.release()
    assert not complete.print_flow.busy and not complete.messages.bar("print")
