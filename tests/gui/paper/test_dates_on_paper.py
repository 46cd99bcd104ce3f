"""Days on paper: typed in any usual form, picked from a calendar, shown as printed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from gui.paper.date_editor import DateEditor
from gui.paper.day_picker import DayPicker


@pytest.mark.parametrize("typed", ["2023-5-6", "20230506", "2023.5.6", "2023/05/06", "2023年5月6日"])
def test_usual_forms_are_understood(hands, typed: str) -> None:
    hands.write("handled_on", typed)
    assert hands.answer("handled_on") == "2023-05-06" and hands.text("handled_on").text() == typed
    hands.press(Qt.Key.Key_Tab)
    assert hands.text("handled_on").text() == "2023年5月6日"


@pytest.mark.parametrize("typed", ["2023-13-6", "soon"])
def test_what_is_no_day_stays_under_a_red_wave(hands, typed: str) -> None:
    editor = hands.write("handled_on", typed)
    assert not editor.extraSelections()
    hands.press(Qt.Key.Key_Tab)
    assert editor.text() == typed and hands.answer("handled_on") == typed and editor.extraSelections()
    hands.go("handled_on")
    assert not editor.extraSelections()


def open_calendar(hands) -> tuple[DateEditor, DayPicker]:
    editor = hands.go("handled_on")
    assert isinstance(editor, DateEditor)
    hands.press(Qt.Key.Key_F4)
    calendar = editor.findChild(DayPicker)
    assert calendar is not None and calendar.isVisible()
    return editor, calendar


def test_a_day_is_picked_from_the_calendar(hands, qtbot) -> None:
    hands.editing.draft("handled_on", "2023-05-06")
    editor, calendar = open_calendar(hands)
    assert calendar.month.selectedDate() == QDate(2023, 5, 6)
    with qtbot.waitSignal(calendar.destroyed):
        calendar.month.clicked.emit(QDate(2023, 5, 9))
    assert hands.answer("handled_on") == "2023-05-09" and editor.text() == "2023年5月9日"


def test_the_calendar_turns_by_months_and_years(hands) -> None:
    hands.editing.draft("handled_on", "2023-12-06")
    _, calendar = open_calendar(hands)
    shown = [calendar.page.text()]
    for words in ("下一月", "上一年", "上一月", "下一年"):
        next(button for button in calendar.findChildren(QToolButton) if button.toolTip() == words).click()
        shown.append(calendar.page.text())
    assert shown == ["2023年12月", "2024年1月", "2023年1月", "2022年12月", "2023年12月"]


@pytest.mark.parametrize(("words", "expected"), [("今天", QDate.currentDate().toString(Qt.DateFormat.ISODate)), ("清除", None)])
def test_today_and_none_are_one_click(hands, qtbot, words: str, expected: str | None) -> None:
    hands.editing.draft("handled_on", "2023-05-06")
    _, calendar = open_calendar(hands)
    button = next(each for each in calendar.findChildren(QPushButton) if each.text() == words)
    with qtbot.waitSignal(calendar.destroyed):
        button.click()
    assert hands.answer("handled_on") == expected


def test_the_calendar_button_shows_with_the_focus(hands) -> None:
    editor = hands.text("handled_on")
    assert not editor._button.isVisible()
    hands.go("handled_on")
    assert editor._button.isVisible()


def test_others_days_have_no_calendar(hands) -> None:
    editor = hands.text("reviewed_on")
    editor.open_calendar()
    assert editor.findChild(DayPicker) is None
