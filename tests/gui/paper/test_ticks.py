"""Ticks on paper: one of a choice, by mouse, by key, by the words beside the box, and away again."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from gui.paper.tick_box import TickChoice


def test_a_click_anywhere_in_the_cell_ticks(hands) -> None:
    hands.click("outcome.adopted")
    assert hands.answer("outcome") == "adopted" and hands.ticked("outcome") == ["adopted"]


def test_another_tick_takes_the_first_away(hands) -> None:
    hands.click("outcome.adopted")
    hands.click("outcome.solved")
    assert hands.answer("outcome") == "solved" and hands.ticked("outcome") == ["solved"]


def test_a_second_click_clears(hands) -> None:
    hands.click("outcome.adopted")
    hands.click("outcome.adopted")
    assert hands.answer("outcome") is None and hands.ticked("outcome") == []


def test_keys_tick_and_clear(hands) -> None:
    hands.box("outcome.adopted").setFocus()
    for key, expected in [
        (Qt.Key.Key_Space, "adopted"), (Qt.Key.Key_Space, None), (Qt.Key.Key_Space, "adopted"), (Qt.Key.Key_Delete, None),
        (Qt.Key.Key_Space, "adopted"), (Qt.Key.Key_Backspace, None), (Qt.Key.Key_Backspace, None),
    ]:  # fmt: skip
        hands.press(key)
        assert hands.answer("outcome") == expected


def test_arrows_lead_over_the_paper(hands) -> None:
    hands.box("outcome.adopted").setFocus()
    seen = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Left):
        hands.press(key)
        seen.append(hands.focus.split(".")[1])
    assert seen == ["under_study", "being_solved", "solved", "adopted", "hard_to_solve"]
    assert hands.answer("outcome") is None


def test_tab_enters_a_choice_once_at_its_tick(hands) -> None:
    hands.click("outcome.being_solved")
    hands.go("handled_on")
    hands.press(Qt.Key.Key_Tab)
    assert hands.focus == "outcome.being_solved"
    hands.press(Qt.Key.Key_Tab)
    assert hands.focus == "disclosure.proactive_full"


def test_enter_leads_on_and_ticks_nothing(hands) -> None:
    hands.box("outcome.adopted").setFocus()
    hands.press(Qt.Key.Key_Return)
    assert hands.focus == "disclosure.proactive_full" and hands.answer("outcome") is None


def test_the_words_of_an_option_tick_it(hands) -> None:
    hands.view.focus_field("disclosure")
    box = hands.box("outcome.adopted")
    words = box.geometry().topLeft() - QPoint(20, -10)
    canvas = box.parentWidget()
    QTest.mouseMove(canvas, words)
    assert box.beckoning
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=words)
    assert hands.answer("outcome") == "adopted" and hands.focus == "outcome.adopted"


def test_every_tick_is_one_step(hands) -> None:
    hands.click("outcome.adopted")
    hands.click("outcome.solved")
    hands.editing.undo_stack.undo()
    assert hands.ticked("outcome") == ["solved"] or hands.ticked("outcome") == ["adopted"]


def test_boxes_are_heard_as_check_boxes(hands) -> None:
    box = hands.box("outcome.adopted")
    heard = QAccessible.queryAccessibleInterface(box)
    assert heard.role() is QAccessible.Role.CheckBox
    assert heard.text(QAccessible.Text.Name) == "承办单位对办理结果的分类：建议性意见 已采纳"
    hands.click("outcome.adopted")
    assert "checked" in repr(heard.state()) or box.isChecked()


def test_a_choice_goes_by_the_name_of_its_field(hands) -> None:
    choice = hands.view.findChild(TickChoice, "outcome")
    assert choice is not None and len(choice.boxes) == 6
