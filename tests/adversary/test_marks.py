"""The clerk would like to set the satisfaction, by any way there is.

Tried elsewhere: saving and filling at every stage (tests/storage/test_course.py, tests/forms/test_lawful.py), the window
(tests/gui), a file that was edited (tests/storage/test_course.py), packages (tests/storage/handover/test_forged_packages.py).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forms.course import Step
from forms.errors import ChangeRefused, Failure
from forms.fields import Role
from forms.record import FROM_FILE, IN_PERSON, Record
from forms.sheet import Sheet
from forms.stages import Stage
from gui.editing import SheetEditing
from storage.handover.packing import proof
from storage.sheet_file import record_in, sheet_bytes
from tests.hands import CLERK, DEPUTY, ROWS, SATISFIED, enter

from .conftest import Office

TEMPLATE = Path(__file__).parents[2] / "templates" / "baoshan-npc" / "sheet.toml"


def marks_of(record: Record) -> dict[str, Any]:
    return {row: record.answers[row] for row in ROWS if row in record.answers}


def unproved(office: Office) -> bool:
    """True where the history says that what stands here came by no way it knows."""
    try:
        return (
            proof(office.desk.open_sheet(office.id).template, office.record, office.desk.history_chain(office.id)) is not None
        )
    except Failure as failure:
        return failure.code in ("history_silent", "history_broken", "package_not_lawful")


# ---- by the program


@pytest.mark.parametrize("field", [*ROWS, "deputy_comments", "deputy_signature", "review_opinion", "reviewed_by"])
def test_filling_from_a_file_sets_nothing_of_others(office: Office, field: str) -> None:
    with pytest.raises(Failure):
        office.desk.fill(office.id, {"answers": {"title": "另题", field: "satisfied"}})
    assert office.record.answers["title"] != "另题" and not marks_of(office.record)


@pytest.mark.parametrize("key", ["signatures", "stage", "round", "origins", "joint"])
def test_filling_from_a_file_sets_nothing_that_only_the_program_sets(office: Office, key: str) -> None:
    with pytest.raises(Failure, match=r"^fill_"):
        office.desk.fill(office.id, {key: {"deputy_signature": {"kind": "open"}}})


def test_the_window_of_the_clerk_changes_no_mark_and_neither_does_its_undo(visiting: Office, qapp: object) -> None:
    editing = SheetEditing(visiting.desk.open_sheet(visiting.id))
    assert not editing.draft("satisfaction_result", "satisfied")
    editing.undo_stack.undo()
    editing.undo_stack.redo()
    assert not marks_of(editing.sheet.record) and not editing.may_change("satisfaction_result")


def test_undo_brings_back_no_mark_that_the_deputy_took_away(visiting: Office, qapp: object) -> None:
    sheet = visiting.desk.open_sheet(visiting.id)
    sheet.fill(SATISFIED, Role.DEPUTY)
    visiting.desk.save(sheet.record, (), DEPUTY)
    editing = SheetEditing(visiting.desk.open_sheet(visiting.id))
    sheet.fill({"satisfaction_result": None}, Role.DEPUTY)
    visiting.desk.save(sheet.record, (), DEPUTY)
    editing.undo_stack.undo()
    with pytest.raises(Failure):
        visiting.desk.save(replace(editing.sheet.record, revision=99))
    assert "satisfaction_result" not in visiting.record.answers


def test_a_restored_version_brings_no_mark_back(visiting: Office) -> None:
    enter(visiting.desk, visiting.id, DEPUTY, SATISFIED, "deputy_signature")
    visiting.desk.course.take(visiting.id, Step.RECALL, CLERK, "补充")
    visiting.desk.fill(visiting.id, {"reply": "另一答复"})
    visiting.desk.course.take(visiting.id, Step.SUBMIT, CLERK)
    visiting.desk.course.take(visiting.id, Step.WITHDRAW, CLERK, "再改")
    for version in visiting.desk.versions(visiting.id):
        visiting.desk.restore_version(visiting.id, version.key)
        assert not marks_of(visiting.record) and "deputy_signature" not in visiting.record.signatures


def test_marks_in_an_imported_file_are_a_transcript_and_gone_before_the_deputy_looks(office: Office) -> None:
    told = {"how": FROM_FILE, "name": "", "by": "", "at": "…"}
    office.id = office.desk._store.create(
        office.desk.templates.standard(), {**office.record.answers, **SATISFIED}, "imported", {}, {"deputy": told}
    ).id
    assert "marks_copied" in office.findings()
    assert FROM_FILE in {row.marked for row in office.desk.ledger() if row.id == office.id}
    office.approve()
    office.desk.visits.begin(office.id, "", CLERK.name)
    assert not marks_of(office.record)


def test_the_name_of_the_deputy_can_be_corrected_though_a_file_brought_marks(office: Office) -> None:
    """Marks stay where they are when the clerk corrects the names: no mark changes hands, and nothing is refused."""
    told = {"how": FROM_FILE, "name": "", "by": "", "at": "…"}
    answers = {**office.record.answers, **SATISFIED}
    office.id = office.desk._store.create(office.desk.templates.standard(), answers, "imported", {}, {"deputy": told}).id
    sheet = office.desk.open_sheet(office.id)
    sheet.draft("proposer", ["周青青"], Role.CLERK)
    sheet.draft("co_proposers", ["周菁菁"], Role.CLERK)
    saved = office.desk.save(sheet.record)
    assert saved.answers["proposer"] == ("周青青",) and saved.joint == {}


@pytest.mark.parametrize("name", ["周菁菁", "", "路人", "周菁菁@路人"])
def test_no_voice_is_planted_for_later_under_any_name(office: Office, name: str) -> None:
    """Under the lead deputy's own name nobody would see it, until the clerk puts another deputy first."""
    voice = {"answers": SATISFIED, "signatures": {}, "origin": {"how": IN_PERSON, "name": name}}
    with pytest.raises(ChangeRefused):
        office.desk.save(replace(office.record, joint={name: voice}, revision=99))


