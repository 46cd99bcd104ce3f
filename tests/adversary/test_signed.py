"""Something that was signed would like to say something else.

Tried elsewhere: every change of a signature or of what it binds (tests/forms/test_signing.py), saving over what is signed
(tests/forms/test_lawful.py, tests/storage/test_course.py), exported files (tests/storage/test_pades.py, tests/forms/export).
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from forms.course import Step
from forms.deputies import view_of
from forms.errors import ChangeRefused, Failure
from forms.fields import Role
from forms.record import Record
from forms.signing import Standing, standing
from forms.stages import Stage
from gui.editing import SheetEditing
from storage.exporting import ExportOrder
from tests.hands import CLERK, DEPUTY, INK, LEADER, ROWS, SATISFIED

from .conftest import Office

TEMPLATE = Path(__file__).parents[2] / "templates" / "baoshan-npc" / "sheet.toml"
ACTORS = (CLERK, LEADER, DEPUTY)


def standing_of(office: Office, field: str, deputy: str = "") -> Standing:
    sheet = office.desk.open_sheet(office.id)
    return standing(sheet.template, view_of(sheet.template, sheet.record, deputy), field)


# ---- by the program


@pytest.mark.parametrize("actor", ACTORS)
@pytest.mark.parametrize(
    "change",
    [
        {"answers": SATISFIED},
        {"signatures": {}},
        {"origins": {}},
        {"joint": {"李明": {"answers": SATISFIED, "signatures": {}, "origin": None}}},
        {"remarks": ({"field": "reply", "quote": "x"},)},
        {"scans": ("a" * 64,)},
        {"stage": Stage.VISITING},
        {"round": 2},
        {"reopened": "2023-05-06"},
        {"created": "2020-01-01T00:00:00+08:00"},
        {"extra": {"satisfaction_result": "satisfied"}},
    ],
)
def test_nobody_saves_another_record_over_a_signed_one(dissatisfied: Office, actor: Any, change: dict[str, Any]) -> None:
    before = dissatisfied.record
    with pytest.raises(ChangeRefused):
        dissatisfied.desk.save(replace(before, **change, revision=before.revision + 1), (), actor)
    assert dissatisfied.record == before


@pytest.mark.parametrize("role", Role)
def test_the_window_changes_nothing_that_is_signed(dissatisfied: Office, role: Role, qapp: object) -> None:
    editing = SheetEditing(dissatisfied.desk.open_sheet(dissatisfied.id), None, role)
    for name in ("title", "reply", "review_opinion", *ROWS, "deputy_comments"):
        assert not editing.may_change(name) and not editing.draft(name, "另文")
    for name in ("reviewed_by", "deputy_signature"):
        assert not editing.put_ink(name, None) and not editing.put_ink(name, {**INK, "digest": "0" * 64})
    editing.undo_stack.undo()
    assert editing.sheet.record == dissatisfied.record


def test_undo_from_before_the_signature_is_refused_by_the_store(office: Office, qapp: object) -> None:
    """A window that was left open over the draft, with steps that could be undone."""
    editing = SheetEditing(office.desk.open_sheet(office.id))
    assert editing.draft("title", "另题")
    office.desk.save(editing.sheet.record)
    office.approve().visit()
    editing.undo_stack.undo()
    with pytest.raises(Failure, match="older_revision"):
        office.desk.save(editing.sheet.record)
    with pytest.raises(ChangeRefused, match="not_by_editing"):
        office.desk.save(replace(editing.sheet.record, revision=99))
    assert office.record.answers["title"] == "另题"


def test_an_archived_sheet_takes_further_scans_with_a_line_each_and_gives_none_back(signed: Office) -> None:
    signed.desk.course.add_scan(signed.id, b"%PDF-1", "pdf", CLERK)
    signed.desk.course.take(signed.id, Step.ARCHIVE, CLERK)
    record = signed.desk.course.add_scan(signed.id, b"%PDF-2", "pdf", CLERK)
    assert len(record.scans) == 2 and signed.desk.history(signed.id)[-1].what == "scan_added"
    with pytest.raises(Failure, match="step_not_now"):
        signed.desk.course.drop_scan(signed.id, record.scans[0], CLERK)


def test_a_leaders_signature_from_before_a_change_is_not_put_back(visiting: Office) -> None:
    old = visiting.record.signatures["reviewed_by"]
    visiting.desk.course.take(visiting.id, Step.RECALL, CLERK, "补充")
    visiting.desk.fill(visiting.id, {"reply": "另一答复"})
    visiting.desk.course.take(visiting.id, Step.SUBMIT, CLERK)
    sheet = visiting.desk.open_sheet(visiting.id)
    sheet.put_ink("reviewed_by", old, Role.LEADER)
    visiting.desk.save(sheet.record, (), LEADER)
    with pytest.raises(Failure, match=r"sheet_has_errors|signature_missing"):
        visiting.desk.course.take(visiting.id, Step.APPROVE, LEADER)


# ---- past every rule


@pytest.mark.parametrize(
    "answers",
    [
        {"satisfaction_result": "satisfied"},
        {"deputy_comments": "已解决"},
        {"review_opinion": "不同意。"},
        {"reply": "另一答复"},
        {"title": "另题"},
        {"proposer": ("路人",)},
        {"deputy_signed_on": "2024-01-01"},
    ],
)
def test_whatever_of_the_paper_is_forged_voids_the_deputys_signature(dissatisfied: Office, answers: dict[str, Any]) -> None:
    dissatisfied.forge(answers={**dissatisfied.record.answers, **answers})
    assert standing_of(dissatisfied, "deputy_signature") is Standing.VOID
    assert "signature_void" in dissatisfied.findings()
    report = dissatisfied.desk.export(ExportOrder((dissatisfied.id,), dissatisfied.data.parent / "out", ("pdf",)))
    assert report.files == [] and [failure.code for _, failure in report.failed] == ["sheet_has_errors"]


@pytest.mark.parametrize(
    "about", [{"name": "王芳"}, {"at": "2020-01-01"}, {"role": "leader"}, {"digest": "0" * 64}, {"version": 9}]
)
def test_whatever_is_said_about_a_signature_is_bound_too(signed: Office, about: dict[str, Any]) -> None:
    inks = signed.record.signatures
    signed.forge(signatures={**inks, "deputy_signature": {**inks["deputy_signature"], **about}})
    assert "signature_void" in signed.findings()


def test_two_joint_deputies_whose_voices_are_exchanged_are_found(joint: Office) -> None:
    joint.visit("李明", satisfaction_result="dissatisfied", deputy_comments="没有解决")
    joint.visit("王芳")
    voices = joint.record.joint
    joint.forge(joint={"李明": voices["王芳"], "王芳": voices["李明"]})
    assert "signature_of_another" in joint.findings()
    renamed = {
        name: {
            **voices[other],
            "signatures": _named(voices[other]["signatures"], name),
            "origin": {"how": "in_person", "name": name},
        }
        for name, other in (("李明", "王芳"), ("王芳", "李明"))
    }
    joint.forge(joint=renamed)
    assert "signature_void" in joint.findings()


def _named(inks: dict[str, Any], name: str) -> dict[str, Any]:
    return {field: {**entry, "name": name} for field, entry in inks.items()}


def test_marks_from_the_papers_of_two_deputies_that_are_exchanged_are_found(joint: Office) -> None:
    """No signature speaks for them but the ink on the scan: the origin says whose paper it was."""
    scan = joint.desk.assets.keep(b"%PDF-", "pdf")
    for name, mark in (("李明", "understanding"), ("王芳", "satisfied")):
        joint.desk.course.enter_from_paper(joint.id, name, {**SATISFIED, "satisfaction_result": mark}, [scan], CLERK)
    assert "marks_of_another" not in joint.findings()
    voices = joint.record.joint
    joint.forge(joint={"李明": voices["王芳"], "王芳": voices["李明"]})
    assert "marks_of_another" in joint.findings()


def test_the_signature_of_the_lead_deputy_is_not_carried_to_another(joint: Office) -> None:
    joint.visit("周菁菁")
    lead = joint.record
    own = {name: lead.answers[name] for name in ROWS}
    voice = {
        "answers": own,
        "signatures": {"deputy_signature": lead.signatures["deputy_signature"]},
        "origin": lead.origins["deputy"],
    }
    joint.forge(joint={"李明": voice})
    assert {"signature_of_another"} <= joint.findings()
    assert "李明" in joint.desk.ledger()[0].awaiting


def test_words_of_the_paper_that_change_under_the_same_version_void_every_signature(signed: Office) -> None:
    """The options would read otherwise on the paper than what was ticked."""
    source = TEMPLATE.read_text("utf-8")
    own = signed.data / "templates" / "baoshan-npc" / "sheet.toml"
    own.parent.mkdir(parents=True)
    own.write_text(source.replace('label = "不满意"', 'label = "十分满意"'), "utf-8")
    signed.again()
    assert standing_of(signed, "deputy_signature") is Standing.VOID is standing_of(signed, "reviewed_by")
    assert "signature_void" in signed.findings()


# ---- pictures


def picture(colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (60, 30), colour).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def pictured(office: Office) -> Callable[[], tuple[Office, str]]:
    """The leader signs with a picture."""

    def approve() -> tuple[Office, str]:
        asset = office.desk.assets.keep(picture("red"), "png")
        office.approve(ink={"kind": "picture", "asset": asset})
        return office.visit(), asset

    return approve


@pytest.mark.parametrize("data", [picture("blue"), b"", b"no picture"])
def test_another_picture_in_the_place_of_a_signature_is_not_printed(pictured: Any, data: bytes) -> None:
    office, asset = pictured()
    office.desk.assets.path(asset).write_bytes(data)
    with pytest.raises(KeyError):
        office.desk.assets.read(asset)
    report = office.desk.export(ExportOrder((office.id,), office.data.parent / "out", ("pdf", "docx")))
    assert report.files == [] and {failure.code for _, failure in report.failed} == {"picture_missing"}


def test_a_signature_that_names_another_picture_is_void(pictured: Any) -> None:
    office, _ = pictured()
    other = office.desk.assets.keep(picture("blue"), "png")
    inks = office.record.signatures
    office.forge(signatures={**inks, "reviewed_by": {**inks["reviewed_by"], "asset": other}})
    assert standing_of(office, "reviewed_by") is Standing.VOID and "signature_void" in office.findings()


def test_the_right_picture_heals_the_place_of_an_exchanged_one(pictured: Any) -> None:
    office, asset = pictured()
    office.desk.assets.path(asset).write_bytes(picture("blue"))
    assert office.desk.assets.keep(picture("red"), "png") == asset
    assert office.desk.assets.read(asset) == picture("red")


# ---- ink that is none


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf"), 1e300, 10**400, True, "1", None])
@pytest.mark.parametrize("place", range(4))
def test_numbers_that_no_pen_writes_are_no_signature(visiting: Office, number: Any, place: int) -> None:
    points: list[Any] = [[10.0, 20.0, 0, 0.4], [90.0, 70.0, 20, 0.7]]
    points[0][place] = number
    ink = {**INK, "strokes": [points], "digest": "0" * 64}
    with pytest.raises(ChangeRefused):
        visiting.desk.open_sheet(visiting.id).put_ink("deputy_signature", ink, Role.DEPUTY)
    forged = replace(visiting.record, signatures={"deputy_signature": json.loads(json.dumps(ink))})
    assert standing(visiting.desk.templates.standard(), forged, "deputy_signature") is Standing.VOID


@pytest.mark.parametrize("entry", [5, None, "x", [], [[]]])
def test_a_file_whose_signature_is_no_signature_is_damage_and_no_crash(visiting: Office, entry: Any) -> None:
    plain = {**visiting.record.to_plain(), "signatures": {"deputy_signature": entry}}
    with pytest.raises(Failure, match="record_damaged"):
        Record.from_plain(plain)


def test_lists_within_lists_in_a_signature_are_void_and_no_crash(visiting: Office) -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    sheet = visiting.desk.open_sheet(visiting.id)
    entry = {**visiting.record.signatures["reviewed_by"], "more": deep}
    forged = replace(sheet.record, signatures={"reviewed_by": entry})
    assert standing(sheet.template, forged, "reviewed_by") is Standing.VOID
    while deep:  # so deep a list cannot be freed at once
        deep = deep.pop()
