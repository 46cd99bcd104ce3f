"""Is a package whole, and does it hold what is here now?"""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.course import Step
from forms.errors import Failure
from storage.handover.provenance import Provenance
from tests.hands import DEPUTY

from .conftest import CLERK, LEADER, Machine
from .forging import record_of, with_answer, with_record


def verdict(machine: Machine, package: Path) -> tuple[bool, str]:
    before = machine.content()
    found = machine.handover.verify(package)
    assert machine.content() == before
    return found.matches, found.reason


@pytest.fixture
def sheet(office: Machine, leader: Machine) -> str:
    sheet = office.new()
    leader.takes(office.pack("review", sheet))
    return sheet


def test_what_is_the_same_here(office: Machine, leader: Machine, sheet: str) -> None:
    package = leader.pack("return", sheet, actor=LEADER)
    assert verdict(office, package) == verdict(leader, package) == (True, "package_same")


def test_what_was_changed_here_since(leader: Machine, sheet: str) -> None:
    package = leader.pack("return", sheet, actor=LEADER)
    leader.fill(sheet, LEADER, review_opinion="同意。")
    assert verdict(leader, package) == (False, "package_earlier")


def test_what_was_changed_there_since(office: Machine, leader: Machine, sheet: str) -> None:
    leader.approve(sheet)
    assert verdict(office, leader.pack("return", sheet, actor=LEADER)) == (False, "package_later")


def test_what_was_changed_on_both_sides(office: Machine, leader: Machine, sheet: str) -> None:
    leader.approve(sheet)
    office.desk.course.take(sheet, Step.WITHDRAW, CLERK, "有误")
    assert verdict(office, leader.pack("return", sheet, actor=LEADER)) == (False, "package_differs")


def test_a_sheet_that_is_not_here(tablet: Machine, leader: Machine, sheet: str) -> None:
    assert verdict(tablet, leader.pack("return", sheet, actor=LEADER)) == (False, "package_sheet_unknown")


def test_a_signature_that_holds_no_longer(office: Machine, leader: Machine, sheet: str) -> None:
    office.desk.course.take(sheet, Step.WITHDRAW, CLERK, "有误")
    office.fill(sheet, CLERK, outcome="solved")
    assert verdict(office, office.pack("return", sheet)) == (False, "package_signature_void")


def test_of_many_sheets_the_gravest_counts(office: Machine, leader: Machine, sheet: str) -> None:
    other = leader.new()
    package = leader.pack("review", sheet, other)
    found = office.handover.verify(package)
    assert found.plain() == {"id": [sheet, other], "copy": None, "matches": False, "reason": "package_sheet_unknown"}
    assert leader.handover.verify(package).plain()["matches"]


def test_a_forged_package_is_not_even_compared(office: Machine, leader: Machine, sheet: str) -> None:
    package = leader.pack("return", sheet, actor=LEADER)
    with_record(package, with_answer(record_of(package, sheet), satisfaction_plan="satisfied"))
    with pytest.raises(Failure, match="package_not_lawful"):
        office.handover.verify(package)


def test_marks_that_others_made_are_taken_off_before_the_visit(office: Machine, leader: Machine, sheet: str) -> None:
    """The history of a sheet that was read from a file, marks included, is one that travels."""
    leader.approve(sheet)
    office.takes(leader.pack("return", sheet, actor=LEADER))
    office.desk.record_event(sheet, "visit_began", {"role": "clerk", "deputy": "", "fields": ["satisfaction_plan"]})
    office.visit(sheet)
    assert leader.takes(office.pack("return", sheet)) == ["forward"]
    template = leader.desk.templates.get("baoshan-npc")
    assert Provenance(template, leader.desk.history_chain(sheet)).end.stage == "signed"


@pytest.mark.parametrize("detail", [{"role": "leader"}, {"role": "clerk", "fields": ["title"]}])
def test_nothing_else_is_taken_off(office: Machine, leader: Machine, sheet: str, detail: dict[str, object]) -> None:
    leader.approve(sheet)
    leader.desk.record_event(sheet, "visit_began", {"fields": ["satisfaction_plan"], **detail})
    with pytest.raises(Failure, match="history_silent"):
        leader.pack("return", sheet, actor=DEPUTY)


def test_a_version_that_was_restored_travels(office: Machine, leader: Machine, sheet: str) -> None:
    office.desk.course.take(sheet, Step.WITHDRAW, CLERK, "有误")
    office.clock.now = office.clock.now.replace(hour=12)
    office.fill(sheet, CLERK, outcome="solved", summary="摘要")
    office.desk.restore_version(sheet, office.desk.versions(sheet)[0].key)
    assert leader.takes(office.pack("review", sheet)) == ["forward"]
    assert leader.record(sheet).answers["outcome"] == "being_solved"
