"""A line of the people's dialog: what one presses stays where it is, and nobody goes without a question."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.office.people_dialog import PeopleDialog
from gui.office.person_row import PersonRow
from gui.tasks import TaskRunner
from storage.office import Office


def shown(qtbot: QtBot, dialog: PeopleDialog) -> PeopleDialog:
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def first(qtbot: QtBot, empty: Office, inline: TaskRunner) -> PeopleDialog:
    """The dialog of the first start."""
    return shown(qtbot, PeopleDialog(None, empty, True, inline))


@pytest.fixture
def later(qtbot: QtBot, office: Office, inline: TaskRunner) -> PeopleDialog:
    return shown(qtbot, PeopleDialog(None, office, False, inline))


def place(row: PersonRow) -> tuple[QPoint, int]:
    QApplication.processEvents()  # a layout asks by an event to be laid out anew
    return row.set_pin.mapTo(row.window(), QPoint(0, 0)), row.set_pin.width()


def test_the_button_for_the_pin_stays_under_the_pointer(first: PeopleDialog, answers: Any) -> None:
    row = first.clerks.rows[0]
    before = place(row)
    row.name.setText("王芳")
    assert place(row) == before and not row.remove.isVisible()
    answers.pin = "1234"
    row.set_pin.click()
    assert row.drop_pin.isVisible() and place(row) == before
    first.clerks.add.click()
    assert place(row) == before and place(first.clerks.rows[1])[0].x() == before[0].x()


def test_the_only_line_is_emptied_not_removed_and_others_can_go(first: PeopleDialog, answers: Any) -> None:
    first.clerks.add.click()
    first.clerks.rows[1].name.setText("赵平")
    first.clerks.rows[1].remove.click()
    assert (len(first.clerks.rows), answers.asked) == (1, [])


@pytest.mark.parametrize("agree", [False, True])
def test_nobody_with_a_pin_in_hand_goes_without_a_question(first: PeopleDialog, answers: Any, agree: bool) -> None:
    first.clerks.add.click()
    row = first.clerks.rows[1]
    row.name.setText("赵平")
    answers.pin, answers.choice = "1234", int(agree)
    row.set_pin.click()
    row.remove.click()
    assert answers.asked[-1] == "移除赵平？其密码同时作废。"
    assert len(first.clerks.rows) == (1 if agree else 2)


@pytest.mark.parametrize("agree", [False, True])
def test_nobody_who_is_kept_goes_without_a_question(later: PeopleDialog, answers: Any, agree: bool) -> None:
    answers.choice = int(agree)
    row = later.clerks.rows[0]
    row.remove.click()
    assert answers.asked == ["移除王勤？按“保存”后生效。"]
    assert (later.clerks.rows[0] is row) is not agree
    assert later.clerks.rows[0].remove.isVisible() is not agree


@pytest.mark.parametrize("agree", [False, True])
def test_a_name_that_was_emptied_is_asked_about(later: PeopleDialog, office: Office, answers: Any, agree: bool) -> None:
    later.clerks.rows[0].name.clear()
    answers.choice = int(agree)
    later.accept_button.click()
    assert answers.asked == ["移除王勤？按“保存”后生效。"]
    assert [person.name for person in office.clerks] == ([] if agree else ["王勤"])
    assert later.isVisible() is not agree
