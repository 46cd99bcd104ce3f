"""An archive from outside: a ZIP with a manifest of sizes and digests. Backups and packages are read through it alone.

It is trusted with nothing: names come from a list of forms, sizes are bounded before anything is unpacked, digests are checked.
"""

from __future__ import annotations

import hashlib
import json
import re
import stat
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from forms.errors import Failure

MANIFEST = "manifest.json"

_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError)
"""All that unpacking raises; RuntimeError is a password that is asked for, or a method that is not known."""
_STORED = (".gz", ".png", ".jpg", ".jpeg")
"""Packed already."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
"""Names that are devices on Windows, whatever their ending."""
_END, _END_64, _END_SIZE, _LONGEST_NOTE = b"PK\x05\x06", b"PK\x06\x07", 22, 65_535


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of a file."""

    size: int
    sha256: str

    @classmethod
    def of(cls, data: bytes) -> Entry:
        return cls(len(data), hashlib.sha256(data).hexdigest())

    def plain(self) -> dict[str, object]:
        return {"size": self.size, "sha256": self.sha256}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What one kind of archive may hold. Codes of failures begin with `kind`, but for `stranger`: no such archive at all.

    `check` looks at the manifest and says in which schema it is, as Failure would name it; None where it is one of ours.
    """

    kind: str
    stranger: str
    allows: Callable[[str], bool]
    check: Callable[[Mapping[str, Any]], str | None]
    most_files: int
    most_manifest: int
    most_bytes: Callable[[str], int]
    growth: int
    free_growth: int
    """One that unpacks to more than so many times its size, beyond some that is always free, is a bomb."""


class Archive:
    """An opened archive. `entries` is what its manifest lists: exactly what is inside, safely named and within bounds."""

    def __init__(self, archive: zipfile.ZipFile, file: str, terms: Terms) -> None:
        self._archive, self._file, self._terms = archive, file, terms
        infos = self._infos()
        self.manifest = self._manifest(infos)
        self.entries = self._entries()
        self.total = sum(entry.size for entry in self.entries.values())
        self._refuse_strangers(infos)

    def read(self) -> Iterator[tuple[str, bytes]]:
        """Yield each file, checked against the manifest. Failure `…_damaged`."""
        for name in self.entries:
            yield name, self.bytes_of(name)

    def bytes_of(self, name: str) -> bytes:
        """Return a file, checked against the manifest. Failure `…_damaged`."""
        entry = self.entries[name]
        data = self._bytes(name, entry.size)
        if len(data) != entry.size or hashlib.sha256(data).hexdigest() != entry.sha256:
            raise self.refuse("damaged", entry=name)
        return data

    def refuse(self, what: str, **params: object) -> Failure:
        return Failure(f"{self._terms.kind}_{what}", file=self._file, **params)

    def _infos(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._archive.infolist()
        if len(infos) > self._terms.most_files:
            raise self.refuse("too_large")
        by_name = {info.filename: info for info in infos}
        if len({name.casefold() for name in by_name}) != len(infos):
            raise self.refuse("refused", entry="")
        return by_name

    def _manifest(self, infos: Mapping[str, zipfile.ZipInfo]) -> Mapping[str, Any]:
        if MANIFEST not in infos:
            raise Failure(self._terms.stranger, file=self._file)
        if infos[MANIFEST].file_size > self._terms.most_manifest:
            raise self.refuse("too_large")
        try:
            plain = json.loads(self._bytes(MANIFEST, self._terms.most_manifest))
            refused = self._terms.check(plain)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise self.refuse("damaged", entry=MANIFEST) from error
        if refused:
            raise Failure(refused, file=self._file)
        manifest: Mapping[str, Any] = plain
        return manifest

    def _entries(self) -> dict[str, Entry]:
        try:
            return {name: _entry(entry) for name, entry in self.manifest["files"].items()}
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise self.refuse("damaged", entry=MANIFEST) from error

    def _refuse_strangers(self, infos: Mapping[str, zipfile.ZipInfo]) -> None:
        for name in sorted(infos.keys() ^ {*self.entries, MANIFEST}):
            raise self.refuse("refused", entry=name)
        for name, entry in self.entries.items():
            if not self._terms.allows(name) or is_device(name) or not _plain_file(infos[name]):
                raise self.refuse("refused", entry=name)
            if entry.size > self._terms.most_bytes(name):
                raise self.refuse("too_large")
        packed = min(sum(info.compress_size for info in infos.values()), self._size())
        if self.total > packed * self._terms.growth + self._terms.free_growth:
            raise self.refuse("too_large")

    def _size(self) -> int:
        """The bytes of the archive itself: what its directory says of packed sizes may be a lie."""
        file = self._archive.fp
        return file.seek(0, 2) if file is not None else 0

    def _bytes(self, name: str, limit: int) -> bytes:
        try:
            with self._archive.open(name) as file:
                return file.read(limit + 1)
        except _BROKEN as error:
            raise self.refuse("damaged", entry=name) from error


def lay_in(archive: zipfile.ZipFile, name: str, data: bytes, now: datetime) -> None:
    """Put a file into an archive that is being made."""
    # ZIP knows no day before 1980.
    info = zipfile.ZipInfo(name, max(now.timetuple()[:6], time.gmtime(315532800)[:6]))
    info.compress_type = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    archive.writestr(info, data)


def is_device(name: str) -> bool:
    """True where a part of a path is a device on Windows."""
    return any(_RESERVED.fullmatch(part.casefold()) for part in name.split("/"))


def directory_size(file: BinaryIO) -> int | None:
    """Return the bytes of the directory of a ZIP, before it is read: each of its entries costs memory. None for no ZIP.

    A ZIP of more than 65,535 files or 4 GB has another directory; it counts as none here.
    """
    size = file.seek(0, 2)
    start = max(0, size - _END_SIZE - _LONGEST_NOTE)
    file.seek(start)
    tail = file.read(_END_SIZE + _LONGEST_NOTE)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE or _END_64 in tail[max(0, at - 20) : at]:
        return None
    return int.from_bytes(tail[at + 12 : at + 16], "little")


def _entry(plain: Mapping[str, Any]) -> Entry:
    size, digest = plain["size"], plain["sha256"]
    if type(size) is not int or size < 0 or not isinstance(digest, str):
        raise TypeError("no entry")
    return Entry(size, digest)


def _plain_file(info: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(info.external_attr >> 16)
    packed = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return packed and not info.flag_bits & 0x1 and not info.is_dir() and kind in (0, stat.S_IFREG)
