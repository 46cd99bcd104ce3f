"""Files that are no packages, damaged ones, and archives made to do harm: refused quickly, and nothing is touched."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import time
import tracemalloc
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from forms.errors import Failure
from forms.fields import Role
from storage.handover import envelope, form

from .conftest import ANSWERS, ROOT, Machine
from .forging import MANIFEST, entries, reworked, with_digests, zipped

Refused = Callable[[Path, str], None]


@pytest.fixture
def sheet(office: Machine) -> str:
    return office.new()


@pytest.fixture
def package(office: Machine, sheet: str) -> Path:
    return office.pack("review", sheet)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    return tmp_path / "hostile.rsheet"


@pytest.fixture
def refused(office: Machine) -> Refused:
    def refuse(file: Path, code: str) -> None:
        before = office.content()
        with pytest.raises(Failure, match=f"^({code})"):
            office.handover.take(office.handover.look(file))
        assert office.content() == before

    return refuse


def test_a_package_that_was_cut_off_anywhere(package: Path, hostile: Path, refused: Refused) -> None:
    data = package.read_bytes()
    for length in (*range(0, len(data), 100), len(data) - 1):
        hostile.write_bytes(data[:length])
        refused(hostile, "package_damaged|no_package")


def test_a_flipped_bit_anywhere_is_seen_or_means_nothing(office: Machine, sheet: str, package: Path, hostile: Path) -> None:
    data, record = package.read_bytes(), office.record(sheet)
    for place in range(0, len(data), 97):
        hostile.write_bytes(data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :])
        try:
            office.handover.take(office.handover.look(hostile))
        except Failure as failure:
            assert failure.code.startswith(("package_", "no_package"))
        assert office.record(sheet) == record


@pytest.mark.parametrize("content", [b"", b"no zip", b"%PDF-1.7\n", b"PK\x05\x06" + b"\0" * 18, b"\0" * 5000])
def test_what_is_no_package(hostile: Path, refused: Refused, content: bytes) -> None:
    hostile.write_bytes(content)
    refused(hostile, "no_package|package_damaged")


def test_a_zip_of_other_things_is_no_package(hostile: Path, refused: Refused) -> None:
    refused(zipped(hostile, {"word/document.xml": b""}), "no_package")
    refused(zipped(hostile, {MANIFEST: b'{"name": "a web app"}'}), "no_package")


def test_a_backup_is_told_from_a_package_and_a_package_from_a_backup(
    office: Machine, package: Path, hostile: Path, refused: Refused
) -> None:
    office.desk.backup(hostile)
    refused(hostile, "package_is_backup")
    before = office.content()
    with pytest.raises(Failure, match="backup_is_package"):
        office.desk.restore(package)
    assert office.content() == before


def test_a_file_that_is_not_there(hostile: Path, tmp_path: Path, refused: Refused) -> None:
    refused(hostile, "file_missing")
    refused(tmp_path, "not_a_file")


@pytest.mark.parametrize(
    "name",
    [
        "../evil.json",
        "../../sheets/evil.json",
        "/etc/passwd",
        "C:\\evil.json",
        "C:/evil.json",
        "\\\\server\\share\\evil.json",
        "sheets/../../evil.json",
        "sheets\\evil.json",
        "sheets/a.json/b",
        "sheets/con.json",
        "sheets/Aux.json",
        "history/nul.jsonl",
        "sheets/extra.json",
        "assets/../evil.png",
        "assets/short.png",
        "templates/../../evil/sheet.toml",
        "templates/own/evil.py",
        "people.json",
        "settings.ini",
        "print.json",
        "sheets/",
        "sheets/a\u202e.json",
    ],
)
def test_names_that_lead_elsewhere(package: Path, hostile: Path, refused: Refused, name: str) -> None:
    refused(zipped(hostile, with_digests({**entries(package), name: b"{}"})), "package_refused|package_damaged")


def test_an_entry_that_the_manifest_does_not_list(package: Path, hostile: Path, refused: Refused) -> None:
    refused(zipped(hostile, {**entries(package), "sheets/other.json": b"{}"}), "package_refused")


def test_a_picture_under_another_name_than_its_content(package: Path, hostile: Path, refused: Refused) -> None:
    refused(zipped(hostile, with_digests({**entries(package), f"assets/{'0' * 64}.png": b"x"})), "package_refused")


def test_a_picture_that_no_sheet_asks_for(package: Path, hostile: Path, refused: Refused) -> None:
    name = f"assets/{hashlib.sha256(b'x').hexdigest()}.exe"
    refused(zipped(hostile, with_digests({**entries(package), name: b"x"})), "package_refused")


def test_a_template_that_no_sheet_asks_for(package: Path, hostile: Path, refused: Refused) -> None:
    refused(zipped(hostile, with_digests({**entries(package), "templates/evil/sheet.toml": b""})), "package_refused")


def test_a_link(package: Path, hostile: Path, sheet: str, refused: Refused) -> None:
    link = zipfile.ZipInfo(f"sheets/{sheet}.json")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    files = {**entries(package), f"sheets/{sheet}.json": b"/etc/passwd"}
    packed = with_digests(files)
    data = packed.pop(link.filename)
    refused(zipped(hostile, {**packed, link: data}), "package_refused")


@pytest.mark.parametrize("twin", ["same", "case"])
def test_two_entries_of_one_name(package: Path, hostile: Path, sheet: str, refused: Refused, twin: str) -> None:
    files, name = entries(package), f"sheets/{sheet}.json"
    with zipfile.ZipFile(hostile, "w") as archive, warnings.catch_warnings(action="ignore"):
        for one, data in files.items():
            archive.writestr(one, data)
        archive.writestr(name if twin == "same" else name.upper(), files[name])
    refused(hostile, "package_refused")


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_other_ways_of_packing(package: Path, hostile: Path, refused: Refused, method: int) -> None:
    refused(zipped(hostile, entries(package), method), "package_refused")


def test_an_entry_that_says_it_is_encrypted(package: Path, hostile: Path, sheet: str, refused: Refused) -> None:
    data = bytearray(package.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    hostile.write_bytes(data)
    refused(hostile, "package_refused|package_damaged")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"version": 2}, "package_newer"),
        ({"schema": 99}, "package_newer"),
        ({"format": "zsheet"}, "package_is_backup|no_package"),
        ({"version": "1"}, "package_damaged"),
        ({"purpose": "party"}, "package_damaged"),
        ({"sheets": []}, "package_damaged"),
        ({"sheets": {}}, "package_damaged"),
        ({"sheets": [1]}, "package_damaged"),
        ({"by": None}, "package_damaged"),
        ({"sheets": [{"id": "../x", "title": "", "stage": "", "round": 1, "revision": 1, "end": ""}]}, "package_refused"),
    ],
)
def test_a_manifest_that_does_not_fit(
    package: Path, hostile: Path, refused: Refused, more: dict[str, object], code: str
) -> None:
    refused(zipped(hostile, with_digests(entries(package), **more)), code)


@pytest.mark.parametrize("key", ["stage", "round", "revision", "end", "id"])
def test_a_manifest_that_says_other_than_the_sheet(package: Path, hostile: Path, refused: Refused, key: str) -> None:
    files = entries(package)
    [listed] = json.loads(files[MANIFEST])["sheets"]
    listed[key] = 7 if isinstance(listed[key], int) else "f" * 64
    refused(zipped(hostile, with_digests(files, sheets=[listed])), "package_damaged|package_refused")


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 100_000, b'{"sheet":{"1":{"id":"b"}}}', b"\xff\xfe", b'{"a":1e999}'])
def test_a_sheet_that_is_none(package: Path, sheet: str, refused: Refused, content: bytes) -> None:
    def change(files: dict[str, bytes]) -> None:
        files[f"sheets/{sheet}.json"] = content

    refused(reworked(package, change), "package_damaged")


def test_lists_within_lists_within_lists(office: Machine, package: Path, sheet: str, refused: Refused) -> None:
    def change(files: dict[str, bytes]) -> None:
        deep = b"[" * 500 + b"]" * 500
        plain = json.dumps(office.record(sheet).to_plain()).encode()
        files[f"sheets/{sheet}.json"] = b'{"_default":{"1":' + plain[:-1] + b',"new":' + deep + b"}}}"

    refused(reworked(package, change), "package_damaged")


def test_a_sheet_of_a_newer_program(package: Path, sheet: str, refused: Refused) -> None:
    def change(files: dict[str, bytes]) -> None:
        files[f"sheets/{sheet}.json"] = files[f"sheets/{sheet}.json"].replace(b'"schema":1', b'"schema":99')

    refused(reworked(package, change), "package_newer")


OWN = (ROOT / "templates/baoshan-npc/sheet.toml").read_bytes().replace(b'id = "baoshan-npc"', b'id = "own"')


@pytest.fixture
def of_their_own(leader: Machine) -> Path:
    """A package with a sheet of a template that only the sender has."""
    path = leader.folder / "templates/own/sheet.toml"
    path.parent.mkdir(parents=True)
    path.write_bytes(OWN)
    leader.restart()
    sheet = leader.desk.new_sheet("own")
    sheet.fill(ANSWERS, Role.CLERK)
    leader.desk.save(sheet.record, ANSWERS)
    return leader.pack("review", sheet.id)


@pytest.mark.parametrize(
    "declaration", [b"no toml =", OWN.replace(b'kind = "text"', b'kind = "sql"'), OWN.replace(b'"own"', b'"other"')]
)
def test_a_template_that_is_none(of_their_own: Path, refused: Refused, declaration: bytes) -> None:
    def change(files: dict[str, bytes]) -> None:
        files["templates/own/sheet.toml"] = declaration

    refused(reworked(of_their_own, change), "package_refused")


def test_a_template_that_cannot_be_kept(office: Machine, of_their_own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another template of that name is in its place, and refused: nobody could open the sheet."""
    incoming = office.handover.look(of_their_own)
    monkeypatch.setattr(type(office.desk.templates), "read", lambda self: None)
    with pytest.raises(Failure, match="template_unknown"):
        office.handover.take(incoming)
    assert office.desk.ledger() == []