def test_the_voice_of_a_deputy_who_was_struck_out_does_not_come_back_with_the_name(joint: Office) -> None:
    joint.visit("李明")
    joint.desk.course.take(joint.id, Step.RECALL, CLERK, "补充")
    joint.desk.fill(joint.id, {"answers": {"co_proposers": ["王芳"]}})
    joint.desk.course.take(joint.id, Step.SUBMIT, CLERK)
    assert joint.record.joint == {}
    dropped = {part["key"] for part in joint.desk.history(joint.id)[-1].detail["dropped"]}
    assert {"satisfaction_result@李明", "deputy_signature@李明"} <= dropped
    assert not unproved(joint)


def test_putting_another_deputy_first_gives_nobody_the_marks_of_another(joint: Office) -> None:
    joint.visit("周菁菁", satisfaction_result="dissatisfied", deputy_comments="没有解决")
    joint.visit("李明")
    joint.desk.course.take(joint.id, Step.RECALL, CLERK, "补充")
    joint.desk.fill(joint.id, {"answers": {"proposer": ["李明"], "co_proposers": ["周菁菁", "王芳"]}})
    assert "signature_void" in joint.findings()
    record = joint.desk.course.take(joint.id, Step.SUBMIT, CLERK)
    assert not marks_of(record) and record.joint == {} and not unproved(joint)


# ---- from paper


@pytest.mark.parametrize("left", [None, b"", b"%PDF-of another paper"])
def test_marks_from_paper_need_a_scan_that_is_there(visiting: Office, left: bytes | None) -> None:
    scan = visiting.desk.assets.keep(b"%PDF-", "pdf")
    path = visiting.desk.assets.path(scan)
    assert path is not None
    path.unlink() if left is None else path.write_bytes(left)
    with pytest.raises(Failure, match=r"^scan_missing"):
        visiting.desk.course.enter_from_paper(visiting.id, "", SATISFIED, [scan], CLERK)


def test_marks_from_paper_stay_different_from_a_deputys_own_hand(visiting: Office) -> None:
    scan = visiting.desk.assets.keep(b"%PDF-", "pdf")
    visiting.desk.course.enter_from_paper(visiting.id, "", SATISFIED, [scan], CLERK)
    assert visiting.desk.ledger()[0].marked == "from_paper" and "marks_from_paper" in visiting.findings()


