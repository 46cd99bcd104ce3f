"""A history is held against what the data folder holds: one cut off, made up, older or newer is told as such."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gui.audit.verdict import verdict_words
from storage.chain import FIRST, Event, event_line
from storage.desk import Desk
from storage.folders import DataFolder
from storage.handover.form import Purpose
from storage.office import Office
from tests.hands import CLERK, bring_to_visit, visit
from tests.refusals import refused

MADE_UP = event_line(Event("2026-11-21T09:00:00+08:00", "某人", "created"), FIRST)
Open = Callable[..., Desk]


@pytest.fixture
def signed(desk: Desk, filed: Callable[..., str]) -> str:
    """A sheet through everybody's hands."""
    sheet_id = filed()
    bring_to_visit(desk, sheet_id)
    visit(desk, sheet_id)
    return sheet_id


@pytest.fixture
def own(folder: DataFolder, signed: str) -> Path:
    """Its history in the data folder."""
    return folder.history_of(signed)


@pytest.fixture
def copy(tmp_path: Path, own: Path) -> Path:
    """Its history as it was written out, under another name."""
    path = tmp_path / "办理记录_068号.jsonl"
    path.write_bytes(own.read_bytes())
    return path


def lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def said(desk: Desk, path: Path) -> tuple[bool, str, str]:
    verdict = desk.trails.check_file(path)
    words = verdict_words(verdict)
    assert words.endswith("。") and not any(mark in words for mark in ("（）", "「」", "{", "未说明"))
    return verdict.matches, verdict.reason, verdict.id


def test_a_history_and_its_copy_fit_the_sheet(desk: Desk, signed: str, own: Path, copy: Path) -> None:
    assert said(desk, own) == (True, "trail_fits", signed)
    assert said(desk, copy) == (True, "trail_same", signed)
    assert desk.trails.check_sheet(signed).reason == "trail_fits"


def test_a_history_that_was_cut_off_in_the_data_folder_does_not_fit_the_sheet(desk: Desk, own: Path, signed: str) -> None:
    own.write_bytes(b"".join(lines(own)[:3]))
    assert said(desk, own) == (False, "trail_unfit", signed)
    assert desk.trails.check_sheet(signed).reason == "trail_unfit"


def test_a_copy_of_what_was_cut_off_here_too_does_not_fit_the_sheet(desk: Desk, signed: str, own: Path, copy: Path) -> None:
    for path in (own, copy):
        path.write_bytes(b"".join(lines(path)[:3]))
    assert said(desk, copy) == (False, "trail_unfit", signed)


def test_a_history_that_ends_earlier_is_an_older_part(desk: Desk, signed: str, copy: Path) -> None:
    copy.write_bytes(b"".join(lines(copy)[:-1]))
    assert said(desk, copy) == (False, "trail_earlier", signed)
    assert f"{len(lines(copy))} 条，本机现有 {len(lines(copy)) + 1} 条" in verdict_words(desk.trails.check_file(copy))


def test_a_history_that_holds_more_than_here_is_told_as_such(desk: Desk, signed: str, own: Path, copy: Path) -> None:
    own.write_bytes(b"".join(lines(own)[:-1]))
    assert said(desk, copy) == (False, "trail_later", signed)


def test_a_last_line_that_was_changed_is_no_part_of_what_is_here(desk: Desk, signed: str, copy: Path) -> None:
    *others, last = lines(copy)
    copy.write_bytes(b"".join([*others, last.replace(b'"when":"', b'"when":"x')]))
    assert said(desk, copy) == (False, "trail_differs", signed)
    assert f"第 {len(others) + 1} 行" in verdict_words(desk.trails.check_file(copy))


def test_a_history_made_up_under_the_name_of_a_sheet_differs(desk: Desk, signed: str, tmp_path: Path) -> None:
    path = tmp_path / f"{signed}.jsonl"
    path.write_bytes(MADE_UP)
    assert said(desk, path) == (False, "trail_differs", signed)


def test_a_history_of_a_sheet_that_is_not_here_is_whole_in_itself_and_no_more(desk: Desk, signed: str, tmp_path: Path) -> None:
    path = tmp_path / "nosuchsheet.jsonl"
    path.write_bytes(MADE_UP)
    assert said(desk, path) == (False, "trail_alone", "")


def test_a_broken_copy_is_told_as_broken_and_so_is_a_broken_history_here(
    desk: Desk, signed: str, own: Path, copy: Path
) -> None:
    whole = copy.read_bytes()
    first, second, *others = lines(copy)
    broken = b"".join([first, second.replace(b'"when":"', b'"when":"x'), *others])
    copy.write_bytes(broken)
    assert said(desk, copy) == (False, "trail_broken", "")
    own.write_bytes(broken)
    assert said(desk, own) == (False, "trail_broken", signed)
    copy.write_bytes(whole)
    assert said(desk, copy) == (False, "trail_here_broken", signed)


def test_what_a_crash_tore_or_took_is_told_and_does_no_harm(desk: Desk, signed: str, own: Path) -> None:
    own.write_bytes(b"".join(lines(own)[:-1]) + b'{"before')
    verdict = desk.trails.check_file(own)
    assert (verdict.matches, verdict.reason, verdict.notes) == (True, "trail_fits", ("trail_torn", "trail_lost"))
    assert "有 1 行因断电" in verdict_words(verdict) and "没有记上" in verdict_words(verdict)


def test_a_sheet_in_the_bin_is_still_held_against_its_history(
    desk: Desk, filed: Callable[..., str], folder: DataFolder
) -> None:
    sheet = filed()
    desk.delete(sheet)
    assert said(desk, folder.history_of(sheet)) == (True, "trail_fits", sheet)
    desk.empty_bin()
    assert said(desk, folder.history_of(sheet)) == (False, "trail_alone", sheet)


def test_a_history_on_another_machine_is_recognised_there(
    desk: Desk, filed: Callable[..., str], copy: Path, folder: DataFolder, tmp_path: Path
) -> None:
    sheet = filed()
    desk.handover.pack([sheet], Purpose.REVIEW, tmp_path / "1.rsheet", CLERK)
    copy.write_bytes(folder.history_of(sheet).read_bytes())
    with Desk.open(tmp_path / "there") as there:
        there.handover.take(there.handover.look(tmp_path / "1.rsheet"))
        there.record_event(sheet, "printed")
        assert said(there, copy) == (False, "trail_earlier", sheet)


def test_the_journal_of_the_office_is_held_against_its_people(guarded: Office, desk: Desk, folder: DataFolder) -> None:
    path = folder.history_of("office")
    assert said(desk, path) == (True, "trail_fits_office", "office")
    path.write_bytes(lines(path)[0])
    assert said(desk, path) == (False, "trail_unfit_office", "office")


def test_an_empty_history_and_one_of_an_unknown_template_are_not_proved(
    desk: Desk, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch, refused("template_unknown"):
        patch.setattr(desk._store, "template_of", lambda _record: None)
        desk.trails.check_file(own)
    own.write_bytes(b"")
    with refused("trail_empty"):
        desk.trails.check_file(own)
    with refused("sheet_unknown"):
        desk.trails.check_sheet("../x")


def test_a_sheet_that_is_damaged_is_told_rather_than_called_unknown(
    desk: Desk, signed: str, own: Path, folder: DataFolder, open_desk: Open
) -> None:
    desk.close()
    for path in (folder.sheet(signed), folder.previous(signed)):
        path.write_bytes(b"x")
    for path in folder.versions_of(signed).iterdir():
        path.unlink()
    with refused("sheet_damaged"):
        open_desk(read_only=True).trails.check_file(own)
