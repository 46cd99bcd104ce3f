"""The question for a name of somebody who acts and is not among the people."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from forms.fields import Role
from gui.office.name_question import NameQuestion


def test_its_buttons_look_like_those_of_every_other_dialog(qtbot: QtBot) -> None:
    question = NameQuestion(None, Role.CLERK)
    qtbot.addWidget(question)
    buttons = question.buttons.buttons()
    assert {button.text() for button in buttons} == {"确定", "取消"}
    assert all(button.icon().isNull() for button in buttons)


def test_without_a_name_it_goes_no_further(qtbot: QtBot) -> None:
    question = NameQuestion(None, Role.CLERK)
    qtbot.addWidget(question)
    question.name.setText("  ")
    assert not question.accept_button.isEnabled()
    question.name.setText("王芳")
    question.accept_button.click()
    assert question.result() == NameQuestion.DialogCode.Accepted
