"""A paper or a file is held against the record, and the answer is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.dialogs.questions import FileQuestion
from gui.dialogs.verify_dialog import VerifyDialog
from gui.main_window import MainWindow
from storage.exporting import ExportOrder
from storage.folders import DataFolder


@pytest.fixture
def dialog(qtbot: QtBot, imported: MainWindow, monkeypatch: pytest.MonkeyPatch) -> VerifyDialog:
    made: list[VerifyDialog] = []
    monkeypatch.setattr(VerifyDialog, "ask", lambda *told: made.append(VerifyDialog(*told)))
    imported.actions_["verify"].trigger()
    qtbot.addWidget(made[0])
    return made[0]


def asked(dialog: VerifyDialog, code: str) -> str:
    dialog.code.setText(code)
    dialog.check.click()
    return dialog.answer.text()


def test_the_code_typed_off_the_paper_is_held_against_the_sheet(dialog: VerifyDialog) -> None:
    own = dialog._own_code
    assert "校验码一致" in asked(dialog, own)
    assert "校验码一致" in asked(dialog, f" {own.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')} ")
    assert "校验码不一致" in asked(dialog, "0" * 16 if own != "0" * 16 else "1" * 16)
    assert "不是校验码" in asked(dialog, "你好")


def test_a_scanned_code_finds_its_sheet_by_itself(dialog: VerifyDialog, imported: MainWindow) -> None:
    scanned = f"REPLYSHEET:1:{imported.opened.sheet_id.upper()}:1:2:{dialog._own_code.replace('-', '')}"
    assert "校验码一致" in asked(dialog, scanned)
    assert "没有编号" in asked(dialog, scanned.replace(imported.opened.sheet_id.upper(), "0" * 16))


def test_an_exported_file_is_held_against_the_sheet(
    dialog: VerifyDialog, imported: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    order = ExportOrder((imported.opened.sheet_id,), tmp_path, draft=True)
    [file] = imported._desk.export(order).files
    monkeypatch.setattr(FileQuestion, "ask_open", lambda *_, **__: [file])
    dialog.file.click()
    assert dialog.answer.text().endswith("文件与记录一致。")
    file.write_bytes(b"%PDF-1.7 nothing")
    dialog.file.click()
    assert "无法核对" in dialog.answer.text()


def test_a_history_is_held_against_the_one_kept_here(
    dialog: VerifyDialog, imported: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept, file = DataFolder(imported._data).history_of(imported.opened.sheet_id), tmp_path / "办理记录.jsonl"
    file.write_bytes(kept.read_bytes())
    monkeypatch.setattr(FileQuestion, "ask_open", lambda *_, **__: [file])
    dialog.file.click()
    assert dialog.answer.text().startswith("✓") and "与本机的办理记录一致" in dialog.answer.text()
    imported._desk.record_event(imported.opened.sheet_id, "printed")
    dialog.file.click()
    assert dialog.answer.text().startswith("！") and "较早的部分" in dialog.answer.text()


def test_nothing_typed_is_nothing_to_check(dialog: VerifyDialog) -> None:
    assert not dialog.check.isEnabled()
    dialog.code.setText(" ")
    assert not dialog.check.isEnabled()
