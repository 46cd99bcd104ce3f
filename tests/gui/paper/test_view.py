"""The view: going to a field, zooming, changing sheets, leaving nothing behind."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from forms.typesetting.fonts import FontShelf
from gui.editing import SheetEditing
from gui.paper.opened_paper import OpenedPaper
from gui.paper.tick_box import TickBox
from gui.paper.view import PaperView


def visible(view: PaperView, widget) -> bool:
    return view.viewport().rect().contains(widget.mapTo(view.viewport(), QPoint(2, 2)))


@pytest.mark.parametrize("name", ["title", "phone", "reply"])
def test_a_field_is_gone_to(hands, name: str) -> None:
    assert hands.view.focus_field(name)
    assert hands.focus == name and hands.view.current_field == name and hands.text(name).flashing


def test_of_a_choice_the_ticked_box_is_gone_to(hands) -> None:
    hands.editing.draft("outcome", "solved")
    assert hands.view.focus_field("outcome")
    assert hands.focus == "outcome.solved" and visible(hands.view, hands.box("outcome.solved"))


@pytest.mark.parametrize("name", ["outcome", "disclosure", "satisfaction_result"])
def test_the_whole_choice_comes_into_sight(hands, name: str) -> None:
    hands.view.resize(700, 320)
    hands.view.focus_field(name)
    boxes = [box for box in hands.view.findChildren(TickBox) if box.objectName().startswith(f"{name}.")]
    assert all(visible(hands.view, box) for box in boxes)


def test_no_option_of_an_open_choice_looks_like_the_right_one(hands) -> None:
    hands.view.focus_field("outcome")
    assert hands.box("outcome.adopted").flashing and hands.box("outcome.hard_to_solve").flashing
    hands.editing.draft("outcome", "solved")
    hands.view.focus_field("outcome")
    assert hands.box("outcome.solved").flashing and not hands.box("outcome.adopted").flashing


def test_a_click_at_the_edge_moves_no_paper_under_the_mouse(hands) -> None:
    bar, box = hands.view.verticalScrollBar(), hands.box("outcome.solved")
    bar.setValue(box.geometry().top() + 6 - hands.view.viewport().height())
    before = bar.value()
    QTest.mousePress(box, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert bar.value() == before
    QTest.mouseRelease(box, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert hands.ticked("outcome") == ["solved"]


def test_a_long_paste_into_a_cell_keeps_the_cell_in_sight(hands) -> None:
    editor = hands.go("handling")
    data = QMimeData()
    data.setText("持续推进各项工作落实，确保任务落地见效。" * 120)
    editor.insertFromMimeData(data)
    caret = editor.mapTo(hands.view.viewport(), editor.cursorRect().center())
    assert hands.view.viewport().rect().contains(caret)


def test_a_long_paste_into_the_reply_is_followed(hands, qtbot) -> None:
    editor = hands.go("reply")
    data = QMimeData()
    data.setText("持续推进各项工作落实，确保任务落地见效。" * 120)
    editor.insertFromMimeData(data)
    qtbot.waitUntil(
        lambda: hands.view.viewport().rect().contains(editor.mapTo(hands.view.viewport(), editor.cursorRect().center()))
    )


def test_the_paper_stays_where_it_is_when_the_view_begins_further_down(hands) -> None:
    hands.view.verticalScrollBar().setValue(300)
    hands.view.hold_still(38)
    assert hands.view.verticalScrollBar().value() == 338


def test_the_first_field_that_may_be_changed_is_entered(hands) -> None:
    hands.view.enter()
    assert hands.focus == "title" and not hands.text("title").flashing


@pytest.mark.parametrize(("name", "characters"), [("handling", 2), ("title", 0), ("reply", 2)])
def test_the_caret_of_an_empty_place_stands_where_the_text_will(hands, name: str, characters: int) -> None:
    editor = hands.go(name)
    empty = editor.text_left()
    hands.write(name, "x")
    assert editor.text_left() == pytest.approx(empty, abs=1)
    hands.press(Qt.Key.Key_Backspace)
    assert editor.text_left() == pytest.approx(empty, abs=1) and (empty > 30) is bool(characters)


def test_a_field_that_is_on_no_paper_is_not_found(hands) -> None:
    assert not hands.view.focus_field("number")


def test_going_to_a_field_is_told(hands) -> None:
    told = []
    hands.view.field_focused.connect(told.append)
    hands.go("phone")
    hands.box("disclosure.withheld").setFocus()
    assert told == ["phone", "disclosure"]


@pytest.mark.parametrize(("asked", "got"), [(0.1, 0.4), (9.0, 3.0), (1.5, 1.5)])
def test_zoom_keeps_to_its_limits(hands, asked: float, got: float) -> None:
    with_signal = []
    hands.view.zoom_changed.connect(with_signal.append)
    hands.view.set_zoom(asked)
    assert hands.view.zoom == got and with_signal == [got]


@pytest.mark.parametrize("zoom", [0.4, 0.45, 0.49, 0.55, 0.7, 0.84, 1.0, 1.3, 2.0])
def test_no_scroll_bar_stands_in_a_line_that_fits(filled, zoom: float) -> None:
    filled.view.set_zoom(zoom)
    names = ("title", "proposer", "phone", "handled_on", "handling")
    assert [name for name in names if filled.text(name).verticalScrollBar().isVisible()] == []


def test_zoom_keeps_the_proportions(filled) -> None:
    before = {name: filled.text(name).geometry() for name in ("title", "handling", "reply")}
    lines = filled.text("reply").shapes()
    filled.view.set_zoom(2.0)
    for name, area in before.items():
        assert filled.text(name).width() == pytest.approx(area.width() * 2, abs=3)
    assert filled.text("reply").shapes() == lines


def test_keys_and_wheel_zoom(hands) -> None:
    hands.go("title")
    hands.press(Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert hands.view.zoom == pytest.approx(1.1)
    hands.press(Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    hands.press(Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert hands.view.zoom == pytest.approx(1 / 1.1)
    hands.press(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert hands.view.zoom == 1.0
    turn_wheel(hands.view, Qt.KeyboardModifier.ControlModifier)
    assert hands.view.zoom == pytest.approx(1.1)


def turn_wheel(view: PaperView, modifiers: Qt.KeyboardModifier, delta: int = 120) -> None:
    place = QPointF(200, 200)
    event = QWheelEvent(
        place, view.viewport().mapToGlobal(place), QPoint(), QPoint(0, delta), Qt.MouseButton.NoButton, modifiers,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def test_the_page_can_be_as_wide_as_the_view(hands) -> None:
    hands.view.fit_width()
    narrow = hands.view.zoom
    hands.view.resize(1200, 700)
    assert hands.view.zoom > narrow and hands.view.horizontalScrollBar().maximum() == 0


def test_a_view_that_is_shown_later_and_larger_begins_at_the_top(qtbot, editing: SheetEditing) -> None:
    view = PaperView(FontShelf.bundled())
    qtbot.addWidget(view)
    view.fit_width()
    view.show_sheet(editing)
    view.resize(1200, 700)
    view.show()
    assert view.zoom > 1.2 and view.verticalScrollBar().value() == 0


def test_zoom_keeps_the_point_under_the_pointer(filled) -> None:
    view = filled.view
    view.verticalScrollBar().setValue(900)
    canvas = view.widget()
    before = canvas.mapFrom(view.viewport(), QPoint(300, 200))
    view.set_zoom(2.0, QPointF(300, 200))
    after = canvas.mapFrom(view.viewport(), QPoint(300, 200))
    assert after.y() / before.y() == pytest.approx(2.0, rel=0.02)


def test_another_sheet_takes_the_place_of_the_first(hands, template, record, qtbot) -> None:
    from forms.sheet import Sheet

    first = hands.view.findChild(OpenedPaper)
    hands.write("title", "AB")
    with qtbot.waitSignal(first.destroyed):
        hands.view.show_sheet(SheetEditing(Sheet(template, record)))
    assert hands.text("phone").text() == "021-56789012"
    hands.editing.draft("phone", "1")
    assert hands.text("phone").text() == "021-56789012"


def test_no_sheet_is_an_empty_desk(hands, qtbot) -> None:
    with qtbot.waitSignal(hands.view.findChild(OpenedPaper).destroyed):
        hands.view.show_sheet(None)
    assert hands.view.current_field == "" and not hands.view.focus_field("title")
    hands.view.set_zoom(2.0)
    hands.view.commit()


def test_a_closed_view_is_freed(qtbot, editing: SheetEditing) -> None:
    view = PaperView(FontShelf.bundled())
    view.show_sheet(editing)
    gone, paper = weakref.ref(view), view.findChild(OpenedPaper)
    with qtbot.waitSignal(paper.destroyed):
        view.deleteLater()
    del view, paper
    gc.collect()
    assert gone() is None
    editing.draft("title", "A")


def test_a_stage_that_has_changed_locks_the_paper(hands, monkeypatch) -> None:
    monkeypatch.setattr("forms.sheet.may_change", lambda *_: False)
    hands.view.refresh()
    assert hands.text("title").isReadOnly()
