"""Backups that are not as they should be: refused with a reason, and nothing of what is kept is touched."""

from __future__ import annotations

import hashlib
import json
import stat
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from storage import package
from storage.desk import Desk
from storage.folders import DataFolder

from .backups import titles


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
