"""Marks from a paper here, marks in person on the tablet: one choice, shown with the evidence, and nothing void after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from forms.checks import errors
from forms.course import Step
from forms.fields import Role
from forms.merging import Conflict
from forms.record import Record
from forms.signing import void
from forms.stages import Stage
from forms.template import Template
from gui.travel.clash_words import Standing, clash_of
from gui.travel.conflict_dialog import ConflictDialog
from storage.actor import Actor

from .conftest import CLERK, LEADER, Asked, Place

DEPUTY = Actor(Role.DEPUTY, "周菁菁")
ROWS = ("satisfaction_result", "satisfaction_plan", "satisfaction_attitude")
MARKS = {**dict.fromkeys(ROWS, "satisfied"), "deputy_signed_on": "2023-05-09"}


@pytest.fixture
def tablet(place: Callable[[str, Actor], Place]) -> Place:
    return place("tablet", DEPUTY)


@pytest.fixture
def sheet(office: Place) -> str:
    sheet = office.new()
    office.desk.course.take(sheet, Step.SUBMIT, CLERK)
    office.actor = LEADER
    office.approve(sheet)
    office.actor = CLERK
    return sheet


@pytest.fixture
def package(office: Place, tablet: Place, sheet: str) -> Path:
    """The visit was made on the tablet, while the office entered what stood on the paper."""
    tablet.unpack.start([office.packed("visit", sheet)])
    tablet.fill(sheet, **MARKS)
    tablet.sign(sheet, "deputy_signature")
    tablet.desk.course.take(sheet, Step.CONFIRM, DEPUTY)
    scan = office.desk.assets.keep(b"%PDF-paper", "pdf")
    marks = {**MARKS, "satisfaction_result": "dissatisfied", "deputy_comments": "请再研究。"}
    office.desk.course.enter_from_paper(sheet, "", marks, [scan], CLERK)
    return tablet.packed("return", sheet)


def test_both_sides_show_the_marks_and_how_they_came(office: Place, package: Path, asked: Asked) -> None:
    office.unpack.start([package])
    [[voice]] = asked.clashes
    assert voice.label == "周菁菁代表的意见和签名"
    here, there = voice.here.text.split("\n"), voice.there.text.split("\n")
    assert here[0].startswith("据寄回纸质表录入，附扫描件 1 份　周菁菁　录入：李红")
    assert there[0].startswith("本人填写，有本人签名　周菁菁")
    assert "对办理结果：不满意" in here and "对办理方案：满意" in here and "代表签名：见扫描件" in here
    assert "对办理结果：满意" in there and "对办理情况您有什么意见和建议：（空）" in there
    assert (len(voice.here.inks), len(voice.there.inks)) == (0, 1)
    assert voice.here.changed.startswith("李红（经办人）") and voice.there.changed.startswith("周菁菁（代表）")


def test_who_is_known_from_the_marks_themselves_is_named(template: Template) -> None:
    """Of a history that lost its line the pane said that nobody is known, above the name."""
    now = datetime(2023, 5, 9, 12, tzinfo=UTC)
    at = datetime(2023, 5, 9, 10, tzinfo=UTC).isoformat()
    paper = {"how": "from_paper", "name": "周菁菁", "by": "王芳", "at": at, "scans": ["a" * 64]}
    person = {"how": "in_person", "name": "周菁菁", "by": "张敏", "at": at}
    record = Record(id="a", template=template.id, version=template.version)
    sides = tuple(Standing(replace(record, origins={"deputy": origin}), []) for origin in (paper, person))
    shown = clash_of(template, [Conflict("origin.deputy", "origin.deputy", "", paper, person)], (sides[0], sides[1]), now)
    assert shown.here.changed.startswith("王芳　") and shown.there.changed.startswith("周菁菁　")
    assert "录入：王芳" in shown.here.text and "经手：张敏" in shown.there.text


@pytest.mark.parametrize(("key", "result"), [(Qt.Key.Key_Left, "dissatisfied"), (Qt.Key.Key_Right, "satisfied")])
def test_what_is_taken_stands_with_its_evidence(
    office: Place, sheet: str, package: Path, asked: Asked, qtbot: QtBot, key: Qt.Key, result: str
) -> None:
    office.unpack.start([package])
    dialog = ConflictDialog(None, "068号", asked.clashes[0], office.desk.assets.read)
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.keyClick(dialog.list, key)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.result() == ConflictDialog.DialogCode.Accepted
    asked.chooses = dialog.taken
    office.unpack.start([package])
    stored = office.desk.open_sheet(sheet)
    assert stored.record.answers["satisfaction_result"] == result and stored.record.stage is Stage.SIGNED
    assert void(stored.template, stored.record) == ()
    assert errors(stored.template, stored.record, date(2023, 6, 1)) == ()
