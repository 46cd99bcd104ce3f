"""Who acts at the window: the start, the change of roles, and what each role may touch."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from forms.course import Step
from forms.fields import Role
from gui.app import serve
from gui.main_window import MainWindow
from gui.office.name_question import NameQuestion
from gui.office.people_dialog import PeopleDialog
from gui.office.pin_question import PinQuestion
from storage.actor import CLERK, Actor
from storage.desk import Desk
from storage.office import Person

from .conftest import Asked

WANG, LI = Person("", "王勤", Role.CLERK), Person("", "李建国", Role.LEADER)
Open = Callable[[], MainWindow]


def people(data: Path, *persons: Person, pins: str = "") -> None:
    with Desk.open(data) as desk:
        desk.office.put("区民政局", "021-56789012", persons)
        for person in desk.office.people if pins else ():
            desk.office.set_pin(person.id, pins)


def choose(window: MainWindow, role: Role) -> bool:
    switch = window.hands.roles.switch
    return switch.choose(next(person for person in switch.people() if person.role is role))


def test_the_first_clerk_begins_and_is_named(data: Path, open_window: Open) -> None:
    people(data, WANG, LI)
    window = open_window()
    assert window.acting.actor == Actor(Role.CLERK, "王勤")
    assert window.hands.roles.switch.text() == "经办人 · 王勤"


def test_without_people_the_program_works_as_the_clerk(window: MainWindow) -> None:
    assert window.acting.actor == CLERK and window.hands.roles.switch.text() == "经办人"


def test_the_first_start_asks_once_who_works_here(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(PeopleDialog, "ask", lambda _parent, _office, first, _tasks: asked.append(first))
    assert window.hands.roles.greet() and window.hands.roles.greet()
    assert asked == [True]


@pytest.mark.parametrize("right", [True, False])
def test_a_clerk_with_a_pin_is_asked_for_it_at_the_start(
    data: Path, open_window: Open, monkeypatch: pytest.MonkeyPatch, right: bool
) -> None:
    people(data, WANG, pins="8520")
    monkeypatch.setattr(PinQuestion, "ask", lambda *_: right)
    assert open_window().hands.roles.greet() is right


@pytest.mark.parametrize("right", [True, False])
def test_who_leaves_at_the_pin_has_ended_the_program(
    data: Path, open_window: Open, monkeypatch: pytest.MonkeyPatch, right: bool
) -> None:
    people(data, WANG, pins="8520")
    monkeypatch.setattr(PinQuestion, "ask", lambda *_: right)
    ran: list[bool] = []

    class Loop:
        def exec(self) -> int:
            ran.append(True)
            return 0

    window = open_window()
    assert serve(window, Loop(), ()) == 0  # type: ignore[arg-type]
    assert (window.isVisible(), ran) == (right, [True] if right else [])


def test_the_leader_sees_what_waits_and_their_own_panel(
    data: Path, open_window: Open, monkeypatch: pytest.MonkeyPatch, asked: Asked
) -> None:
    people(data, WANG, LI)
    window = open_window()
    asked.answers = [1]
    assert choose(window, Role.LEADER)
    assert window.ledger.stage.currentData() == "in_review"
    assert window.side.current == "review"
    assert "记入办理记录" in asked.questions[0]


def test_who_does_not_agree_stays_who_they_are(data: Path, open_window: Open, asked: Asked) -> None:
    people(data, WANG, LI)
    window = open_window()
    asked.answers = [0]
    assert not choose(window, Role.LEADER)
    assert window.acting.actor.role is Role.CLERK


def test_what_the_clerk_typed_is_saved_as_theirs_before_the_leader_acts(
    imported: MainWindow, asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert imported.opened.editing is not None
    imported.opened.editing.draft("phone", "021-56789012")
    monkeypatch.setattr(NameQuestion, "ask", lambda *_: "李建国")
    asked.answers = [1]
    assert choose(imported, Role.LEADER)
    assert imported.opened.record is not None and imported.opened.record.answers["phone"] == "021-56789012"
    assert imported.opened.editing.role is Role.LEADER and not imported.opened.editing.may_change("phone")
    assert imported.acting.actor == Actor(Role.LEADER, "李建国")


def test_a_leader_who_gives_no_name_does_not_act(imported: MainWindow, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NameQuestion, "ask", lambda *_: "")
    asked.answers = [1]
    choose(imported, Role.LEADER)
    assert imported.acting.actor.role is Role.CLERK


def test_only_what_can_be_done_now_can_be_chosen(imported: MainWindow) -> None:
    on = {
        verb for verb in ("submit", "withdraw", "approve", "return", "visit", "archive") if imported.actions_[verb].isEnabled()
    }
    assert on == {"submit"}


def test_a_step_that_is_not_the_roles_is_not_taken(imported: MainWindow) -> None:
    assert not imported.hands.course.take(Step.APPROVE)
    assert any("领导" in text for text in imported.messages.texts())


def test_a_restart_while_the_leader_acted_is_written_in_the_history(data: Path, open_window: Open, asked: Asked) -> None:
    people(data, WANG, LI)
    window = open_window()
    asked.answers = [1]
    choose(window, Role.LEADER)
    window.close()
    with Desk.open(data) as desk:
        assert desk.history("office")[-1].detail["to"] == "李建国"
    open_window().close()
    open_window().close()
    with Desk.open(data) as desk:
        told = [(one.who, one.detail.get("how")) for one in desk.history("office") if one.what == "role_changed"]
    assert told == [("李建国", None), ("王勤", "restart")]


def test_what_is_begun_is_begun_by_the_clerk_who_is_named(data: Path, open_window: Open, real: Callable[[str], Path]) -> None:
    people(data, WANG)
    window = open_window()
    window.import_flow.start([real("baoshan_068.txt")])
    window.close()
    with Desk.open(data) as desk:
        assert desk.history(desk.ledger()[0].id)[0].who == "王勤"
