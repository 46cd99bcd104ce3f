"""Files that would like to stop the program, fill the disk, or get in by the back door.

Tried elsewhere: names, links, doubles and bombs in backups (tests/storage/test_hostile_backups.py) and packages
(tests/storage/handover/test_hostile_packages.py, test_bombs.py), imported documents (tests/forms/reading), files that are
no visit (tests/storage/test_visits.py) and no people (test_office.py), pictures (tests/forms/export, test_cutting_out.py).
"""

from __future__ import annotations

import io
import json
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize

from forms.checks import check
from forms.course import Step
from forms.errors import Failure
from forms.fields import Role
from forms.record import Record
from gui.doorbell import _paths
from gui.scans.scan import page_count, page_picture, scan_of
from storage.archive import MANIFEST
from storage.ledger import row_of
from storage.visits import Visit
from tests.hands import CLERK, LEADER

from .conftest import Office

MEGABYTE = 1024 * 1024
ZEROS = zlib.compress(b"\0" * MEGABYTE, 9)
ROOM = QSize(600, 800)


@contextmanager
def little_memory(megabytes: int) -> Iterator[None]:
    """No more than so much is asked for at any time."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < megabytes * MEGABYTE
    finally:
        tracemalloc.stop()


def zipped(file: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file


def listing(sizes: dict[str, tuple[int, str]], **more: Any) -> bytes:
    files = {name: {"size": size, "sha256": digest} for name, (size, digest) in sizes.items()}
    return json.dumps({"format": 1, "schema": 1, "files": files, **more}).encode()


def asset(number: int, ending: str = "bin") -> str:
    return f"assets/{number:064x}.{ending}"


@pytest.fixture
def untouched(office: Office) -> Callable[[Path, str], None]:
    """Restore what must be refused with a code, and look whether anything changed."""

    def refuse(file: Path, code: str) -> None:
        before = {path: path.read_bytes() for path in office.data.rglob("*") if path.is_file() and path.name != "lock"}
        with pytest.raises(Failure, match=f"^{code}"), little_memory(40):
            office.desk.restore(file)
        assert {path: path.read_bytes() for path in office.data.rglob("*") if path.is_file() and path.name != "lock"} == before

    return refuse


# ---- backups


@pytest.fixture(scope="module")
def four_gigabytes() -> bytes:
    """A stream of deflate that unpacks to so much: the same sixteen megabytes again and again, never laid out here."""
    once = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = once.compress(b"\0" * (16 * MEGABYTE)) + once.flush(zlib.Z_FULL_FLUSH)
    return block * 256 + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def raw_zip(file: Path, entries: dict[str, tuple[bytes, int, int]]) -> Path:
    """A ZIP whose headers say what they like: by name the deflated bytes, the size and the packed size that are claimed."""
    body, directory = io.BytesIO(), b""
    for name, (data, size, packed) in entries.items():
        crc = zlib.crc32(zlib.decompress(data, -15)) if len(data) < MEGABYTE else 0
        head = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 0x21, crc, packed, size, len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<HHHLL", 0, 0, 0, 0, body.tell())
        directory += name.encode()
        body.write(b"PK\x03\x04" + head + name.encode() + data)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), body.tell(), 0)
    file.write_bytes(body.getvalue() + directory + end)
    return file


def deflated(data: bytes) -> bytes:
    return zlib.compress(data, 9)[2:-4]


@pytest.mark.parametrize("said", [4 * 1024 * MEGABYTE - 2, 1000])
def test_four_gigabytes_in_a_backup_are_not_unpacked_whatever_the_headers_say(
    untouched: Callable[[Path, str], None], tmp_path: Path, four_gigabytes: bytes, said: int
) -> None:
    manifest = listing({"settings.ini": (said, "0" * 64)})
    entries = {
        "settings.ini": (four_gigabytes, said, len(four_gigabytes)),
        MANIFEST: (deflated(manifest), len(manifest), len(deflated(manifest))),
    }
    untouched(raw_zip(tmp_path / "bomb.zip", entries), "backup_")


def test_four_gigabytes_in_the_manifest_of_a_backup_are_not_unpacked(
    untouched: Callable[[Path, str], None], tmp_path: Path, four_gigabytes: bytes
) -> None:
    said = 4 * 1024 * MEGABYTE - 2
    untouched(raw_zip(tmp_path / "bomb.zip", {MANIFEST: (four_gigabytes, said, len(four_gigabytes))}), "backup_too_large")


def test_packed_sizes_that_lie_hide_no_bomb(untouched: Callable[[Path, str], None], tmp_path: Path) -> None:
    """Each file is small enough, and claims to be packed badly, so that all of them together look like no bomb."""
    zeros = b"\0" * (4 * MEGABYTE)
    names = [asset(number) for number in range(40)]
    manifest = listing({name: (len(zeros), sha256(zeros).hexdigest()) for name in names})
    entries = {name: (deflated(zeros), len(zeros), 2**31) for name in names}
    entries[MANIFEST] = (deflated(manifest), len(manifest), len(deflated(manifest)))
    untouched(raw_zip(tmp_path / "bomb.zip", entries), "backup_too_large")


def test_a_bomb_within_a_backup_stays_packed(office: Office, tmp_path: Path) -> None:
    """A ZIP among the pictures is bytes to everybody: nothing opens it."""
    inner = zipped(tmp_path / "inner.zip", {"x": b"\0" * (20 * MEGABYTE)}).read_bytes()
    name = f"assets/{sha256(inner).hexdigest()}.zip"
    file = zipped(tmp_path / "b.zip", {name: inner, MANIFEST: listing({name: (len(inner), sha256(inner).hexdigest())})})
    office.desk.restore(file)
    assert (office.data / name).read_bytes() == inner


@pytest.mark.parametrize(
    "manifest",
    [
        b'{"format": 1e999, "schema": 1, "files": {}}',
        b'{"format": 1, "schema": -1e999, "files": {}}',
        b'{"format": true, "schema": true, "files": {}}',
        b'{"format": 1, "schema": 1, "files": {"settings.ini": {"size": 1e999, "sha256": ""}}}',
        b"[" * 100_000,
        b"NaN",
    ],
)
def test_a_manifest_of_strange_numbers_is_damage(
    untouched: Callable[[Path, str], None], tmp_path: Path, manifest: bytes
) -> None:
    untouched(zipped(tmp_path / "b.zip", {MANIFEST: manifest}), "backup_damaged")


@pytest.mark.parametrize("name", ["visit.json", "restoring.json", "lock", "damaged/x.json", "backups/versions/../x.json.gz"])
def test_a_backup_brings_nothing_that_steers_the_program(
    untouched: Callable[[Path, str], None], tmp_path: Path, name: str
) -> None:
    file = zipped(tmp_path / "b.zip", {name: b"{}", MANIFEST: listing({name: (2, sha256(b"{}").hexdigest())})})
    untouched(file, "backup_refused")


def test_a_version_that_is_a_bomb_is_damage(office: Office) -> None:
    office.desk.fill(office.id, {"answers": {"title": "另题"}})
    version = office.desk.versions(office.id)[-1]
    path = office.desk._store.versions._path(office.id, version.key)
    path.write_bytes(_gzip_bomb(200))
    with pytest.raises(Failure, match="data_damaged"):
        office.desk.restore_version(office.id, version.key)


def _gzip_bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(b"[" * MEGABYTE) for _ in range(megabytes)) + packer.flush()


def test_a_flipped_bit_anywhere_in_a_version_is_damage_and_no_crash(office: Office) -> None:
    office.desk.fill(office.id, {"answers": {"title": "另题"}})
    version = office.desk.versions(office.id)[-1]
    path = office.desk._store.versions._path(office.id, version.key)
    good = path.read_bytes()
    for place in range(0, len(good), 7):
        path.write_bytes(good[:place] + bytes([good[place] ^ 0x55]) + good[place + 1 :])
        try:
            office.desk.version(office.id, version.key)
        except Failure as failure:
            assert failure.code == "data_damaged", place


# ---- sheets


STRANGE: dict[str, Any] = {
    "revision": 10**18,
    "round": -1,
    "version": 10**30,
    "joint": {"": {"answers": {}}},
    "signatures": {"reviewed_by": 5},
    "origins": {"deputy": 5},
    "remarks": [5],
    "earlier": [5],
    "scans": [5],
    "reopened": 5,
    "answers": {"title": {"x": 1}},
}


@pytest.mark.parametrize("key", STRANGE)
def test_a_record_of_strange_parts_is_damage(record: Record, key: str) -> None:
    with pytest.raises(Failure, match="record_damaged"):
        Record.from_plain({**record.to_plain(), key: STRANGE[key]})


@pytest.mark.parametrize(
    "part",
    [
        {"reopened": "不是日期"},
        {"earlier": [{}, {"answers": 5}]},
        {"scans": ["../../etc/passwd", ""]},
        {"remarks": [{"field": "reply", "start": -(10**9), "end": 10**9, "quote": "x" * 10, "note": 5}]},
        {"origins": {"deputy": {"how": ["x"], "name": {}, "scans": "x"}, "leader": {}}},
        {
            "joint": {
                "李明": {"answers": {"satisfaction_result": ["a", "b"]}, "signatures": {"deputy_signature": {}}, "origin": {}}
            }
        },
        {"answers": {"title": ["a", "b"], "proposer": "周菁菁", "satisfaction_result": "x" * 100_000, "unknown": "y"}},
        {
            "signatures": {
                "reviewed_by": {"kind": "strokes"},
                "unknown": {"kind": "open"},
                "seal": {"kind": "picture", "asset": "../x"},
            }
        },
    ],
    ids=range(8),
)
def test_strange_parts_of_a_record_are_findings_and_no_crash(office: Office, part: dict[str, Any]) -> None:
    template = office.desk.templates.standard()
    plain = office.record.to_plain()
    forged = Record.from_plain(
        {**plain, **part, "answers": {**plain["answers"], **part.get("answers", {})}, "stage": "visiting"}
    )
    row_of(forged, template)
    assert {finding.code for finding in check(template, forged, office.desk.today())}
    office.desk._store.write(forged)
    assert office.again().ledger()[0].id == office.id


def test_a_remark_of_a_million_characters_stops_nobody(office: Office) -> None:
    office.desk.course.take(office.id, Step.SUBMIT, CLERK)
    sheet = office.desk.open_sheet(office.id)
    note = {"field": "reply", "start": 0, "end": 2, "quote": "周菁", "note": "改" * 1_000_000, "name": "李局", "at": "…"}
    sheet.put_remarks([note], Role.LEADER)
    office.desk.save(sheet.record, (), LEADER)
    office.desk.course.take(office.id, Step.RETURN, LEADER, "见标注")
    assert len(office.again().open_sheet(office.id).record.remarks[0]["note"]) == 1_000_000
    assert len(office.history.read_bytes()) < 100_000


@pytest.mark.parametrize(
    "remark", [{}, {"field": "reply"}, {"field": "reply", "start": True, "end": 1, "quote": "x", "note": ""}]
)
def test_what_is_no_remark_is_not_taken(office: Office, remark: dict[str, Any]) -> None:
    office.desk.course.take(office.id, Step.SUBMIT, CLERK)
    with pytest.raises(Failure, match="remark_damaged"):
        office.desk.open_sheet(office.id).put_remarks([remark], Role.LEADER)


# ---- scans and pictures


def png(width: int, height: int, data: bytes = ZEROS) -> bytes:
    """A picture that says it is so large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    chunks = (struct.pack(">I", len(part)) + kind + part + struct.pack(">I", zlib.crc32(kind + part)) for kind, part in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    "data", [png(60_000, 60_000), png(2**31 - 1, 2**31 - 1), png(1, 2**31 - 1), png(0, 0), png(10, 10, b"x")], ids=range(5)
)
@pytest.mark.qt_log_ignore("allocation limit")
def test_a_scan_that_is_a_bomb_is_not_unpacked(data: bytes, qapp: object) -> None:
    with little_memory(40):
        try:
            picture = page_picture(scan_of("scan.png", data), 0, ROOM)
        except Failure as failure:
            assert failure.code.startswith("scan_")
        else:
            assert picture.isNull() or picture.width() <= 4 * ROOM.width()


