"""Files that are no packages, damaged ones, and archives made to do harm: refused, and nothing is touched."""

from __future__ import annotations

import hashlib
import json
import stat
import warnings
import zipfile
from pathlib import Path

import pytest

from forms.errors import Failure
from forms.fields import Role

from .conftest import ANSWERS, ROOT, Machine, Refused
from .forging import MANIFEST, entries, reworked, with_digests, zipped


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
