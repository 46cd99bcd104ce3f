"""Input methods: what is being composed is not written, not overwritten, and not lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCharFormat, QTextFormat
from PySide6.QtWidgets import QApplication


def test_what_is_composed_is_not_in_the_sheet_yet(hands) -> None:
    editor = hands.go("title")
    hands.compose(editor, "guanyu")
    assert hands.answer("title") is None and editor.composing
    hands.compose(editor, "", "关于")
    assert hands.answer("title") == "关于" and not editor.composing


def test_commit_takes_what_is_being_composed(hands) -> None:
    editor = hands.go("handling")
    hands.compose(editor, "nihao")
    hands.view.commit()
    assert hands.answer("handling") == "nihao" and not editor.composing


def test_a_field_that_is_composing_is_not_written(hands) -> None:
    editor = hands.write("title", "AB")
    hands.compose(editor, "guanyu")
    hands.editing.edit_many({"title": "XY"}, "替换")
    assert editor.text() == "AB"
    hands.compose(editor, "")
    assert editor.text() == "XY"


def test_a_committed_phrase_is_never_cut(hands) -> None:
    hands.compose(hands.go("phone"), "", "零" * 500)
    assert len(hands.answer("phone")) == 500


def test_a_line_end_in_a_committed_phrase_stays_out_of_a_line(hands) -> None:
    hands.compose(hands.go("title"), "", "关于\n养老")
    assert hands.answer("title") == "关于养老" and hands.text("title").text() == "关于养老"


def test_the_lines_make_room_for_what_is_composed(hands) -> None:
    editor = hands.go("handling")
    hands.compose(editor, "", "字" * 28)
    before = sum(lines for lines, _, _ in editor.shapes())
    hands.compose(editor, "zi" * 10)
    assert sum(lines for lines, _, _ in editor.shapes()) > before


def test_undo_while_composing_waits(hands) -> None:
    editor = hands.write("title", "AB")
    hands.compose(editor, "x")
    hands.editing.undo_stack.undo()
    assert editor.text() == "AB"
    hands.compose(editor, "")
    assert editor.text() == "" and hands.answer("title") is None
    hands.press(Qt.Key.Key_Tab)
    assert hands.answer("title") is None


def test_the_line_under_what_is_composed_is_seen(hands) -> None:
    editor = hands.write("title", "AB")
    plain = editor.grab().toImage()
    under = QTextCharFormat()
    under.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    event = QInputMethodEvent("x", [QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.TextFormat, 0, 1, under)])
    QApplication.sendEvent(editor, event)
    layout = editor.document().begin().layout()
    lines = [each for each in layout.formats() if each.format.hasProperty(QTextFormat.Property.TextUnderlineStyle)]
    assert [(each.start, each.length) for each in lines] == [(2, 1)]
    assert editor.grab().toImage() != plain
