"""The numbers of marks stand in the margin: no word of the sheet is hidden, and no number by another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from forms.record import Record
from forms.sheet import Sheet
from forms.template import Template
from gui.editing import SheetEditing
from gui.paper.remark_numbers import Badge, RemarkNumbers
from gui.paper.text_editor import TextEditor

from .conftest import Hands
from .test_remarks import remark

PutDown = Callable[[SheetEditing], Hands]
TEXT = "周菁菁代表，您好！您在会议上提出的建议已收悉。" * 12


def marked(put_down: PutDown, template: Template, record: Record, *places: int, text: str = TEXT) -> Hands:
    """The sheet with a mark on two characters from each of these places on."""
    remarks = tuple(remark(text[place : place + 2], place, note=f"第{place}字") for place in places)
    return put_down(SheetEditing(Sheet(template, replace(record.with_answers({"handling": text}), remarks=remarks))))


def badges(hands: Hands) -> list[Badge]:
    numbers = hands.view.findChild(RemarkNumbers)
    assert numbers is not None and numbers.isVisible()
    return numbers.badges()


@pytest.mark.parametrize("zoom", [0.25, 0.44, 1.0, 2.0])
def test_a_mark_hides_no_word_at_any_zoom(put_down: PutDown, template: Template, record: Record, zoom: float) -> None:
    hands = marked(put_down, template, record, 0, 3, 12)
    hands.view.set_zoom(zoom)
    cells = [QRectF(editor.geometry()) for editor in hands.view.findChildren(TextEditor)]
    assert len(badges(hands)) == 3
    assert not any(badge.area.intersects(cell) for badge in badges(hands) for cell in cells)


@pytest.mark.parametrize("zoom", [0.25, 1.0])
def test_many_marks_on_one_line_stand_side_by_side(put_down: PutDown, template: Template, record: Record, zoom: float) -> None:
    hands = marked(put_down, template, record, *range(0, 60, 4))
    hands.view.set_zoom(zoom)
    areas = [badge.area for badge in badges(hands)]
    assert len(areas) == 15 and min(area.left() for area in areas) >= 0
    assert not any(one.intersects(other) for one, other in combinations(areas, 2))


def test_numbers_of_one_line_stand_in_the_order_of_their_passages(
    put_down: PutDown, template: Template, record: Record
) -> None:
    hands = marked(put_down, template, record, 12, 3)
    first, second = sorted(badges(hands), key=lambda badge: badge.area.x())
    assert (first.mark.start, second.mark.start) == (3, 12) and first.area.y() == second.area.y()


def test_a_number_stands_beside_the_line_of_its_passage(put_down: PutDown, template: Template, record: Record) -> None:
    hands = marked(put_down, template, record, 3, 80)
    editor = hands.text("handling")
    for badge in badges(hands):
        line = editor.passages.area(badge.mark.start, badge.mark.end).translated(editor.pos())
        assert abs(line.center().y() - badge.area.center().y()) < line.height()


def test_the_number_of_a_passage_that_is_scrolled_away_goes_with_it(
    put_down: PutDown, template: Template, record: Record
) -> None:
    hands = marked(put_down, template, record, 3, text=TEXT * 4)
    assert len(badges(hands)) == 1
    bar = hands.text("handling").verticalScrollBar()
    bar.setValue(bar.maximum())
    assert badges(hands) == []


def test_a_number_says_what_was_noted(put_down: PutDown, template: Template, record: Record) -> None:
    hands = marked(put_down, template, record, 3)
    (badge,) = badges(hands)
    at = badge.area.center().toPoint()
    numbers = hands.view.findChild(RemarkNumbers)
    assert numbers is not None
    QApplication.sendEvent(numbers, QHelpEvent(QHelpEvent.Type.ToolTip, at, numbers.mapToGlobal(at)))
    assert QToolTip.text() == "1. 第3字"
    QApplication.sendEvent(numbers, QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(0, 0), numbers.mapToGlobal(QPoint(0, 0))))


def test_without_marks_the_margin_is_free(hands: Hands) -> None:
    numbers = hands.view.findChild(RemarkNumbers)
    assert numbers is not None and numbers.isHidden()
