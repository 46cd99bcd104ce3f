"""A package is shown before anything of it is taken, and a passphrase is asked for where it is locked."""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from gui.travel.incoming_dialog import Brought, IncomingDialog, News, Summary
from gui.travel.passphrase import PassphraseDialog


def summary(*news: News) -> Summary:
    return Summary(
        "送回.rsheet", "送回经办人", "王建国", "2026年11月20日 16:40", [Brought("068号", one, one.value) for one in news]
    )


def head(dialog: QWidget) -> str:
    label = dialog.findChild(QLabel, "incoming_head")
    assert label is not None
    return label.text()


def test_it_says_from_whom_when_and_what_for(qtbot: QtBot) -> None:
    dialog = IncomingDialog(None, summary(News.NEW))
    qtbot.addWidget(dialog)
    assert head(dialog).split("\n") == [
        "用途：送回经办人",
        "来自：王建国",
        "制作时间：2026年11月20日 16:40",
        "文件：送回.rsheet",
    ]
    assert dialog.texts() == ["068号\nnew"] and dialog.take.isEnabled()


@pytest.mark.parametrize(
    ("news", "words"),
    [
        ((News.NEW, News.UPDATE), "各归各栏"),
        ((News.NEW, News.CONFLICT), "逐项选定"),
        ((News.SAME, News.REFUSED), "没有要接收的内容"),
    ],
)
def test_it_says_what_comes_next(qtbot: QtBot, news: tuple[News, ...], words: str) -> None:
    dialog = IncomingDialog(None, summary(*news))
    qtbot.addWidget(dialog)
    assert words in dialog.note.text()


def test_where_there_is_nothing_new_there_is_nothing_to_take(qtbot: QtBot) -> None:
    dialog = IncomingDialog(None, summary(News.SAME))
    qtbot.addWidget(dialog)
    assert [button.text() for button in dialog.buttons.buttons()] == ["知道了"]


def test_enter_takes_and_esc_leaves(qtbot: QtBot) -> None:
    dialog = IncomingDialog(None, summary(News.NEW))
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_the_question_is_freed(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    made: list[QDialog] = []
    accepted = QDialog.DialogCode.Accepted
    monkeypatch.setattr(IncomingDialog, "exec", lambda self: made.append(self) or accepted)
    monkeypatch.setattr(PassphraseDialog, "exec", lambda self: made.append(self) or self.passphrase.setText("x") or accepted)
    assert IncomingDialog.ask(None, summary(News.NEW)) is True and PassphraseDialog.ask(None, "a.rsheet", False) == "x"
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not any(map(shiboken6.isValid, made))


def test_a_wrong_passphrase_says_that_nothing_was_changed(qtbot: QtBot) -> None:
    dialog = PassphraseDialog(None, "a.rsheet", True)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.trouble.isVisible() and "没有作任何改动" in dialog.trouble.text()
    assert not dialog.open_button.isEnabled()
    QTest.keyClicks(dialog.passphrase, "secret")
    QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
