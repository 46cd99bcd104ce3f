"""A restore that the disk or the power stops: nothing is changed, or it is finished at the next start."""

from __future__ import annotations

import errno
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forms.errors import Failure
from forms.record import Record
from storage import restoring
from storage.desk import Desk
from storage.folders import DataFolder

from .backups import content, titles

Write = Callable[..., Record]
Open = Callable[..., Desk]


def test_a_disk_that_is_too_small_is_told_before_anything_is_done(
    full: Desk, untouched: Callable[[Path, str], None], target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full.backup(target)
    monkeypatch.setattr(restoring, "_SPARE", 2**60)
    untouched(target, "disk_full")


@pytest.mark.parametrize("step", ["open", "replace"])
def test_a_disk_that_fails_while_unpacking_changes_nothing(
    full: Desk, folder: DataFolder, target: Path, failing_disk: Any, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    full.backup(target)
    before = content(folder)
    with monkeypatch.context() as patch:
        type(failing_disk)(patch).fail(step)
        with pytest.raises(Failure, match="disk_full"):
            full.restore(target)
    assert content(folder) == before
    assert not list(folder.root.glob(".restoring-*"))


@pytest.mark.parametrize("moves", range(14))
def test_a_restore_that_was_interrupted_is_finished_at_the_next_start(
    full: Desk, open_desk: Open, folder: DataFolder, target: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    full.backup(target)
    expected = content(folder)
    for row in full.ledger():
        full.delete(row.id)
    left = [moves]

    def power_cut(source: Path, aim: Path) -> None:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        source.replace(aim)

    with monkeypatch.context() as patch:
        patch.setattr(restoring, "move", power_cut)
        with pytest.raises(KeyboardInterrupt):
            full.restore(target)
    full.close()
    with pytest.raises(Failure, match="restore_unfinished"):
        open_desk(read_only=True)
    again = open_desk()
    assert titles(again) == ["first!", "second!"]
    assert content(folder) == expected
    assert not folder.restoring.exists()


def test_an_exchange_that_the_disk_stops_lets_nothing_be_saved_between_old_and_new(
    full: Desk, open_desk: Open, folder: DataFolder, target: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    full.backup(target)
    sheet, expected = full.open_sheet(full.ledger()[0].id), content(folder)
    write(sheet, title="late")

    def refuse(source: Path, aim: Path) -> None:
        if source == folder.history:
            raise OSError(errno.EACCES, "refused")
        source.replace(aim)

    with monkeypatch.context() as patch:
        patch.setattr(restoring, "move", refuse)
        with pytest.raises(Failure, match="restore_stopped"):
            full.restore(target)
        with pytest.raises(Failure, match="read_only"):
            write(sheet, title="later")
        full.close()
        with pytest.raises(Failure, match="restore_stopped"):
            open_desk()
    assert titles(open_desk()) == ["first!", "second!"]
    assert content(folder) == expected


def test_a_folder_that_cannot_be_moved_away_is_seen_before_the_exchange(
    full: Desk, folder: DataFolder, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full.backup(target)
    before = content(folder)
    monkeypatch.setattr(os, "access", lambda path, mode: path != folder.history)
    with pytest.raises(Failure, match="not_writable"):
        full.restore(target)
    assert content(folder) == before and not folder.restoring.exists()


@pytest.mark.parametrize("promise", [b"{}", b"[" * 100_000, b'{"staged": 1, "kept": []}'], ids=["empty", "deep", "strange"])
def test_an_unreadable_promise_stops_the_start_and_destroys_nothing(
    full: Desk, open_desk: Open, folder: DataFolder, promise: bytes
) -> None:
    full.close()
    folder.restoring.write_bytes(promise)
    with pytest.raises(Failure, match="data_damaged"):
        open_desk()
    folder.restoring.unlink()
    assert titles(open_desk()) == ["first!", "second!"]


def test_where_the_disk_is_not_synced_at_once_it_is_synced_file_by_file(
    full: Desk, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full.backup(target)
    monkeypatch.delattr(os, "sync", raising=False)
    assert full.restore(target) == 2


def test_a_disk_that_fails_while_the_package_is_read_is_told(full: Desk, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full.backup(target)

    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "bad sector")

    monkeypatch.setattr(zipfile, "ZipFile", fail)
    with pytest.raises(Failure, match="file_unreadable"):
        full.restore(target)
