"""Backup and restore: everything comes back; a package that is not as it should be changes nothing."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import shutil
import stat
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from forms.errors import Failure
from forms.record import Record
from storage import package, restoring
from storage.desk import Desk
from storage.folders import DataFolder

Write = Callable[..., Record]
Open = Callable[..., Desk]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "backups" / "all.zip"


@pytest.fixture
def full(desk: Desk, folder: DataFolder, write: Write) -> Desk:
    """Two sheets with versions and histories, one in the bin, a template, an asset, settings."""
    for title in ("first", "second", "third"):
        sheet = desk.new_sheet()
        write(sheet, title=title)
        write(sheet, title=title + "!")
    desk.delete(sheet.id)
    shipped = Path(__file__).parents[2] / "templates" / "baoshan-npc" / "sheet.toml"
    for path, content in {
        folder.templates / "own" / "sheet.toml": shipped.read_bytes().replace(b'id = "baoshan-npc"', b'id = "own"'),
        folder.root / "assets" / f"{'ab' * 32}.png": b"\x89PNG",
        folder.root / "settings.ini": "[window]\nname=窗口".encode(),
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return desk


def content(folder: DataFolder) -> dict[str, bytes]:
    """Every file that is kept, histories without what restoring adds."""
    files = {path.relative_to(folder.root).as_posix(): path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}
    kept = {name: data for name, data in files.items() if package.is_kept(name)}
    return {
        name: b"".join(line for line in data.splitlines(keepends=True) if b"backup_restored" not in line)
        for name, data in kept.items()
    }


def titles(desk: Desk) -> list[str]:
    return sorted(row.title for row in desk.ledger())


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


# ---- packages that are not as they should be


def entries(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def manifest_of(files: Mapping[str, bytes], /, **more: object) -> bytes:
    listed = {name: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in files.items()}
    return json.dumps({"format": 1, "schema": 1, "files": listed, **more}).encode()


def pack(file: Path, files: Mapping[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file


def with_manifest(files: Mapping[str, bytes], /, **more: object) -> dict[str, bytes]:
    return {**files, "manifest.json": manifest_of(files, **more)}


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    return tmp_path / "hostile.zip"


@pytest.fixture
def untouched(full: Desk, folder: DataFolder) -> Callable[[Path, str], None]:
    """Restore a package that must be refused with a code, and look whether anything changed."""

    def refuse(file: Path, code: str) -> None:
        before = {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file() and path.name != "lock"}
        with pytest.raises(Failure, match=f"^{code}"):
            full.restore(file)
        assert {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file() and path.name != "lock"} == before
        assert titles(full) == ["first!", "second!"]

    return refuse


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.json",
        "/etc/passwd",
        "C:\\evil.json",
        "sheets/../../evil.json",
        "sheets/A.json",
        "sheets/aux.json",
        "sheets/a.json/b",
        "sheets/a\\b.json",
        "lock",
        "index.json",
        "evil.py",
        "assets/short.png",
        "templates/own/evil.py",
        "backups/other.zip",
    ],
)
def test_names_that_lead_elsewhere_are_refused(untouched: Callable[[Path, str], None], hostile: Path, name: str) -> None:
    untouched(pack(hostile, with_manifest({name: b"{}"})), "backup_refused")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"format": 2}, "backup_newer"),
        ({"schema": 99}, "backup_newer"),
        ({"format": "x"}, "backup_damaged"),
        ({"files": []}, "backup_damaged"),
        ({"files": {"settings.ini": 1}}, "backup_damaged"),
        ({"files": {"settings.ini": {"size": -1, "sha256": ""}}}, "backup_damaged"),
        ({"files": {"settings.ini": {"size": 3, "sha256": "0" * 64}}}, "backup_damaged"),
        ({"files": {"settings.ini": {"size": 2, "sha256": hashlib.sha256(b"ab").hexdigest()}}}, "backup_damaged"),
        ({"files": {}}, "backup_refused"),
        ({"files": {"settings.ini": {"size": 10**12, "sha256": ""}}}, "backup_too_large"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    untouched: Callable[[Path, str], None], hostile: Path, more: dict[str, object], code: str
) -> None:
    untouched(pack(hostile, with_manifest({"settings.ini": b"abc"}, **more)), code)


@pytest.mark.parametrize("damage", [b"", b"no zip", b"PK\x03\x04" + b"\0" * 99])
def test_what_is_no_package_is_refused(untouched: Callable[[Path, str], None], hostile: Path, damage: bytes) -> None:
    hostile.write_bytes(damage)
    untouched(hostile, "no_backup")


def test_a_zip_of_other_things_is_no_package(untouched: Callable[[Path, str], None], hostile: Path) -> None:
    untouched(pack(hostile, {"word/document.xml": b""}), "no_backup")


def test_a_file_that_is_not_there_is_named(untouched: Callable[[Path, str], None], hostile: Path, tmp_path: Path) -> None:
    untouched(hostile, "file_missing")
    untouched(tmp_path, "not_a_file")


def test_links_are_refused(untouched: Callable[[Path, str], None], hostile: Path) -> None:
    link = zipfile.ZipInfo("settings.ini")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    files = {link: b"/etc/passwd", "manifest.json": manifest_of({"settings.ini": b"/etc/passwd"})}
    untouched(pack(hostile, files), "backup_refused")


def test_two_files_of_one_name_are_refused(untouched: Callable[[Path, str], None], hostile: Path) -> None:
    with zipfile.ZipFile(hostile, "w") as archive, warnings.catch_warnings(action="ignore"):
        for name in ("settings.ini", "settings.ini", "manifest.json"):
            archive.writestr(name, manifest_of({"settings.ini": b""}))
    untouched(hostile, "backup_refused")


def test_other_ways_of_packing_are_refused(untouched: Callable[[Path, str], None], hostile: Path) -> None:
    untouched(pack(hostile, with_manifest({"settings.ini": b"abc"}), zipfile.ZIP_LZMA), "backup_refused")


def test_a_bomb_is_not_unpacked(untouched: Callable[[Path, str], None], hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "FREE_GROWTH", 1000)
    untouched(pack(hostile, with_manifest({"settings.ini": b"\0" * 5_000_000})), "backup_too_large")


@pytest.mark.parametrize(("limit", "code"), [("MAX_FILES", "backup_too_large"), ("MAX_MANIFEST", "backup_too_large")])
def test_a_package_beyond_all_measure_is_refused(
    untouched: Callable[[Path, str], None], hostile: Path, monkeypatch: pytest.MonkeyPatch, limit: str, code: str
) -> None:
    monkeypatch.setattr(package, limit, 1)
    untouched(pack(hostile, with_manifest({"settings.ini": b"abc"})), code)


def test_a_flipped_bit_anywhere_is_seen(
    full: Desk, untouched: Callable[[Path, str], None], target: Path, hostile: Path
) -> None:
    full.backup(target)
    data = target.read_bytes()
    for place in range(60, len(data), len(data) // 12):
        hostile.write_bytes(data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :])
        try:
            untouched(hostile, "backup_|no_backup")
        except pytest.fail.Exception:  # a bit that means nothing, such as an attribute of DOS
            assert titles(full) == ["first!", "second!"]


@pytest.mark.parametrize("sheet", [b"", b"{}", b'{"sheet":{"1":{"id":"b"}}}', b"[" * 100_000])
def test_a_package_with_a_sheet_that_is_none_is_refused(
    untouched: Callable[[Path, str], None], hostile: Path, sheet: bytes
) -> None:
    untouched(pack(hostile, with_manifest({"sheets/a.json": sheet})), "backup_damaged")


def test_a_package_with_the_sheet_of_another_is_refused(
    full: Desk, untouched: Callable[[Path, str], None], folder: DataFolder, hostile: Path
) -> None:
    sheet = folder.sheet(full.ledger()[0].id).read_bytes()
    untouched(pack(hostile, with_manifest({"sheets/a.json": sheet})), "backup_damaged")


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


def test_an_unreadable_promise_stops_the_start_and_destroys_nothing(full: Desk, open_desk: Open, folder: DataFolder) -> None:
    full.close()
    folder.restoring.write_bytes(b"{}")
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
