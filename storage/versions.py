"""Earlier states of a sheet, each a small compressed file; thinned as they grow old, so that they never fill the disk."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from forms.errors import Failure
from forms.record import Record

from .atomic import replace_file
from .failures import Damaged, reading, writing
from .folders import DataFolder

EVERY = timedelta(minutes=5)
"""While a sheet is edited, one version at most in this time."""
RECENT = timedelta(days=1)
MAX_RECENT, MAX_DAILY = 40, 20
"""All of the last day, then the last one of each day; and never more than these."""
MAX_VERSION = 64 * 1024 * 1024

_KEY = re.compile(r"(\d{8}T\d{6}\.\d{6})Z-(\d{1,12})-([a-z_]{1,40})")
_STAMP = "%Y%m%dT%H%M%S.%f"
_SUFFIX = ".json.gz"


class Version(NamedTuple):
    """One earlier state: `saved` is when the snapshot was taken, `why` one of edit, export, delete, restore, import."""

    key: str
    saved: datetime
    revision: int
    why: str


@dataclass(slots=True)
class _Last:
    taken: datetime
    revision: int


class Versions:
    """The versions of all sheets under `backups/versions/<id>/`."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._last: dict[str, _Last] = {}

    def before_edit(self, record: Record, now: datetime) -> None:
        """Keep what stands before a change: at the first of a session, then every few minutes."""
        last = self._last.get(record.id)
        if last is None or not timedelta(0) <= now - last.taken < EVERY:
            self.keep(record, "edit", now)

    def keep(self, record: Record, why: str, now: datetime) -> None:
        """Keep `record` as a version, unless its revision is the last one kept. Raises what `writing` says."""
        folder = self._folder.versions_of(record.id)
        with writing(folder):
            if not record.answers or self._last_revision(record.id) == record.revision:
                return
            folder.mkdir(parents=True, exist_ok=True)
            name = f"{now.astimezone(UTC).strftime(_STAMP)}Z-{record.revision}-{why}{_SUFFIX}"
            replace_file(folder / name, _packed(record))
            self._thin(record.id, now)
        self._last[record.id] = _Last(now, record.revision)

    def of(self, sheet_id: str) -> list[Version]:
        """Return the versions of a sheet, newest first."""
        folder = self._folder.versions_of(sheet_id)
        found = [_version(path) for path in folder.iterdir()] if folder.is_dir() else []
        return sorted((version for version in found if version), key=lambda version: version.key, reverse=True)

    def record(self, sheet_id: str, key: str) -> Record:
        """Return the sheet as the version keeps it; Failure `version_unknown` or Damaged."""
        if not _KEY.fullmatch(key):
            raise Failure("version_unknown", id=sheet_id, key=key)
        return read_version(self._path(sheet_id, key), sheet_id)

    def newest(self, sheet_id: str) -> Record | None:
        """Return the last version that can be read: by revision, since a clock may have been set back."""
        for version in sorted(self.of(sheet_id), key=lambda version: (version.revision, version.key), reverse=True):
            with suppress(Failure):
                return self.record(sheet_id, version.key)
        return None

    def with_revision(self, sheet_id: str, revision: int) -> Iterator[Record]:
        """Yield the readable versions of one revision."""
        for version in self.of(sheet_id):
            if version.revision == revision:
                with suppress(Failure):
                    yield self.record(sheet_id, version.key)

    def drop(self, sheet_id: str) -> None:
        """Remove all versions of a sheet that is gone for good. Raises what `writing` says."""
        folder = self._folder.versions_of(sheet_id)
        with writing(folder):
            if folder.is_dir():
                shutil.rmtree(folder)
        self._last.pop(sheet_id, None)

    def forget_session(self) -> None:
        """The next change of any sheet is the first one again."""
        self._last.clear()

    def _last_revision(self, sheet_id: str) -> int:
        if last := self._last.get(sheet_id):
            return last.revision
        return max((version.revision for version in self.of(sheet_id)), default=-1)

    def _path(self, sheet_id: str, key: str) -> Path:
        return self._folder.versions_of(sheet_id) / f"{key}{_SUFFIX}"

    def _thin(self, sheet_id: str, now: datetime) -> None:
        for key in superfluous(self.of(sheet_id), now):
            self._path(sheet_id, key).unlink(missing_ok=True)


def superfluous(versions: Iterable[Version], now: datetime) -> list[str]:
    """Return the keys of the versions that need not be kept; `versions` come newest first.

    The state in which a sheet was last sent back is kept, however old: what was changed since is shown to the leader.
    """
    versions = list(versions)
    returned = next((version.key for version in versions if version.why == "return"), "")
    recent: list[str] = []
    daily: dict[str, str] = {}
    dropped: list[str] = []
    for version in versions:
        if now - version.saved <= RECENT:
            recent.append(version.key)
        elif version.key[:8] in daily:
            dropped.append(version.key)
        else:
            daily[version.key[:8]] = version.key
    found = dropped + recent[MAX_RECENT:] + list(daily.values())[MAX_DAILY:]
    return [key for key in found if key != returned]


def read_version(path: Path, sheet_id: str) -> Record:
    """Return the record in a version's file; Damaged or `file_missing` otherwise."""
    try:
        with reading(path), gzip.open(path) as file:
            plain = file.read(MAX_VERSION + 1)
        record = Record.from_plain(json.loads(plain))
    except Failure as failure:
        if failure.code == "file_missing":
            raise Failure("version_unknown", id=sheet_id, key=path.name) from failure
        raise Damaged(path, failure.code) from failure
    except (EOFError, ValueError, RecursionError, zlib.error) as error:
        raise Damaged(path, type(error).__name__) from error
    if record.id != sheet_id:
        raise Damaged(path, "another sheet inside")
    return record


def _packed(record: Record) -> bytes:
    return gzip.compress(json.dumps(record.to_plain(), separators=(",", ":")).encode(), compresslevel=6, mtime=0)


def _version(path: Path) -> Version | None:
    match = _KEY.fullmatch(path.name.removesuffix(_SUFFIX))
    if match is None or not path.name.endswith(_SUFFIX):
        return None
    return Version(match[0], datetime.strptime(match[1], _STAMP).replace(tzinfo=UTC), int(match[2]), match[3])
