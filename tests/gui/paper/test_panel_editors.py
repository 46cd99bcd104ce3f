"""The same editors in a panel: an input for each field that no paper shows."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from forms.template import Template
from gui.editing import SheetEditing
from gui.paper.choice_row import ChoiceRow
from gui.paper.editors import EDITORS, editor_for
from gui.paper.tick_box import TickBox


@pytest.fixture
def panel(qtbot: QtBot, editing: SheetEditing, template: Template) -> QWidget:
    """Every case detail, a choice and a place for a signature, one below the other."""
    panel = QWidget()
    rows = QVBoxLayout(panel)
    for name in ("number", "term", "joint_units", "assigned_on", "summary", "outcome", "handled_by"):
        rows.addWidget(editor_for(template.by_name[name], editing, panel))
    qtbot.addWidget(panel)
    panel.show()
    return panel


def find(panel: QWidget, name: str) -> QWidget:
    found = panel.findChild(QWidget, name)
    assert found is not None
    return found


def test_every_kind_of_field_has_an_editor(template: Template) -> None:
    assert {field.kind for field in template.fields} <= set(EDITORS)


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [("number", "068", "068"), ("joint_units", "A;B", ("A", "B")), ("assigned_on", "2023-2-20", "2023-02-20")],
)
def test_what_is_typed_in_a_panel_is_in_the_sheet(
    panel: QWidget, editing: SheetEditing, name: str, typed: str, kept: object
) -> None:
    QTest.keyClicks(find(panel, name), typed)
    assert editing.sheet.answer(name) == kept
    editing.undo_stack.undo()
    assert editing.sheet.answer(name) is None


def test_a_choice_in_a_panel_is_ticked_and_cleared(panel: QWidget, editing: SheetEditing) -> None:
    box = panel.findChild(TickBox, "outcome.adopted")
    box.click()
    assert editing.sheet.answer("outcome") == "adopted" and box.isChecked()
    QTest.keyClick(box, Qt.Key.Key_Delete)
    assert editing.sheet.answer("outcome") is None and not box.isChecked()


def test_a_choice_row_goes_by_the_name_of_its_field(panel: QWidget) -> None:
    assert panel.findChild(ChoiceRow, "outcome").accessibleName() == "承办单位对办理结果的分类"


def test_an_input_grows_with_its_text(panel: QWidget, editing: SheetEditing) -> None:
    before = find(panel, "summary").sizeHint().height()
    editing.draft("summary", "\n".join("一二三四五"))
    assert find(panel, "summary").sizeHint().height() > before


def test_two_places_of_one_field_agree(panel: QWidget, qtbot: QtBot, editing: SheetEditing, template: Template) -> None:
    other = editor_for(template.by_name["term"], editing)
    qtbot.addWidget(other)
    QTest.keyClicks(find(panel, "term"), "AB")
    assert other.text() == "AB"  # type: ignore[union-attr]


@pytest.mark.parametrize(("columns", "rows"), [(4, 1), (2, 2), (1, 4)])
def test_the_options_of_a_choice_stand_in_even_rows_as_there_is_room(
    qtbot: QtBot, editing: SheetEditing, template: Template, columns: int, rows: int
) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    choice = editor_for(template.by_name["satisfaction_result"], editing, place)
    place.show()
    assert isinstance(choice, ChoiceRow)
    choice.resize(choice._width(columns) + 1, 200)  # as wide as the fonts of the machine make it
    choice.layout().activate()
    lines = Counter(box.y() for box in choice.findChildren(TickBox))
    assert len(lines) == rows and len(set(lines.values())) == 1
