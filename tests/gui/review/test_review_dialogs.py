"""The two questions of a review: a note on a passage, and a reason to send back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from gui.review.remark_dialog import RemarkDialog
from gui.review.return_dialog import ReturnDialog

ASK_TO_RETURN = ReturnDialog.ask


def result(dialog: QDialog) -> bool:
    return dialog.result() == QDialog.DialogCode.Accepted


def test_a_return_without_a_reason_is_refused(qtbot: QtBot) -> None:
    dialog = ReturnDialog(None, [])
    qtbot.addWidget(dialog)
    dialog.reason.setPlainText("  \n")
    assert dialog.send_back is not None and not dialog.send_back.isEnabled()
    assert not dialog.wanting.isHidden()


def test_a_phrase_is_a_reason_and_comes_once(qtbot: QtBot) -> None:
    dialog = ReturnDialog(None, ["1. “会议”：请核对"])
    qtbot.addWidget(dialog)
    phrase = dialog.findChild(QPushButton, "reason.0")
    phrase.click()
    phrase.click()
    assert dialog.words == "请按标注修改后再送审。"
    dialog.send_back.click()  # type: ignore[union-attr]
    assert result(dialog)


def test_a_note_is_taken_with_enter_and_goes_over_lines_with_shift(qtbot: QtBot) -> None:
    dialog = RemarkDialog(None, "会议", "")
    qtbot.addWidget(dialog)
    QTest.keyClick(dialog.note, Qt.Key.Key_Return)
    assert not result(dialog)
    QTest.keyClicks(dialog.note, "a")
    QTest.keyClick(dialog.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(dialog.note, "b")
    QTest.keyClick(dialog.note, Qt.Key.Key_Return)
    assert result(dialog) and dialog.words == "a\nb"


@pytest.mark.parametrize(("words", "answer"), [("请核对。", "请核对。"), ("", None)])
def test_the_reason_comes_back_only_when_there_is_one(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, words: str, answer: str | None
) -> None:
    def exec_(dialog: ReturnDialog) -> QDialog.DialogCode:
        dialog.reason.setPlainText(words)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ReturnDialog, "exec", exec_)
    assert ASK_TO_RETURN(None, []) == answer


@pytest.mark.parametrize("code", [QDialog.DialogCode.Accepted, QDialog.DialogCode.Rejected])
def test_a_note_comes_back_only_when_it_was_taken(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, code: QDialog.DialogCode
) -> None:
    monkeypatch.setattr(RemarkDialog, "exec", lambda _dialog: code)
    taken = RemarkDialog.ask(None, "会议", "请核对")
    assert taken == ("请核对" if code is QDialog.DialogCode.Accepted else None)


def test_dialogs_are_freed_when_they_close(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[QDialog] = []
    monkeypatch.setattr(RemarkDialog, "exec", lambda dialog: made.append(dialog))
    RemarkDialog.ask(None, "会议", "请核对")
    with qtbot.waitSignal(made[0].destroyed):
        pass
