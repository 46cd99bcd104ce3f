"""The way of a deputy through the visit: read, mark, comment, check and sign, hand back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from forms.course import awaiting
from forms.fields import Role
from forms.record import Record
from forms.signing import Standing, standing
from forms.stages import Stage
from gui.tasks import TaskRunner
from gui.visit.reading_page import SIZES
from gui.visit.visit_window import VisitWindow
from storage.desk import Desk
from storage.visits import COMMENT, HAND_BACK, MARK, READ, SIGN

ALL_SATISFIED = ("satisfaction_result.satisfied", "satisfaction_plan.satisfied", "satisfaction_attitude.satisfied")


def stored(desk: Desk, hand: Any) -> Record:
    return desk.open_sheet(hand.window.visiting.visit.sheet).record


def step(hand: Any) -> int:
    return int(hand.window.visiting.visit.step)


def to_signing(hand: Any) -> None:
    hand.press("visit.next", *ALL_SATISFIED, "visit.next", "visit.next")


def test_the_deputy_reads_what_the_paper_shows_of_clerk_and_leader(hand: Any) -> None:
    text = hand.window.reading.text.toPlainText()
    for words in ("提练", "周菁菁", "办理情况", "具体操作性意见·正在解决", "同意答复。", "李局", "一、关于社区防疫工作总结"):
        assert words in text
    assert "建议编号" not in text and "代表签名" not in text


def test_no_line_is_longer_than_34_characters(hand: Any) -> None:
    document = hand.window.reading.text.document()
    blocks = [document.findBlockByNumber(number) for number in range(document.blockCount())]
    lines = [block.layout().lineAt(number).textLength() for block in blocks for number in range(block.layout().lineCount())]
    assert max(lines) <= 35


def test_the_text_grows_and_its_size_is_remembered(desk: Desk, hand: Any) -> None:
    hand.press("visit.larger", "visit.larger")
    visit = desk.visits.current()
    assert visit is not None and visit.text_size == 3
    assert hand.window.reading.text.document().begin().charFormat().font().pixelSize() >= 0
    for _ in SIZES[3:-1]:
        hand.press("visit.larger")
    assert not hand.window.reading.larger.isEnabled()


def test_one_is_told_that_there_is_more_and_may_go_on_all_the_same(hand: Any) -> None:
    hand.window.resize(1024, 500)
    assert "下面还有内容" in hand.window.hint.text()
    bar = hand.window.reading.text.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert hand.window.hint.text() == ""
    hand.press("visit.next")
    assert step(hand) == MARK


def test_where_one_reads_is_remembered(qtbot: QtBot, desk: Desk, hand: Any) -> None:
    hand.window.resize(1024, 500)
    bar = hand.window.reading.text.verticalScrollBar()
    with qtbot.waitSignal(hand.window.reading.scrolled):
        bar.setValue(bar.maximum() // 2)
    visit = desk.visits.current()
    assert visit is not None and visit.scroll > 0


def test_nothing_is_preselected_and_the_paper_words_the_question(hand: Any) -> None:
    hand.press("visit.next")
    boxes = [box for card in hand.window.marks.cards.values() for box in card.boxes]
    assert len(boxes) == 11 and not any(box.isChecked() for box in boxes)
    words = [one.text() for one in hand.window.marks.findChildren(QLabel)]
    assert "请您对办理情况提出意见：（请在栏目后的空格内用“√”表示）" in words


def test_a_mark_is_on_the_disk_at_once_and_says_whose_it_is(desk: Desk, hand: Any) -> None:
    hand.press("visit.next", "satisfaction_result.satisfied")
    record = stored(desk, hand)
    assert record.answers["satisfaction_result"] == "satisfied"
    origin = record.origins["deputy"]
    assert (origin["how"], origin["name"], origin["by"]) == ("in_person", "周菁菁", "王勤") and origin["at"]
    assert desk.history(record.id)[-1].who == "周菁菁"


def test_a_row_has_one_mark_and_pressing_it_again_takes_it_away(desk: Desk, hand: Any) -> None:
    hand.press("visit.next", "satisfaction_plan.satisfied", "satisfaction_plan.understanding")
    assert stored(desk, hand).answers["satisfaction_plan"] == "understanding"
    hand.press("satisfaction_plan.understanding")
    assert "satisfaction_plan" not in stored(desk, hand).answers
    assert not any(box.isChecked() for box in hand.window.marks.cards["satisfaction_plan"].boxes)


def test_a_row_without_a_mark_is_named_and_nothing_is_chosen_for_it(hand: Any) -> None:
    hand.press("visit.next", "satisfaction_result.satisfied", "satisfaction_plan.satisfied", "visit.next")
    assert step(hand) == MARK and hand.window.hint.text() == "“对办理态度表示”还没有选择。"
    assert hand.window.marks.cards["satisfaction_attitude"].property("wanting")
    hand.press("satisfaction_attitude.satisfied")
    assert hand.window.hint.text() == "" and not hand.window.marks.cards["satisfaction_attitude"].property("wanting")


def test_dissatisfied_says_at_once_that_reasons_are_needed_and_why(hand: Any) -> None:
    hand.press("visit.next", "satisfaction_attitude.dissatisfied")
    card = hand.window.marks.cards["satisfaction_attitude"]
    assert card.notice.isVisible() and "具体意见" in card.notice.text() and "按照规定" in card.notice.text()
    hand.press("satisfaction_attitude.satisfied")
    assert not card.notice.isVisible()


def test_comments_are_free_for_the_satisfied_and_needed_from_others(hand: Any) -> None:
    hand.press("visit.next", *ALL_SATISFIED, "visit.next")
    assert "可以留空" in hand.window.comments.places["deputy_comments"].reason.text()
    hand.press("visit.back", "satisfaction_attitude.dissatisfied", "visit.next", "visit.next")
    assert step(hand) == COMMENT and "需要写明" in hand.window.hint.text()


def test_typed_words_are_on_the_disk_within_a_second(qtbot: QtBot, desk: Desk, hand: Any) -> None:
    hand.press("visit.next", *ALL_SATISFIED, "visit.next")
    editor = hand.window.comments.places["deputy_comments"].editor
    qtbot.keyClicks(editor, "abc")
    qtbot.waitUntil(lambda: stored(desk, hand).answers.get("deputy_comments") == "abc", timeout=1_000)


def test_handwriting_is_a_comment_as_good_as_typing(desk: Desk, hand: Any) -> None:
    hand.press("visit.next", *ALL_SATISFIED[:2], "satisfaction_attitude.dissatisfied", "visit.next")
    hand.press("visit.handwrite.deputy_comments")
    hand.draw(hand.window.comments.places["deputy_comments"].box.pad)
    hand.press("visit.next")
    assert step(hand) == SIGN
    assert stored(desk, hand).signatures["deputy_comments"]["kind"] == "strokes"


def test_handwriting_that_was_wiped_off_is_off_the_sheet(desk: Desk, hand: Any) -> None:
    hand.press("visit.next", *ALL_SATISFIED, "visit.next", "visit.handwrite.deputy_comments")
    pad = hand.window.comments.places["deputy_comments"].box.pad
    hand.draw(pad)
    hand.press("visit.next", "visit.back")
    pad.clear()
    hand.press("visit.next")
    assert "deputy_comments" not in stored(desk, hand).signatures


def test_the_summary_shows_every_mark_and_leads_back_without_loss(hand: Any) -> None:
    to_signing(hand)
    marks = {row: hand.window.summary.findChild(QLabel, f"visit.summary.{row}") for row in hand.window.marks.cards}
    assert [mark.text() for mark in marks.values()] == ["满意"] * 3
    hand.press("visit.change_marks", "satisfaction_plan.understanding", "visit.next", "visit.next")
    assert marks["satisfaction_plan"].text() == "理解"


def test_a_dot_is_no_signature(qtbot: QtBot, desk: Desk, hand: Any) -> None:
    to_signing(hand)
    qtbot.mouseClick(hand.window.summary.place.box.pad, Qt.MouseButton.LeftButton)
    hand.press("visit.next")
    assert step(hand) == SIGN and "还没有签名" in hand.window.hint.text()
    assert stored(desk, hand).stage is Stage.VISITING


def test_confirming_signs_exactly_what_was_marked_and_locks_it(desk: Desk, hand: Any) -> None:
    to_signing(hand)
    hand.draw(hand.window.summary.place.box.pad)
    hand.press("visit.next")
    record, template = stored(desk, hand), hand.window.visiting.template
    assert step(hand) == HAND_BACK and record.stage is Stage.SIGNED
    assert standing(template, record, "deputy_signature") is Standing.HOLDS
    assert record.answers["deputy_signed_on"] == desk.today().isoformat()
    assert not hand.window.visiting.mark("satisfaction_result", "understanding")
    assert not hand.sees("visit.back") and not hand.sees("visit.next")


def test_the_signature_may_be_left_to_the_paper(desk: Desk, hand: Any) -> None:
    to_signing(hand)
    hand.press("visit.left_open", "visit.next")
    record = stored(desk, hand)
    assert standing(hand.window.visiting.template, record, "deputy_signature") is Standing.OPEN
    assert record.stage is Stage.SIGNED


def test_what_a_drawn_signature_is_not_is_said_plainly(hand: Any) -> None:
    to_signing(hand)
    assert "不是法律所说的可靠电子签名" in hand.window.summary.place.meaning.text()


def test_another_day_may_be_chosen(desk: Desk, hand: Any) -> None:
    to_signing(hand)
    hand.press("deputy_signed_on.change", "deputy_signed_on.earlier")
    day = stored(desk, hand).answers["deputy_signed_on"]
    assert day < desk.today().isoformat()


def test_a_sheet_that_only_asks_for_a_signature_skips_the_steps_between(
    qtbot: QtBot, desk: Desk, data_of_letter: str, show: Callable[[VisitWindow], Any], inline: TaskRunner
) -> None:
    hand = show(VisitWindow.begin(desk, data_of_letter, "", "王勤", inline))
    hand.press("visit.next")
    assert step(hand) == SIGN and hand.window.steps.accessibleName().startswith("第 2 步，共 3 步")
    hand.draw(hand.window.summary.place.box.pad)
    hand.press("visit.next")
    assert desk.open_sheet(data_of_letter).record.stage is Stage.SIGNED


def test_every_button_is_as_high_as_a_finger_and_has_a_name(hand: Any) -> None:
    for button in hand.window.findChildren(QPushButton):
        assert button.minimumHeight() >= 56, button.objectName()
        assert button.accessibleName() and button.objectName()


def test_a_full_disk_is_told_and_the_mark_is_saved_later(
    qtbot: QtBot, desk: Desk, hand: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from forms.errors import Failure

    def full(*_: object) -> None:
        raise Failure("disk_full", path="x")

    hand.press("visit.next")
    with monkeypatch.context() as patch:
        patch.setattr(desk, "save", full)
        hand.press("satisfaction_result.satisfied")
        assert hand.sees("visit.trouble")
    assert hand.window.visiting.save() and not hand.sees("visit.trouble")
    assert stored(desk, hand).answers["satisfaction_result"] == "satisfied"


def test_joint_deputies_sit_down_one_after_the_other_and_see_only_their_own(
    desk: Desk, approve: Callable[..., str], show: Callable[[VisitWindow], Any], qtbot: QtBot, inline: TaskRunner
) -> None:
    sheet_id = approve(co_proposers=["李明"])
    hand = show(VisitWindow.begin(desk, sheet_id, "周菁菁", "王勤", inline))
    to_signing(hand)
    hand.press("visit.left_open", "visit.next", "visit.return", "visit.return_first", "visit.return_second")
    assert hand.window.others.list.buttons["李明"].isEnabled()
    assert not hand.window.others.list.buttons["周菁菁"].isEnabled()
    with qtbot.waitSignal(hand.window.next_wanted) as wanted:
        hand.press("visit.deputy.李明")
    assert wanted.args == ["李明"]
    other = show(VisitWindow.begin(desk, sheet_id, "李明", "王勤", inline))
    other.press("visit.next")
    assert not any(box.isChecked() for card in other.window.marks.cards.values() for box in card.boxes)
    sheet = desk.open_sheet(sheet_id)
    assert awaiting(sheet.template, sheet.record) == ("李明",)


def test_the_deputy_changes_nothing_of_others(hand: Any) -> None:
    before = hand.window.visiting.sheet.record
    for field in hand.window.visiting.template.fields:
        if field.role is not Role.DEPUTY:
            hand.window.visiting.write(field.name, "别的")
    assert hand.window.visiting.sheet.record == before
    assert step(hand) == READ
