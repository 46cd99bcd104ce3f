"""What can be packed, what a package leaves behind where it fails, and histories that lost a line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forms.course import Step
from forms.errors import Failure
from forms.record import Record
from storage.handover import form
from storage.sheet_file import sheet_bytes
from tests.hands import DEPUTY

from .conftest import ANSWERS, CLERK, LEADER, MARKS, Machine
from .forging import MANIFEST, entries, with_answer


def visiting(office: Machine) -> str:
    sheet = office.new()
    office.desk.course.take(sheet, Step.SUBMIT, CLERK)
    office.approve(sheet)
    return sheet


def test_a_draft_is_submitted_when_it_is_packed_for_review(office: Machine) -> None:
    sheet = office.new()
    office.pack("review", sheet)
    assert office.record(sheet).stage == "in_review"
    assert office.events(sheet)[-2:] == ["submit", "handed_over"]


def test_it_says_what_was_packed(office: Machine, tmp_path: Path) -> None:
    sheet = office.new()
    packed = office.handover.pack([sheet, sheet], "review", tmp_path / "a" / "b.rsheet", CLERK)
    assert packed.plain() == {"file": str(tmp_path / "a" / "b.rsheet"), "purpose": "review", "sheets": [sheet]}
    manifest = json.loads(entries(packed.file)[MANIFEST])
    assert (manifest["format"], manifest["by"]) == ("rsheet", {"name": "张三", "unit": "宝山区某局"})
    assert manifest["sheets"][0]["title"] == ANSWERS["title"]


@pytest.mark.parametrize(
    ("purpose", "ready", "code"),
    [
        ("review", visiting, "not_for_review"),
        ("visit", Machine.new, "not_for_visit"),
        ("return", Machine.new, "not_for_return"),
    ],
)
def test_a_sheet_at_another_stage_is_not_packed(
    office: Machine, purpose: str, ready: Callable[[Machine], str], code: str
) -> None:
    sheet, good = ready(office), office.new()
    before = office.content()
    with pytest.raises(Failure, match=code):
        office.pack(purpose, good, sheet)
    assert office.content() == before
    assert list(office.folder.parent.glob("*.rsheet")) == []


def test_one_draft_with_errors_stops_the_whole_package(office: Machine) -> None:
    good, bad = office.new(), office.new({**ANSWERS, "outcome": ""})
    before = office.content()
    with pytest.raises(Failure, match="not_ready_for_review") as failed:
        office.pack("review", good, bad)
    assert failed.value.params["id"] == bad
    assert office.content() == before


def test_nothing_cannot_be_packed(office: Machine) -> None:
    with pytest.raises(Failure, match="nothing_to_pack"):
        office.pack("review")


def test_what_a_sheet_can_be_packed_for(office: Machine, leader: Machine) -> None:
    sheet = office.new()
    assert office.handover.purposes_for(sheet) == ("review",)
    leader.takes(office.pack("review", sheet))
    assert leader.handover.purposes_for(sheet) == ("review", "return")
    leader.approve(sheet)
    assert leader.handover.purposes_for(sheet) == ("visit", "return")


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_full_disk_leaves_no_package(office: Machine, failing_disk: Any, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    sheet = office.new()
    office.desk.course.take(sheet, Step.SUBMIT, CLERK)
    with monkeypatch.context() as patch:
        type(failing_disk)(patch).fail(step)
        with pytest.raises(Failure, match="disk_full"):
            office.pack("review", sheet)
    assert list(office.folder.parent.glob("*.rsheet")) == []
    assert "handed_over" not in office.events(sheet) or step == "replace"


def test_a_picture_that_is_not_there_any_more_is_told(office: Machine) -> None:
    sheet = visiting(office)
    office.pack("visit", sheet)
    paper(office, sheet)
    [path] = (office.folder / "assets").glob("*.png")
    path.write_bytes(b"another")
    with pytest.raises(Failure, match="asset_missing"):
        office.pack("return", sheet)
    path.unlink()
    with pytest.raises(Failure, match="asset_missing"):
        office.pack("return", sheet)


def test_too_much_for_one_package(office: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = [office.new(), office.new()]
    for limit, code in (("MOST_SHEETS", "packing_too_many"), ("MOST_BYTES", "packing_too_large")):
        with monkeypatch.context() as patch:
            patch.setattr(form, limit, 1)
            with pytest.raises(Failure, match=code):
                office.pack("review", *sheets)


def test_packing_can_be_stopped(office: Machine) -> None:
    def stop(done: int, total: int) -> None:
        raise Failure("cancelled")

    sheet = office.new()
    with pytest.raises(Failure, match="cancelled"):
        office.handover.pack([sheet], "review", office.folder.parent / "x.rsheet", CLERK, tell=stop)
    assert "handed_over" not in office.events(sheet)


def test_a_torn_line_stays_behind(office: Machine, leader: Machine) -> None:
    sheet = office.new()
    with (office.folder / f"history/{sheet}.jsonl").open("ab") as file:
        file.write(b'{"before":"0')
    office.restart()
    assert leader.takes(office.pack("review", sheet)) == ["new"]
    assert leader.whole(sheet)


# ---- by hand


def by_hand(machine: Machine, record: Record) -> None:
    """Somebody writes the file of a sheet anew, with a checksum that fits."""
    machine.desk.close()
    (machine.folder / f"sheets/{record.id}.json").write_bytes(sheet_bytes(record))
    machine.start()


def test_satisfaction_set_by_hand_in_the_file_is_not_packed(office: Machine) -> None:
    sheet = visiting(office)
    by_hand(office, with_answer(office.record(sheet), satisfaction_result="satisfied"))
    with pytest.raises(Failure, match="history_silent") as failed:
        office.pack("visit", sheet)
    assert failed.value.params["field"] == "satisfaction_result"


def test_a_stage_set_by_hand_is_not_packed(office: Machine) -> None:
    sheet = office.new()
    plain = office.record(sheet).to_plain()
    by_hand(office, Record.from_plain({**plain, "stage": "visiting"}))
    with pytest.raises(Failure, match="history_silent"):
        office.pack("visit", sheet)


def test_a_broken_history_is_not_packed(office: Machine) -> None:
    sheet = office.new()
    path = office.folder / f"history/{sheet}.jsonl"
    path.write_bytes(path.read_bytes().replace(b"created", b"imported"))
    with pytest.raises(Failure, match="history_broken"):
        office.pack("review", sheet)


def test_what_was_set_by_hand_here_is_not_overwritten_in_silence(office: Machine, leader: Machine) -> None:
    """Nobody knows which of the two is right: somebody chooses."""
    sheet = office.new()
    leader.takes(office.pack("review", sheet))
    leader.approve(sheet)
    by_hand(office, with_answer(office.record(sheet), outcome="solved"))
    [plan] = office.handover.look(leader.pack("return", sheet, actor=LEADER)).plans
    assert [conflict.key for conflict in plan.conflicts] == ["outcome"]


def test_where_the_history_here_was_forged_a_person_decides_everything(office: Machine, leader: Machine) -> None:
    sheet = office.new()
    leader.takes(office.pack("review", sheet))
    office.desk.record_event(sheet, "changed", {"role": "clerk", "fields": ["satisfaction_plan"]})
    leader.approve(sheet)
    [plan] = office.handover.look(leader.pack("return", sheet, actor=LEADER)).plans
    assert {conflict.key for conflict in plan.conflicts} == {"review_opinion", "reviewed_by", "reviewed_on"}


# ---- a crash between a change and its line


def without_last_line(machine: Machine, sheet: str) -> None:
    machine.desk.close()
    path = machine.folder / f"history/{sheet}.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    machine.start()


def test_a_change_of_the_clerk_whose_line_was_lost(office: Machine, leader: Machine) -> None:
    sheet = office.new()
    leader.takes(office.pack("review", sheet))
    office.desk.course.take(sheet, Step.WITHDRAW, CLERK, "还要改")
    office.fill(sheet, CLERK, outcome="solved")
    without_last_line(office, sheet)  # that the signature became void
    without_last_line(office, sheet)
    office.sign(sheet, CLERK, "handled_by")
    assert leader.takes(office.pack("review", sheet)) == ["forward"]
    assert "recovered" in str([event.detail for event in office.desk.history(sheet)])


@pytest.mark.parametrize("what", ["confirm", "recall", "paper", "archive", "rehandle"])
def test_a_step_whose_line_was_lost(office: Machine, leader: Machine, what: str) -> None:
    sheet = visiting(office)
    leader.takes(office.pack("visit", sheet))
    if what == "paper":
        paper(office, sheet)
    elif what == "recall":
        office.desk.course.take(sheet, Step.RECALL, CLERK, "有误")
    else:
        office.visit(sheet)
    if what in ("archive", "rehandle"):
        office.desk.course.take(sheet, Step(what), CLERK, "代表不满意")
    without_last_line(office, sheet)
    assert leader.takes(office.pack("return", sheet)) == ["forward"]
    assert leader.record(sheet) == office.record(sheet)


def paper(office: Machine, sheet: str) -> None:
    office.desk.course.enter_from_paper(sheet, "", MARKS, [office.desk.assets.keep(b"scan", "png")], CLERK)


def test_a_leaders_approval_whose_line_was_lost(office: Machine, leader: Machine) -> None:
    sheet = office.new()
    leader.takes(office.pack("review", sheet))
    leader.approve(sheet)
    without_last_line(leader, sheet)
    assert office.takes(leader.pack("return", sheet, actor=LEADER)) == ["forward"]
    assert office.record(sheet).stage == "visiting"


def test_a_mark_of_the_deputy_whose_line_was_lost_counts_once_it_is_signed(office: Machine, tablet: Machine) -> None:
    sheet = visiting(office)
    tablet.takes(office.pack("visit", sheet))
    tablet.fill(sheet, DEPUTY, **MARKS)
    without_last_line(tablet, sheet)
    with pytest.raises(Failure, match="history_silent"):
        tablet.pack("return", sheet, actor=DEPUTY)
    tablet.sign(sheet, DEPUTY, "deputy_signature")
    assert office.takes(tablet.pack("return", sheet, actor=DEPUTY)) == ["forward"]
    assert office.record(sheet).answers["satisfaction_result"] == "satisfied"
