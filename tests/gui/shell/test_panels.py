"""The panels on the right: findings lead to their fields, details, the preview of real pages, versions that can be restored."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTextEdit

from forms.checks import Finding, Severity
from forms.course import Step
from forms.errors import Failure
from forms.fields import Role
from forms.stages import Stage
from forms.template import Template
from gui.checking import waits
from gui.dialogs.version_dialog import Difference, VersionDialog
from gui.main_window import MainWindow
from gui.moments import instant_words
from gui.signing.sign_dialog import SignDialog
from tests.hands import CLERK, INK, LEADER


def found(window: MainWindow) -> list[str]:
    return [finding.field for finding in window.checking.findings]


def test_the_findings_are_sentences_and_counted_on_the_tab(imported: MainWindow) -> None:
    assert found(imported) == ["phone", "outcome", "disclosure"]
    assert imported.findings.texts()[0] == "「联系电话」尚未填写。"
    assert imported.side.words("findings") == "校核 3"


def test_a_click_on_a_finding_leads_to_its_field(imported: MainWindow) -> None:
    view = imported.findings.list
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualItemRect(view.item(1)).center())
    assert imported.paper.current_field == "phone"


def test_f8_goes_round_the_findings_and_shift_f8_back(imported: MainWindow) -> None:
    went: list[str] = []
    imported.checking.going_to.connect(lambda place: went.append(imported.checking.findings[place].field))
    for _ in range(4):
        imported.actions_["next_finding"].trigger()
    imported.actions_["previous_finding"].trigger()
    assert went == ["phone", "outcome", "disclosure", "phone", "disclosure"]


def test_f8_goes_on_to_what_came_after_a_finding_that_is_settled(imported: MainWindow) -> None:
    editing = imported.opened.editing
    assert editing is not None
    imported.actions_["next_finding"].trigger()
    imported.actions_["next_finding"].trigger()
    editing.draft("outcome", "solved")
    imported.checking.check_now()
    imported.actions_["next_finding"].trigger()
    assert found(imported) == ["phone", "disclosure"] and imported.paper.current_field == "disclosure"


def test_a_finding_about_a_detail_brings_up_the_details(imported: MainWindow) -> None:
    editing = imported.opened.editing
    assert editing is not None
    editing.draft("assigned_on", "2023年2月30日")
    imported.checking.check_now()
    imported.checking.go_to(found(imported).index("assigned_on"))
    assert imported.side.current == "details"
    held = imported.details.focusWidget()
    assert held is not None and held.objectName() == "assigned_on"


def test_a_finding_goes_away_a_moment_after_it_is_put_right(imported: MainWindow, qtbot: Any) -> None:
    editing = imported.opened.editing
    assert editing is not None
    editing.draft("phone", "021-56789012")
    qtbot.waitUntil(lambda: "phone" not in found(imported))
    assert imported.side.words("findings") == "校核 2"


def test_without_a_sheet_nothing_is_found(window: MainWindow) -> None:
    assert window.findings.texts() == [] and not window.actions_["next_finding"].isEnabled()


@pytest.fixture
def in_review(complete: MainWindow) -> MainWindow:
    """The real sheet, complete, sent to the leader; the clerk looks at it."""
    assert complete.opened.settle()
    complete._desk.course.take(complete.opened.sheet_id, Step.SUBMIT, CLERK)
    complete.opened.reload()
    return complete


def heads(window: MainWindow) -> list[str]:
    items = [window.findings.list.item(number) for number in range(window.findings.list.count())]
    return [item.text() for item in items if not item.flags()]


def test_what_the_leader_has_still_to_fill_in_is_no_fault_of_the_clerk(in_review: MainWindow) -> None:
    assert found(in_review) == [] and in_review.side.words("findings") == "校核"
    assert heads(in_review) == ["等待领导填写（1）"]
    assert in_review.findings.texts() == ["「承办单位领导审核意见」尚未填写。"]
    in_review.checking.check_now()
    assert not in_review.actions_["next_finding"].isEnabled()


def test_what_the_leader_has_still_to_write_is_no_fault_to_the_leader_either(in_review: MainWindow) -> None:
    in_review.acting.become(LEADER)
    in_review.opened.reload()
    assert found(in_review) == [] and heads(in_review) == ["待您填写（1）"]
    assert in_review.findings.texts() == ["「承办单位领导审核意见」尚未填写。"]
    panel = in_review.review.panel
    assert panel.findings.count.text().startswith("没有须改正的问题")
    assert panel.decision.lacking.text() == "待您填写：审核意见、签名"


def test_approval_bears_one_name_and_is_offered_everywhere_or_nowhere(in_review: MainWindow, monkeypatch: Any) -> None:
    in_review.acting.become(LEADER)
    in_review.opened.reload()
    panel, strip, menu = in_review.review.panel, in_review.hands.course.strip, in_review.actions_
    places = (panel.decision.approve, strip.buttons["approve"], menu["approve"])
    assert [one.text().split("(")[0] for one in places] == ["同意并签发"] * 3
    both = (panel.decision.send_back, strip.buttons["return"], menu["return"])
    assert [one.text().replace("(&R)", "") for one in both] == ["退回修改…"] * 3
    assert [one.isEnabled() for one in places] == [False] * 3
    assert {one.toolTip() for one in places[:2]} == {"还不能签发。待您填写：审核意见、签名"}
    monkeypatch.setattr(SignDialog, "ask", lambda *_, **__: INK)
    panel.opinion.insert("同意。")
    in_review.hands.review.sign()
    assert [one.isEnabled() for one in places] == [True] * 3
    assert {one.toolTip() for one in places[:2]} == {"审核通过，转入面商"}
    panel.signature.withdraw.click()
    assert [one.isEnabled() for one in places] == [False] * 3


def test_a_click_on_what_is_waited_for_leads_there(in_review: MainWindow) -> None:
    went: list[int] = []
    in_review.checking.going_to.connect(went.append)
    view = in_review.findings.list
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualItemRect(view.item(1)).center())
    assert went == [0] and in_review.checking.at(0).field == "review_opinion"
    assert view.currentRow() == 1


@pytest.mark.parametrize(
    ("code", "field", "stage", "role", "expected"),
    [
        ("required", "review_opinion", Stage.IN_REVIEW, Role.CLERK, True),
        ("required", "review_opinion", Stage.IN_REVIEW, Role.LEADER, True),
        ("required", "phone", Stage.DRAFTING, Role.CLERK, False),
        ("required", "phone", Stage.IN_REVIEW, Role.LEADER, False),
        ("required", "phone", Stage.DRAFTING, Role.LEADER, True),
        ("required", "satisfaction_plan", Stage.VISITING, Role.CLERK, True),
        ("required", "satisfaction_plan", Stage.SIGNED, Role.CLERK, False),
        ("required", "review_opinion", Stage.VISITING, Role.CLERK, False),
        ("required_here", "deputy_comments", Stage.VISITING, Role.LEADER, True),
        ("date_before", "deputy_signed_on", Stage.VISITING, Role.CLERK, False),
        ("required", "gone", Stage.VISITING, Role.CLERK, False),
    ],
)
def test_only_what_is_missing_of_whose_turn_it_is_waits(
    template: Template, code: str, field: str, stage: Stage, role: Role, expected: bool
) -> None:
    assert waits(Finding(code, Severity.ERROR, field), template, stage, role) is expected


def test_what_is_looked_at_stays_marked_when_others_come_and_go(imported: MainWindow) -> None:
    editing = imported.opened.editing
    assert editing is not None
    imported.checking.go_to(1)
    editing.draft("phone", "021-56789012")
    imported.checking.check_now()
    item = imported.findings.list.currentItem()
    assert found(imported) == ["outcome", "disclosure"] and "办理结果的分类" in item.text()


def test_details_are_the_fields_that_no_paper_shows(imported: MainWindow) -> None:
    editing = imported.opened.editing
    assert editing is not None
    for field in editing.sheet.template.unprinted:
        assert imported.details.findChild(QTextEdit, field.name) is not None, field.name
    number = imported.details.findChild(QTextEdit, "number")
    assert isinstance(number, QTextEdit) and number.toPlainText() == "068"
    QTest.keyClicks(number, "1")
    assert editing.sheet.answer("number") == "1068" or editing.sheet.answer("number") == "0681"


def test_the_preview_costs_nothing_until_it_is_seen(imported: MainWindow) -> None:
    assert imported.preview.pages.count == 0
    imported.actions_["show_preview"].trigger()
    assert imported.preview.pages.count == 6 and imported.preview.note.text() == "共 6 页"


def test_the_preview_shows_the_pages_in_sight_as_they_will_be_printed(imported: MainWindow) -> None:
    imported.actions_["show_preview"].trigger()
    pages = imported.preview.pages
    first = pages.picture(0)
    assert first is not None and abs(first.height() / first.width() - 297 / 210) < 0.01
    assert pages.picture(5) is None, "a page out of sight is not drawn"
    pages.verticalScrollBar().setValue(pages.verticalScrollBar().maximum())
    assert pages.picture(5) is not None


def test_the_preview_follows_the_typing_once_it_rests(imported: MainWindow, qtbot: Any) -> None:
    imported.actions_["show_preview"].trigger()
    editing = imported.opened.editing
    assert editing is not None
    before = imported.preview.pages.picture(0)
    editing.draft("phone", "021-56789012")
    qtbot.waitUntil(lambda: imported.preview.pages.picture(0) not in (None, before))
    assert imported.preview.pages.picture(0) != before


def test_a_preview_that_cannot_be_made_says_why(imported: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise Failure("disk_full", path="D:/")

    make = imported.preview._make
    monkeypatch.setattr(imported.preview, "_make", fail)
    imported.actions_["show_preview"].trigger()
    assert imported.preview.trouble.isVisible() and "磁盘已满" in imported.preview.trouble.text()
    monkeypatch.setattr(imported.preview, "_make", make)
    imported.preview.refresh()
    assert not imported.preview.trouble.isVisible() and imported.preview.pages.count


def test_the_preview_shows_another_copy(imported: MainWindow) -> None:
    imported.actions_["show_preview"].trigger()
    before = imported.preview.pages.picture(0)
    imported.preview.copies.setCurrentIndex(3)
    imported.preview.copies.activated.emit(3)
    assert imported.preview.copies.currentText() == "第4份 · 送区政府办公室"
    assert imported.preview.pages.picture(0) != before


@pytest.fixture
def edited(imported: MainWindow) -> MainWindow:
    """The real sheet with a telephone number, saved: its first state is a version."""
    editing = imported.opened.editing
    assert editing is not None
    editing.draft("phone", "021-56789012")
    editing.draft("handling", "改了")
    imported.opened.flush()
    imported.actions_["show_history"].trigger()
    return imported


def test_history_tells_what_was_done(edited: MainWindow) -> None:
    texts = [edited.history.events.item(number).text() for number in range(edited.history.events.count())]
    assert texts[0].startswith("修改「") and "联系电话" in texts[0] and texts[-1].startswith("导入")
    assert edited.history.versions.count() == 1


def choose_version(window: MainWindow) -> None:
    window.history.versions.setCurrentRow(0)
    window.history.restore.click()


def test_a_version_is_restored_after_it_has_shown_what_changes(edited: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Difference] = []
    monkeypatch.setattr(VersionDialog, "ask", lambda _parent, _moment, differences: shown.extend(differences) or True)
    choose_version(edited)
    assert [one.label for one in shown] == ["办理情况", "联系电话"] and shown[1].now == "021-56789012" and shown[1].then == ""
    record = edited.opened.record
    assert record is not None and "phone" not in record.answers and record.answers["handling"] != "改了"
    assert edited.actions_["undo"].text() == "撤销：恢复版本"
    edited.actions_["undo"].trigger()
    assert edited.opened.record is not None and edited.opened.record.answers["phone"] == "021-56789012"


def test_a_version_is_not_restored_without_consent(edited: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(VersionDialog, "ask", lambda *_: False)
    choose_version(edited)
    assert edited.opened.record is not None and edited.opened.record.answers["phone"] == "021-56789012"


def test_a_version_like_the_present_says_so(edited: MainWindow) -> None:
    editing = edited.opened.editing
    assert editing is not None
    while editing.undo_stack.canUndo():
        editing.undo_stack.undo()
    choose_version(edited)
    assert "相同" in edited.messages.texts()[-1]


def test_an_instant_that_is_none_is_shown_as_it_is() -> None:
    from datetime import UTC, datetime

    now = datetime(2026, 3, 2, 15, tzinfo=UTC)
    assert instant_words("?", now) == "?"
    assert instant_words(now.isoformat(), now).startswith("今天 ")
    assert instant_words("2024-05-06T12:00:00+00:00", now).startswith("2024年5月6日 ")
