"""The index: derived, quick, never believed against the sheets, and never written by a save."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forms.record import Record
from storage.desk import Desk
from storage.folders import DataFolder
from storage.ledger import LedgerRow, last_changed, plain_row, row_from, row_of
from storage.sealed import seal, tables_in

Write = Callable[..., Record]
Open = Callable[..., Desk]


@pytest.fixture
def three(desk: Desk, write: Write) -> list[str]:
    sheets = [desk.new_sheet() for _ in range(3)]
    for number, sheet in enumerate(sheets):
        write(sheet, title=f"title {number}", number=str(number))
    desk.close()
    return [sheet.id for sheet in sheets]


def titles(desk: Desk) -> list[str]:
    return sorted(row.title for row in desk.ledger())


def test_opening_reads_no_sheet_when_the_index_is_fresh(
    three: list[str], open_desk: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unread(path: Path, sheet_id: str) -> Record:
        raise AssertionError(path)

    monkeypatch.setattr("storage.sheets.read_record", unread)
    assert titles(open_desk()) == ["title 0", "title 1", "title 2"]


def test_a_save_leaves_the_index_file_alone(three: list[str], open_desk: Open, folder: DataFolder) -> None:
    before = folder.index.stat().st_mtime_ns
    desk = open_desk()
    desk.fill(three[0], {"answers": {"title": "new"}})
    assert folder.index.stat().st_mtime_ns == before
    desk.close()
    assert folder.index.stat().st_mtime_ns != before


def test_closing_writes_nothing_when_nothing_changed(three: list[str], open_desk: Open, folder: DataFolder) -> None:
    before = folder.index.stat().st_mtime_ns
    open_desk().close()
    assert folder.index.stat().st_mtime_ns == before


def test_what_was_saved_before_a_crash_is_in_the_ledger(three: list[str], open_desk: Open, folder: DataFolder) -> None:
    old = folder.index.read_bytes()
    desk = open_desk()
    desk.fill(three[0], {"answers": {"title": "new"}})
    desk.delete(three[1])
    added = desk.new_sheet()
    desk.close()
    folder.index.write_bytes(old)
    again = open_desk()
    assert {row.id: row.title for row in again.ledger()} == {three[0]: "new", three[2]: "title 2", added.id: ""}


@pytest.mark.parametrize(
    "damage",
    [
        None,
        b"",
        b"[" * 100_000,
        seal({}),
        seal({"about": {"1": {"templates": "other"}}, "rows": {}}),
        seal({"about": {"1": []}, "rows": {}}),
    ],
    ids=["missing", "empty", "deep", "bare", "other templates", "strange"],
)
def test_the_index_is_made_anew_from_the_sheets(
    three: list[str], open_desk: Open, folder: DataFolder, damage: bytes | None
) -> None:
    folder.index.unlink()
    if damage is not None:
        folder.index.write_bytes(damage)
    desk = open_desk()
    assert titles(desk) == ["title 0", "title 1", "title 2"]
    assert desk.notices == ()
    assert len(tables_in(folder.index.read_bytes(), folder.index)["rows"]) == 3


def test_rows_of_another_shape_are_made_anew(three: list[str], open_desk: Open, folder: DataFolder) -> None:
    tables = tables_in(folder.index.read_bytes(), folder.index)
    del tables["rows"]["2"]["round"]
    folder.index.write_bytes(seal(tables))
    assert titles(open_desk()) == ["title 0", "title 1", "title 2"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("title", 5), ("updated", 5), ("proposers", [1]), ("awaiting", 5), ("awaiting", [None]), ("round", True), ("id", ["x"])],
)
def test_rows_of_other_types_are_made_anew_however_well_they_are_sealed(
    three: list[str], open_desk: Open, folder: DataFolder, name: str, value: object
) -> None:
    tables = tables_in(folder.index.read_bytes(), folder.index)
    tables["rows"]["1"][name] = value
    folder.index.write_bytes(seal(tables))
    assert titles(open_desk()) == ["title 0", "title 1", "title 2"]


def test_an_index_that_somebody_wrote_in_is_made_anew(three: list[str], open_desk: Open, folder: DataFolder) -> None:
    tables = tables_in(folder.index.read_bytes(), folder.index)
    tables["rows"]["1"]["title"] = 7
    folder.index.write_text(json.dumps(tables), "utf-8")
    assert titles(open_desk()) == ["title 0", "title 1", "title 2"]


def test_a_sheet_that_could_not_be_read_is_looked_at_again(
    three: list[str], open_desk: Open, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.index.unlink()
    real = Path.open

    def refuse(path: Path, *args: Any, **kwargs: Any) -> Any:
        if path == folder.sheet(three[1]):
            raise PermissionError(errno.EACCES, "refused")
        return real(path, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        desk = open_desk()
        assert [row.problem for row in desk.ledger() if row.id == three[1]] == ["file_unreadable"]
        desk.close()
    assert titles(open_desk()) == ["title 0", "title 1", "title 2"]


def test_another_template_makes_the_rows_anew(three: list[str], open_desk: Open, folder: DataFolder, data: Path) -> None:
    desk = open_desk()
    desk.fill(three[0], {"answers": {"assigned_on": "2023-01-31"}})
    desk.close()
    assert {row.due.isoformat() for row in open_desk(read_only=True).ledger() if row.due} == {"2023-04-30"}
    shipped = Path(__file__).parents[2] / "templates" / "baoshan-npc" / "sheet.toml"
    own = folder.templates / "own" / "sheet.toml"
    own.parent.mkdir()
    own.write_text(shipped.read_text("utf-8").replace("reply_months = 3", "reply_months = 1"), "utf-8")
    assert {row.due.isoformat() for row in open_desk().ledger() if row.due} == {"2023-02-28"}


def test_strange_files_among_the_sheets_are_no_sheets(three: list[str], open_desk: Open, folder: DataFolder) -> None:
    for name in ("UPPER.json", "a b.json", "readme.txt", "none.json.bak2", "a b.json.bak"):
        (folder.sheets / name).write_bytes(b"")
    (folder.sheets / "folder.json").mkdir()
    assert len(open_desk().ledger()) == 3


def test_a_row_comes_back_as_it_was_written(template: object, record: Record) -> None:
    rows = [row_of(record, template), row_of(record, None), LedgerRow("a", "", "", (), "drafting", 1, None, "")]  # type: ignore[arg-type]
    assert [row_from(json.loads(json.dumps(plain_row(row)))) for row in rows] == rows


@pytest.mark.parametrize("updated", ["", "yesterday", "9999-99-99", "0001-01-01T00:00:00+23:59"])
def test_a_row_without_a_usable_instant_comes_last(updated: str) -> None:
    assert last_changed(LedgerRow("a", "", "", (), "", 1, None, updated)) <= 0
