"""Joint suggestions (联名) in the window: every deputy's paper can be seen, checked, previewed and printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from forms.course import Step
from forms.signing import sign
from gui.audit.words import told
from gui.main_window import MainWindow
from tests.hands import CLERK, INK, LEADER, SATISFIED, bring_to_visit, visit

UNDERSTANDING = {**SATISFIED, "satisfaction_result": "understanding"}


@pytest.fixture
def joint(complete: MainWindow) -> MainWindow:
    """The real sheet, complete, of three deputies, in the clerk's hands."""
    editing = complete.opened.editing
    assert editing is not None
    names = {"proposer": ["周菁菁"], "co_proposers": ["李明", "王芳"]}
    assert editing.edit_many(names, "填写") and complete.opened.settle()
    return complete


@pytest.fixture
def visited(joint: MainWindow) -> MainWindow:
    """The same with the deputies; 李明 has answered."""
    desk, sheet_id = joint._desk, joint.opened.sheet_id
    bring_to_visit(desk, sheet_id, on="2023-05-12")
    visit(desk, sheet_id, "李明", **UNDERSTANDING, deputy_signed_on="2023-05-20")
    joint.opened.reload(sheet_id)
    return joint


def answer(window: MainWindow, name: str) -> Any:
    assert window.opened.editing is not None
    return window.opened.editing.sheet.answer(name)


def ticked(window: MainWindow, name: str) -> list[str]:
    """The options of a choice that the paper on the screen shows ticked."""
    assert window.paper._paper is not None
    choice = window.paper._paper.editors[name]
    return [code for code, box in choice.boxes.items() if box.isChecked()]  # type: ignore[union-attr]


def test_one_deputy_has_nothing_to_choose(imported: MainWindow) -> None:
    assert not imported.hands.course.strip.paper.isVisible()


def test_the_chooser_follows_the_names_as_they_are_typed(imported: MainWindow) -> None:
    assert imported.opened.editing is not None
    chooser = imported.hands.course.strip.paper
    imported.opened.editing.draft("co_proposers", "李明、王芳")
    assert [one.data() for one in chooser.menu().actions()] == ["周菁菁", "李明", "王芳"] and chooser.isVisible()
    imported.opened.editing.draft("co_proposers", "")
    assert not chooser.isVisible()


def test_another_deputys_paper_shows_their_marks(visited: MainWindow) -> None:
    assert ticked(visited, "satisfaction_result") == []
    visited.hands.course.strip.paper.menu().actions()[1].trigger()
    assert ticked(visited, "satisfaction_result") == ["understanding"]
    assert visited.hands.course.strip.paper.text() == "李明的表"
    visited.opened.show_deputy("周菁菁")
    assert ticked(visited, "satisfaction_result") == []


def test_to_look_at_another_paper_changes_nothing_and_loses_nothing(joint: MainWindow) -> None:
    editing, record = joint.opened.editing, joint.opened.record
    assert editing is not None and record is not None
    editing.draft("handling", "改了")
    joint.opened.show_deputy("李明")
    assert answer(joint, "handling") == "改了"
    editing.draft("phone", "021-11112222")
    joint.opened.show_deputy("")
    assert answer(joint, "phone") == "021-11112222" and joint.opened.settle()
    assert joint._desk.open_sheet(record.id).answer("phone") == "021-11112222"


def test_what_was_done_on_one_paper_is_undone_on_another(joint: MainWindow) -> None:
    before = answer(joint, "handling")
    assert joint.opened.editing is not None
    joint.opened.editing.draft("handling", "改了")
    joint.opened.show_deputy("李明")
    joint.actions_["undo"].trigger()
    assert answer(joint, "handling") == before
    joint.actions_["redo"].trigger()
    joint.opened.show_deputy("王芳")
    assert answer(joint, "handling") == "改了"