@pytest.mark.parametrize("data", [b"", b"MZ\x90", b"<html><script>", b"PK\x03\x04", b"\x89PNG", b"%PD"])
@pytest.mark.parametrize("name", ["scan.pdf", "scan.png", "scan.jpg", "scan.exe"])
def test_what_is_no_scan_is_not_taken_whatever_its_name(name: str, data: bytes) -> None:
    with pytest.raises(Failure, match="scan_"):
        scan_of(name, data)


@pytest.mark.parametrize(
    "rest", [b"", b"\n" + b"%\xe2\xe3" * 1000, b"-1.7\n1 0 obj<</Type/Pages/Kids[1 0 R]/Count 999999999>>endobj"]
)
def test_a_pdf_that_is_none_shows_no_page(rest: bytes, qapp: object) -> None:
    try:
        scan = scan_of("scan.pdf", b"%PDF" + rest)
    except Failure as failure:
        assert failure.code.startswith("scan_")
        return
    assert page_count(scan) == 0 and page_picture(scan, 0, ROOM).isNull()


# ---- the visit


@pytest.mark.parametrize(
    "change",
    [
        {"sheet": "../../etc/passwd"},
        {"ink": {"deputy_signature": {"kind": "strokes", "width": 1e999, "height": 1, "strokes": []}}},
        {"ink": {"deputy_signature": {"kind": "picture", "asset": "../x"}}},
        {"ink": {"x" * 100_000: {"kind": "open"}}},
        {"step": 10**30},
        {"scroll": float("nan")},
    ],
    ids=range(6),
)
def test_a_visit_of_strange_parts_is_set_aside(visiting: Office, change: dict[str, Any]) -> None:
    plain = Visit(sheet=visiting.id, deputy="", by="王勤", started="…").to_plain()
    (visiting.data / "visit.json").write_text(json.dumps({**plain, **change}), "utf-8")
    assert visiting.desk.visits.current() is None
    assert "visit_unreadable" in {notice.code for notice in visiting.desk.notices}


def test_a_visit_of_a_sheet_that_is_not_being_visited_changes_nothing(office: Office) -> None:
    (office.data / "visit.json").write_text(json.dumps(Visit(sheet=office.id, deputy="", by="x", started="").to_plain()))
    before = office.record
    visit = office.desk.visits.current()
    assert visit is not None
    office.desk.visits.leave(replace(visit, by="王勤"), "pin")
    assert office.record == before and office.desk.visits.current() is None


@pytest.mark.parametrize("message", [b"", b"[" * 100_000, b"{}", b"[5]", b"\xff", b'["x", null]', b"NaN"])
def test_another_program_that_rings_at_the_window_is_not_heard(message: bytes) -> None:
    assert _paths(message) is None
