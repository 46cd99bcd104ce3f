"""A clerk's signature that a correction has voided does not vanish unasked when the sheet goes to review."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from forms.course import Step
from forms.signing import Standing, standing
from forms.stages import Stage
from gui.commands import COMMANDS
from gui.main_window import MainWindow
from gui.signing.sign_dialog import SignDialog
from gui.travel.pack_dialog import PackDialog, PackOrder
from storage.changes import ANEW, GIVEN, GONE
from storage.handover.form import Purpose
from tests.hands import CLERK, INK, LEADER, enter

from .conftest import Asked


@pytest.fixture
def corrected(complete: MainWindow) -> MainWindow:
    """Signed by the clerk, sent back, and corrected since."""
    window, sheet_id = complete, complete.opened.sheet_id
    window.acting.become(CLERK)
    assert window.opened.settle()
    desk = window._desk
    enter(desk, sheet_id, CLERK, {"handled_on": "2023-05-06"}, "handled_by")
    desk.course.take(sheet_id, Step.SUBMIT, CLERK)
    desk.course.take(sheet_id, Step.RETURN, LEADER, "请核对")
    window.opened.reload()
    assert window.opened.editing is not None
    window.opened.editing.draft("phone", "021-11112222")
    return window


def stands(window: MainWindow) -> Standing:
    assert window.opened.editing is not None
    sheet = window.opened.editing.sheet
    return standing(sheet.template, sheet.record, "handled_by")


def changes(window: MainWindow) -> dict[str, str]:
    return {one.field: one.ink for one in window._desk.course.changes_since_return(window.opened.sheet_id)}


def stage(window: MainWindow) -> Stage:
    assert window.opened.record is not None
    return window.opened.record.stage


def test_who_leaves_the_question_keeps_the_sheet_and_what_is_on_it(corrected: MainWindow, asked: Asked) -> None:
    asked.answers.append(0)
    corrected.hands.course.submit()
    assert asked.questions[0].startswith("经办人签名已失效：签名后内容有改动。")
    assert (stage(corrected), stands(corrected)) == (Stage.DRAFTING, Standing.VOID)


def test_sent_without_it_the_leader_reads_that_it_was_taken_off(corrected: MainWindow, asked: Asked) -> None:
    asked.answers.append(1)
    corrected.hands.course.submit()
    assert (stage(corrected), stands(corrected)) == (Stage.IN_REVIEW, Standing.NONE)
    assert changes(corrected) == {"phone": "", "handled_by": GONE}
    corrected.acting.become(LEADER)
    corrected.opened.reload()
    assert "退回前的签名已撤下，留空" in corrected.review.panel.changes.texts()


def test_signed_anew_it_goes_at_once(corrected: MainWindow, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SignDialog, "ask", lambda *_, **__: INK)
    asked.answers.append(2)
    corrected.hands.course.submit()
    assert (stage(corrected), stands(corrected)) == (Stage.IN_REVIEW, Standing.HOLDS)
    assert changes(corrected)["handled_by"] == ANEW


def test_who_does_not_sign_anew_sends_nothing(corrected: MainWindow, asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SignDialog, "ask", lambda *_, **__: None)
    asked.answers.append(2)
    corrected.hands.course.submit()
    assert (stage(corrected), stands(corrected)) == (Stage.DRAFTING, Standing.VOID)


def test_a_sheet_that_cannot_be_sent_is_not_asked_about(corrected: MainWindow, asked: Asked) -> None:
    assert corrected.opened.editing is not None
    corrected.opened.editing.draft("phone", "")
    corrected.hands.course.submit()
    assert asked.questions == [] and stage(corrected) is Stage.DRAFTING


def test_a_first_signature_after_the_return_is_told_as_such(complete: MainWindow) -> None:
    assert complete.opened.settle()
    desk, sheet_id = complete._desk, complete.opened.sheet_id
    desk.course.take(sheet_id, Step.SUBMIT, CLERK)
    desk.course.take(sheet_id, Step.RETURN, LEADER, "请签名")
    enter(desk, sheet_id, CLERK, {}, "handled_by")
    assert changes(complete) == {"handled_by": GIVEN}


def test_packing_for_review_says_what_was_taken_off(
    corrected: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = PackOrder((corrected.opened.sheet_id,), tmp_path / "送审.rsheet", "")
    monkeypatch.setattr(PackDialog, "ask", lambda *_: order)
    corrected.hands.pack.for_review()
    assert "经办人签名已失效，送审时已撤下" in "\n".join(corrected.messages.texts())


def test_what_packing_has_taken_off_stands_in_its_result(corrected: MainWindow, tmp_path: Path) -> None:
    assert corrected.opened.settle()
    sheet_id = corrected.opened.sheet_id
    packed = corrected._desk.handover.pack([sheet_id], Purpose.REVIEW, tmp_path / "送审.rsheet", CLERK)
    assert packed.plain()["dropped"] == {sheet_id: ["handled_by"]}


def test_the_command_line_says_what_packing_has_taken_off(corrected: MainWindow, tmp_path: Path) -> None:
    assert corrected.opened.settle()
    sheet_id = corrected.opened.sheet_id
    args = Namespace(ids=[sheet_id], purpose="leader", to=tmp_path / "送审.rsheet", passphrase_file=None)
    answer = COMMANDS["pack"].run(corrected._desk, args)
    assert "经办人签名已失效，送审时已撤下" in answer.messages[0]
