"""Packages that would fill the memory or the disk: refused quickly, and nothing is touched."""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path

import pytest

from storage.handover import form

from .conftest import Refused
from .forging import MANIFEST, entries, zipped


def deflated(size: int) -> bytes:
    """Zeros, packed without ever being in memory."""
    packer, block = zlib.compressobj(9, zlib.DEFLATED, -15), b"\0" * 2**20
    return b"".join(packer.compress(block) for _ in range(size // 2**20)) + packer.flush()


def bomb(file: Path, name: str, packed: bytes, said: int) -> Path:
    """A ZIP whose one entry unpacks to gigabytes, and says that it is of the size `said`."""
    head = bytearray(30) + name.encode()
    head[:4], head[4:6], head[8:10] = b"PK\x03\x04", (20).to_bytes(2, "little"), (8).to_bytes(2, "little")
    head[18:22], head[22:26] = len(packed).to_bytes(4, "little"), said.to_bytes(4, "little")
    head[26:28] = len(name).to_bytes(2, "little")
    entry = bytearray(46) + name.encode()
    entry[:4], entry[4:6], entry[6:8], entry[10:12] = b"PK\x01\x02", b"\x14\0", b"\x14\0", b"\x08\0"
    entry[20:24], entry[24:28] = len(packed).to_bytes(4, "little"), said.to_bytes(4, "little")
    entry[28:30] = len(name).to_bytes(2, "little")
    end = bytearray(22)
    end[:4], end[8:10], end[10:12] = b"PK\x05\x06", b"\x01\0", b"\x01\0"
    end[12:16], end[16:20] = len(entry).to_bytes(4, "little"), (len(head) + len(packed)).to_bytes(4, "little")
    file.write_bytes(bytes(head) + packed + bytes(entry) + bytes(end))
    return file


@pytest.mark.parametrize("said", [4 * 2**30 - 1, 1000, 10 * 2**20])
def test_a_bomb_of_four_gigabytes_in_the_manifest(hostile: Path, refused: Refused, quick_and_small: None, said: int) -> None:
    """The header tells the truth, or lies: what is unpacked is bounded either way."""
    refused(bomb(hostile, MANIFEST, deflated(256 * 2**20) * 16, said), "package_too_large|package_damaged")


def test_a_bomb_among_the_sheets(package: Path, hostile: Path, sheet: str, refused: Refused, quick_and_small: None) -> None:
    files = entries(package)
    manifest = json.loads(files[MANIFEST])
    manifest["files"][f"sheets/{sheet}.json"]["size"] = 4 * 2**30
    refused(zipped(hostile, {**files, MANIFEST: json.dumps(manifest).encode()}), "package_too_large")


def test_many_small_bombs(package: Path, hostile: Path, refused: Refused, quick_and_small: None) -> None:
    files, zeros = entries(package), b"\0" * 2**20
    listed = json.loads(files[MANIFEST])["files"]
    listed |= {f"assets/{number:064x}.png": {"size": 2**26, "sha256": f"{number:064x}"} for number in range(60)}
    manifest = {**json.loads(files[MANIFEST]), "files": listed}
    pictures = {name: zeros for name in listed if name.startswith("assets/")}
    refused(zipped(hostile, {**files, **pictures, MANIFEST: json.dumps(manifest).encode()}), "package_too_large")


def test_more_files_than_anybody_packs(hostile: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "MOST_FILES", 50)
    refused(zipped(hostile, {f"sheets/{number}.json": b"" for number in range(51)}), "package_too_large")


def test_a_directory_that_alone_would_fill_the_memory(hostile: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "MOST_DIRECTORY", 1000)
    refused(zipped(hostile, {f"sheets/{number}.json": b"" for number in range(51)}), "package_too_large")


def test_a_file_beyond_all_measure_is_not_read(hostile: Path, refused: Refused, quick_and_small: None) -> None:
    with hostile.open("wb") as file:
        file.truncate(5 * 2**30)  # a hole on the disk
    refused(hostile, "file_too_large")
    os.truncate(hostile, 0)


def test_more_in_all_than_anybody_packs(package: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "MOST_TOTAL", 100)
    refused(package, "package_too_large")
