"""Backup and restore: everything comes back, and a backup is whole or not there at all."""

from __future__ import annotations

import errno
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forms.errors import Failure
from forms.record import Record
from storage.desk import Desk
from storage.folders import DataFolder

from .backups import content, titles

Write = Callable[..., Record]
Open = Callable[..., Desk]


def test_everything_comes_back(full: Desk, folder: DataFolder, target: Path, tmp_path: Path) -> None:
    assert full.backup(target) == 2
    before = content(folder)
    assert {name.split("/")[0] for name in before} == {
        "sheets",
        "bin",
        "history",
        "backups",
        "templates",
        "assets",
        "settings.ini",
    }
    with Desk.open(tmp_path / "elsewhere") as other:
        assert other.restore(target) == 2
        assert titles(other) == ["first!", "second!"]
        assert [row.row.title for row in other.bin()] == ["third!"]
        assert other.templates.get("own").id == "own"
        chain = other.history_chain(other.ledger()[0].id)
        assert (chain.events[-1].what, chain.broken_at) == ("backup_restored", None)
    assert content(DataFolder(tmp_path / "elsewhere")) == before


def test_what_was_there_before_is_kept(full: Desk, folder: DataFolder, target: Path, write: Write) -> None:
    full.backup(target)
    late = full.new_sheet()
    write(late, title="late")
    full.warm_search()
    full.restore(target)
    assert titles(full) == ["first!", "second!"]
    assert full.search("late") == [] and len(full.search("first")) == 1
    [kept] = folder.backups.glob("before-restore-*")
    assert (kept / "sheets" / f"{late.id}.json").is_file()
    assert sorted(path.name for path in folder.root.iterdir() if path.name.startswith(".")) == []


def test_a_backup_needs_no_lock_and_notices_no_damage_of_the_window(full: Desk, open_desk: Open, target: Path) -> None:
    assert open_desk(read_only=True).backup(target) == 2


def test_a_damaged_sheet_goes_into_the_backup_as_its_last_copy(
    full: Desk, open_desk: Open, folder: DataFolder, target: Path, tmp_path: Path
) -> None:
    first, second = (row.id for row in full.ledger())
    full.close()
    folder.sheet(first).write_bytes(b"damaged")
    for path in (folder.sheet(second), folder.previous(second), *folder.versions_of(second).iterdir()):
        path.write_bytes(b"lost")
    for path in folder.bin.iterdir():
        path.write_bytes(b"lost")
    assert open_desk(read_only=True).backup(target) == 1
    with Desk.open(tmp_path / "elsewhere") as other:
        other.restore(target)
        assert [(row.id, row.title in ("first", "second")) for row in other.ledger()] == [(first, True)]


def test_a_sheet_of_a_newer_program_is_backed_up_and_waits_for_the_newer_program(
    full: Desk, folder: DataFolder, target: Path
) -> None:
    path = folder.sheet(full.ledger()[0].id)
    path.write_bytes(path.read_bytes().replace(b'"schema":1', b'"schema":2'))
    assert full.backup(target) == 2
    with pytest.raises(Failure, match="backup_newer"):
        full.restore(target)


def test_a_file_that_goes_away_meanwhile_is_left_out(full: Desk, folder: DataFolder, target: Path) -> None:
    def burn(done: int, total: int) -> None:
        if done == 0:
            shutil.rmtree(folder.versions)

    assert full.backup(target, burn) == 2


@pytest.mark.parametrize("step", ["write", "fsync", "replace"])
def test_a_backup_is_there_whole_or_not_at_all(
    full: Desk, target: Path, failing_disk: Any, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    full.backup(target)
    before = target.read_bytes()
    with monkeypatch.context() as patch:
        type(failing_disk)(patch).fail(step)
        with pytest.raises(Failure, match="disk_full"):
            full.backup(target)
    assert target.read_bytes() == before
    assert list(target.parent.iterdir()) == [target]


def test_a_clock_before_the_first_year_of_zip_stops_no_backup(full: Desk, target: Path, clock: Any) -> None:
    clock.now = clock.now.replace(year=1970)
    assert full.backup(target) == 2


def test_a_backup_can_be_stopped(full: Desk, target: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Failure("cancelled")

    with pytest.raises(Failure, match="cancelled"):
        full.backup(target, stop)
    assert list(target.parent.iterdir()) == []


def test_what_cannot_be_read_is_not_left_out_of_a_backup_in_silence(
    full: Desk, folder: DataFolder, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for refused, function in ((folder.history, "scandir"), (folder.sheet(full.ledger()[0].id), "open")):
        with monkeypatch.context() as patch:
            owner = os if function == "scandir" else io
            real = getattr(owner, function)

            def refuse(path: Any, *args: Any, **kwargs: Any) -> Any:
                if Path(path) == refused:  # noqa: B023
                    raise PermissionError(errno.EACCES, "refused", str(path))
                return real(path, *args, **kwargs)  # noqa: B023

            patch.setattr(owner, function, refuse)
            with pytest.raises(Failure, match="file_unreadable") as failed:
                full.backup(target)
        assert failed.value.params["file"] == str(refused)
        assert not target.exists()
