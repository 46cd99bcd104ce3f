"""The same way over three machines that have no network: what each has done goes on a stick, and nothing gets lost on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forms.fields import Role
from forms.record import Record
from forms.signing import Standing, standing
from forms.stages import Stage
from gui.review.return_dialog import ReturnDialog
from gui.travel.conflict_dialog import ConflictDialog
from gui.travel.passphrase import PassphraseDialog

from .conftest import Make
from .hands import Dialogs, Machine, draw, press

ALL_SATISFIED = ("satisfaction_result.satisfied", "satisfaction_plan.satisfied", "satisfaction_attitude.satisfied")
CLERK, LEADER = ("王勤", Role.CLERK), ("李建国", Role.LEADER)


@pytest.fixture
def office(machine: Make, real: Any) -> Machine:
    """The clerk's machine with the real sheet, filled in."""
    one = machine("office")
    one.import_file(real("baoshan_068.txt"))
    one.write("phone", "021-56789012")
    one.write("handled_on", "2026-11-10")
    one.tick("outcome.being_solved", "disclosure.proactive_full")
    return one


@pytest.fixture
def leader(machine: Make) -> Machine:
    return machine("leader", (("王勤", Role.CLERK), LEADER))


@pytest.fixture
def tablet(machine: Make) -> Machine:
    return machine("tablet", (CLERK,))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


def approve(one: Machine, phrase: str = "phrase.1") -> None:
    one.press(phrase, "sign", "approve")


def visit(one: Machine) -> None:
    """The deputy marks everything 满意 and signs by finger; the device goes back in two steps, since nobody has a PIN."""
    window = one.begin_visit()
    press(window, "visit.next", *ALL_SATISFIED, "visit.next", "visit.next")
    draw(window.summary.place.box.pad, pen=False)
    press(window, "visit.next", "visit.return", "visit.return_first", "visit.return_second")


def content(record: Record) -> Record:
    """What the sheet says, without how often it was saved."""
    return replace(record, revision=0)


def test_from_the_office_to_the_leader_to_the_tablet_and_back(
    office: Machine, leader: Machine, tablet: Machine, dialogs: Dialogs, stick: Path
) -> None:
    leader.open_package(office.pack("pack_review", dialogs, stick))
    assert (office.stage, leader.stage, leader.window.acting.actor.name) == (Stage.IN_REVIEW, Stage.IN_REVIEW, "李建国")
    approve(leader)
    assert next_step(leader) == "pack_return" and "制作送回包" in leader.said
    office.open_package(leader.pack("pack_return", dialogs, stick))
    assert (office.stage, office.stored.answers["review_opinion"]) == (Stage.VISITING, "同意答复。")
    assert (next_step(leader), next_step(office)) == ("", "visit")

    tablet.open_package(office.pack("pack_visit", dialogs, stick))
    assert "开始面商" in [act.text() for act in tablet.window.messages.bar("visit").findChildren(type(_button(tablet)))]
    visit(tablet)
    assert tablet.stage is Stage.SIGNED
    assert next_step(tablet) == "pack_return" and "请制作送回包" in tablet.said
    office.open_package(tablet.pack("pack_return", dialogs, stick))
    assert (next_step(tablet), next_step(office)) == ("", "archive")
    record, template = office.stored, office.window.opened.editing.sheet.template
    assert record.stage is Stage.SIGNED and content(record).answers == tablet.stored.answers
    assert [standing(template, record, name) for name in ("reviewed_by", "deputy_signature")] == [Standing.HOLDS] * 2
    assert office.locked("handling", "review_opinion", *ALL_SATISFIED)
    who = [event.who for event in office.desk.history(record.id)]
    assert {"王勤", "李建国", "周菁菁"} <= set(who) and office.desk.history_chain(record.id).broken_at is None


def next_step(one: Machine) -> str:
    """The step that the strip stresses, "" for none."""
    buttons = one.window.hands.course.strip.buttons
    return next((step for step, button in buttons.items() if button.property("main") and not button.isHidden()), "")


def _button(one: Machine) -> Any:
    return one.window.hands.course.strip.buttons["visit"]


