"""Sets of copies for each deputy and each round, signed for the office; and what `verify` says of each file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forms.course import Step
from forms.errors import Failure
from forms.export.mark import find_mark
from forms.record import Record
from forms.stages import Stage
from forms.template import Template
from storage.desk import Desk
from storage.exporting import ExportOrder, final_errors
from tests.hands import CLERK, approve, bring_to_visit, visit

from .certificates import PASSPHRASE, write_certificate

Export = Callable[..., list[Path]]


@pytest.fixture
def export(desk: Desk, tmp_path: Path) -> Export:
    def run(sheet_id: str, **order: Any) -> list[Path]:
        report = desk.export(ExportOrder((sheet_id,), tmp_path / "out", **{"copies": (1,), **order}))
        if report.failed:
            raise report.failed[0][1]
        return report.files

    return run


@pytest.fixture
def second_round(desk: Desk, filed: Callable[..., str]) -> str:
    """A sheet that was signed by all, and is handled once more."""
    sheet_id = filed()
    bring_to_visit(desk, sheet_id)
    visit(desk, sheet_id, deputy_signed_on="2023-05-06")
    desk.course.take(sheet_id, Step.REHANDLE, CLERK, reason="代表要求重办")
    return sheet_id


# ---- deputies


def test_each_deputy_gets_files_of_their_own(desk: Desk, filed: Callable[..., str], export: Export) -> None:
    joint = filed(proposer=["周菁菁", "李明"], co_proposers=["王玉"])
    files = export(joint, copies=None)
    assert [file.name for file in files] == [f"068号_{name}_一式4份.pdf" for name in ("周菁菁", "李明", "王玉")]
    assert len({file.read_bytes() for file in files}) == 3
    assert [desk.verify(file).reason for file in files] == ["verify_same"] * 3


def test_some_deputies_can_be_chosen(filed: Callable[..., str], export: Export) -> None:
    joint = filed(proposer=["周菁菁", "李明"])
    names = [file.name for file in export(joint, deputies=("李明",), formats=("pdf", "docx"), separate=True)]
    assert names == ["068号_李明_第1份_承办单位存.pdf", "068号_李明_第1份_承办单位存.docx"]


@pytest.mark.parametrize(("deputies", "code"), [(("王五",), "deputy_unknown"), ((), "no_deputies")])
def test_deputies_that_there_are_not_are_told(
    filed: Callable[..., str], export: Export, deputies: tuple[str, ...], code: str
) -> None:
    with pytest.raises(Failure, match=code):
        export(filed(), deputies=deputies)


def test_deputies_whose_names_make_the_same_file_name_share_no_file(filed: Callable[..., str], export: Export) -> None:
    files = export(filed(proposer=["Anna Li", "AnnaLi"]))
    assert [file.name for file in files] == [f"068号_AnnaLi_第1份_承办单位存_{number}.pdf" for number in (1, 2)]


def test_the_paper_goes_to_the_deputy_before_they_have_marked_it(desk: Desk, filed: Callable[..., str], export: Export) -> None:
    sheet_id = filed()
    desk.course.take(sheet_id, Step.SUBMIT, CLERK)
    with pytest.raises(Failure, match="sheet_has_errors"):
        export(sheet_id)
    approve(desk, sheet_id)
    assert len(export(sheet_id)) == 1


def test_what_stands_against_the_copies_of_any_deputy_is_told_once(desk: Desk, record: Record, template: Template) -> None:
    joint = replace(
        record.with_answers({"proposer": ("周菁菁", "李明")}),
        stage=Stage.VISITING,
        joint={"李明": {"answers": {"satisfaction_result": "dissatisfied"}, "signatures": {}, "origin": None}},
    )
    found = [(one.code, one.field) for one in final_errors(template, joint, desk.today())]
    assert ("required_here", "deputy_comments") in found
    assert ("required", "satisfaction_result") not in found
    assert len(found) == len(set(found))


# ---- rounds


def test_a_second_round_says_so_and_the_first_can_still_be_had(desk: Desk, second_round: str, export: Export) -> None:
    [now] = export(second_round, copies=None)
    [before] = export(second_round, copies=None, round=1)
    assert (now.name, before.name) == ("068号_第2次办理_周菁菁_一式4份.pdf", "068号_周菁菁_一式4份.pdf")
    assert (desk.verify(now).reason, desk.verify(before).reason) == ("verify_same", "verify_same_round")
    assert desk.verify(before).params["round"] == 1


def test_a_round_that_never_was_is_told(desk: Desk, second_round: str, export: Export, tmp_path: Path) -> None:
    with pytest.raises(Failure, match="round_unknown") as unknown:
        export(second_round, round=3)
    assert unknown.value.params["rounds"] == 2
    forged = tmp_path / "a.pdf"
    forged.write_bytes(f"replysheet:{second_round}:1:1:0123456789ABCDEF~7 ".encode())
    assert desk.verify(forged).reason == "verify_differs"


def test_a_paper_of_any_deputy_and_round_is_known_by_its_code(desk: Desk, second_round: str, export: Export) -> None:
    codes = [find_mark(file.read_bytes()) for file in (*export(second_round), *export(second_round, round=1))]
    reasons = [desk.verify_code(mark.code, second_round).reason for mark in codes if mark]
    assert reasons == ["verify_paper_same", "verify_paper_same_round"]
    assert desk.verify_code("0" * 16, second_round).reason == "verify_paper_differs"


# ---- signed for the office


@pytest.fixture
def office(tmp_path: Path) -> Path:
    pytest.importorskip("pyhanko", reason="the extra replysheet[pades] is not installed")
    return write_certificate(tmp_path / "office.p12")


def test_pdf_are_signed_and_docx_are_not(desk: Desk, filed: Callable[..., str], export: Export, office: Path) -> None:
    order = {"certificate": office, "passphrase": PASSPHRASE, "formats": ("pdf", "docx")}
    pdf, docx = export(filed(), **order)
    verdict = desk.verify(pdf)
    assert (verdict.matches, verdict.reason, verdict.params["signer"]) == (True, "verify_same_signed", "宝山区民政局")
    assert desk.verify(docx).reason == "verify_same"


def test_the_passphrase_is_shown_nowhere(office: Path, tmp_path: Path) -> None:
    assert PASSPHRASE not in repr(ExportOrder(("a",), tmp_path, certificate=office, passphrase=PASSPHRASE))


def test_with_a_certificate_that_cannot_be_used_nothing_is_written(
    filed: Callable[..., str], export: Export, office: Path, tmp_path: Path
) -> None:
    with pytest.raises(Failure, match="certificate_passphrase_wrong"):
        export(filed(), certificate=office, passphrase="不对")
    assert not (tmp_path / "out").exists()


def test_a_signed_file_of_an_earlier_state_is_known(
    desk: Desk, filed: Callable[..., str], export: Export, office: Path
) -> None:
    sheet_id = filed()
    [file] = export(sheet_id, certificate=office, passphrase=PASSPHRASE)
    desk.fill(sheet_id, {"answers": {"phone": "021-56780000"}})
    assert desk.verify(file)[2:4] == (False, "verify_signed_changed_since")


def test_a_signed_file_of_a_former_round_is_known(desk: Desk, second_round: str, export: Export, office: Path) -> None:
    [file] = export(second_round, round=1, certificate=office, passphrase=PASSPHRASE)
    assert desk.verify(file)[2:4] == (True, "verify_same_round_signed")


def test_what_was_done_to_a_signed_file_is_told(desk: Desk, filed: Callable[..., str], export: Export, office: Path) -> None:
    [file] = export(filed(), certificate=office, passphrase=PASSPHRASE)
    signed = file.read_bytes()
    file.write_bytes(signed + b"\n")
    assert desk.verify(file)[2:4] == (False, "verify_signed_and_changed")
    changed = bytearray(signed)
    changed[signed.index(b"/ByteRange") + 60] ^= 1
    file.write_bytes(bytes(changed))
    assert desk.verify(file)[2:4] == (False, "verify_signature_broken")
    changed = bytearray(signed)
    changed[1000] ^= 1
    file.write_bytes(bytes(changed))
    assert desk.verify(file)[2:4] == (False, "verify_signature_broken")


def test_without_the_component_a_signature_is_left_unchecked(
    desk: Desk, filed: Callable[..., str], export: Export, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [file] = export(filed(), certificate=office, passphrase=PASSPHRASE)
    monkeypatch.setattr("storage.verifying.available", bool)
    assert desk.verify(file)[2:4] == (False, "verify_signature_unchecked")