def test_what_is_being_composed_goes_in_before_the_paper_is_another(joint: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    committed: list[str] = []
    monkeypatch.setattr(joint.opened, "_commit_editors", lambda: committed.append(joint.opened.editing.sheet.deputy))  # type: ignore[union-attr]
    joint.opened.show_deputy("李明")
    joint.opened.show_deputy("李明")
    assert committed == [""]


@pytest.mark.parametrize("names", [{"co_proposers": "王芳"}, {"proposer": "李明", "co_proposers": "王芳"}])
def test_who_is_named_no_more_makes_room_for_the_lead_deputy(joint: MainWindow, names: dict[str, str]) -> None:
    joint.opened.show_deputy("李明")
    assert joint.opened.editing is not None
    joint.opened.editing.edit_many(names, "填写")
    assert joint.opened.editing.sheet.deputy == ""
    assert joint.hands.course.strip.paper.text() == f"{names.get('proposer', '周菁菁')}的表"


def test_nobodys_paper_is_the_lead_deputys(joint: MainWindow) -> None:
    joint.opened.show_deputy("路人")
    assert joint.opened.editing is not None and joint.opened.editing.sheet.deputy == ""


def test_the_paper_shown_stays_when_the_store_has_changed_the_sheet(visited: MainWindow) -> None:
    visited.opened.show_deputy("李明")
    visited.opened.reload()
    assert ticked(visited, "satisfaction_result") == ["understanding"]


def test_the_leader_signs_the_same_whichever_paper_is_shown(joint: MainWindow) -> None:
    sheet_id = joint.opened.sheet_id
    joint._desk.course.take(sheet_id, Step.SUBMIT, CLERK)
    joint.acting.become(LEADER)
    joint.opened.reload(sheet_id)
    joint.opened.show_deputy("王芳")
    editing = joint.opened.editing
    assert editing is not None
    editing.edit_many({"review_opinion": "同意。", "reviewed_on": "2023-05-12"}, "填写")
    entry = sign(editing.sheet.template, editing.sheet.view, "reviewed_by", INK, name="李局", at="2023-05-12T09:00:00+08:00")
    assert editing.put_ink("reviewed_by", entry) and joint.opened.settle()
    assert joint._desk.course.take(sheet_id, Step.APPROVE, LEADER).stage.value == "visiting"


# ---- findings


def test_a_finding_about_a_deputy_leads_to_their_paper(visited: MainWindow, tmp_path: Path) -> None:
    desk, sheet_id = visited._desk, visited.opened.sheet_id
    entry = desk.assets.keep(b"%PDF-1.4 scan", ".pdf")
    desk.course.enter_from_paper(sheet_id, "王芳", UNDERSTANDING, [entry], CLERK)
    visited.opened.reload(sheet_id)
    place = next(number for number, one in enumerate(visited.checking.findings) if one.params.get("deputy") == "王芳")
    visited.checking.go_to(place)
    assert visited.opened.editing is not None and visited.opened.editing.sheet.deputy == "王芳"


def test_what_is_missing_is_said_of_the_paper_shown(visited: MainWindow) -> None:
    assert len(visited.checking.waiting) == 3
    visited.opened.show_deputy("李明")
    visited.checking.check_now()
    assert visited.checking.waiting == ()


# ---- preview and print


def test_the_preview_shows_the_paper_of_the_deputy(visited: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> None:
    made: list[str] = []
    make = visited.preview._make
    monkeypatch.setattr(visited.preview, "_make", lambda record, copy, name: made.append(name) or make(record, copy, name))
    visited.actions_["show_preview"].trigger()
    visited.opened.show_deputy("李明")
    qtbot.waitUntil(lambda: made == ["周菁菁", "李明"])


def test_the_preview_of_one_deputy_names_nobody(imported: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    make = imported.preview._make
    monkeypatch.setattr(imported.preview, "_make", lambda record, copy, name: made.append(name) or make(record, copy, name))
    imported.actions_["show_preview"].trigger()
    assert made == [""]


@pytest.mark.parametrize(("choice", "sets", "names"), [(2, 3, ["周菁菁", "李明", "王芳"]), (1, 1, ["李明"])])
def test_the_sets_of_all_deputies_are_printed_or_of_the_one_shown(
    joint: MainWindow, printed: Path, asked: Any, choice: int, sets: int, names: list[str]
) -> None:
    joint.opened.show_deputy("李明")
    joint.print_flow.dpi = 20
    asked.answers = [choice]
    joint.actions_["print"].trigger()
    assert len(PdfReader(printed).pages) == sets * 4 * 6 and "3 位代表" in asked.questions[0]
    event = joint._desk.history(joint.opened.sheet_id)[-1]
    assert (event.what, event.detail["deputies"]) == ("printed", names)
    assert f"代表：{'、'.join(names)}" in told(event, None).text


def test_who_leaves_the_question_prints_nothing(joint: MainWindow, printed: Path, asked: Any) -> None:
    asked.answers = [0]
    joint.actions_["print"].trigger()
    assert not printed.exists() and not joint.print_flow.busy
