"""Steps in the store: durable, told in the history, and nobody gets round them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from forms.course import Step
from forms.errors import ChangeRefused
from forms.record import Record
from forms.sheet import Sheet
from forms.stages import Stage
from storage.desk import Desk
from storage.folders import DataFolder
from tests.hands import CLERK, DEPUTY, INK, LEADER, SATISFIED, bring_to_visit, visit
from tests.refusals import refused


def submit(desk: Desk, sheet_id: str) -> Record:
    return desk.course.take(sheet_id, Step.SUBMIT, CLERK)


def signed(desk: Desk, sheet_id: str) -> Record:
    bring_to_visit(desk, sheet_id)
    return visit(desk, sheet_id)


def test_every_step_is_in_the_history_with_who_when_and_why(desk: Desk, complete: Sheet) -> None:
    bring_to_visit(desk, complete.id)
    desk.course.take(complete.id, Step.RECALL, CLERK, "代表要求补充")
    told = [(event.what, event.who, event.detail.get("role")) for event in desk.history(complete.id)[-3:]]
    assert told == [("signed", "李局", "leader"), ("approve", "李局", "leader"), ("recall", "王勤", "clerk")]
    last = desk.history(complete.id)[-1].detail
    assert (last["from"], last["to"], last["reason"]) == ("visiting", "drafting", "代表要求补充")


def test_a_step_that_is_refused_leaves_everything_as_it_was(desk: Desk, complete: Sheet) -> None:
    before, told = desk.open_sheet(complete.id).record, len(desk.history(complete.id))
    with refused("step_not_now"):
        desk.course.take(complete.id, Step.APPROVE, LEADER)
    assert desk.open_sheet(complete.id).record == before and len(desk.history(complete.id)) == told


def test_the_old_signature_is_kept_where_a_change_voided_it(desk: Desk, complete: Sheet) -> None:
    bring_to_visit(desk, complete.id)
    desk.course.take(complete.id, Step.RECALL, CLERK, "补充")
    desk.fill(complete.id, {"reply": "另一答复"})
    saved = desk.course.take(complete.id, Step.SUBMIT, CLERK)
    assert "reviewed_by" not in saved.signatures
    (dropped,) = desk.history(complete.id)[-1].detail["dropped"]
    assert (dropped["key"], dropped["name"]) == ("reviewed_by", "李局")
    assert json.loads(desk.assets.read(dropped["asset"]))["strokes"] == INK["strokes"]


# ---- nobody gets round it


@pytest.mark.parametrize("stage", [Stage.IN_REVIEW, Stage.VISITING, Stage.SIGNED])
@pytest.mark.parametrize("answers", [{"satisfaction_result": "dissatisfied"}, {"title": "另题"}, {"review_opinion": "同意"}])
def test_the_clerk_saves_nothing_of_others_and_nothing_out_of_turn(
    desk: Desk, complete: Sheet, stage: Stage, answers: dict[str, str]
) -> None:
    bring = {Stage.IN_REVIEW: submit, Stage.VISITING: bring_to_visit, Stage.SIGNED: signed}[stage]
    bring(desk, complete.id)
    record = desk.open_sheet(complete.id).record
    with pytest.raises(ChangeRefused):
        desk.save(record.with_answers(answers))
    with pytest.raises(ChangeRefused):
        desk.fill(complete.id, {"answers": answers})
    assert desk.open_sheet(complete.id).record == record


def test_nobody_saves_a_stage_or_a_signature_of_anothers(desk: Desk, complete: Sheet) -> None:
    record = desk.open_sheet(complete.id).record
    for forged in (replace(record, stage=Stage.SIGNED), replace(record, signatures={"deputy_signature": INK})):
        with pytest.raises(ChangeRefused):
            desk.save(replace(forged, revision=99))
    assert desk.open_sheet(complete.id).record == record


def test_a_signed_sheet_is_locked(desk: Desk, complete: Sheet) -> None:
    record = signed(desk, complete.id)
    assert record.stage is Stage.SIGNED
    for actor in (CLERK, LEADER, DEPUTY):
        with pytest.raises(ChangeRefused):
            desk.save(record.with_answers({"satisfaction_result": "dissatisfied"}), (), actor)
    with refused("sheet_locked"):
        desk.delete(complete.id)
    with refused("not_restored"):
        desk.restore_version(complete.id, desk.versions(complete.id)[0].key)


def test_a_file_that_was_edited_by_hand_shows_it(desk: Desk, folder: DataFolder, complete: Sheet, open_desk: Any) -> None:
    signed(desk, complete.id)
    desk.close()
    path = folder.sheet(complete.id)
    path.write_text(path.read_text("utf-8").replace('"satisfied"', '"understanding"', 1), "utf-8")
    again = open_desk()
    told = {notice.code for notice in again.notices}
    assert told & {"sheet_recovered_from_copy", "sheet_recovered_from_version"}
    assert again.open_sheet(complete.id).record.answers["satisfaction_result"] == "satisfied"


def test_a_record_forged_past_every_check_of_the_file_is_found_by_the_signature(desk: Desk, complete: Sheet) -> None:
    record = signed(desk, complete.id)
    desk._store.write(record.with_answers({"satisfaction_result": "understanding"}))
    assert "signature_void" in {finding.code for finding in desk.check(complete.id)}


# ---- after the signature


def test_a_sheet_is_archived_with_the_scan_of_its_paper(desk: Desk, complete: Sheet) -> None:
    signed(desk, complete.id)
    with refused("scan_missing"):
        desk.course.take(complete.id, Step.ARCHIVE, CLERK)
    record = desk.course.add_scan(complete.id, b"%PDF-", "pdf", CLERK)
    assert desk.assets.read(record.scans[0]) == b"%PDF-"
    assert desk.course.add_scan(complete.id, b"%PDF-", "pdf", CLERK) == record
    assert desk.course.take(complete.id, Step.ARCHIVE, CLERK).stage is Stage.ARCHIVED
    with refused("step_not_now"):
        desk.course.drop_scan(complete.id, record.scans[0], CLERK)


def test_a_scan_that_was_wrong_is_taken_off_while_nothing_is_archived(desk: Desk, complete: Sheet) -> None:
    signed(desk, complete.id)
    record = desk.course.add_scan(complete.id, b"%PDF-", "pdf", CLERK)
    assert desk.course.drop_scan(complete.id, record.scans[0], CLERK).scans == ()
    assert desk.assets.read(record.scans[0]) == b"%PDF-"


def test_no_scan_is_added_before_the_signature(desk: Desk, complete: Sheet) -> None:
    with refused("step_not_now"):
        desk.course.add_scan(complete.id, b"%PDF-", "pdf", CLERK)


def test_a_returned_paper_is_entered_with_its_scan_and_the_ledger_shows_it(desk: Desk, complete: Sheet) -> None:
    bring_to_visit(desk, complete.id)
    with refused("scan_missing"):
        desk.course.enter_from_paper(complete.id, "", SATISFIED, ["a" * 64], CLERK)
    scan = desk.assets.keep(b"%PDF-", "pdf")
    record = desk.course.enter_from_paper(complete.id, "", SATISFIED, [scan], CLERK)
    assert (record.stage, record.origins["deputy"]["by"]) == (Stage.SIGNED, "王勤")
    assert desk.ledger()[0].marked == "from_paper"
    assert set(desk.history(complete.id)[-1].detail["fields"]) == set(SATISFIED)


def test_rehandling_keeps_the_old_round_and_counts_its_term_anew(desk: Desk, complete: Sheet) -> None:
    old = signed(desk, complete.id)
    record = desk.course.take(complete.id, Step.REHANDLE, CLERK, "代表不满意")
    assert (record.round, Record.from_plain(record.earlier[0]).answers) == (2, old.answers)
    assert (desk.ledger()[0].round, str(desk.ledger()[0].due)) == (2, "2023-06-06")
    desk.fill(complete.id, {"reply": "再次答复"})
    assert Record.from_plain(desk.open_sheet(complete.id).record.earlier[0]).answers == old.answers
