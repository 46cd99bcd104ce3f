"""What the leader reads beside the paper."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QTextEdit, QWidget

from forms.checks import Finding, Severity
from forms.comparison import Kind, Piece
from forms.sheet import Sheet
from forms.stages import Stage
from forms.template import Template
from gui.look.appearance import palette_for
from gui.review.changes_section import shortened
from storage.changes import FieldChange

from .conftest import Leader


def shown(part: QWidget) -> str:
    """The words of a part, without what is about to be deleted."""
    labels = [label for label in part.findChildren(QLabel) if label.parentWidget().layout().indexOf(label) >= 0]
    return "\n".join(label.text() for label in labels)


def test_the_head_says_whose_it_is_and_when_it_is_due(leader: Leader) -> None:
    head = shown(leader.panel.head)
    for words in ("提出人 周菁菁", "068号", "2023年5月20日（还剩 8 天）", "送审"):
        assert words in head


def test_a_second_round_is_called_a_rehandling(leader: Leader, reviewed: Sheet) -> None:
    leader.open(Sheet(reviewed.template, replace(reviewed.record, round=2, reopened="2023-05-01")))
    assert "第 2 次办理（重办）" in shown(leader.panel.head)


def test_case_details_are_read_with_their_labels(leader: Leader) -> None:
    assert "建议编号：068" in shown(leader.panel.case)
    assert "会办" not in shown(leader.panel.case)


@pytest.mark.parametrize(
    ("opinions", "words"), [("已列入年度计划。", "已列入年度计划。"), (None, "会办单位尚未反馈意见，案卷中没有记录。")]
)
def test_what_the_joint_units_said_is_shown_or_missed(leader: Leader, reviewed: Sheet, opinions: str, words: str) -> None:
    record = reviewed.record.with_answers({"joint_units": ("区卫健委", "区人社局"), "joint_opinions": opinions})
    leader.open(Sheet(reviewed.template, record))
    assert "会办单位意见（区卫健委、区人社局）" in shown(leader.panel.case)
    assert words in shown(leader.panel.case)


def test_nothing_sent_back_yet_shows_no_changes(leader: Leader) -> None:
    assert leader.panel.changes.isHidden()


def test_changes_since_the_return_lead_to_their_fields(leader: Leader, reviewed: Sheet) -> None:
    leader.office.changes = (FieldChange("handling", "第九次会议", "第九届会议"),)
    leader.open(reviewed)
    assert leader.panel.changes.texts() == ["删去“次”；改为“届”"]
    leader.panel.findChild(QAbstractButton, "change.handling").click()
    assert leader.view.current_field == "handling"


def test_what_stayed_between_two_changes_is_cut_down() -> None:
    pieces = shortened([Piece(Kind.SAME, "甲" * 100), Piece(Kind.GONE, "次"), Piece(Kind.SAME, "乙" * 100)])
    assert [piece.text for piece in pieces] == ["……" + "甲" * 18, "次", "乙" * 18 + "……"]


def test_tags_in_a_text_are_text(leader: Leader) -> None:
    leader.panel.show_changes((FieldChange("handling", "<b>甲</b>", "<i>甲</i>"),))
    assert "&lt;" in shown(leader.panel.changes)


def test_findings_are_counted_and_lead_to_their_fields(leader: Leader) -> None:
    finding = Finding("required", Severity.ERROR, "handling", {"kind": "long_text"})
    hints = [Finding("date_far_ahead", Severity.WARNING, "handled_on", {})] * 5
    leader.flow.show_findings((finding, *hints))
    assert "须改正 1 处，请核对 5 处；下列前 4 处" in shown(leader.panel.findings)
    leader.panel.findings.list.chosen.emit(0)
    assert leader.view.current_field == "handling"


def test_everything_one_works_with_has_a_name(leader: Leader) -> None:
    for widget in leader.panel.findChildren(QAbstractButton) + leader.panel.findChildren(QAbstractItemView):
        assert widget.accessibleName() and widget.objectName()
    for editor in leader.panel.findChildren(QTextEdit):
        assert editor.accessibleName() and editor.objectName()


def test_a_sheet_put_away_leaves_an_empty_panel(leader: Leader) -> None:
    leader.flow.show_sheet(None)
    assert not leader.panel.decision.isVisible()
    leader.editing.draft("review_opinion", "同意。")


def test_of_a_sheet_in_other_hands_nothing_can_be_decided(leader: Leader, template: Template, record: object) -> None:
    leader.open(Sheet(template, record))  # type: ignore[arg-type]
    assert not leader.panel.decision.approve.isVisible()
    assert not leader.panel.signature.sign.isVisible()
    assert not leader.panel.remarks.mark.isVisible()


def test_colours_follow_when_the_window_turns_dark(leader: Leader) -> None:
    leader.panel.setPalette(palette_for(Qt.ColorScheme.Light))
    before = leader.panel.head.due.palette().color(QPalette.ColorRole.WindowText)
    leader.panel.setPalette(palette_for(Qt.ColorScheme.Dark))
    assert leader.panel.head.due.palette().color(QPalette.ColorRole.WindowText) != before


def test_a_sheet_that_does_not_wait_shows_neither_an_empty_opinion_nor_phrases(leader: Leader, reviewed: Sheet) -> None:
    panel = leader.panel
    assert panel.opinion.more.isVisible() and panel.signature.isVisible()
    leader.open(Sheet(reviewed.template, replace(reviewed.record, stage=Stage.DRAFTING)))
    assert not panel.opinion.isVisible() and not panel.signature.isVisible()


def test_what_the_leader_has_still_to_do_is_no_finding(leader: Leader) -> None:
    to_do, other = (Finding("required", Severity.ERROR, name) for name in ("review_opinion", "phone"))
    leader.panel.show_findings((to_do, other))
    assert leader.panel.findings.list.count() == 1 and "联系电话" in leader.panel.findings.list.item(0).text()
