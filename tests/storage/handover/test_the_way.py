"""The whole way of a sheet over three machines, and what meets when two of them work on it."""

from __future__ import annotations

from forms.deputies import view_of
from forms.signing import void
from forms.stages import Stage

from .conftest import DEPUTY, LEADER, Machine


def test_from_the_clerk_to_the_leader_to_the_deputy_and_back(office: Machine, leader: Machine, tablet: Machine) -> None:
    sheet = office.new()
    assert leader.takes(office.pack("review", sheet)) == ["new"]
    leader.approve(sheet)
    assert office.takes(leader.pack("return", sheet, actor=LEADER)) == ["forward"]
    assert tablet.takes(office.pack("visit", sheet)) == ["new"]
    tablet.visit(sheet)
    assert office.takes(tablet.pack("return", sheet, actor=DEPUTY)) == ["forward"]
    record = office.record(sheet)
    template = office.desk.templates.get("baoshan-npc")
    assert (record.stage, record.answers["review_opinion"]) == (Stage.SIGNED, "同意。")
    assert record.answers["satisfaction_result"] == "satisfied"
    assert set(record.signatures) == {"handled_by", "reviewed_by", "deputy_signature"}
    assert void(template, view_of(template, record, "")) == ()
    assert record == tablet.record(sheet)
    assert office.events(sheet) == tablet.events(sheet)
    assert office.whole(sheet)
