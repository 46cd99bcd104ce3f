"""The leader's opinion, signature and decision."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from forms.checks import Finding, Severity
from forms.course import Step
from forms.signing import Standing, standing
from gui.review.opinion_box import with_phrase
from gui.review.return_dialog import ReturnDialog

from .conftest import STROKES, Leader


def stands(leader: Leader) -> Standing:
    sheet = leader.editing.sheet
    return standing(sheet.template, sheet.view, "reviewed_by")


# ---- the opinion


def test_an_opinion_typed_in_the_panel_stands_on_the_paper_and_can_be_undone(leader: Leader) -> None:
    editor = leader.panel.opinion.editor
    assert editor is not None
    QTest.keyClicks(editor, "ok")
    assert leader.opinion == "ok"
    assert leader.view.findChild(type(editor), "review_opinion").text() == "ok"
    leader.editing.undo_stack.undo()
    assert leader.opinion is None and editor.text() == ""


def test_a_phrase_is_one_step_that_can_be_undone(leader: Leader) -> None:
    leader.panel.opinion.findChild(type(leader.panel.decision.next), "phrase.1").click()
    assert leader.opinion == "同意答复。"
    leader.editing.undo_stack.undo()
    assert leader.opinion is None


@pytest.mark.parametrize(
    ("written", "phrase", "opinion"),
    [
        ("", "同意。", "同意。"),
        ("同意。", "同意答复。", "同意答复。"),
        ("情况属实，", "同意。", "情况属实，同意。"),
        ("好\n", "同意。", "好同意。"),
    ],
)
def test_a_phrase_takes_the_place_of_another_and_else_comes_last(written: str, phrase: str, opinion: str) -> None:
    assert with_phrase(written, phrase, ("同意。", "同意答复。")) == opinion


def test_an_opinion_becomes_a_phrase_and_leaves_the_phrases_again(leader: Leader) -> None:
    leader.editing.draft("review_opinion", "情况属实，同意。")
    leader.flow.keep_phrase("情况属实，同意。")
    assert leader.office.phrases[-1] == "情况属实，同意。"
    leader.flow.drop_phrase("同意。")
    leader.panel.opinion.menu.aboutToShow.emit()
    words = [action.text() for action in leader.panel.opinion.menu.actions()]
    assert words[:2] == ["同意答复。", "情况属实，同意。"]


# ---- the signature


def test_signing_fills_in_the_day_and_binds_what_stands_there(leader: Leader) -> None:
    leader.agree()
    assert leader.editing.sheet.answer("reviewed_on") == "2023-05-12"
    assert stands(leader) is Standing.HOLDS
    assert "已签：王建国" in leader.panel.signature.state.text()


def test_one_undo_takes_the_signature_and_its_day_back(leader: Leader) -> None:
    leader.agree()
    leader.editing.undo_stack.undo()
    assert stands(leader) is Standing.NONE and leader.editing.sheet.answer("reviewed_on") is None
    leader.editing.undo_stack.redo()
    assert stands(leader) is Standing.HOLDS and leader.editing.sheet.answer("reviewed_on") == "2023-05-12"


def test_the_question_for_a_signature_says_which_day_it_fills_in(leader: Leader) -> None:
    leader.agree()
    leader.flow.sign()
    assert leader.office.days == ["签名时一并填写审核日期：2023年5月12日", ""]


def test_a_day_that_the_leader_wrote_stays(leader: Leader) -> None:
    leader.editing.draft("reviewed_on", "2023-05-10")
    leader.agree()
    assert leader.editing.sheet.answer("reviewed_on") == "2023-05-10"


def test_nobody_signs_before_there_is_an_opinion(leader: Leader) -> None:
    leader.flow.sign()
    assert stands(leader) is Standing.NONE and "请先填写审核意见" in leader.said


def test_a_signature_that_is_not_given_changes_nothing(leader: Leader) -> None:
    leader.panel.opinion.insert("同意。")
    leader.office.ink = None
    leader.flow.sign()
    assert leader.editing.sheet.answer("reviewed_on") is None and stands(leader) is Standing.NONE


def test_an_opinion_changed_after_signing_voids_the_signature_and_says_so(leader: Leader) -> None:
    leader.agree()
    leader.editing.draft("review_opinion", "不同意。")
    assert "已失效" in leader.panel.signature.state.text()
    assert not leader.panel.decision.approve.isEnabled()
    leader.editing.undo_stack.undo()
    assert leader.panel.decision.approve.isEnabled()


def test_a_place_left_open_for_ink_is_told(leader: Leader) -> None:
    leader.office.ink = {"kind": "open"}
    leader.agree()
    assert "留空待手签" in leader.panel.signature.state.text()
    assert leader.panel.decision.approve.isEnabled()


def test_a_signature_is_withdrawn_and_undone(leader: Leader) -> None:
    leader.agree()
    leader.panel.signature.withdraw.click()
    assert stands(leader) is Standing.NONE
    leader.editing.undo_stack.undo()
    assert stands(leader) is Standing.HOLDS


def test_a_blank_signature_is_refused_in_words(leader: Leader) -> None:
    leader.office.ink = {**STROKES, "strokes": []}
    leader.agree()
    assert stands(leader) is Standing.NONE and leader.said


# ---- approving and sending back


def test_what_is_lacking_is_said_in_words(leader: Leader) -> None:
    leader.flow.show_findings((Finding("required", Severity.ERROR, "phone", {}),))
    assert leader.panel.decision.lacking.text() == "须改正 1 处；待您填写：审核意见、签名"
    assert "审核意见" in leader.panel.decision.approve.toolTip()
    leader.flow.approve()
    assert leader.office.steps == [] and "还不能签发" in leader.said


def test_findings_that_are_a_moment_late_do_not_stop_an_approval(leader: Leader) -> None:
    leader.flow.show_findings((Finding("required", Severity.ERROR, "review_opinion", {}),))
    leader.agree()
    assert leader.panel.decision.approve.isEnabled()


def test_an_approval_goes_on_to_the_next_and_says_what_was_done(leader: Leader) -> None:
    leader.agree()
    leader.panel.decision.approve.click()
    assert leader.office.steps == [(Step.APPROVE, "")]
    assert leader.office.opened == ["another"]
    assert "已同意并签发" in leader.said and "收回" in leader.said


def test_what_came_in_a_package_is_to_be_sent_back_once_all_is_decided(leader: Leader) -> None:
    leader.office.guest = True
    leader.agree()
    leader.flow.approve()
    assert "制作送回包" in leader.said


def test_after_the_last_one_the_leader_is_told_that_none_waits(leader: Leader) -> None:
    leader.office.rows = leader.office.rows[1:]
    leader.agree()
    leader.flow.approve()
    assert leader.office.opened == [] and "没有别的待审办理单了" in leader.said


def test_a_step_that_failed_goes_nowhere(leader: Leader) -> None:
    leader.office.works = False
    leader.agree()
    leader.flow.approve()
    assert leader.office.opened == [] and "已同意" not in leader.said


def test_a_return_takes_its_reason_and_lists_the_marks(leader: Leader, sent_back: list[list[str]]) -> None:
    mark = {"field": "handling", "start": 0, "end": 3, "quote": "周菁菁", "note": "请核对姓名", "name": "王", "at": ""}
    leader.editing.put_remarks([mark])
    leader.panel.decision.send_back.click()
    assert sent_back == [["1. “周菁菁”：请核对姓名"]]
    assert leader.office.steps == [(Step.RETURN, "请核对。")] and "已退回" in leader.said


def test_a_return_that_is_thought_better_of_changes_nothing(leader: Leader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ReturnDialog, "ask", lambda *_: None)
    leader.flow.send_back()
    assert leader.office.steps == [] and leader.office.opened == []


def test_next_and_previous_open_what_waits(leader: Leader) -> None:
    assert leader.panel.decision.place.text() == "待审 1 / 2"
    leader.panel.decision.next.click()
    leader.panel.decision.previous.click()
    assert leader.office.opened == ["another", "another"]


def test_keys_lead_to_the_next_and_to_the_mark(leader: Leader) -> None:
    QTest.keyClick(leader.window, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(leader.window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert leader.office.opened == ["another"]
    assert "请先在办理单上选中" in leader.said


def test_the_last_one_has_no_next_and_says_so(leader: Leader) -> None:
    leader.office.rows = leader.office.rows[1:]
    leader.flow.show_turn()
    assert not leader.panel.decision.next.isEnabled()
    assert leader.panel.decision.next.toolTip() == "没有别的待审办理单"


def test_what_is_due_is_reckoned_from_today(leader: Leader) -> None:
    leader.panel.head.show_case(leader.editing.sheet, date(2023, 5, 21))
    assert "逾期 1 天" in leader.panel.head.due.text()
