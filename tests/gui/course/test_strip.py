"""The strip over the paper: at each stage, for each role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from forms.signing import sign
from forms.stages import Stage
from forms.template import Template
from gui.course.papers import Paper, papers_of
from gui.course.stage_path import StagePath
from gui.course.state import STEP_TIPS, STEP_WORDS, StripState, last_return, strip_state
from gui.course.strip import StageStrip
from storage.handover.journey import Journey
from storage.journal import Event
from tests.hands import INK

TODAY = date(2023, 5, 31)
RETURNED = Event("2023-05-06T10:00:00+08:00", "李局", "return", {"reason": "请核对第二段"})


@pytest.mark.parametrize(
    ("stage", "role", "steps", "main", "waiting"),
    [
        (Stage.DRAFTING, Role.CLERK, ("submit",), "submit", ""),
        (Stage.DRAFTING, Role.LEADER, (), "", "等待经办人送审"),
        (Stage.IN_REVIEW, Role.CLERK, ("withdraw",), "", "等待领导审核"),
        (Stage.IN_REVIEW, Role.LEADER, ("return", "approve"), "approve", ""),
        (Stage.VISITING, Role.CLERK, ("recall", "from_paper", "visit"), "visit", "待周菁菁代表填写签名"),
        (Stage.VISITING, Role.LEADER, (), "", "待周菁菁代表填写签名"),
        (Stage.SIGNED, Role.CLERK, ("rehandle", "archive"), "archive", "已签，内容已锁定"),
        (Stage.SIGNED, Role.LEADER, (), "", "已签，内容已锁定"),
        (Stage.ARCHIVED, Role.CLERK, ("rehandle",), "", "已归档，内容已锁定"),
        (Stage.ARCHIVED, Role.LEADER, (), "", "已归档，内容已锁定"),
    ],
)
def test_each_role_sees_its_own_next_steps(
    template: Template, record: Record, stage: Stage, role: Role, steps: tuple[str, ...], main: str, waiting: str
) -> None:
    state = strip_state(template, replace(record, stage=stage), role, TODAY)
    assert (state.steps, state.main, state.waiting) == (steps, main, waiting)


@pytest.mark.parametrize(
    ("stage", "role", "journey", "main", "last"),
    [
        (Stage.SIGNED, Role.CLERK, Journey.GUEST, "pack_return", "pack_return"),
        (Stage.SIGNED, Role.CLERK, Journey.SENT_BACK, "", "pack_return"),
        (Stage.VISITING, Role.LEADER, Journey.GUEST, "pack_return", "pack_return"),
        (Stage.DRAFTING, Role.LEADER, Journey.GUEST, "pack_return", "pack_return"),
        (Stage.VISITING, Role.CLERK, Journey.GUEST, "visit", "visit"),
        (Stage.SIGNED, Role.CLERK, Journey.HOME, "archive", "archive"),
    ],
)
def test_what_came_in_a_package_goes_back_in_one(
    template: Template, record: Record, stage: Stage, role: Role, journey: Journey, main: str, last: str
) -> None:
    state = strip_state(template, replace(record, stage=stage), role, TODAY, journey=journey)
    assert (state.main, state.steps[-1]) == (main, last)


def test_a_joint_visit_names_who_is_missing(template: Template, record: Record) -> None:
    joint = record.with_answers({"proposer": ("周菁菁", "李明")})
    state = strip_state(template, replace(joint, stage=Stage.VISITING), Role.CLERK, TODAY)
    assert state.waiting == "待周菁菁、李明代表填写签名"


def test_of_many_who_are_missing_the_number_comes_first(template: Template, record: Record) -> None:
    names = tuple(f"代表{letter}" for letter in "甲乙丙丁戊己庚辛壬癸子丑")
    state = strip_state(template, replace(record.with_answers({"proposer": names}), stage=Stage.VISITING), Role.CLERK, TODAY)
    assert state.waiting == f"待12位代表填写签名：{'、'.join(names)}"


def test_papers_are_listed_only_of_a_joint_suggestion(template: Template, record: Record) -> None:
    assert strip_state(template, record, Role.CLERK, TODAY).papers == ()
    joint = record.with_answers({"proposer": ("周菁菁", "李明")})
    state = strip_state(template, joint, Role.CLERK, TODAY)
    assert (state.papers, state.shown) == ((Paper("周菁菁", ""), Paper("李明", "")), "周菁菁")
    assert strip_state(template, joint, Role.CLERK, TODAY, None, "李明").shown == "李明"


def test_each_paper_says_how_it_stands(template: Template, record: Record) -> None:
    joint = record.with_answers({"proposer": ("周菁菁", "李明", "王芳")})
    origin = {"how": "from_paper", "name": "李明", "scans": ["ab" * 32]}
    copied = replace(joint, joint={"李明": {"answers": {}, "signatures": {}, "origin": origin}}, stage=Stage.VISITING)
    signed = signed_by_lead(template, copied)
    assert [paper.how for paper in papers_of(template, signed)] == ["已签", "据纸质表", "待面商"]
    assert papers_of(template, replace(signed, stage=Stage.SIGNED))[2].how == "未签"


def signed_by_lead(template: Template, record: Record) -> Record:
    sheet = Sheet(template, record)
    entry = sign(template, sheet.view, "deputy_signature", INK, name="周菁菁", at="2023-05-20T10:00:00+08:00")
    sheet.put_ink("deputy_signature", entry, Role.DEPUTY)
    return sheet.record


@pytest.mark.parametrize("stage", [Stage.SIGNED, Stage.ARCHIVED])
def test_dissatisfaction_proposes_to_handle_again_with_its_day(template: Template, record: Record, stage: Stage) -> None:
    signed = replace(record.with_answers({"satisfaction_plan": "dissatisfied"}), stage=stage)
    state = strip_state(template, signed, Role.CLERK, TODAY)
    assert state.notice == "周菁菁表示不满意，建议重办：今天开始，须在2023年6月30日前再次答复。"
    assert (state.main, state.steps[-1]) == ("rehandle", "rehandle")
    assert strip_state(template, signed, Role.LEADER, TODAY).main == ""


def test_what_was_sent_back_tells_why(template: Template, record: Record) -> None:
    state = strip_state(template, record, Role.CLERK, TODAY, RETURNED)
    assert state.notice == "李局 2023年5月6日退回：请核对第二段"
    assert strip_state(template, record, Role.CLERK, TODAY, replace(RETURNED, when="?")).notice == "李局退回：请核对第二段"
    assert strip_state(template, replace(record, stage=Stage.IN_REVIEW), Role.CLERK, TODAY, RETURNED).notice == ""


@pytest.mark.parametrize(
    ("whats", "there"), [([], False), (["return"], True), (["return", "changed"], True), (["return", "submit"], False)]
)
def test_a_return_counts_until_the_sheet_goes_on(whats: list[str], there: bool) -> None:
    events = [replace(RETURNED, what=what) for what in ("created", *whats)]
    assert (last_return(events) is not None) is there


# ---- the widget


@pytest.fixture
def strip(qtbot: QtBot) -> StageStrip:
    strip = StageStrip()
    qtbot.addWidget(strip)
    strip.resize(800, 44)
    return strip


def visible(strip: StageStrip) -> Mapping[str, Any]:
    return {step: button for step, button in strip.buttons.items() if not button.isHidden()}


def test_without_a_sheet_there_is_no_strip(strip: StageStrip) -> None:
    strip.show_state(StripState(Stage.DRAFTING))
    assert strip.isVisible()
    strip.show_state(None)
    assert not strip.isVisible()


def test_a_button_tells_its_step(strip: StageStrip, qtbot: QtBot) -> None:
    strip.show_state(StripState(Stage.VISITING, steps=("recall", "visit"), main="visit"))
    assert list(visible(strip)) == ["recall", "visit"]
    with qtbot.waitSignal(strip.step_wanted) as told:
        strip.buttons["visit"].click()
    assert told.args == ["visit"]
    assert strip.buttons["visit"].objectName() == "step.visit"
    assert (strip.buttons["visit"].property("main"), strip.buttons["recall"].property("main")) == (True, False)


def test_the_round_is_shown_from_the_second_on(strip: StageStrip, qtbot: QtBot) -> None:
    strip.show_state(StripState(Stage.DRAFTING))
    assert strip.round.isHidden()
    strip.show_state(StripState(Stage.DRAFTING, 2, earlier=1))
    assert strip.round.text() == "第 2 次办理"
    with qtbot.waitSignal(strip.rounds_wanted):
        strip.round.click()


JOINT = StripState(
    Stage.VISITING, waiting="待李明代表填写签名", papers=(Paper("周菁菁", "已签"), Paper("李明", "待面商")), shown="周菁菁"
)


def test_whose_paper_is_shown_is_chosen_from_the_names(strip: StageStrip, qtbot: QtBot) -> None:
    strip.show_state(JOINT)
    actions = strip.paper.menu().actions()
    assert strip.paper.isVisible() and strip.paper.text() == "周菁菁的表"
    assert [(one.text(), one.isChecked()) for one in actions] == [("周菁菁　已签", True), ("李明　待面商", False)]
    with qtbot.waitSignal(strip.deputy_wanted) as told:
        actions[1].trigger()
    assert told.args == ["李明"]
    assert strip.missing.text() == "待李明代表填写签名" and not strip.waiting.text()


def test_one_deputy_is_not_chosen(strip: StageStrip) -> None:
    strip.show_state(JOINT)
    strip.show_state(StripState(Stage.VISITING, waiting="待周菁菁代表填写签名"))
    assert not strip.paper.isVisible() and not strip.missing.isVisible()
    assert strip.waiting.text() == "待周菁菁代表填写签名"


def test_a_long_name_leaves_room_for_the_others(strip: StageStrip) -> None:
    name = "阿卜杜热合曼·阿卜杜克热木"
    strip.show_state(replace(JOINT, papers=(Paper(name, ""), Paper("李明", "")), shown=name))
    assert len(strip.paper.text()) < len(name) and name in strip.paper.accessibleName()


def test_the_notice_goes_when_it_is_over(strip: StageStrip) -> None:
    strip.show_state(StripState(Stage.DRAFTING, notice="李局退回：请核对"))
    assert strip.notice.isVisible()
    strip.show_state(StripState(Stage.IN_REVIEW))
    assert not strip.notice.isVisible()


def test_the_same_state_leaves_the_focus_where_it_is(strip: StageStrip) -> None:
    state = StripState(Stage.DRAFTING, steps=("submit",), main="submit")
    strip.show_state(state)
    strip.buttons["submit"].setFocus()
    strip.show_state(replace(state))
    assert strip.focusWidget() is strip.buttons["submit"]


def test_approval_waits_on_the_strip_and_says_for_what(strip: StageStrip, template: Template, record: Record) -> None:
    in_review = replace(record, stage=Stage.IN_REVIEW)
    strip.show_state(strip_state(template, in_review, Role.LEADER, TODAY, lacking="待您填写：签名"))
    approve = strip.buttons["approve"]
    assert (approve.isEnabled(), approve.toolTip()) == (False, "还不能签发。待您填写：签名")
    assert strip.buttons["return"].isEnabled()
    strip.show_state(strip_state(template, in_review, Role.LEADER, TODAY))
    assert (approve.isEnabled(), approve.toolTip()) == (True, STEP_TIPS["approve"])


def test_what_does_not_fit_stands_in_the_tip(strip: StageStrip) -> None:
    words = "待" + "、".join(["周菁菁"] * 40) + "代表填写签名"
    strip.show_state(StripState(Stage.VISITING, waiting=words))
    assert strip.waiting.text().endswith("…")
    assert (strip.waiting.toolTip(), strip.waiting.accessibleName()) == (words, words)


def test_every_step_has_words_and_a_tip() -> None:
    assert STEP_WORDS.keys() == STEP_TIPS.keys()


@pytest.mark.parametrize("width", [60, 150, 250, 500])
@pytest.mark.parametrize("stage", list(Stage))
def test_the_way_shows_the_present_stage_at_any_width(qtbot: QtBot, stage: Stage, width: int) -> None:
    path = StagePath()
    qtbot.addWidget(path)
    path.show_stage(stage)
    path.resize(width, 30)
    assert stage in path.shown()
    assert not path.grab().isNull()
    assert path.accessibleName().startswith("办理阶段：")


def test_where_the_whole_way_has_no_room_the_neighbours_of_the_present_stage_stay(qtbot: QtBot) -> None:
    path = StagePath()
    qtbot.addWidget(path)
    path.show_stage(Stage.VISITING)
    path.resize(path.sizeHint().width(), 30)
    assert path.shown() == list(Stage)
    path.resize(path.sizeHint().width() * 4 // 5, 30)
    assert path.shown() == [Stage.IN_REVIEW, Stage.VISITING, Stage.SIGNED]
    path.resize(path.minimumSizeHint().width(), 30)
    assert path.shown() == [Stage.VISITING]
