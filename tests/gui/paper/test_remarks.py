"""Marks on passages: the leader selects locked text and marks it, everybody sees the marks where their words stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from forms.stages import Stage
from forms.template import Template
from gui.editing import SheetEditing
from gui.paper import edit_menu

from .conftest import Hands


def remark(quote: str, start: int, field: str = "handling", note: str = "请核对") -> dict[str, object]:
    return {"field": field, "start": start, "end": start + len(quote), "quote": quote, "note": note, "name": "王", "at": ""}


@pytest.fixture
def reviewing(put_down: Callable[[SheetEditing], Hands], template: Template, record: Record) -> Hands:
    """The real sheet before the leader."""
    return put_down(SheetEditing(Sheet(template, replace(record, stage=Stage.IN_REVIEW)), role=Role.LEADER))


@pytest.fixture
def returned(put_down: Callable[[SheetEditing], Hands], template: Template, record: Record) -> Hands:
    """The real sheet before the clerk, with a mark of the leader."""
    return put_down(SheetEditing(Sheet(template, replace(record, remarks=(remark("会议", 11),)))))


def test_the_leader_selects_a_passage_of_locked_text_with_keys(reviewing: Hands) -> None:
    editor = reviewing.go("handling")
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    for _ in range(3):
        reviewing.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert reviewing.view.remarks is not None
    assert reviewing.view.remarks.selected() == ("handling", 0, 3, "周菁菁")


def test_a_selection_stays_when_the_leader_goes_to_the_button(reviewing: Hands) -> None:
    reviewing.go("handling").passages.select(0, 3)
    reviewing.go("review_opinion")
    assert reviewing.view.remarks is not None and reviewing.view.remarks.selected() is not None


def test_selecting_elsewhere_gives_up_the_first_selection(reviewing: Hands) -> None:
    reviewing.text("handling").passages.select(0, 3)
    reviewing.text("reply").passages.select(2, 5)
    assert reviewing.text("handling").passages.selected() is None
    assert reviewing.view.remarks is not None and reviewing.view.remarks.selected() == ("reply", 2, 5, "菁代表")


def test_blanks_at_the_ends_of_a_selection_are_not_marked(reviewing: Hands) -> None:
    text = reviewing.text("reply").text()
    end = text.index("\n") + 1
    reviewing.text("reply").passages.select(end - 3, end)
    assert reviewing.view.remarks is not None
    selected = reviewing.view.remarks.selected()
    assert selected is not None and selected.quote == text[end - 3 : end - 1]


def test_rare_characters_count_as_one(put_down: Callable[[SheetEditing], Hands], template: Template, record: Record) -> None:
    rare = replace(record.with_answers({"handling": "𬭛𬭛代表您好"}), stage=Stage.IN_REVIEW)
    hands = put_down(SheetEditing(Sheet(template, rare), role=Role.LEADER))
    hands.text("handling").passages.select(2, 4)
    assert hands.view.remarks is not None and hands.view.remarks.selected() == ("handling", 2, 4, "代表")


def test_typing_into_what_is_the_clerks_changes_nothing(reviewing: Hands) -> None:
    before = reviewing.answer("handling")
    QTest.keyClicks(reviewing.go("handling"), "abc")
    reviewing.press(Qt.Key.Key_Delete)
    assert reviewing.answer("handling") == before == reviewing.text("handling").text()


def test_a_click_on_the_clerks_box_does_nothing_and_says_why(reviewing: Hands) -> None:
    reviewing.click("outcome.adopted")
    assert reviewing.answer("outcome") == "being_solved"
    assert QToolTip.text() == "由经办人填写"


def test_a_click_on_the_words_of_the_clerks_box_does_nothing(reviewing: Hands) -> None:
    canvas = reviewing.view.widget()
    box = reviewing.box("outcome.adopted")
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=box.geometry().center() - QPoint(box.width(), 0))
    assert reviewing.answer("outcome") == "being_solved"


def test_the_clerk_sees_the_leaders_mark_on_the_passage(returned: Hands) -> None:
    marks = returned.text("handling").passages.marks
    assert [(mark.start, mark.end, mark.number) for mark in marks] == [(11, 13, 1)]


def test_a_mark_follows_its_words_when_the_clerk_writes_before_them(returned: Hands) -> None:
    returned.editing.draft("handling", "尊敬的" + str(returned.answer("handling")))
    assert [mark.start for mark in returned.text("handling").passages.marks] == [14]


def test_a_mark_whose_words_are_gone_is_painted_no_longer_and_comes_back_with_them(returned: Hands) -> None:
    text = str(returned.answer("handling"))
    returned.editing.draft("handling", text.replace("会议", "大会"))
    assert returned.text("handling").passages.marks == ()
    returned.editing.undo_stack.undo()
    assert len(returned.text("handling").passages.marks) == 1


def test_a_mark_is_painted_on_the_paper(returned: Hands) -> None:
    editor = returned.text("handling")
    marked = editor.grab().toImage()
    editor.passages.show(())
    assert editor.grab().toImage() != marked


def test_going_to_a_passage_selects_it_in_sight(reviewing: Hands) -> None:
    assert reviewing.view.show_passage("reply", 2, 5)
    assert reviewing.text("reply").passages.selected() == (2, 5)
    area = reviewing.text("reply").passages.area(2, 5).toRect().translated(reviewing.text("reply").pos())
    assert area.top() >= reviewing.view.verticalScrollBar().value()
    assert not reviewing.view.show_passage("outcome", 0, 1)


def test_the_clerks_locked_places_stay_out_of_the_way_of_tab(returned: Hands) -> None:
    assert returned.text("review_opinion").focusPolicy() is Qt.FocusPolicy.NoFocus


def test_marking_stands_in_the_context_menu_of_what_may_be_marked(reviewing: Hands) -> None:
    action = QAction("标注", reviewing.view)
    assert reviewing.view.remarks is not None
    reviewing.view.remarks.offer(action)
    assert action in edit_menu.build(reviewing.text("handling"), None).actions()
    assert action not in edit_menu.build(reviewing.text("review_opinion"), None).actions()
