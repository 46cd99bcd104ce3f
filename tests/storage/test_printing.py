"""How papers are printed here is kept, used for every paper, and never stops a start."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pylopdf_fonts_zh_cn
import pytest
from pypdf import PdfReader

from forms.errors import Failure
from forms.export import ExportOptions
from forms.record import Record
from forms.sheet import Sheet
from forms.typesetting.faces import FontRole
from storage.desk import Desk
from storage.exporting import ExportOrder
from storage.printing import Printing, read_printing

SANS = pylopdf_fonts_zh_cn.sans_path()


@pytest.fixture
def complete(desk: Desk, record: Record) -> Sheet:
    """A sheet without an error."""
    sheet = desk.new_sheet()
    desk.fill(sheet.id, {"answers": record.to_plain()["answers"]})
    return desk.open_sheet(sheet.id)


def exported(desk: Desk, sheet: Sheet, folder: Path, format_: str = "pdf") -> Path:
    [file] = desk.export(ExportOrder((sheet.id,), folder, (format_,), draft=True)).files
    return file


def test_the_fingerprint_is_printed_once_it_is_switched_on(desk: Desk, complete: Sheet, tmp_path: Path) -> None:
    plain = exported(desk, complete, tmp_path / "plain").read_bytes()
    desk.set_printing(Printing(fingerprint=True))
    marked = exported(desk, complete, tmp_path / "marked")
    assert marked.read_bytes() != plain
    assert desk.verify(marked).matches
    assert desk.pdf(complete.record, ExportOptions(draft=True)) == marked.read_bytes()


def test_the_record_is_attached_when_it_is_wanted(desk: Desk, complete: Sheet, tmp_path: Path) -> None:
    desk.set_printing(Printing(attach_record=True))
    file = exported(desk, complete, tmp_path)
    [attached] = PdfReader(file).attachment_list
    assert json.loads(attached.content)["answers"]["phone"] == "021-56789012"
    assert desk.verify(file).matches


def test_a_font_of_ones_own_prints_what_it_is_chosen_for(desk: Desk, complete: Sheet) -> None:
    before = desk.fonts.family(FontRole.BODY)
    desk.set_printing(Printing(fonts={FontRole.BODY: SANS}))
    assert (before, desk.fonts.family(FontRole.BODY)) != (before, before)
    assert desk.fonts.file(FontRole.BODY) == SANS


def test_the_settings_are_there_after_the_next_start(tmp_path: Path) -> None:
    chosen = Printing(fonts={FontRole.TITLE: SANS}, fingerprint=True, attach_record=True)
    with Desk.open(tmp_path / "资料") as desk:
        desk.set_printing(chosen)
    with Desk.open(tmp_path / "资料") as again:
        assert again.printing == chosen


def test_a_file_that_is_no_font_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "字体.ttf").write_text("不是字体", encoding="utf-8")
    with pytest.raises(Failure, match="font_file_unusable"):
        desk.set_printing(Printing(fonts={FontRole.BODY: tmp_path / "字体.ttf"}, fingerprint=True))
    assert desk.printing == Printing()


@pytest.mark.parametrize("broken", [b"", b"[1]", b'{"fonts": {"colour": "x"}}', b'{"fonts": 3}', b"[" * 60_000, b"\xff\xfe"])
def test_settings_that_say_nothing_sensible_are_told_and_passed_over(tmp_path: Path, broken: bytes) -> None:
    (tmp_path / "print.json").write_bytes(broken)
    with Desk.open(tmp_path) as desk:
        assert desk.printing == Printing()
        assert [notice.code for notice in desk.notices] == ["print_settings_unreadable"]


def test_without_settings_nothing_is_told(tmp_path: Path) -> None:
    assert read_printing(tmp_path / "print.json") == (Printing(), None)


def test_a_disk_without_room_keeps_the_old_settings(desk: Desk, failing_disk: Any) -> None:
    failing_disk.fail("write")
    with pytest.raises(Failure, match="disk_full"):
        desk.set_printing(Printing(fingerprint=True))
    assert desk.printing == Printing()


def test_a_character_that_no_font_has_is_found_by_the_check(desk: Desk, complete: Sheet) -> None:
    odd = complete.record.with_answers({"title": "甲\U000f0000乙"})
    [finding] = [one for one in desk.findings(complete.template, odd) if one.code == "character_without_font"]
    assert (finding.field, finding.params["position"], finding.params["character"]) == ("title", 2, "\U000f0000")


def test_a_file_that_was_changed_by_hand_is_told_from_one_of_another_state(desk: Desk, complete: Sheet, tmp_path: Path) -> None:
    file = exported(desk, complete, tmp_path)
    file.write_bytes(file.read_bytes() + b" ")
    assert (desk.verify(file).matches, desk.verify(file).reason) == (False, "verify_not_same_bytes")
