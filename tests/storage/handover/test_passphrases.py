"""Packages with a passphrase: it alone opens them, and damage is told from a passphrase that is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from forms.errors import Failure
from storage.handover import envelope

from .conftest import Machine


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
