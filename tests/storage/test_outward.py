"""Nothing that leaves, be it a backup, a package, an export or a history, is written over what the data folder holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from storage.chain import read_chain
from storage.desk import Desk
from storage.exporting import ExportOrder
from storage.folders import DataFolder
from storage.handover.form import Purpose
from storage.office import write_card
from storage.trail_file import write_trail
from tests.refusals import refused

Leave = Callable[[Desk, str, Path], object]

WAYS: dict[str, Leave] = {
    "backup": lambda desk, _, target: desk.backup(target),
    "package": lambda desk, sheet, target: desk.handover.pack([sheet], Purpose.REVIEW, target),
    "export": lambda desk, sheet, target: desk.export(ExportOrder((sheet,), target.parent, draft=True)),
    "recovery card": lambda _desk, _sheet, target: write_card(target, "恢复码"),
    "history": lambda _desk, _sheet, target: write_trail(target, read_chain(b""), (), ()),
}


@pytest.fixture
def sheet(desk: Desk, filed: Callable[..., str]) -> str:
    return filed()


@pytest.fixture
def content(folder: DataFolder) -> Callable[[], dict[str, bytes]]:
    def read() -> dict[str, bytes]:
        files = (path for path in folder.root.rglob("*") if path.is_file() and path.name != "lock")
        return {path.relative_to(folder.root).as_posix(): path.read_bytes() for path in files}

    return read


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("place", ["people.json", "sheets/a.json", "history/office.jsonl", "backups/new/all.zip"])
def test_no_file_that_leaves_lands_in_the_data_folder(
    desk: Desk, sheet: str, folder: DataFolder, content: Callable[[], dict[str, bytes]], way: str, place: str
) -> None:
    before, folders = content(), {path for path in folder.root.rglob("*") if path.is_dir()}
    with refused("target_in_data"):
        WAYS[way](desk, sheet, folder.root / place)
    assert content() == before and desk.open_sheet(sheet).record.stage == "drafting"
    assert {path for path in folder.root.rglob("*") if path.is_dir()} == folders


@pytest.mark.parametrize("way", WAYS)
def test_no_link_and_no_way_round_leads_there(desk: Desk, sheet: str, folder: DataFolder, tmp_path: Path, way: str) -> None:
    (tmp_path / "link").symlink_to(folder.sheets)
    (tmp_path / "other").mkdir()
    for place in (tmp_path / "link", folder.root / "bin" / ".." / "sheets", tmp_path / "other" / ".." / "data" / "history"):
        with refused("target_in_data"):
            WAYS[way](desk, sheet, place / "a.x")


def test_the_folder_of_another_office_is_as_safe(desk: Desk, sheet: str, tmp_path: Path) -> None:
    with Desk.open(tmp_path / "elsewhere"):
        pass
    with refused("target_in_data"):
        desk.backup(tmp_path / "elsewhere" / "people.json")


@pytest.mark.parametrize("way", WAYS)
def test_the_folder_that_holds_the_data_folder_takes_what_leaves(desk: Desk, sheet: str, tmp_path: Path, way: str) -> None:
    WAYS[way](desk, sheet, tmp_path / "a.x")
    WAYS[way](desk, sheet, tmp_path / "data" / ".." / "b.x")
    assert len([path for path in tmp_path.iterdir() if path.is_file()]) >= 1
