"""Nothing else can be reached from the visit: no key, no close, no menu, no dropped file; only the clerk's way out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from forms.fields import Role
from gui.tasks import TaskRunner
from gui.visit.look import TOUCH
from gui.visit.visit_window import VisitWindow
from storage.desk import Desk
from storage.office import Person
from tests.gui.dragging import drop, files

CHORDS = (
    (Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier),
    (Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier),
    (Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier),
    (Qt.Key.Key_D, Qt.KeyboardModifier.MetaModifier),
    (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier),
)


@pytest.mark.parametrize(("key", "chord"), CHORDS)
def test_no_shortcut_works(qtbot: QtBot, hand: Any, key: Qt.Key, chord: Qt.KeyboardModifier) -> None:
    heard: list[int] = []
    shortcut = QShortcut(Qt.Key(key) | chord, hand.window, context=Qt.ShortcutContext.ApplicationShortcut)
    shortcut.activated.connect(lambda: heard.append(1))
    qtbot.keyClick(hand.window, key, chord)
    assert not heard and hand.window.isVisible()


def test_it_does_not_close_nor_does_the_program(qtbot: QtBot, hand: Any) -> None:
    assert not hand.window.close()
    QApplication.closeAllWindows()
    assert hand.window.isVisible()


def test_it_lies_before_everything_on_the_whole_screen(hand: Any) -> None:
    flags = hand.window.windowFlags()
    assert flags & Qt.WindowType.FramelessWindowHint and flags & Qt.WindowType.WindowStaysOnTopHint
    assert hand.window.windowModality() is Qt.WindowModality.ApplicationModal
    hand.window.open_up()
    assert hand.window.isFullScreen()


def test_it_comes_back_when_it_is_made_small(qtbot: QtBot, hand: Any) -> None:
    hand.window.showMinimized()
    qtbot.waitUntil(lambda: hand.window.isFullScreen() and not hand.window.isMinimized())


def test_no_menu_opens_and_no_file_is_taken(hand: Any) -> None:
    hand.press("visit.next", "visit.hand_back", "visit.return_cancel")
    editor = hand.window.comments.places["deputy_comments"].editor
    menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(editor.viewport(), menu)
    assert QApplication.activePopupWidget() is None
    assert not drop(editor.viewport(), files(Path("/etc/hostname"))) and editor.toPlainText() == ""


def test_one_can_write_and_take_back_what_one_wrote(qtbot: QtBot, hand: Any) -> None:
    boxes = [f"satisfaction_{row}.satisfied" for row in ("result", "plan", "attitude")]
    hand.press("visit.next", *boxes, "visit.next")
    editor = hand.window.comments.places["deputy_comments"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "ab")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.toPlainText() == "ab\n"
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.toPlainText() != "ab\n"


def test_nothing_is_pasted_that_the_deputy_did_not_write(qtbot: QtBot, hand: Any) -> None:
    QApplication.clipboard().setText("经办人的话")
    editor = hand.window.comments.places["deputy_comments"].editor
    qtbot.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(editor, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)
    assert editor.toPlainText() == ""


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot, hand: Any) -> None:
    hand.window.next.setFocus()
    qtbot.keyClick(hand.window.next, Qt.Key.Key_Return)
    assert hand.window.stack.currentWidget() is hand.window.marks


def test_the_keys_are_free_again_afterwards(qtbot: QtBot, hand: Any) -> None:
    other = QMainWindow()
    qtbot.addWidget(other)
    hand.press("visit.hand_back", "visit.return_first", "visit.return_second")
    heard: list[int] = []
    shortcut = QShortcut(Qt.Key.Key_O | Qt.KeyboardModifier.ControlModifier, other)
    shortcut.activated.connect(lambda: heard.append(1))
    other.show()
    qtbot.waitExposed(other).__exit__(None, None, None)
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    qtbot.keyClick(other, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert heard


# ---- the way out


def test_without_pins_two_buttons_lead_out_and_the_history_says_so(qtbot: QtBot, desk: Desk, visited: str, hand: Any) -> None:
    hand.press("visit.next", "satisfaction_result.satisfied", "visit.hand_back")
    assert not hand.window.way_out.second.isEnabled()
    hand.press("visit.return_first")
    with qtbot.waitSignal(hand.window.ended) as ended:
        hand.press("visit.return_second")
    assert ended.args == [visited] and desk.visits.current() is None
    event = desk.history(visited)[-1]
    assert (event.what, event.detail["how"], event.detail["step"]) == ("visit_left", "two_step", 2)
    assert desk.open_sheet(visited).record.answers["satisfaction_result"] == "satisfied"
    assert "deputy_signature" not in desk.open_sheet(visited).record.signatures


def test_where_no_pin_is_asked_no_empty_trouble_is_shown(hand: Any) -> None:
    hand.press("visit.hand_back")
    assert hand.sees("visit.return_first") and not hand.sees("visit.pin_trouble")


def test_one_can_think_better_of_it(hand: Any) -> None:
    hand.press("visit.next", "visit.hand_back", "visit.return_first", "visit.return_cancel")
    assert hand.window.stack.currentWidget() is hand.window.marks and hand.sees("visit.next")
    hand.press("visit.hand_back")
    assert not hand.window.way_out.second.isEnabled()


@pytest.fixture
def guarded(desk: Desk) -> Desk:
    """The clerk has a PIN."""
    desk.office.put("民政局", "", [Person("", "王勤", Role.CLERK)])
    desk.office.set_pin(desk.office.clerks[0].id, "2468")
    return desk


def test_with_a_pin_only_the_pin_leads_out(
    qtbot: QtBot, guarded: Desk, visited: str, show: Callable[[VisitWindow], Any], inline: TaskRunner
) -> None:
    hand = show(VisitWindow.begin(guarded, visited, "", "王勤", inline))
    hand.press("visit.hand_back")
    assert not hand.sees("visit.return_first")
    hand.press(*(f"visit.digit.{digit}" for digit in "1111"), "visit.pin_done")
    assert hand.window.isVisible() and hand.sees("visit.pin_trouble")
    assert hand.window.focusWidget() is hand.window.way_out.keypad.pin
    with qtbot.waitSignal(hand.window.ended):
        hand.press(*(f"visit.digit.{digit}" for digit in "2468"), "visit.pin_done")
    assert guarded.history(visited)[-1].detail["how"] == "pin"


def test_a_former_pin_with_letters_and_signs_is_typed_without_a_keyboard(
    qtbot: QtBot, guarded: Desk, visited: str, show: Callable[[VisitWindow], Any], inline: TaskRunner
) -> None:
    guarded.office._keep_pin(guarded.office.clerks[0].id, "7aZ&9", "pin_set", "")
    hand = show(VisitWindow.begin(guarded, visited, "", "王勤", inline))
    hand.press("visit.hand_back", "visit.digit.7", "visit.pin_others", "visit.key.a")
    assert not hand.sees("visit.digit.9")
    hand.press("visit.pin_capitals", "visit.key.z", "visit.pin_others", "visit.key.&", "visit.pin_others", "visit.digit.9")
    assert hand.window.focusWidget() is hand.window.way_out.keypad.pin
    with qtbot.waitSignal(hand.window.ended):
        hand.press("visit.pin_done")


def test_who_is_asked_again_finds_the_digits_at_hand(
    guarded: Desk, visited: str, show: Callable[[VisitWindow], Any], inline: TaskRunner
) -> None:
    hand = show(VisitWindow.begin(guarded, visited, "", "王勤", inline))
    hand.press("visit.hand_back", "visit.pin_others", "visit.return_cancel", "visit.hand_back")
    assert hand.sees("visit.digit.1") and not hand.sees("visit.key.a")


@pytest.mark.parametrize("page", [0, 1, 2])
def test_all_keys_fit_on_the_lowest_screens(
    guarded: Desk, visited: str, show: Callable[[VisitWindow], Any], inline: TaskRunner, page: int
) -> None:
    hand = show(VisitWindow.begin(guarded, visited, "", "王勤", inline))
    hand.press("visit.hand_back", *["visit.pin_others"] * page)
    QApplication.processEvents()  # the least size of the page in sight comes by an event, and so does the layout
    hand.window.resize(1024, 600)
    QApplication.processEvents()
    assert (hand.window.width(), hand.window.height()) == (1024, 600)
    pad = hand.window.way_out.keypad
    keys = [key for key in pad.findChildren(QPushButton) if key.isVisible()]
    assert all(hand.window.rect().contains(QRect(key.mapTo(hand.window, QPoint(0, 0)), key.size())) for key in keys)
    assert len({(key.x(), key.y(), key.parent()) for key in keys}) == len(keys) and min(key.height() for key in keys) >= TOUCH


def test_the_pin_is_tried_behind_the_window_and_whoever_goes_back_meanwhile_stays(
    qtbot: QtBot, guarded: Desk, visited: str, show: Callable[[VisitWindow], Any], held: Any
) -> None:
    hand = show(VisitWindow.begin(guarded, visited, "", "王勤", TaskRunner(held)))
    hand.press("visit.hand_back", *(f"visit.digit.{digit}" for digit in "2468"))
    qtbot.keyClick(hand.window.way_out.keypad.pin, Qt.Key.Key_Return)
    assert not hand.window.way_out.keypad.isEnabled() and hand.sees("visit.return_cancel")
    qtbot.keyClick(hand.window.focusWidget(), Qt.Key.Key_Return)
    assert hand.window.stack.currentWidget() is hand.window.way_out
    hand.press("visit.return_cancel")
    held.release()
    assert hand.window.isVisible() and guarded.visits.current() is not None
    hand.press("visit.hand_back", *(f"visit.digit.{digit}" for digit in "2468"), "visit.pin_done")
    with qtbot.waitSignal(hand.window.ended):
        held.release()


def test_guessing_has_to_wait(
    qtbot: QtBot, guarded: Desk, visited: str, show: Callable[[VisitWindow], Any], inline: TaskRunner
) -> None:
    hand = show(VisitWindow.begin(guarded, visited, "", "王勤", inline))
    hand.press("visit.hand_back")
    while not guarded.office.wait(guarded.office.clerks[0].id):
        qtbot.keyClicks(hand.window.way_out.keypad.pin, "0000")
        qtbot.keyClick(hand.window.way_out.keypad.pin, Qt.Key.Key_Return)
    assert not hand.window.way_out.keypad.isEnabled()
    assert "秒再试" in hand.window.way_out.trouble.text()
    hand.press("visit.return_cancel", "visit.hand_back")
    assert not hand.window.way_out.keypad.isEnabled()
    while hand.window.way_out.attempt.held:
        hand.window.way_out.attempt.clock.timeout.emit()
    assert hand.window.focusWidget() is hand.window.way_out.keypad.pin and not hand.sees("visit.pin_trouble")


def test_the_window_is_freed_once_it_is_over(qtbot: QtBot, hand: Any) -> None:
    with qtbot.waitSignal(hand.window.destroyed):
        hand.press("visit.hand_back", "visit.return_first", "visit.return_second")


def test_the_filter_lets_nothing_through_while_it_is_up(qtbot: QtBot, hand: Any) -> None:
    event = QEvent(QEvent.Type.Shortcut)
    assert hand.window._barrier.eventFilter(hand.window, event)
