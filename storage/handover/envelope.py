"""The envelope of a package: as it is, or closed with a passphrase (scrypt, AES-256-GCM).

A closed one is a magic word, the length of a header, the header as JSON, and the package encrypted. All before the encrypted
bytes is authenticated with them. The header comes from outside: what it asks for is bounded before anything is computed.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple

from forms.errors import Failure

MAGIC = b"RSHEET\x00\x01"
_VERSION = 1
_LENGTH = 4
_MOST_HEADER = 4096
_SALT, _NONCE, _KEY, _CHECK = 16, 12, 32, 16

COST, BLOCK, LANES = 2**15, 8, 1
"""scrypt: 32 MB and about a tenth of a second."""
_LEAST_COST, _MOST_COST, _MOST_BLOCK, _MOST_LANES = 2**14, 2**18, 16, 4
_MOST_MEMORY = 256 * 1024 * 1024


class Header(NamedTuple):
    """How the key is made from the passphrase; `check` tells a wrong passphrase from a damaged file."""

    n: int
    r: int
    p: int
    salt: bytes
    nonce: bytes
    check: bytes


def is_closed(data: bytes) -> bool:
    """True for a package that is encrypted, in this or a newer way."""
    return data.startswith(MAGIC[:7])


def close(package: bytes, passphrase: str) -> bytes:
    """Return the package as it lies in its file; encrypted where there is a passphrase."""
    if not passphrase:
        return package
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # a heavy library that few packages need

    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    key, check = _keys(passphrase, Header(COST, BLOCK, LANES, salt, nonce, b""))
    head = _head(Header(COST, BLOCK, LANES, salt, nonce, check))
    return head + AESGCM(key).encrypt(nonce, package, head)


def open_(data: bytes, passphrase: str, file: str) -> bytes:
    """Return the package in the bytes of a file.

    Failure `package_encrypted` (a passphrase is needed), `package_passphrase_wrong`, `package_newer`, `package_damaged`.
    """
    if not is_closed(data):
        return data
    header, start = _header(data, file)
    if not passphrase:
        raise Failure("package_encrypted", file=file)
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key, check = _keys(passphrase, header)
    if not hmac.compare_digest(check, header.check):
        raise Failure("package_passphrase_wrong", file=file)
    try:
        return AESGCM(key).decrypt(header.nonce, data[start:], data[:start])
    except (InvalidTag, ValueError) as error:
        raise Failure("package_damaged", file=file, entry="") from error


def _keys(passphrase: str, header: Header) -> tuple[bytes, bytes]:
    """The key and the check of a passphrase; the same characters give the same key, however they were typed."""
    secret = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    n, r, p = header.n, header.r, header.p
    both = hashlib.scrypt(secret, salt=header.salt, n=n, r=r, p=p, maxmem=2 * _MOST_MEMORY, dklen=_KEY + _CHECK)
    return both[:_KEY], both[_KEY:]


def _head(header: Header) -> bytes:
    kdf = {"name": "scrypt", "n": header.n, "r": header.r, "p": header.p, "salt": _text(header.salt)}
    plain = {"version": _VERSION, "kdf": kdf, "nonce": _text(header.nonce), "check": _text(header.check)}
    told = json.dumps(plain, separators=(",", ":")).encode()
    return MAGIC + len(told).to_bytes(_LENGTH, "big") + told


def _header(data: bytes, file: str) -> tuple[Header, int]:
    """The header and where the encrypted bytes begin."""
    if data[:8] != MAGIC[:8]:
        raise Failure("package_newer", file=file)
    start = len(MAGIC) + _LENGTH
    length = int.from_bytes(data[len(MAGIC) : start], "big")
    try:
        if length > _MOST_HEADER or len(data) < start + length:
            raise ValueError("no header")
        plain = json.loads(data[start : start + length])
        if type(plain["version"]) is int and plain["version"] > _VERSION:
            raise Failure("package_newer", file=file)
        return _bounded(plain), start + length
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Failure("package_damaged", file=file, entry="") from error


def _bounded(plain: Mapping[str, Any]) -> Header:
    """ValueError for a header that asks for more than is sensible, or for less than is safe."""
    kdf = plain["kdf"]
    n, r, p = (kdf[name] for name in "nrp")
    salt, nonce, check = (base64.b64decode(text, validate=True) for text in (kdf["salt"], plain["nonce"], plain["check"]))
    whole = all(type(number) is int and number > 0 for number in (n, r, p))
    if kdf["name"] != "scrypt" or not whole or n & (n - 1) or not _LEAST_COST <= n <= _MOST_COST:
        raise ValueError("scrypt")
    if r > _MOST_BLOCK or p > _MOST_LANES or 128 * n * r > _MOST_MEMORY:
        raise ValueError("memory")
    if len(salt) != _SALT or len(nonce) != _NONCE or len(check) != _CHECK:
        raise ValueError("lengths")
    return Header(n, r, p, salt, nonce, check)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
