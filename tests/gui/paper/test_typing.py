"""Typing on paper: what reaches the sheet, and what stands in the field afterwards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication


def paste(editor: object, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    data.setHtml(f"<b>{text}</b>")
    editor.insertFromMimeData(data)  # type: ignore[attr-defined]


def test_typed_text_is_in_the_sheet_at_once(hands) -> None:
    hands.write("title", "ABC")
    assert hands.answer("title") == "ABC"


def test_names_are_set_apart_when_one_leaves(hands) -> None:
    hands.write("proposer", "Zhang,Li;")
    assert hands.text("proposer").text() == "Zhang,Li;" and hands.answer("proposer") == ("Zhang", "Li")
    hands.press(Qt.Key.Key_Tab)
    assert hands.text("proposer").text() == "Zhang、Li"


def test_enter_begins_a_paragraph_in_long_text(hands) -> None:
    hands.write("handling", "one")
    hands.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    hands.press(Qt.Key.Key_Return)
    hands.write("handling", "two")
    assert hands.answer("handling") == "one\n\ntwo"


def test_enter_leads_on_from_a_line(hands) -> None:
    hands.write("title", "A")
    hands.press(Qt.Key.Key_Return)
    assert hands.focus == "proposer" and hands.answer("title") == "A"


def test_tab_leads_through_the_paper_as_one_reads(hands) -> None:
    hands.go("title")
    seen = []
    for _ in range(10):
        seen.append(hands.focus)
        hands.press(Qt.Key.Key_Tab)
    assert seen == [
        "title", "proposer", "handling", "handled_by", "phone", "seal", "handled_on", "outcome.adopted",
        "disclosure.proactive_full", "reply_title",
    ]  # fmt: skip
    assert hands.focus == "reply"


def test_shift_tab_leads_back(hands) -> None:
    hands.box("outcome.adopted").setFocus()
    hands.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert hands.focus == "handled_on"


def test_escape_leaves_a_field(hands) -> None:
    hands.write("title", "A")
    hands.press(Qt.Key.Key_Escape)
    assert hands.focus == "" and hands.answer("title") == "A"


@pytest.mark.parametrize(
    ("name", "pasted", "kept"),
    [
        ("title", "关于\u000b养老\u00a0的\x07建议\r\n", "关于养老 的建议"),
        ("handling", "一\u000b二\r\n三\u200b\x00", "一\n二\n三"),
        ("phone", "021-\n5678", "021-5678"),
    ],
)
def test_pasted_text_is_plain_and_clean(hands, name: str, pasted: str, kept: str) -> None:
    paste(hands.go(name), pasted)
    assert hands.answer(name) == kept and hands.text(name).text() == kept


def test_copied_text_is_plain(hands) -> None:
    editor = hands.write("title", "ABC")
    editor.selectAll()
    assert editor.createMimeDataFromSelection().formats() == ["text/plain"]


def test_files_dropped_on_a_field_go_on_to_the_window(hands) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/sheet.docx")])
    data.setText("/sheet.docx")
    assert not hands.text("handling").canInsertFromMimeData(data)


def test_the_caret_stays_where_it_makes_sense(hands) -> None:
    editor = hands.write("title", "abcdef")
    cursor = editor.textCursor()
    cursor.setPosition(6)
    editor.setTextCursor(cursor)
    hands.editing.edit_many({"title": "abXcdef"}, "替换")
    assert editor.text() == "abXcdef" and editor.textCursor().position() == 3


def test_a_refused_change_goes_back(hands, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = []
    hands.editing.refused.connect(refused.append)
    hands.write("title", "A")
    monkeypatch.setattr("forms.sheet.may_change", lambda *_: False)
    hands.write("title", "B")
    assert hands.text("title").text() == "A" and [each.code for each in refused] == ["not_your_turn"]


def test_text_outside_the_basic_plane_is_typed_and_taken_back(hands) -> None:
    hands.write("title", "𬭛镕")
    hands.editing.edit_many({"title": "𬭛a镕"}, "替换")
    assert hands.text("title").text() == "𬭛a镕"
    hands.editing.undo_stack.undo()
    assert hands.text("title").text() == "𬭛镕"


def test_every_place_has_a_name_for_those_who_listen(hands) -> None:
    for widget in QApplication.allWidgets():
        if hands.view.isAncestorOf(widget) and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            assert widget.accessibleName() or widget.objectName() == "qt_scrollarea_viewport", widget