def test_more_in_all_than_anybody_packs(package: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form, "MOST_TOTAL", 100)
    refused(package, "package_too_large")


# ---- bombs


@pytest.fixture
def quick_and_small() -> Iterator[None]:
    """What is refused costs neither time nor memory."""
    tracemalloc.start()
    began = time.monotonic()
    yield
    took, (_, most) = time.monotonic() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 20 and most < 200 * 2**20


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


# ---- with a passphrase


def test_only_the_passphrase_opens_it(office: Machine, leader: Machine, sheet: str) -> None:
    package = office.pack("review", sheet, passphrase="建议 068")
    assert "周菁菁".encode() not in package.read_bytes() and not package.read_bytes().startswith(b"PK")
    for passphrase, code in (("", "package_encrypted"), ("建议068", "package_passphrase_wrong")):
        with pytest.raises(Failure, match=code):
            leader.handover.look(package, passphrase)
    assert leader.handover.take(leader.handover.look(package, "建议 068")).sheets[0].what == "new"


def test_a_passphrase_is_the_same_however_it_was_typed(office: Machine, sheet: str) -> None:
    package = office.pack("review", sheet, passphrase="cafe\u0301")
    assert office.handover.look(package, "caf\u00e9").plans[0].id == sheet


def test_damaged_ciphertext_is_told_from_a_wrong_passphrase(office: Machine, sheet: str, hostile: Path) -> None:
    data = office.pack("review", sheet, passphrase="x").read_bytes()
    for place in (len(data) // 2, len(data) - 1):
        hostile.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        with pytest.raises(Failure, match="package_damaged"):
            office.handover.look(hostile, "x")
    for length in (0, 5, 8, 11, 40, 200, len(data) - 1):
        hostile.write_bytes(data[:length])
        with pytest.raises(Failure, match=r"^(package_damaged|no_package|package_newer)"):
            office.handover.look(hostile, "x")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"version": 2}, "package_newer"),
        ({"kdf": {"n": 2**40}}, "package_damaged"),
        ({"kdf": {"n": 2**18, "r": 16}}, "package_damaged"),
        ({"kdf": {"n": 3}}, "package_damaged"),
        ({"kdf": {"n": 2}}, "package_damaged"),
        ({"kdf": {"r": 10**6}}, "package_damaged"),
        ({"kdf": {"p": 10**6}}, "package_damaged"),
        ({"kdf": {"n": True}}, "package_damaged"),
        ({"kdf": {"salt": ""}}, "package_damaged"),
        ({"kdf": {"name": "md5"}}, "package_damaged"),
        ({"nonce": "AAAA"}, "package_damaged"),
        ({"check": 1}, "package_damaged"),
    ],
)
def test_a_header_that_asks_for_too_much(
    office: Machine, sheet: str, hostile: Path, change: dict[str, object], code: str, quick_and_small: None
) -> None:
    data = office.pack("review", sheet, passphrase="x").read_bytes()
    start = len(envelope.MAGIC) + 4
    length = int.from_bytes(data[start - 4 : start], "big")
    plain = json.loads(data[start : start + length])
    kdf = change.pop("kdf", {})
    told = json.dumps({**plain, **change, "kdf": {**plain["kdf"], **kdf}}).encode()  # type: ignore[dict-item]
    hostile.write_bytes(data[: start - 4] + len(told).to_bytes(4, "big") + told + data[start + length :])
    with pytest.raises(Failure, match=code):
        office.handover.look(hostile, "x")


def test_what_is_said_before_the_ciphertext_is_proved_with_it(office: Machine, sheet: str, hostile: Path) -> None:
    data = office.pack("review", sheet, passphrase="x").read_bytes()
    start = len(envelope.MAGIC) + 4
    length = int.from_bytes(data[start - 4 : start], "big")
    told = data[start : start + length].replace(b'"version":1', b'"version": 1')
    hostile.write_bytes(data[: start - 4] + len(told).to_bytes(4, "big") + told + data[start + length :])
    with pytest.raises(Failure, match="package_damaged"):
        office.handover.look(hostile, "x")


def test_another_kind_of_envelope_is_of_a_newer_program(hostile: Path, office: Machine) -> None:
    hostile.write_bytes(b"RSHEET\x00\x02" + b"\0" * 100)
    with pytest.raises(Failure, match="package_newer"):
        office.handover.look(hostile, "x")