def test_what_was_copied_from_paper_is_not_changed_as_if_the_deputy_had_been_here(joint: Office) -> None:
    """Another deputy is still awaited, so that the sheet is open; the marks would go on naming the scan as their proof."""
    scan = joint.desk.assets.keep(b"%PDF-", "pdf")
    joint.desk.course.enter_from_paper(joint.id, "李明", {**SATISFIED, "satisfaction_result": "understanding"}, [scan], CLERK)
    stored = joint.desk.open_sheet(joint.id)
    with pytest.raises(ChangeRefused, match="signed_already"):
        Sheet(stored.template, stored.record, "李明").fill(SATISFIED, Role.DEPUTY)
    voice = {**stored.record.joint["李明"], "answers": SATISFIED}
    with pytest.raises(ChangeRefused, match="signed_already"):
        joint.desk.save(replace(stored.record, joint={"李明": voice}, revision=99), (), DEPUTY)


def test_a_deputy_who_answered_on_paper_is_not_handed_the_device(joint: Office) -> None:
    scan = joint.desk.assets.keep(b"%PDF-", "pdf")
    joint.desk.course.enter_from_paper(joint.id, "李明", SATISFIED, [scan], CLERK)
    with pytest.raises(Failure, match=r"^visit_done"):
        joint.desk.visits.begin(joint.id, "李明", CLERK.name)


# ---- with an editor


@pytest.mark.parametrize("origins", [{}, {"deputy": {"how": IN_PERSON, "name": "周菁菁"}}, {"deputy": {"how": "x"}}])
def test_marks_written_into_a_draft_never_reach_the_leader(office: Office, origins: dict[str, Any]) -> None:
    office.forge(answers={**office.record.answers, **SATISFIED}, origins=origins)
    assert unproved(office)
    record = office.desk.course.take(office.id, Step.SUBMIT, CLERK)
    assert not marks_of(record)
    assert office.desk.history(office.id)[-1].detail["dropped"]


def test_marks_written_in_before_the_visit_are_found_by_the_history(visiting: Office) -> None:
    told = {"deputy": {"how": IN_PERSON, "name": "周菁菁"}}
    visiting.forge(answers={**visiting.record.answers, **SATISFIED}, origins=told)
    assert unproved(visiting)
    with pytest.raises(Failure, match=r"^signature_missing"):
        visiting.desk.course.take(visiting.id, Step.CONFIRM, DEPUTY)


def test_marks_written_in_before_the_visit_are_off_before_the_deputy_looks(visiting: Office) -> None:
    """The history knows of no deputy who made them, whatever their origin says."""
    told = {"deputy": {"how": IN_PERSON, "name": "周菁菁"}}
    visiting.forge(answers={**visiting.record.answers, **SATISFIED}, origins=told)
    visiting.desk.visits.begin(visiting.id, "", CLERK.name)
    assert not marks_of(visiting.record) and visiting.desk.versions(visiting.id)[0].why == "visit"
    assert not unproved(visiting)


def test_no_signed_sheet_is_saved_out_of_nothing(office: Office) -> None:
    with pytest.raises(Failure, match="sheet_unknown"):
        office.desk.save(replace(office.record, id="f" * 16, stage=Stage.SIGNED, answers=SATISFIED))


def test_a_mark_that_the_editor_turned_is_taken_back_from_the_copy_and_told(dissatisfied: Office) -> None:
    path = dissatisfied.file
    dissatisfied.desk.close()
    path.write_text(path.read_text("utf-8").replace('"dissatisfied"', '"satisfied"'), "utf-8")
    notices = {notice.code for notice in dissatisfied.again().notices}
    assert dissatisfied.record.answers["satisfaction_result"] == "dissatisfied"
    assert notices & {"sheet_recovered_from_copy", "sheet_recovered_from_version"}


def test_a_stage_set_back_by_hand_opens_nothing_unseen(dissatisfied: Office) -> None:
    dissatisfied.forge(stage=Stage.VISITING)
    assert unproved(dissatisfied)
    with pytest.raises(ChangeRefused, match="signed_already"):
        dissatisfied.desk.open_sheet(dissatisfied.id).fill(SATISFIED, Role.DEPUTY)


# ---- other doors


def test_a_version_that_was_doctored_gives_the_clerk_back_only_what_is_the_clerks(office: Office) -> None:
    office.desk.fill(office.id, {"answers": {"title": "另题"}})
    version = office.desk.versions(office.id)[-1]
    path = office.desk._store.versions._path(office.id, version.key)
    plain = json.loads(gzip.decompress(path.read_bytes()))
    plain |= {
        "stage": "signed",
        "answers": {**plain["answers"], **SATISFIED},
        "signatures": {"deputy_signature": {"kind": "open"}},
    }
    path.write_bytes(gzip.compress(json.dumps(plain).encode()))
    record = office.desk.restore_version(office.id, version.key)
    assert (marks_of(record), record.stage, record.signatures) == ({}, Stage.DRAFTING, {})


