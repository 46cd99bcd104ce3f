"""Editing a sheet: what is one undo step, what comes back, what is refused."""

from __future__ import annotations

import gc
import weakref

import pytest

from forms.errors import ChangeRefused
from forms.sheet import Change, Sheet
from gui.editing import SheetEditing


@pytest.fixture
def changes(editing: SheetEditing) -> list[Change]:
    seen: list[Change] = []
    editing.changed.connect(seen.append)
    return seen


@pytest.fixture
def refusals(editing: SheetEditing) -> list[ChangeRefused]:
    seen: list[ChangeRefused] = []
    editing.refused.connect(seen.append)
    return seen


def type_in(editing: SheetEditing, name: str, text: str) -> None:
    for end in range(1, len(text) + 1):
        editing.draft(name, text[:end])


def test_typing_within_one_visit_is_one_step(editing: SheetEditing) -> None:
    type_in(editing, "title", "关于养老的建议")
    assert editing.undo_stack.count() == 1
    editing.undo_stack.undo()
    assert editing.sheet.answer("title") is None


def test_a_second_visit_is_a_second_step(editing: SheetEditing) -> None:
    type_in(editing, "title", "关于")
    editing.end_visit()
    editing.draft("title", "关于养老")
    assert editing.undo_stack.count() == 2
    editing.undo_stack.undo()
    assert editing.sheet.answer("title") == "关于"


def test_another_field_ends_the_visit(editing: SheetEditing) -> None:
    editing.draft("title", "甲")
    editing.draft("phone", "1")
    editing.draft("title", "甲乙")
    assert editing.undo_stack.count() == 3


def test_an_undo_ends_the_visit(editing: SheetEditing) -> None:
    editing.draft("title", "甲")
    editing.draft("phone", "1")
    editing.undo_stack.undo()
    editing.draft("title", "甲乙")
    editing.undo_stack.undo()
    assert editing.sheet.answer("title") == "甲"


def test_typing_and_erasing_leaves_no_step(editing: SheetEditing) -> None:
    editing.draft("title", "甲")
    editing.draft("title", "")
    assert not editing.undo_stack.canUndo()


def test_what_changes_nothing_is_no_step(editing: SheetEditing, changes: list[Change]) -> None:
    editing.draft("proposer", "张三")
    editing.draft("proposer", "张三、")
    assert editing.undo_stack.count() == 1 and len(changes) == 1


def test_the_step_is_named_after_the_field(editing: SheetEditing) -> None:
    editing.draft("outcome", "adopted")
    assert editing.undo_stack.undoText() == "承办单位对办理结果的分类"


def test_several_answers_are_one_step(editing: SheetEditing, changes: list[Change]) -> None:
    editing.draft("title", "甲")
    assert editing.edit_many({"title": "乙", "phone": "12345"}, "替换")
    assert changes[-1].fields == {"title", "phone"} and editing.undo_stack.undoText() == "替换"
    editing.undo_stack.undo()
    assert editing.sheet.answer("title") == "甲" and editing.sheet.answer("phone") is None


def test_several_answers_are_set_whole_or_not_at_all(editing: SheetEditing, refusals: list[ChangeRefused]) -> None:
    assert not editing.edit_many({"title": "乙", "review_opinion": "同意"}, "替换")
    assert editing.sheet.answer("title") is None and not editing.undo_stack.canUndo()
    assert [refusal.code for refusal in refusals] == ["not_yours"]


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("satisfaction_result", "satisfied", "not_yours"),
        ("handled_by", "张三", "not_typed"),
        ("outcome", "nonsense", "unknown_option"),
        ("nonsense", "x", "unknown_field"),
    ],
)
def test_a_refusal_is_told(editing: SheetEditing, refusals: list[ChangeRefused], name: str, raw: str, code: str) -> None:
    assert not editing.draft(name, raw)
    assert [refusal.code for refusal in refusals] == [code] and not editing.undo_stack.canUndo()


def test_undo_says_what_it_brought_back(editing: SheetEditing) -> None:
    recalled: list[Change] = []
    editing.recalled.connect(recalled.append)
    editing.draft("title", "甲")
    editing.undo_stack.undo()
    editing.undo_stack.redo()
    assert [change.fields for change in recalled] == [{"title"}, {"title"}]


def test_a_step_that_may_not_be_undone_any_more_is_told_and_dropped(
    editing: SheetEditing, refusals: list[ChangeRefused], monkeypatch: pytest.MonkeyPatch
) -> None:
    editing.draft("title", "甲")
    monkeypatch.setattr("forms.sheet.may_change", lambda *_: False)
    editing.undo_stack.undo()
    assert editing.sheet.answer("title") == "甲" and not editing.undo_stack.canUndo()
    assert [refusal.code for refusal in refusals] == ["not_your_turn"]


def test_a_closed_sheet_is_freed_with_its_steps(qapp: object, sheet: Sheet) -> None:
    editing = SheetEditing(sheet)
    editing.draft("title", "甲")
    gone = weakref.ref(editing)
    del editing
    gc.collect()
    assert gone() is None
