"""A backup package: a ZIP of everything that is kept, with a manifest of sizes and digests. What may be in one, and no more.

A package comes from outside. It is trusted with nothing: names are taken from a list of forms, never used as they are.
"""

from __future__ import annotations

import hashlib
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forms.errors import Failure
from forms.record import SCHEMA

from .sealed import MAX_FILE

MANIFEST = "manifest.json"
FORMAT = 1
PARTS = ("sheets", "bin", "history", "assets", "templates", "backups/versions")
"""The folders of the data folder that are kept; beside them `FILES`."""
SETTINGS, PEOPLE = "settings.ini", "people.json"
FILES = (SETTINGS, PEOPLE)

MAX_FILES = 1_000_000
MAX_MANIFEST = 256 * 1024 * 1024
MAX_GROWTH, FREE_GROWTH = 100, 64 * 1024 * 1024
"""A package that unpacks to more than so many times its size, beyond some that is always free, is a bomb."""

_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError)
"""All that unpacking raises; RuntimeError is a password that is asked for, or a method that is not known."""

_ID = r"[0-9a-z][0-9a-z_-]{0,63}"
_KEPT = re.compile(
    rf"sheets/{_ID}\.json|bin/{_ID}\.json|history/{_ID}\.jsonl|backups/versions/{_ID}/[0-9A-Za-z._-]{{1,120}}\.json\.gz"
    rf"|assets/[0-9a-f]{{64}}\.[a-z0-9]{{1,8}}|templates/[0-9a-z][0-9a-z-]{{0,63}}/sheet\.toml|settings\.ini|people\.json"
)
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
"""Names that are devices on Windows, whatever their ending."""


def is_kept(name: str) -> bool:
    """True for the path, from the data folder and with slashes, of a file that a backup holds."""
    return _KEPT.fullmatch(name) is not None and not any(_RESERVED.fullmatch(part) for part in name.split("/"))


def sheet_in(name: str) -> str | None:
    """Return the id of the sheet whose file `name` is, None for other files."""
    folder, _, file = name.rpartition("/")
    return file.removesuffix(".json") if folder in ("sheets", "bin") else None


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of a file."""

    size: int
    sha256: str


def manifest(made: str, entries: Mapping[str, Entry]) -> bytes:
    """Return the manifest of a package."""
    files = {name: {"size": entry.size, "sha256": entry.sha256} for name, entry in sorted(entries.items())}
    return json.dumps({"format": FORMAT, "schema": SCHEMA, "made": made, "files": files}, indent=0).encode()


class Package:
    """An opened package. `entries` is the manifest, which names exactly what is inside, safely and within bounds."""

    def __init__(self, archive: zipfile.ZipFile, file: str) -> None:
        self._archive = archive
        self._file = file
        infos = self._infos()
        self.entries = self._manifest(infos)
        self.total = sum(entry.size for entry in self.entries.values())
        self._refuse_strangers(infos)

    def read(self) -> Iterator[tuple[str, bytes]]:
        """Yield each file, checked against the manifest. Failure `backup_damaged`."""
        for name, entry in self.entries.items():
            data = self._bytes(name, entry.size)
            if len(data) != entry.size or hashlib.sha256(data).hexdigest() != entry.sha256:
                raise self.refuse("backup_damaged", entry=name)
            yield name, data

    def refuse(self, code: str, **params: object) -> Failure:
        return Failure(code, file=self._file, **params)

    def _infos(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._archive.infolist()
        if len(infos) > MAX_FILES:
            raise self.refuse("backup_too_large")
        by_name = {info.filename: info for info in infos}
        if len({name.casefold() for name in by_name}) != len(infos):
            raise self.refuse("backup_refused", entry="")
        return by_name

    def _manifest(self, infos: Mapping[str, zipfile.ZipInfo]) -> dict[str, Entry]:
        if MANIFEST not in infos:
            raise self.refuse("no_backup")
        if infos[MANIFEST].file_size > MAX_MANIFEST:
            raise self.refuse("backup_too_large")
        try:
            plain = json.loads(self._bytes(MANIFEST, MAX_MANIFEST))
            format_, schema = int(plain["format"]), int(plain["schema"])
            entries = {name: _entry(entry) for name, entry in plain["files"].items()} if format_ == FORMAT else {}
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise self.refuse("backup_damaged", entry=MANIFEST) from error
        if format_ > FORMAT or schema > SCHEMA:
            raise self.refuse("backup_newer", schema=schema, known=SCHEMA)
        return entries

    def _refuse_strangers(self, infos: Mapping[str, zipfile.ZipInfo]) -> None:
        for name in sorted(infos.keys() ^ {*self.entries, MANIFEST}):
            raise self.refuse("backup_refused", entry=name)
        for name, entry in self.entries.items():
            if not is_kept(name) or not _plain_file(infos[name]):
                raise self.refuse("backup_refused", entry=name)
            if entry.size > MAX_FILE:
                raise self.refuse("backup_too_large")
        packed = sum(info.compress_size for info in infos.values())
        if self.total > packed * MAX_GROWTH + FREE_GROWTH:
            raise self.refuse("backup_too_large")

    def _bytes(self, name: str, limit: int) -> bytes:
        try:
            with self._archive.open(name) as file:
                return file.read(limit + 1)
        except _BROKEN as error:
            raise self.refuse("backup_damaged", entry=name) from error


def opened(file: Path) -> zipfile.ZipFile:
    """Return the archive at `file`; Failure `no_backup` where it is none."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise Failure("not_a_file", file=str(file))
        return zipfile.ZipFile(file)
    except FileNotFoundError as error:
        raise Failure("file_missing", file=str(file)) from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Failure("no_backup", file=str(file)) from error
    except OSError as error:
        raise Failure("file_unreadable", file=str(file), reason=error.strerror or str(error)) from error


def _entry(plain: Mapping[str, Any]) -> Entry:
    size, digest = plain["size"], plain["sha256"]
    if type(size) is not int or size < 0 or not isinstance(digest, str):
        raise TypeError("no entry")
    return Entry(size, digest)


def _plain_file(info: zipfile.ZipInfo) -> bool:
    kind = stat.S_IFMT(info.external_attr >> 16)
    packed = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return packed and not info.flag_bits & 0x1 and not info.is_dir() and kind in (0, stat.S_IFREG)
