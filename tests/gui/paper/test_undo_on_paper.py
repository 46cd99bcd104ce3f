"""Undo from the paper: sensible steps, and the eye is led to what came back."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gui.paper import edit_menu

CTRL = Qt.KeyboardModifier.ControlModifier


def test_typing_in_one_visit_is_one_step(hands) -> None:
    hands.write("title", "ABC")
    hands.press(Qt.Key.Key_Z, CTRL)
    assert hands.text("title").text() == "" and hands.answer("title") is None


def test_a_field_left_and_entered_again_is_two_steps(hands) -> None:
    hands.write("title", "AB")
    hands.press(Qt.Key.Key_Tab)
    hands.write("title", "C")
    hands.press(Qt.Key.Key_Z, CTRL)
    assert hands.answer("title") == "AB"


def test_redo_brings_it_back(hands) -> None:
    hands.write("title", "AB")
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.press(Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert hands.text("title").text() == "AB"


def test_undo_leads_to_the_field_it_changes(hands) -> None:
    hands.write("title", "AB")
    hands.write("reply", "text")
    assert hands.view.verticalScrollBar().value() > 500
    hands.editing.undo_stack.undo()
    hands.editing.undo_stack.undo()
    assert hands.focus == "title" and hands.view.verticalScrollBar().value() < 300


def test_undo_of_a_tick_leads_to_the_choice(hands) -> None:
    hands.click("disclosure.withheld")
    hands.go("title")
    hands.editing.undo_stack.undo()
    assert hands.focus == "disclosure.proactive_full" and hands.ticked("disclosure") == []


def test_the_menu_speaks_chinese_and_undoes_the_sheet(hands) -> None:
    editor = hands.write("title", "AB")
    menu = edit_menu.build(editor, editor.undo_stack)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words == ["撤销(&U)", "重做(&R)", "剪切(&T)", "复制(&C)", "粘贴(&P)", "全选(&A)"]
    menu.actions()[0].trigger()
    assert hands.answer("title") is None
    menu.deleteLater()


def test_the_menu_of_a_locked_place_only_copies(hands) -> None:
    editor = hands.text("review_opinion")
    menu = edit_menu.build(editor, editor.undo_stack)
    assert [action.text() for action in menu.actions() if action.text()] == ["复制(&C)", "全选(&A)"]
    menu.deleteLater()
