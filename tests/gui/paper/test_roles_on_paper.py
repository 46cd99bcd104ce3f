"""Whose place it is: others' places can be read, not written; places for ink say what comes there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from forms.record import Record
from forms.sheet import Sheet
from forms.stages import Stage
from forms.template import Template
from gui.editing import SheetEditing
from gui.paper.ink_place import InkPlace


@pytest.mark.parametrize(
    ("name", "words"), [("review_opinion", "由领导填写"), ("deputy_comments", "由代表填写"), ("reviewed_on", "由领导填写")]
)
def test_anothers_text_is_read_only_and_says_whose_it_is(hands, name: str, words: str) -> None:
    editor = hands.text(name)
    QTest.keyClicks(editor, "A")
    assert editor.isReadOnly() and editor.toolTip() == words and hands.answer(name) is None


def test_anothers_boxes_cannot_be_ticked(hands) -> None:
    hands.click("satisfaction_result.satisfied")
    box = hands.box("satisfaction_result.satisfied")
    assert hands.ticked("satisfaction_result") == [] and box.toolTip() == "由代表填写"


@pytest.mark.parametrize(("name", "words"), [("reviewed_by", "打印后手写签名"), ("deputy_signature", "打印后手写签名")])
def test_anothers_place_for_ink_says_what_comes_there(hands, name: str, words: str) -> None:
    place = hands.view.findChild(InkPlace, name)
    assert place.words == words and place.focusPolicy() is Qt.FocusPolicy.NoFocus


def test_a_sheet_that_was_sent_on_is_locked(
    put_down: Callable[[SheetEditing], object], template: Template, record: Record
) -> None:
    sent = put_down(SheetEditing(Sheet(template, replace(record, stage=Stage.IN_REVIEW))))
    assert sent.text("title").isReadOnly() and not sent.box("outcome.adopted").isEnabled()
    sent.click("outcome.adopted")
    assert sent.ticked("outcome") == ["being_solved"]


def test_a_finding_in_anothers_place_is_shown_without_the_focus(hands) -> None:
    hands.go("title")
    assert hands.view.focus_field("review_opinion")
    assert hands.focus == "title" and hands.text("review_opinion").flashing
