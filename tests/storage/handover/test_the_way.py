"""The whole way of a sheet over three machines, and what meets when two of them work on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.course import Step, awaiting
from forms.deputies import deputies, view_of
from forms.errors import Failure
from forms.fields import Role
from forms.merging import same
from forms.signing import void
from forms.stages import Stage
from storage.actor import Actor
from storage.handover.planning import What
from tests.hands import DEPUTY

from .conftest import ANSWERS, CLERK, LEADER, MARKS, ROOT, Machine


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


def test_the_leader_sends_it_back_with_remarks(office: Machine, leader: Machine) -> None:
    sheet = office.new()
    leader.takes(office.pack("review", sheet))
    opened = leader.desk.open_sheet(sheet)
    opened.put_remarks(
        [{"field": "handling", "start": 0, "end": 3, "quote": "周菁菁", "note": "称谓", "name": "王建国", "at": ""}],
        Role.LEADER,
    )
    leader.desk.save(opened.record, ["remarks"], LEADER)
    leader.desk.course.take(sheet, Step.RETURN, LEADER, "请补充")
    assert office.takes(leader.pack("return", sheet, actor=LEADER)) == ["forward"]
    assert (office.record(sheet).stage, len(office.record(sheet).remarks)) == (Stage.DRAFTING, 1)
    office.fill(sheet, CLERK, handling="周菁菁代表，您好！已补充。（请见附件）")
    office.sign(sheet, CLERK, "handled_by")
    assert leader.takes(office.pack("review", sheet)) == ["forward"]
    leader.approve(sheet)
    assert office.takes(leader.pack("return", sheet, actor=LEADER)) == ["forward"]
    assert office.events(sheet).count("submit") == 2


def test_every_deputy_of_a_joint_suggestion_marks_on_a_device_of_their_own(
    office: Machine, leader: Machine, tablet: Machine
) -> None:
    sheet = office.new(ANSWERS | {"co_proposers": ["李明"]})
    leader.takes(office.pack("review", sheet))
    leader.approve(sheet)
    office.takes(leader.pack("return", sheet, actor=LEADER))
    for_both = office.pack("visit", sheet)
    tablet.takes(for_both)
    leader.takes(for_both)  # a second tablet
    tablet.visit(sheet)
    leader.visit(sheet, Actor(Role.DEPUTY, "李明"), "李明", satisfaction_result="understanding")
    assert office.record(sheet).stage is Stage.VISITING
    assert office.takes(tablet.pack("return", sheet, actor=DEPUTY)) == ["forward"]
    assert office.takes(leader.pack("return", sheet, actor=DEPUTY)) == ["merge"]
    record, template = office.record(sheet), office.desk.templates.get("baoshan-npc")
    assert record.answers["satisfaction_result"] == "satisfied"
    assert record.joint["李明"]["answers"]["satisfaction_result"] == "understanding"
    assert awaiting(template, record) == ()
    assert all(void(template, view_of(template, record, one)) == () for one in deputies(template, record))
    assert office.whole(sheet)


# ---- what meets


def started(office: Machine, leader: Machine) -> str:
    """A sheet that is with the leader."""
    sheet = office.new()
    leader.takes(office.pack("review", sheet))
    return sheet


def test_the_clerk_prints_while_the_leader_signs(office: Machine, leader: Machine) -> None:
    sheet = started(office, leader)
    office.desk.record_event(sheet, "printed")
    leader.approve(sheet)
    assert office.takes(leader.pack("return", sheet, actor=LEADER)) == ["merge"]
    assert office.record(sheet).stage is Stage.VISITING
    assert office.events(sheet)[-1] == "received"
    assert leader.takes(office.pack("return", sheet)) == ["forward"]
    assert office.record(sheet).answers == leader.record(sheet).answers
    assert office.content()[f"history/{sheet}.jsonl"] == leader.content()[f"history/{sheet}.jsonl"]
    assert office.whole(sheet)


def test_the_clerk_withdraws_while_the_leader_approves(office: Machine, leader: Machine) -> None:
    """The earlier stage counts; what the leader wrote is not lost, and their signature is void where something was changed."""
    sheet = started(office, leader)
    office.desk.course.take(sheet, Step.WITHDRAW, CLERK, "还要改")
    office.fill(sheet, CLERK, outcome="solved")
    leader.approve(sheet)
    [result] = office.unpack(leader.pack("return", sheet, actor=LEADER)).sheets
    assert (result.what, result.stage) == (What.MERGE, Stage.DRAFTING)
    record, template = office.record(sheet), office.desk.templates.get("baoshan-npc")
    assert (record.answers["outcome"], record.answers["review_opinion"]) == ("solved", "同意。")
    assert "reviewed_by" in void(template, record)


def conflicting(office: Machine, leader: Machine) -> tuple[str, Path]:
    """The leader wrote an opinion on both machines."""
    sheet = started(office, leader)
    office.fill(sheet, LEADER, review_opinion="请再核实。")
    leader.fill(sheet, LEADER, review_opinion="同意。")
    return sheet, leader.pack("return", sheet, actor=LEADER)


def test_two_opinions_of_one_leader_wait_for_a_choice(office: Machine, leader: Machine) -> None:
    _, package = conflicting(office, leader)
    before = office.content()
    incoming = office.handover.look(package)
    assert (incoming.purpose, incoming.by, incoming.made[:10]) == ("return", ("王建国", "宝山区某局"), "2023-05-06")
    [conflict] = incoming.plans[0].conflicts
    assert (conflict.key, conflict.mine.answer, conflict.theirs.answer) == ("review_opinion", "请再核实。", "同意。")
    assert not incoming.ready
    unpacked = office.handover.take(incoming, {}, CLERK)
    assert unpacked.plain()["sheets"][0]["conflicts"] == [
        {"key": "review_opinion", "field": "review_opinion", "mine": "请再核实。", "theirs": "同意。"}
    ]
    assert not unpacked.whole
    assert office.content() == before


@pytest.mark.parametrize(("choice", "opinion"), [("mine", "请再核实。"), ("theirs", "同意。")])
def test_the_choice_counts_on_both_machines(office: Machine, leader: Machine, choice: str, opinion: str) -> None:
    sheet, package = conflicting(office, leader)
    [result] = office.unpack(package, CLERK, {sheet: {"review_opinion": choice}}).sheets
    assert (result.what, office.record(sheet).answers["review_opinion"]) == (What.MERGE, opinion)
    assert leader.takes(office.pack("review", sheet)) == ["forward"]
    assert leader.record(sheet).answers["review_opinion"] == opinion
    assert leader.whole(sheet)


def test_two_signatures_of_one_leader_are_told_by_who_and_when(office: Machine, leader: Machine) -> None:
    sheet = started(office, leader)
    for machine in (office, leader):
        machine.sign(sheet, LEADER, "reviewed_by")
    [result] = office.unpack(leader.pack("return", sheet, actor=LEADER)).plain()["sheets"]
    [conflict] = result["conflicts"]
    assert conflict["key"] == "reviewed_by"
    assert conflict["mine"]["name"] == conflict["theirs"]["name"] == "王建国"
    assert conflict["mine"]["at"] < conflict["theirs"]["at"]


def test_two_sets_of_remarks_are_told(office: Machine, leader: Machine) -> None:
    sheet = started(office, leader)
    for machine, note in ((office, "一"), (leader, "二")):
        opened = machine.desk.open_sheet(sheet)
        opened.put_remarks(
            [{"field": "reply", "start": 0, "end": 1, "quote": "周", "note": note, "name": "", "at": ""}], Role.LEADER
        )
        machine.desk.save(opened.record, ["remarks"], LEADER)
    [result] = office.unpack(leader.pack("return", sheet, actor=LEADER)).plain()["sheets"]
    [conflict] = result["conflicts"]
    assert (conflict["key"], conflict["theirs"][0]["note"]) == ("remarks", "二")


def test_a_sheet_that_cannot_be_read_here_stops_the_package(office: Machine, leader: Machine) -> None:
    """What is damaged is a matter for a backup; nothing is laid over it."""
    sheet = started(office, leader)
    package = leader.pack("return", sheet, actor=LEADER)
    office.desk.close()
    path = office.folder / f"sheets/{sheet}.json"
    path.write_bytes(path.read_bytes().replace(b'"schema":1', b'"schema":9'))
    office.start()
    for act in (office.handover.look, office.handover.verify):
        with pytest.raises(Failure, match="schema_newer"):
            act(package)


def test_the_state_before_is_kept_as_a_version(office: Machine, leader: Machine) -> None:
    sheet, package = conflicting(office, leader)
    office.unpack(package, CLERK, {sheet: {"review_opinion": "theirs"}})
    newest = office.desk.versions(sheet)[0]
    assert newest.why == "handover"
    assert office.desk.version(sheet, newest.key).answers["review_opinion"] == "请再核实。"


def test_importing_twice_changes_nothing(office: Machine, leader: Machine) -> None:
    sheet = started(office, leader)
    office.desk.record_event(sheet, "printed")
    leader.approve(sheet)
    package = leader.pack("return", sheet, actor=LEADER)
    assert office.takes(package) == ["merge"]
    before = office.content()
    assert office.takes(package) == ["nothing"]
    assert office.content() == before


def test_an_older_package_never_wins(office: Machine, leader: Machine) -> None:
    sheet = started(office, leader)
    leader.fill(sheet, LEADER, review_opinion="不同意。")
    older = leader.pack("return", sheet, actor=LEADER)
    leader.approve(sheet, "同意。")
    newer = leader.pack("return", sheet, actor=LEADER)
    assert office.takes(newer) == ["forward"]
    before = office.content()
    assert office.takes(older) == ["nothing"]
    assert leader.takes(older) == ["nothing"]
    assert office.content() == before


def test_what_both_received_from_each_other_is_the_same_in_the_end(office: Machine, leader: Machine) -> None:
    sheet = started(office, leader)
    office.desk.record_event(sheet, "printed")
    leader.approve(sheet)
    from_office, from_leader = office.pack("review", sheet), leader.pack("return", sheet, actor=LEADER)
    assert (office.takes(from_leader), leader.takes(from_office)) == (["merge"], ["merge"])
    assert same(office.record(sheet), leader.record(sheet))
    assert leader.takes(office.pack("visit", sheet)) == ["merge"]
    assert office.takes(leader.pack("visit", sheet)) == ["forward"]
    assert office.whole(sheet) and leader.whole(sheet)
    assert office.content()[f"history/{sheet}.jsonl"] == leader.content()[f"history/{sheet}.jsonl"]


def test_a_sheet_in_the_bin_stays_there(office: Machine, leader: Machine) -> None:
    sheet = office.new()
    leader.takes(office.pack("review", sheet))
    package = leader.pack("return", sheet, actor=LEADER)
    office.desk.delete(sheet)
    before = office.content()
    unpacked = office.unpack(package)
    assert (unpacked.sheets[0].what, unpacked.whole) == (What.BINNED, False)
    assert office.content() == before


def test_a_sheet_that_was_removed_for_good_can_come_back(office: Machine, leader: Machine) -> None:
    sheet = started(office, leader)
    package = leader.pack("return", sheet, actor=LEADER)
    office.desk.delete(sheet)
    office.desk.empty_bin()
    assert office.takes(package) == ["new"]
    assert office.events(sheet)[-2:] == ["purged", "received"]
    assert leader.takes(office.pack("review", sheet)) == ["forward"]
    assert office.whole(sheet)


def test_a_new_round_goes_over(office: Machine, tablet: Machine, leader: Machine) -> None:
    sheet = started(office, leader)
    leader.approve(sheet)
    office.takes(leader.pack("return", sheet, actor=LEADER))
    tablet.takes(office.pack("visit", sheet))
    tablet.visit(sheet, satisfaction_result="dissatisfied", deputy_comments="请再办理。")
    office.takes(tablet.pack("return", sheet, actor=DEPUTY))
    office.desk.course.take(sheet, Step.REHANDLE, CLERK, "代表不满意")
    office.fill(sheet, CLERK, handling="周菁菁代表，您好！已重新办理。（请见附件）")
    office.sign(sheet, CLERK, "handled_by")
    late = tablet.pack("return", sheet, actor=DEPUTY)
    assert leader.takes(office.pack("review", sheet)) == ["forward"]
    record = leader.record(sheet)
    assert (record.round, len(record.earlier), "satisfaction_result" in record.answers) == (2, 1, False)
    assert office.takes(late) == ["merge"]  # nothing but that it was packed
    assert office.record(sheet).round == 2
    assert tablet.takes(office.pack("return", sheet)) == ["forward"]


def test_what_is_done_in_the_old_round_cannot_be_joined_with_the_new(office: Machine, tablet: Machine, leader: Machine) -> None:
    sheet = started(office, leader)
    leader.approve(sheet)
    office.takes(leader.pack("return", sheet, actor=LEADER))
    office.visit(sheet)
    tablet.takes(office.pack("return", sheet))
    office.desk.course.take(sheet, Step.REHANDLE, CLERK, "代表不满意")
    tablet.desk.course.take(sheet, Step.ARCHIVE, CLERK, "原件另存")
    before = office.content()
    with pytest.raises(Failure, match="package_other_round"):
        office.handover.look(tablet.pack("return", sheet))
    assert office.content() == before


def test_marks_copied_from_paper_travel_with_their_scan(office: Machine, tablet: Machine, leader: Machine) -> None:
    sheet = started(office, leader)
    leader.approve(sheet)
    office.takes(leader.pack("return", sheet, actor=LEADER))
    scan = office.desk.assets.keep(b"%PDF-scan", "pdf")
    office.desk.course.enter_from_paper(sheet, "", MARKS, [scan], CLERK)
    assert leader.takes(office.pack("return", sheet)) == ["forward"]
    assert leader.desk.assets.read(scan) == b"%PDF-scan"
    assert leader.record(sheet).origins["deputy"]["how"] == "from_paper"


def test_many_sheets_in_one_package(office: Machine, leader: Machine) -> None:
    sheets = [office.new() for _ in range(5)]
    assert leader.takes(office.pack("review", *sheets)) == ["new"] * 5
    for sheet in sheets[:3]:
        leader.approve(sheet)
    assert office.takes(leader.pack("return", *sheets, actor=LEADER)) == ["forward"] * 5
    assert [office.record(sheet).stage for sheet in sheets] == [Stage.VISITING] * 3 + [Stage.IN_REVIEW] * 2


def test_a_template_of_the_office_travels_with_the_sheet(office: Machine, leader: Machine) -> None:
    own = office.folder / "templates" / "own" / "sheet.toml"
    own.parent.mkdir(parents=True)
    own.write_bytes((ROOT / "templates/baoshan-npc/sheet.toml").read_bytes().replace(b'id = "baoshan-npc"', b'id = "own"'))
    office.restart()
    sheet = office.desk.new_sheet("own")
    sheet.fill(ANSWERS, Role.CLERK)
    office.desk.save(sheet.record, ANSWERS, CLERK)
    package = office.pack("review", sheet.id)
    assert leader.takes(package) == ["new"]
    assert leader.desk.open_sheet(sheet.id).template.id == "own"
    assert (leader.folder / "templates/own/sheet.toml").read_bytes() == own.read_bytes()
