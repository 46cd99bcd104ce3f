"""After a crash the visit goes on where it was: the step, the marks, the words, the strokes, the place in the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from forms.stages import Stage
from gui.tasks import TaskRunner
from gui.visit.deputy_chooser import DeputyChooser
from gui.visit.visit_flow import VisitFlow
from gui.visit.visit_window import VisitWindow
from storage.desk import Desk
from storage.visits import HAND_BACK, MARK, SIGN
from tests.hands import DEPUTY, INK, ROWS, SATISFIED, enter


@pytest.fixture
def flow(qtbot: QtBot, desk: Desk, inline: TaskRunner) -> VisitFlow:
    parent = QWidget()
    qtbot.addWidget(parent)
    flow = VisitFlow(desk, inline, parent)
    parent.flow = flow  # type: ignore[attr-defined]
    return flow


def shown(flow: VisitFlow, show: Callable[[VisitWindow], Any]) -> Any:
    assert flow.window is not None
    return show(flow.window)


def test_the_step_the_marks_and_the_strokes_come_back(
    desk: Desk, visited: str, flow: VisitFlow, show: Callable[[VisitWindow], Any]
) -> None:
    visit = desk.visits.begin(visited, "", "王勤")
    enter(desk, visited, DEPUTY, {**SATISFIED, "deputy_comments": "多听意见"})
    desk.visits.put(replace(visit, step=SIGN, text_size=4).with_ink("deputy_signature", INK))
    assert flow.resume()
    hand = shown(flow, show)
    assert hand.window.stack.currentWidget() is hand.window.summary
    assert hand.window.summary.place.box.pad.ink() == INK
    assert hand.window.comments.places["deputy_comments"].editor.toPlainText() == "多听意见"
    hand.press("visit.next")
    assert desk.open_sheet(visited).record.stage is Stage.SIGNED


def test_the_place_in_the_text_comes_back(
    qtbot: QtBot, desk: Desk, visited: str, flow: VisitFlow, show: Callable[[VisitWindow], Any]
) -> None:
    desk.visits.put(replace(desk.visits.begin(visited, "", "王勤"), scroll=120, text_size=5))
    flow.resume()
    text = shown(flow, show).window.reading.text
    assert text.verticalScrollBar().value() > 0 and abs(text.place() - 120) < 40


def test_power_that_went_between_signature_and_confirmation_loses_neither(
    desk: Desk, visited: str, flow: VisitFlow, show: Callable[[VisitWindow], Any]
) -> None:
    visit = desk.visits.begin(visited, "", "王勤")
    enter(desk, visited, DEPUTY, SATISFIED, "deputy_signature")
    desk.visits.put(replace(visit, step=SIGN).with_ink("deputy_signature", INK))
    flow.resume()
    assert shown(flow, show).window.visiting.visit.step == HAND_BACK
    assert desk.open_sheet(visited).record.stage is Stage.SIGNED


def test_without_a_visit_there_is_nothing_to_come_back_to(flow: VisitFlow) -> None:
    assert not flow.resume()


def test_a_visit_whose_sheet_is_gone_is_told_and_ended(qtbot: QtBot, desk: Desk, visited: str, flow: VisitFlow) -> None:
    desk.visits.put(replace(desk.visits.begin(visited, "", "王勤"), sheet="0123456789abcdef"))
    with qtbot.waitSignal(flow.failed) as failed:
        assert not flow.resume()
    assert failed.args[0].code == "sheet_unknown" and desk.visits.current() is None


def test_the_flow_tells_when_it_begins_and_ends(
    qtbot: QtBot, visited: str, flow: VisitFlow, show: Callable[[VisitWindow], Any]
) -> None:
    with qtbot.waitSignal(flow.began) as began:
        flow.start(visited, "王勤")
    hand = shown(flow, show)
    with qtbot.waitSignal(flow.ended) as ended:
        hand.press("visit.hand_back", "visit.return_first", "visit.return_second")
    assert began.args == ended.args == [visited] and flow.window is None


def test_the_program_goes_on_when_the_window_that_waits_is_shown_again(
    qtbot: QtBot, qapp: QApplication, visited: str, flow: VisitFlow, show: Callable[[VisitWindow], Any]
) -> None:
    waiting = flow.parent()
    assert isinstance(waiting, QWidget)
    flow.began.connect(waiting.hide)
    flow.ended.connect(waiting.show)
    waiting.show()
    flow.start(visited, "王勤")
    hand, closed = shown(flow, show), []
    qapp.lastWindowClosed.connect(lambda: closed.append(1))
    hand.press("visit.hand_back", "visit.return_first", "visit.return_second")
    assert waiting.isVisible() and not closed


def test_a_visit_that_is_not_possible_yet_is_told(qtbot: QtBot, desk: Desk, flow: VisitFlow) -> None:
    sheet = desk.new_sheet()
    with qtbot.waitSignal(flow.failed) as failed:
        flow.start(sheet.id, "王勤")
    assert failed.args[0].code == "visit_not_now" and flow.window is None


def test_of_several_deputies_the_clerk_says_who_is_there(
    desk: Desk,
    approve: Callable[..., str],
    flow: VisitFlow,
    show: Callable[[VisitWindow], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sheet_id = approve(co_proposers=["李明", "王芳"])
    monkeypatch.setattr(DeputyChooser, "ask", lambda *_: "王芳")
    flow.start(sheet_id, "王勤")
    assert shown(flow, show).window.who.text() == "王芳"


def test_a_clerk_who_chooses_nobody_begins_nothing(
    desk: Desk, approve: Callable[..., str], flow: VisitFlow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DeputyChooser, "ask", lambda *_: None)
    flow.start(approve(co_proposers=["李明"]), "王勤")
    assert flow.window is None and desk.visits.current() is None


def test_the_next_deputy_gets_a_window_of_their_own(
    desk: Desk,
    approve: Callable[..., str],
    flow: VisitFlow,
    show: Callable[[VisitWindow], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(DeputyChooser, "ask", lambda *_: "李明")
    sheet_id = approve(co_proposers=["李明"])
    flow.start(sheet_id, "王勤")
    hand = shown(flow, show)
    hand.press("visit.next", *(f"{row}.satisfied" for row in ROWS), "visit.next", "visit.next", "visit.left_open")
    hand.press("visit.next", "visit.return", "visit.return_first", "visit.return_second", "visit.deputy.周菁菁")
    other = shown(flow, show)
    assert other is not hand and other.window.who.text() == "周菁菁"
    other.press("visit.next")
    assert other.window.visiting.visit.step == MARK


def test_the_chooser_says_who_is_missing_and_is_freed(qtbot: QtBot, desk: Desk, approve: Callable[..., str]) -> None:
    sheet = desk.open_sheet(approve(co_proposers=["李明"]))
    dialog = DeputyChooser(None, sheet.template, sheet.record)
    qtbot.addWidget(dialog)
    dialog.show()
    assert "已完成 0 位，共 2 位" in dialog.list.head.text()
    dialog.list.buttons["李明"].click()
    assert dialog.name == "李明" and not dialog.isVisible()
