"""Asking for a PIN: right, wrong, too early, forgotten; and what a person leaves with who sets one."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from forms.errors import Failure
from forms.fields import Role
from gui.dialogs.questions import FileQuestion
from gui.office.attempt import duration_words
from gui.office.new_pin_dialog import NewPinDialog, Proof
from gui.office.pin_question import PinQuestion, person_words
from gui.office.recovery_card import RecoveryCard
from gui.tasks import TaskRunner
from storage.office import Office, Person

LI = Person("ab", "李局", Role.LEADER, True)


@pytest.fixture
def question(qtbot: QtBot, office: Office, inline: TaskRunner) -> PinQuestion:
    person = office.leaders[0]
    unlock, recover = partial(office.unlock, person.id), partial(office.recover, person.id)
    question = PinQuestion(None, person, unlock, inline)
    question.offer_recovery(recover)
    qtbot.addWidget(question)
    question.show()
    return question


def enter(question: PinQuestion, pin: str) -> None:
    QTest.keyClicks(question.pin, pin)
    QTest.keyClick(question.pin, Qt.Key.Key_Return)


def test_the_right_pin_lets_one_in(question: PinQuestion) -> None:
    enter(question, "4321")
    assert question.result() == PinQuestion.DialogCode.Accepted


def test_a_wrong_pin_is_told_and_asked_again(question: PinQuestion) -> None:
    enter(question, "0000")
    assert question.isVisible()
    assert question.trouble.isVisible()
    assert (question.pin.text(), question.pin.isEnabled()) == ("", True)


def test_nothing_typed_is_no_try(question: PinQuestion, office: Office) -> None:
    enter(question, "")
    with pytest.raises(Failure) as caught:
        office.unlock(office.leaders[0].id, "0000")
    assert caught.value.params["tries"] == 1


def test_the_wait_is_counted_down(question: PinQuestion) -> None:
    for _ in range(4):
        enter(question, "0000")
    assert not question.pin.isEnabled()
    assert question.trouble.text().endswith("请等 5 秒再试。")
    for _ in range(4):
        question.attempt.clock.timeout.emit()
    assert question.trouble.text().endswith("请等 1 秒再试。")
    question.attempt.clock.timeout.emit()
    assert question.pin.isEnabled()
    assert not question.trouble.isVisible()


def test_who_comes_too_early_waits_at_once(qtbot: QtBot, inline: TaskRunner) -> None:
    question = PinQuestion(None, LI, lambda _pin: None, inline)
    qtbot.addWidget(question)
    question.attempt.hold(70)
    assert question.trouble.text() == "请等 1 分 10 秒再试。"
    assert question.forgotten.isHidden()
    enter(question, "4321")
    assert question.result() == PinQuestion.DialogCode.Rejected


def test_a_second_enter_is_no_second_try(qtbot: QtBot, held: Any) -> None:
    tried: list[str] = []
    question = PinQuestion(None, LI, tried.append, TaskRunner(held))
    qtbot.addWidget(question)
    question.pin.setText("4321")
    question.buttons.accepted.emit()
    question.buttons.accepted.emit()
    held.release()
    assert tried == ["4321"]
    assert not held.held


def test_a_pin_is_not_to_be_read_over_the_shoulder(question: PinQuestion) -> None:
    assert question.pin.echoMode() is question.pin.EchoMode.Password


def test_forgetting_leads_to_the_recovery_code(question: PinQuestion, answers: Any, office: Office) -> None:
    answers.pin = ""
    question.forgotten.click()
    assert question.isVisible()
    question._recover = lambda _code, pin: f"next of {pin}"
    answers.pin = "5678"
    question.forgotten.click()
    assert answers.asked[-1] == "new PIN 李局 CODE"
    assert question.result() == PinQuestion.DialogCode.Accepted


@pytest.mark.parametrize(("seconds", "words"), [(5, "5 秒"), (160, "2 分 40 秒"), (3600, "1 小时")])
def test_waits_are_told_as_one_says_them(seconds: int, words: str) -> None:
    assert duration_words(seconds) == words


def test_the_bare_role_is_named_alone() -> None:
    assert person_words(Person("", "", Role.CLERK)) == "经办人"


# ---- a new PIN


class Kept:
    def __init__(self) -> None:
        self.calls: list[tuple[str, str]] = []

    def __call__(self, proof: str, pin: str) -> str:
        self.calls.append((proof, pin))
        if pin == "123":
            raise Failure("pin_form", shortest=4, longest=12)
        return "ABCD-0112-EFGH-JKMN-PQRS"


def new_pin(qtbot: QtBot, proof: Proof, kept: Kept, tasks: TaskRunner) -> NewPinDialog:
    dialog = NewPinDialog(None, LI, proof, kept, tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_new_pin_is_typed_twice_and_leaves_a_code(qtbot: QtBot, inline: TaskRunner, answers: Any) -> None:
    kept = Kept()
    dialog = new_pin(qtbot, Proof.NONE, kept, inline)
    assert not dialog.proof.isVisible()
    dialog.first.setText("5678")
    dialog.second.setText("567")
    assert (dialog.accept_button.isEnabled(), dialog.trouble.text()) == (False, "两次输入的密码不同")
    dialog.second.setText("5678")
    assert dialog.trouble.isHidden()
    dialog.accept_button.click()
    assert (kept.calls, answers.cards) == ([("", "5678")], ["ABCD-0112-EFGH-JKMN-PQRS"])
    assert dialog.result() == NewPinDialog.DialogCode.Accepted


def test_a_new_pin_is_of_digits_since_the_tablet_has_no_others(qtbot: QtBot, inline: TaskRunner) -> None:
    dialog = new_pin(qtbot, Proof.NONE, Kept(), inline)
    dialog.first.setText("12ab")
    assert dialog.trouble.text() == "密码只能用数字"
    dialog.second.setText("12ab")
    assert not dialog.accept_button.isEnabled()
    dialog.first.setText("１234")
    dialog.second.setText("１234")
    assert dialog.trouble.isHidden() and dialog.accept_button.isEnabled()


def test_without_the_old_pin_there_is_no_new_one(qtbot: QtBot, inline: TaskRunner) -> None:
    dialog = new_pin(qtbot, Proof.PIN, Kept(), inline)
    dialog.first.setText("5678")
    dialog.second.setText("5678")
    assert not dialog.accept_button.isEnabled()
    dialog.proof.setText("4321")
    assert dialog.accept_button.isEnabled()
    assert dialog.proof.echoMode() is dialog.proof.EchoMode.Password


def test_what_is_refused_is_told_and_can_be_mended(qtbot: QtBot, inline: TaskRunner, answers: Any) -> None:
    dialog = new_pin(qtbot, Proof.CODE, Kept(), inline)
    dialog.proof.setText("ABCD")
    dialog.first.setText("123")
    dialog.second.setText("123")
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert dialog.trouble.text()
    assert not answers.cards


# ---- the card


@pytest.fixture
def card(qtbot: QtBot) -> RecoveryCard:
    card = RecoveryCard(None, LI, "ABCD-0112-EFGH-JKMN-PQRS")
    qtbot.addWidget(card)
    card.show()
    return card


def test_a_code_is_not_closed_by_chance(card: RecoveryCard) -> None:
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert card.isVisible()
    assert card.told.isVisible()
    assert not card.accept_button.isEnabled()
    card.kept.setChecked(True)
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert card.result() == RecoveryCard.DialogCode.Accepted


def test_a_code_is_saved_as_a_text(card: RecoveryCard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "code.txt"
    monkeypatch.setattr(FileQuestion, "ask_save", lambda *_: target)
    card.save_button.click()
    assert "ABCD-0112-EFGH-JKMN-PQRS" in target.read_text("utf-8-sig")
    assert "李局" in target.read_text("utf-8-sig")
    monkeypatch.setattr(FileQuestion, "ask_save", lambda *_: tmp_path)
    card.save_button.click()
    assert card.told.text() != f"已存到 {tmp_path}"


def test_a_code_is_printed(card: RecoveryCard, tmp_path: Path) -> None:
    from pypdf import PdfReader
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "code.pdf"))
    card.print_on(printer)
    assert len(PdfReader(tmp_path / "code.pdf").pages) == 1
    assert "用过一次即作废" in card.text(date(2023, 5, 6))


def test_dialogs_are_freed_when_they_are_closed(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, inline: TaskRunner) -> None:
    gone: list[str] = []

    def closed(dialog: Any) -> int:
        name = type(dialog).__name__
        dialog.destroyed.connect(lambda: gone.append(name))
        return 0

    for kind in (PinQuestion, NewPinDialog, RecoveryCard):
        monkeypatch.setattr(kind, "exec", closed)
    assert not PinQuestion.ask(None, LI, lambda _pin: None, None, 0, inline)
    assert not NewPinDialog.ask(None, LI, Proof.NONE, Kept(), inline)
    RecoveryCard.ask(None, LI, "ABCD")
    qtbot.waitUntil(lambda: len(gone) == 3)