def test_from_the_leader_straight_to_the_tablet(
    office: Machine, leader: Machine, tablet: Machine, dialogs: Dialogs, stick: Path
) -> None:
    leader.open_package(office.pack("pack_review", dialogs, stick))
    approve(leader)
    tablet.open_package(leader.pack("pack_visit", dialogs, stick))
    visit(tablet)
    office.open_package(tablet.pack("pack_return", dialogs, stick))
    assert (office.stage, office.stored.answers["review_opinion"]) == (Stage.SIGNED, "同意答复。")


def test_the_leader_sends_back_by_package_and_the_clerk_reads_why(
    office: Machine, leader: Machine, dialogs: Dialogs, stick: Path
) -> None:
    leader.open_package(office.pack("pack_review", dialogs, stick))
    dialogs.expect(ReturnDialog, lambda dialog: (dialog.reason.setPlainText("请核对届次"), dialog.send_back.click()))
    leader.press("step.return")
    office.open_package(leader.pack("pack_return", dialogs, stick))
    assert office.stage is Stage.DRAFTING and "退回：请核对届次" in office.window.hands.course.strip.notice.text()
    office.write("handling", "周菁菁代表，您好！第九届会议上的建议已办理。（请见附件）")
    leader.open_package(office.pack("pack_review", dialogs, stick))
    assert "第九届" in "".join(leader.window.review.panel.changes.texts())


def test_a_passphrase_keeps_others_out(office: Machine, leader: Machine, dialogs: Dialogs, stick: Path) -> None:
    package = office.pack("pack_review", dialogs, stick, "梅花三弄一曲")
    tries = ["梅花", "梅花三弄一曲"]
    dialogs.always(PassphraseDialog, lambda dialog: (dialog.passphrase.setText(tries.pop(0)), dialog.open_button.click()))
    leader.open_package(package)
    assert leader.stage is Stage.IN_REVIEW and tries == []


def test_two_leaders_disagree_and_a_person_chooses(
    office: Machine, leader: Machine, machine: Make, dialogs: Dialogs, stick: Path
) -> None:
    deputy_leader = machine("deputy_leader", (("王勤", Role.CLERK), ("赵敏", Role.LEADER)))
    package = office.pack("pack_review", dialogs, stick)
    for one, phrase in ((leader, "phrase.0"), (deputy_leader, "phrase.1")):
        one.open_package(package)
        approve(one, phrase)
    office.open_package(leader.pack("pack_return", dialogs, stick))
    assert office.stored.answers["review_opinion"] == "同意。"

    labels: list[str] = []

    def take_theirs(dialog: ConflictDialog) -> None:
        for row in range(dialog.list.count()):
            dialog.list.setCurrentRow(row)
            labels.append(dialog.list.item(row).text().split("\n")[0])
            dialog.there.take.click()
        dialog.accept_button.click()

    dialogs.expect(ConflictDialog, take_theirs)
    office.open_package(deputy_leader.pack("pack_return", dialogs, stick))
    record, template = office.stored, office.window.opened.editing.sheet.template
    assert labels == ["领导审核意见和签名"]
    assert (record.answers["review_opinion"], record.signatures["reviewed_by"]["name"]) == ("同意答复。", "赵敏")
    assert standing(template, record, "reviewed_by") is Standing.HOLDS


def test_a_package_taken_in_twice_changes_nothing(office: Machine, leader: Machine, dialogs: Dialogs, stick: Path) -> None:
    leader.open_package(office.pack("pack_review", dialogs, stick))
    approve(leader)
    package = leader.pack("pack_return", dialogs, stick)
    office.open_package(package)
    before, lines = office.stored, len(office.desk.history(office.record.id))
    office.open_package(package)
    assert office.stored == before and len(office.desk.history(before.id)) == lines


def test_an_old_package_never_wins(office: Machine, leader: Machine, dialogs: Dialogs, stick: Path) -> None:
    old = office.pack("pack_review", dialogs, stick)
    leader.open_package(old)
    approve(leader)
    before = leader.stored
    leader.open_package(old)
    assert leader.stored == before
    office.open_package(leader.pack("pack_return", dialogs, stick))
    office.open_package(old)
    assert office.stage is Stage.VISITING and office.stored.answers["review_opinion"] == "同意答复。"