def test_marks_in_a_doctored_backup_are_void_and_its_history_knows_nothing_of_them(
    dissatisfied: Office, tmp_path: Path
) -> None:
    file = tmp_path / "all.zip"
    dissatisfied.desk.backup(file)
    office_before = dissatisfied.record
    with zipfile.ZipFile(file) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
    files = {name: _turned(name, data) for name, data in files.items()}
    listed = {name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in files.items()}
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in {**files, "manifest.json": json.dumps({"format": 1, "schema": 1, "files": listed}).encode()}.items():
            archive.writestr(name, data)
    dissatisfied.desk.restore(file)
    assert dissatisfied.record.answers["satisfaction_result"] == "satisfied"
    assert "signature_void" in dissatisfied.findings()
    assert dissatisfied.desk.history(dissatisfied.id)[-1].what == "backup_restored"
    kept = next((dissatisfied.data / "backups").glob(f"*/sheets/{dissatisfied.id}.json"))
    assert b'"dissatisfied"' in kept.read_bytes() and office_before.answers["satisfaction_result"] == "dissatisfied"


def _turned(name: str, data: bytes) -> bytes:
    """A sheet without the seal of its file, so that no checksum speaks against it."""
    if not name.startswith("sheets/"):
        return data
    record = record_in(data, Path(name), Path(name).stem)
    return sheet_bytes(replace(record, answers={**record.answers, "satisfaction_result": "satisfied"}))


def test_a_template_that_gives_the_marks_to_the_clerk_is_refused_and_told(office: Office) -> None:
    source = TEMPLATE.read_text("utf-8")
    evil = re.sub(r'(name = "satisfaction_\w+".*?role = )"deputy"', r'\1"clerk"', source, flags=re.DOTALL)
    own = office.data / "templates" / "baoshan-npc" / "sheet.toml"
    own.parent.mkdir(parents=True)
    own.write_text(evil, "utf-8")
    desk = office.again()
    assert [error.code for error in desk.templates.refused] == ["template_refused"]
    with pytest.raises(ChangeRefused, match="not_yours"):
        desk.fill(office.id, {"answers": SATISFIED})


def test_a_template_that_makes_the_signature_a_text_is_refused(office: Office) -> None:
    source = TEMPLATE.read_text("utf-8")
    evil = re.sub(r'(name = "deputy_signature"\nkind = )"signature"', r'\1"text"', source)
    assert evil != source
    own = office.data / "templates" / "baoshan-npc" / "sheet.toml"
    own.parent.mkdir(parents=True)
    own.write_text(evil, "utf-8")
    desk = office.again()
    assert desk.templates.refused and desk.templates.standard().by_name["deputy_signature"].signed


# ---- away with it


def test_a_sheet_that_one_of_several_deputies_has_signed_is_not_thrown_away(joint: Office) -> None:
    joint.visit("李明", satisfaction_result="dissatisfied", deputy_comments="没有解决")
    with pytest.raises(Failure, match=r"^sheet_locked"):
        joint.desk.delete(joint.id)


def test_a_sheet_whose_former_round_was_signed_is_not_thrown_away(dissatisfied: Office) -> None:
    dissatisfied.desk.course.take(dissatisfied.id, Step.REHANDLE, CLERK, "代表不满意")
    with pytest.raises(Failure, match=r"^sheet_locked"):
        dissatisfied.desk.delete(dissatisfied.id)


def test_a_former_round_that_was_turned_is_found(dissatisfied: Office) -> None:
    dissatisfied.desk.course.take(dissatisfied.id, Step.REHANDLE, CLERK, "代表不满意")
    assert "former_round_changed" not in dissatisfied.findings()
    former = dict(dissatisfied.record.earlier[0])
    former["answers"] = {**former["answers"], "satisfaction_result": "satisfied"}
    with pytest.raises(ChangeRefused, match="not_by_editing"):
        dissatisfied.desk.save(replace(dissatisfied.record, earlier=(former,), revision=99))
    dissatisfied.forge(earlier=(former,))
    assert "former_round_changed" in dissatisfied.findings()
    dissatisfied.forge(earlier=({**former, "signatures": {}},))
    assert "former_round_changed" in dissatisfied.findings()
    dissatisfied.forge(earlier=({},))
    assert "former_round_changed" in dissatisfied.findings()
