"""Who works here, and who acts now."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from forms.fields import Role
from gui.look.appearance import palette_for
from gui.office.people_dialog import PeopleDialog
from gui.office.role_switch import RoleSwitch
from gui.tasks import TaskRunner
from storage.actor import Actor
from storage.journal import Event
from storage.office import JOURNAL, Office, Person


def opened(qtbot: QtBot, office: Office, tasks: TaskRunner, first_start: bool = False) -> PeopleDialog:
    dialog = PeopleDialog(None, office, first_start, tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def events(office: Office) -> list[Event]:
    return list(office._store.journal.of(JOURNAL).events)


def test_the_first_page_can_be_left_for_later(qtbot: QtBot, empty: Office, inline: TaskRunner) -> None:
    dialog = opened(qtbot, empty, inline, first_start=True)
    dialog.clerks.rows[0].name.setText("王勤")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == PeopleDialog.DialogCode.Rejected
    assert not empty.set_up


def test_name_unit_phone_and_leaders_are_kept(qtbot: QtBot, empty: Office, inline: TaskRunner) -> None:
    dialog = opened(qtbot, empty, inline, first_start=True)
    dialog.clerks.rows[0].name.setText("王勤")
    dialog.unit.setText("区民政局")
    dialog.phone.setText("021-56789012")
    dialog.leaders.rows[0].name.setText("李局")
    dialog.leaders.add.click()
    dialog.leaders.rows[1].name.setText("赵副局")
    dialog.accept_button.click()
    assert dialog.result() == PeopleDialog.DialogCode.Accepted
    assert [person.name for person in empty.people] == ["王勤", "李局", "赵副局"]
    assert (empty.unit, empty.phone) == ("区民政局", "021-56789012")


def test_a_pin_chosen_before_the_person_is_kept_is_set_then(
    qtbot: QtBot, empty: Office, inline: TaskRunner, answers: Any
) -> None:
    dialog = opened(qtbot, empty, inline, first_start=True)
    for people, name, pin in ((dialog.clerks, "王勤", "1234"), (dialog.leaders, "李局", "4321")):
        people.rows[0].name.setText(name)
        answers.pin = pin
        people.rows[0].set_pin.click()
    assert (dialog.leaders.rows[0].state.text(), empty.set_up) == ("已设密码", False)
    dialog.accept_button.click()
    assert len(answers.cards) == 2
    empty.unlock(empty.leaders[0].id, "4321")
    empty.unlock(empty.clerks[0].id, "1234")


def test_a_pin_in_hand_may_be_dropped(qtbot: QtBot, empty: Office, inline: TaskRunner, answers: Any) -> None:
    dialog = opened(qtbot, empty, inline, first_start=True)
    row = dialog.clerks.rows[0]
    assert not row.set_pin.isEnabled()
    row.name.setText("王勤")
    answers.pin = "1234"
    row.set_pin.click()
    row.drop_pin.click()
    dialog.accept_button.click()
    assert not empty.has_pin(Role.CLERK)


def test_a_leader_cannot_be_removed_without_the_leaders_pin(
    qtbot: QtBot, office: Office, inline: TaskRunner, answers: Any
) -> None:
    dialog = opened(qtbot, office, inline)
    dialog.leaders.rows[0].remove.click()
    assert len(dialog.leaders.rows) == 1
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert "须先输入领导的密码" in dialog.trouble.text()
    assert [person.name for person in office.leaders] == ["李局"]
    answers.pin = "4321"
    dialog.accept_button.click()
    assert (office.leaders, answers.asked[1:]) == ((), ["PIN 李局", "PIN 李局"])


def test_of_several_leaders_with_pins_one_is_named_to_agree(
    qtbot: QtBot, office: Office, inline: TaskRunner, answers: Any
) -> None:
    office.put("", "", [*office.people, Person("", "赵副局", Role.LEADER)], proven=[office.leaders[0].id])
    office.set_pin(office.leaders[1].id, "9999")
    dialog = opened(qtbot, office, inline)
    dialog.leaders.rows[0].name.setText("李局长")
    answers.choice = 0
    dialog.accept_button.click()
    assert dialog.isVisible()
    answers.choice, answers.pin = 2, "9999"
    dialog.accept_button.click()
    assert answers.asked[-1] == "PIN 赵副局"
    assert office.leaders[0].name == "李局长"


def test_pins_of_people_who_are_kept_are_changed_at_once(
    qtbot: QtBot, office: Office, inline: TaskRunner, answers: Any
) -> None:
    dialog = opened(qtbot, office, inline)
    answers.pin = "1111"
    dialog.clerks.rows[0].set_pin.click()
    assert answers.asked == ["new PIN 王勤 NONE"]
    assert (office.has_pin(Role.CLERK), dialog.clerks.rows[0].state.text()) == (True, "已设密码")
    dialog.clerks.rows[0].drop_pin.click()
    assert (office.has_pin(Role.CLERK), dialog.clerks.rows[0].state.text()) == (False, "未设密码")
    answers.pin = ""
    dialog.leaders.rows[0].set_pin.click()
    assert answers.asked[-1] == "new PIN 李局 PIN"


def test_what_cannot_be_kept_is_told_and_stays(qtbot: QtBot, office: Office, inline: TaskRunner) -> None:
    dialog = opened(qtbot, office, inline)
    dialog.unit.setText("局" * 200)
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert dialog.trouble.isVisible()


def test_everything_in_it_has_a_name(qtbot: QtBot, office: Office, inline: TaskRunner) -> None:
    dialog = opened(qtbot, office, inline)
    parts = [*dialog.findChildren(QLineEdit), *dialog.findChildren(QAbstractButton)]
    assert all(part.accessibleName() and part.objectName() for part in parts)


def test_the_people_are_asked_and_the_dialog_is_freed(
    qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch, inline: TaskRunner
) -> None:
    gone: list[bool] = []
    monkeypatch.setattr(PeopleDialog, "exec", lambda dialog: bool(dialog.destroyed.connect(lambda: gone.append(True))) and 0)
    assert not PeopleDialog.ask(None, office, tasks=inline)
    qtbot.waitUntil(lambda: bool(gone))


# ---- who acts now


@pytest.fixture
def switch(qtbot: QtBot, office: Office, inline: TaskRunner) -> RoleSwitch:
    switch = RoleSwitch(office, inline)
    qtbot.addWidget(switch)
    switch.show_actor(Actor(Role.CLERK, "王勤"))
    switch.fill()
    return switch


def wanted(switch: RoleSwitch, name: str) -> list[Person]:
    told: list[Person] = []
    switch.actor_wanted.connect(told.append)
    next(action for action in switch.list.actions() if name in action.text()).trigger()
    return told


def test_the_role_in_charge_can_be_read_and_heard(switch: RoleSwitch) -> None:
    assert (switch.text(), switch.accessibleName()) == ("经办人 · 王勤", "现在的身份：经办人 · 王勤")
    switch.show_actor(Actor(Role.LEADER, "李局"))
    assert switch.text() == "领导 · 李局"


def test_clerk_and_leader_differ_in_colour_in_light_and_dark(switch: RoleSwitch, qapp: QApplication) -> None:
    looks = set()
    usual = QApplication.palette()
    for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
        qapp.setPalette(palette_for(scheme))
        for role in (Role.CLERK, Role.LEADER):
            switch.show_actor(Actor(role, ""))
            looks.add(switch.styleSheet())
    qapp.setPalette(usual)
    assert len(looks) == 4


def test_nobody_becomes_leader_without_the_pin(switch: RoleSwitch, answers: Any, office: Office) -> None:
    assert wanted(switch, "李局") == []
    assert answers.asked == ["PIN 李局"]
    checked = [action.text() for action in switch.list.actions() if action.isChecked()]
    assert checked == ["经办人 · 王勤（未设密码）"]
    assert "role_changed" not in [event.what for event in events(office)]


def test_with_the_pin_one_becomes_leader_and_the_history_tells(switch: RoleSwitch, answers: Any, office: Office) -> None:
    answers.pin = "4321"
    [person] = wanted(switch, "李局")
    assert (person.name, person.role) == ("李局", Role.LEADER)
    assert events(office)[-1].what == "role_changed"
    assert events(office)[-1].detail["from"] == "王勤"


def test_without_a_pin_a_plain_yes_is_asked(switch: RoleSwitch, answers: Any) -> None:
    switch.show_actor(Actor(Role.LEADER, "李局"))
    [person] = wanted(switch, "王勤")
    assert person.name == "王勤"
    assert "记入办理记录" in answers.asked[0]
    answers.choice = 0
    assert wanted(switch, "王勤") == []


def test_who_acts_already_is_not_asked(switch: RoleSwitch, answers: Any) -> None:
    assert wanted(switch, "王勤") == []
    assert answers.asked == []


def test_where_nobody_is_entered_the_roles_stand_bare(qtbot: QtBot, empty: Office, answers: Any) -> None:
    switch = RoleSwitch(empty)
    qtbot.addWidget(switch)
    assert switch.text() == "经办人"
    assert [action.text() for action in switch.list.actions()][:2] == ["经办人", "领导"]
    assert [person.role for person in wanted(switch, "领导")] == [Role.LEADER]


def test_people_are_seen_to_from_the_menu(switch: RoleSwitch, qtbot: QtBot) -> None:
    seeing_to = switch.list.findChild(QAction, "role.people")
    with qtbot.waitSignal(switch.people_wanted):
        seeing_to.trigger()
