"""Marks on passages, made by the leader and read by the clerk."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from forms.record import Record
from forms.sheet import Sheet
from forms.stages import Stage
from forms.template import Template
from gui.editing import SheetEditing
from gui.paper.text_editor import TextEditor
from gui.review.remark_dialog import RemarkDialog
from gui.review.remarks_list import RemarksList, Returned

from .conftest import NOW, Leader

MARK = {"field": "handling", "start": 11, "end": 13, "quote": "会议", "note": "请核对", "name": "王建国", "at": NOW.isoformat()}


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The notes that the question for a note gives, one after the other."""
    notes = ["请核对姓名", "请再核对"]
    monkeypatch.setattr(RemarkDialog, "ask", lambda *_: notes.pop(0) if notes else None)
    return notes


def marks(leader: Leader) -> list[dict[str, object]]:
    return [dict(one) for one in leader.editing.sheet.record.remarks]


def on_paper(leader: Leader, field: str = "handling") -> int:
    editor = leader.view.findChild(TextEditor, field)
    assert editor is not None
    return len(editor.passages.marks)


@pytest.mark.usefixtures("noted")
def test_the_selected_passage_is_marked_listed_and_painted(leader: Leader) -> None:
    leader.select("handling", 0, 3)
    leader.panel.remarks.mark.click()
    assert [(one["quote"], one["note"], one["name"]) for one in marks(leader)] == [("周菁菁", "请核对姓名", "王建国")]
    assert on_paper(leader) == 1 and leader.panel.remarks.list.item(0).text().startswith("请核对姓名\n")


@pytest.mark.usefixtures("noted")
def test_marking_can_be_undone(leader: Leader) -> None:
    leader.select("handling", 0, 3)
    leader.flow.mark()
    leader.editing.undo_stack.undo()
    assert marks(leader) == [] and on_paper(leader) == 0


@pytest.mark.usefixtures("noted")
def test_the_leaders_own_words_are_not_marked(leader: Leader) -> None:
    leader.editing.draft("review_opinion", "同意答复。")
    leader.select("review_opinion", 0, 2)
    leader.flow.mark()
    assert marks(leader) == []


@pytest.mark.usefixtures("noted")
def test_a_mark_is_changed_and_taken_away(leader: Leader) -> None:
    leader.editing.put_remarks([MARK])
    leader.panel.remarks.list.setCurrentRow(0)
    leader.panel.remarks.edit.click()
    assert marks(leader)[0]["note"] == "请核对姓名"
    leader.panel.remarks.remove.click()
    assert marks(leader) == []


def test_a_click_on_a_mark_goes_to_its_passage(leader: Leader) -> None:
    leader.editing.put_remarks([MARK])
    leader.panel.remarks.list.chosen.emit(0)
    editor = leader.view.findChild(TextEditor, "handling")
    assert editor is not None and editor.passages.selected() == (11, 13)


def test_a_question_thought_better_of_leaves_no_mark(leader: Leader, noted: list[str]) -> None:
    noted.clear()
    leader.select("handling", 0, 3)
    leader.flow.mark()
    assert marks(leader) == []


# ---- the clerk's side


@pytest.fixture
def clerk(qtbot: QtBot, template: Template, record: Record) -> tuple[RemarksList, SheetEditing]:
    editing = SheetEditing(Sheet(template, replace(record, remarks=(MARK,))))
    panel = RemarksList()
    qtbot.addWidget(panel)
    panel.show_sheet(editing, Returned("请按标注修改。", "王建国", NOW.isoformat()), NOW)
    return panel, editing


def test_the_clerk_reads_the_reason_and_the_marks(clerk: tuple[RemarksList, SheetEditing]) -> None:
    panel, _ = clerk
    assert panel.reason.text() == "请按标注修改。" and "王建国" in panel.head.text()
    assert "办理情况：“会议”" in panel.list.item(0).text()


def test_a_click_leads_the_clerk_to_the_passage(clerk: tuple[RemarksList, SheetEditing], qtbot: QtBot) -> None:
    panel, _ = clerk
    with qtbot.waitSignal(panel.passage_wanted) as told:
        panel.list.chosen.emit(0)
    assert told.args == ["handling", 11, 13]


def test_words_that_were_changed_are_told_and_lead_to_their_field(
    clerk: tuple[RemarksList, SheetEditing], qtbot: QtBot
) -> None:
    panel, editing = clerk
    editing.draft("handling", "已改写。")
    assert "（原文已改）" in panel.list.item(0).text() and "1 条的原文已改" in panel.count.text()
    with qtbot.waitSignal(panel.field_wanted) as told:
        panel.list.chosen.emit(0)
    assert told.args == ["handling"]


def test_a_sheet_that_was_never_sent_back_shows_nothing(qtbot: QtBot, template: Template, record: Record) -> None:
    panel = RemarksList()
    qtbot.addWidget(panel)
    panel.show_sheet(SheetEditing(Sheet(template, record), panel), None, NOW)
    assert panel.isHidden()


def test_once_submitted_again_the_reason_is_gone(clerk: tuple[RemarksList, SheetEditing], record: Record) -> None:
    panel, editing = clerk
    submitted = Sheet(editing.sheet.template, replace(record, stage=Stage.IN_REVIEW))
    panel.show_sheet(SheetEditing(submitted, panel), Returned("请按标注修改。"), NOW)
    assert panel.isHidden()
