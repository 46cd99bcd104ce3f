"""An adversary with a text editor: every forged package is refused, and the data folder stays as it was, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forms.errors import Failure
from forms.merging import digests
from forms.record import Record
from forms.stages import Stage
from storage.sheet_file import sheet_bytes
from tests.hands import INK

from .conftest import LEADER, Machine
from .forging import entries, event, forged, lines_of, record_of, reworked, with_answer, with_record, zipped

Refused = Callable[..., Failure]


@pytest.fixture
def sheet(office: Machine, leader: Machine) -> str:
    """Approved by the leader, on its way back."""
    sheet = office.new()
    leader.takes(office.pack("review", sheet))
    leader.approve(sheet)
    return sheet


@pytest.fixture
def package(sheet: str, leader: Machine) -> Path:
    return leader.pack("return", sheet, actor=LEADER)


@pytest.fixture
def refused(office: Machine, tablet: Machine) -> Refused:
    """Refused where the sheet is known, and where it is new; nothing is touched."""

    def refuse(file: Path, code: str) -> Failure:
        for machine in (office, tablet):
            before = machine.content()
            with pytest.raises(Failure, match=f"^({code})") as told:
                machine.handover.take(machine.handover.look(file))
            assert machine.content() == before
        return told.value

    return refuse


def test_a_package_that_was_not_touched_is_taken(office: Machine, tablet: Machine, package: Path) -> None:
    assert (office.takes(package), tablet.takes(package)) == (["forward"], ["new"])


def test_an_answer_that_was_changed_in_the_file(sheet: str, package: Path, refused: Refused) -> None:
    files = entries(package)
    name = f"sheets/{sheet}.json"
    zipped(package, {**files, name: files[name].replace("同意。".encode(), "不同意".encode())})
    refused(package, "package_damaged")


def test_an_answer_that_was_changed_with_its_digests(sheet: str, package: Path, refused: Refused) -> None:
    failure = refused(
        with_record(package, with_answer(record_of(package, sheet), review_opinion="不同意。")), "package_not_lawful"
    )
    assert failure.params["field"] == "review_opinion"


def test_a_line_of_the_history_that_was_changed(sheet: str, package: Path, refused: Refused) -> None:
    def change(files: dict[str, bytes]) -> None:
        name = f"history/{sheet}.jsonl"
        files[name] = files[name].replace(b'"revision":', b'"revision": ', 1)

    refused(reworked(package, change), "package_history_broken")


@pytest.mark.parametrize("change", ["taken out", "put in twice", "cut off", "torn", "empty"])
def test_a_history_that_does_not_hold(sheet: str, package: Path, refused: Refused, change: str) -> None:
    def forge(files: dict[str, bytes]) -> None:
        name = f"history/{sheet}.jsonl"
        lines = files[name].splitlines(keepends=True)
        files[name] = b"".join(
            {
                "taken out": [lines[0], *lines[2:]],
                "put in twice": [*lines, lines[-1]],
                "cut off": lines[:-1],
                "torn": [*lines[:-1], lines[-1][:30]],
                "empty": [],
            }[change]
        )

    refused(reworked(package, forge), "package_history_broken|package_damaged")


def silently(record: Record, lines: list[dict[str, Any]], **answers: Any) -> tuple[Record, list[dict[str, Any]]]:
    return with_answer(record, **answers), lines


def told_by(role: str, record: Record, lines: list[dict[str, Any]], **answers: Any) -> tuple[Record, list[dict[str, Any]]]:
    who = {"clerk": "张三", "leader": "王建国", "deputy": "周菁菁"}[role]
    line = event("changed", who, fields=sorted(answers), role=role)
    return with_answer(record, **answers), [*lines[:-1], line, lines[-1]]


def test_an_answer_of_the_leader_that_no_line_tells(sheet: str, package: Path, refused: Refused) -> None:
    record, lines = silently(record_of(package, sheet), lines_of(package, sheet), review_opinion="不同意。")
    refused(
        forged(package, record, [line for line in lines if "review_opinion" not in str(line["detail"].get("fields"))]),
        "package_not_lawful",
    )


def test_an_answer_of_the_clerk_that_no_line_tells(sheet: str, package: Path, refused: Refused) -> None:
    record, lines = silently(record_of(package, sheet), lines_of(package, sheet), outcome="solved")
    failure = refused(forged(package, record, lines), "package_not_lawful")
    assert failure.params["field"] == "outcome"


@pytest.mark.parametrize("role", ["clerk", "leader"])
def test_nobody_but_the_deputy_sets_satisfaction(sheet: str, package: Path, refused: Refused, role: str) -> None:
    record, lines = told_by(role, record_of(package, sheet), lines_of(package, sheet), satisfaction_result="satisfied")
    failure = refused(forged(package, record, lines), "package_not_lawful")
    assert failure.params["field"] == "satisfaction_result"


def test_the_clerk_as_the_deputy_before_the_visit(office: Machine, tablet: Machine, refused: Refused) -> None:
    sheet = office.new()
    package = office.pack("review", sheet)
    record, lines = told_by("deputy", record_of(package, sheet), lines_of(package, sheet), satisfaction_result="satisfied")
    refused(forged(package, record, lines), "package_not_lawful")


def test_the_clerk_changes_what_the_leader_has_approved(sheet: str, package: Path, refused: Refused) -> None:
    record, lines = told_by("clerk", record_of(package, sheet), lines_of(package, sheet), outcome="solved")
    refused(forged(package, record, lines), "package_not_lawful")


def test_a_stage_that_no_step_leads_to(sheet: str, package: Path, refused: Refused) -> None:
    record = replace(record_of(package, sheet), stage=Stage.SIGNED)
    refused(forged(package, record, lines_of(package, sheet)), "package_not_lawful")


@pytest.mark.parametrize(
    "step",
    [
        event("confirm", "张三", role="clerk", **{"from": "visiting", "to": "signed"}),
        event("confirm", "周菁菁", role="deputy", **{"from": "in_review", "to": "signed"}),
        event("confirm", "周菁菁", role="deputy", **{"from": "visiting", "to": "archived"}),
        event("entered_from_paper", "王建国", role="leader", **{"from": "visiting", "to": "signed"}),
        event("scan_added", role="clerk", scan="0" * 64),
        event("received", role="clerk", end="", stage="signed", round=1, lines=[]),
        event("created", role="clerk"),
    ],
    ids=["of another role", "from elsewhere", "to elsewhere", "paper by the leader", "scan too early", "made up", "born again"],
)
def test_a_step_that_cannot_be_taken(sheet: str, package: Path, refused: Refused, step: dict[str, Any]) -> None:
    lines = lines_of(package, sheet)
    record = with_answer(replace(record_of(package, sheet), stage=Stage.SIGNED), outcome="solved")
    refused(forged(package, record, [*lines[:-1], step, lines[-1]]), "package_not_lawful")


def test_from_paper_only_the_deputys(sheet: str, package: Path, refused: Refused) -> None:
    step = event(
        "entered_from_paper", role="clerk", fields=["review_opinion"], deputy="", **{"from": "visiting", "to": "signed"}
    )
    lines = lines_of(package, sheet)
    record = with_answer(replace(record_of(package, sheet), stage=Stage.SIGNED), review_opinion="不同意。")
    refused(forged(package, record, [*lines[:-1], step, lines[-1]]), "package_not_lawful")


def test_a_history_that_does_not_end_with_handing_over(sheet: str, package: Path, refused: Refused) -> None:
    lines = lines_of(package, sheet)
    refused(forged(package, record_of(package, sheet), [*lines, event("exported")]), "package_not_lawful")


def test_a_history_that_notes_no_answers(sheet: str, package: Path, refused: Refused) -> None:
    lines = lines_of(package, sheet)
    first = next(line for line in lines if line["what"] == "handed_over")
    first["detail"].pop("values")
    refused(forged(package, record_of(package, sheet), lines), "package_not_lawful")


def test_an_option_that_nobody_could_choose(sheet: str, package: Path, refused: Refused) -> None:
    record, lines = told_by("deputy", record_of(package, sheet), lines_of(package, sheet), satisfaction_result="delighted")
    refused(forged(package, record, lines), "package_not_lawful")


def test_the_answer_to_a_place_for_ink(sheet: str, package: Path, refused: Refused) -> None:
    record, lines = told_by("deputy", record_of(package, sheet), lines_of(package, sheet), deputy_signature="周菁菁")
    refused(forged(package, record, lines), "package_not_lawful")


@pytest.mark.parametrize(
    "change",
    [
        {"round": 5},
        {"revision": 2**60},
        {"created": "yesterday"},
        {"updated": "0001-01-01T00:00:00+00:00"},
        {"reopened": "soon"},
        {"signatures": {"reviewed_by": {"kind": "strokes", "strokes": 7}}},
        {"signatures": {"reviewed_by": "王建国"}},
        {"signatures": {"reviewed_by": {**INK, "name": 7}}},
        {"origins": {"deputy": {"how": "by magic"}}},
        {"origins": {"deputy": {"how": "from_paper", "scans": ["../x"]}}},
        {"origins": {"deputy": {"how": "from_paper", "scans": [7]}}},
        {"remarks": ({"field": 7},)},
        {"scans": ("../../etc/passwd",)},
        {"round": 2, "earlier": ({"id": "other"},)},
        {"answers": {"remarks": "一处"}},
        {"joint": {"李明": {"answers": {"scans": "一张"}, "signatures": {}}}},
    ],
)
def test_what_nobody_could_enter(sheet: str, package: Path, refused: Refused, change: dict[str, Any]) -> None:
    record = replace(record_of(package, sheet), **change)
    refused(forged(package, record, lines_of(package, sheet)), "package_not_lawful|package_damaged")


def test_ink_of_a_newer_program_is_kept(sheet: str, office: Machine, package: Path) -> None:
    ink = {"kind": "hologram", "at": "2023-05-08T09:00:00+08:00"}
    record = record_of(package, sheet)
    record = replace(record, signatures={**record.signatures, "reviewed_by": ink})
    lines = lines_of(package, sheet)
    approval = next(line for line in lines if line["what"] == "approve")
    approval["detail"]["values"]["reviewed_by"] = digests(record)["reviewed_by"]
    assert office.takes(forged(package, record, lines)) == ["forward"]
    assert office.record(sheet).signatures["reviewed_by"] == ink


@pytest.mark.parametrize("when", ["", "never", "9999-12-31T23:59:59+00:00"])
def test_a_line_at_no_moment(sheet: str, package: Path, refused: Refused, when: str) -> None:
    lines = lines_of(package, sheet)
    refused(
        forged(package, record_of(package, sheet), [*lines[:-1], {**event("exported"), "when": when}, lines[-1]]),
        "package_not_lawful",
    )


def test_endless_keys(sheet: str, package: Path, refused: Refused) -> None:
    lines = lines_of(package, sheet)
    flood = event("changed", role="deputy", fields=[f"satisfaction_result@{number}" for number in range(5000)])
    refused(forged(package, record_of(package, sheet), [*lines[:-1], flood, lines[-1]]), "package_not_lawful")


def test_endless_lines(sheet: str, package: Path, refused: Refused) -> None:
    lines = lines_of(package, sheet)
    refused(
        forged(package, record_of(package, sheet), [*lines[:-1], *[event("exported")] * 10_001, lines[-1]]), "history_too_long"
    )


def test_the_history_of_the_office_is_no_sheet(sheet: str, package: Path, refused: Refused) -> None:
    """What the office itself did is kept under a name that no sheet has."""

    def rename(files: dict[str, bytes]) -> None:
        record = replace(record_of(package, sheet), id="office")
        files["sheets/office.json"] = files.pop(f"sheets/{sheet}.json").replace(sheet.encode(), b"office")
        files["history/office.jsonl"] = files.pop(f"history/{sheet}.jsonl")
        manifest = json.loads(files["manifest.json"])
        manifest["sheets"][0]["id"] = record.id
        files["manifest.json"] = json.dumps(manifest).encode()

    refused(reworked(package, rename), "package_refused")


def test_a_sheet_of_a_newer_template(sheet: str, package: Path, refused: Refused) -> None:
    refused(forged(package, replace(record_of(package, sheet), version=9), lines_of(package, sheet)), "package_template_newer")


def test_a_sheet_of_an_unknown_template(sheet: str, package: Path, refused: Refused) -> None:
    refused(forged(package, replace(record_of(package, sheet), template="other"), lines_of(package, sheet)), "template_unknown")


def test_a_history_that_was_written_anew_from_the_beginning(sheet: str, office: Machine, tablet: Machine) -> None:
    """One who computes everything anew can make a sheet of their own, but cannot join it with the one that is known here."""
    other = tablet.new()

    def rename(files: dict[str, bytes]) -> None:
        files[f"sheets/{sheet}.json"] = sheet_bytes(replace(tablet.record(other), id=sheet))
        files[f"history/{sheet}.jsonl"] = files.pop(f"history/{other}.jsonl")
        files["manifest.json"] = files["manifest.json"].replace(other.encode(), sheet.encode())
        del files[f"sheets/{other}.json"]

    forgery = reworked(tablet.pack("review", other), rename)
    before = office.content()
    with pytest.raises(Failure, match="package_other_history"):
        office.handover.look(forgery)
    assert office.content() == before
