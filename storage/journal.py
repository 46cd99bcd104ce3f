"""Who did what when: one line of JSON an event, only ever appended, each line carrying the digest of the one before.

Nobody can take a line out or change one without the chain showing it; a line that a crash tore is marked, not fatal.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from .atomic import sync_folder
from .failures import reading, writing
from .folders import DataFolder

ONE_VISIT = timedelta(minutes=5)
"""Changes of the same fields within this time are one event."""

_FIRST = "0" * 64
_TAIL = 256 * 1024


@dataclass(frozen=True, slots=True)
class Event:
    """One thing done to a sheet: `when` as ISO 8601, `what` one of created, imported, changed, exported, …"""

    when: str
    who: str
    what: str
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chain:
    """What is left of a history: its events, how many lines were torn by a crash, the first line that does not fit (from 1)."""

    events: tuple[Event, ...]
    torn: int = 0
    broken_at: int | None = None


@dataclass(slots=True)
class _Visit:
    since: datetime
    fields: set[str]

    def goes_on(self, now: datetime) -> bool:
        """False also where the clock was set back: what is done then is done anew."""
        return timedelta(0) <= now - self.since <= ONE_VISIT


class Journal:
    """The histories of all sheets, `history/<id>.jsonl`."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._ends: dict[str, str] = {}
        self._visits: dict[str, _Visit] = {}
        self._who = user_name()

    def add(self, sheet_id: str, what: str, now: datetime, detail: Mapping[str, Any] | None = None) -> None:
        """Append an event; it is on the disk when this returns. Raises what `writing` says."""
        self._visits.pop(sheet_id, None)
        path = self._folder.history_of(sheet_id)
        with writing(path):
            end = self._ends.pop(sheet_id, None) or _end_of(path)
            line = event_line(Event(now.isoformat(timespec="seconds"), self._who, what, detail or {}), end)
            _append(path, line)
            self._ends[sheet_id] = _digest(line)

    def changed(self, sheet_id: str, fields: Iterable[str], revision: int, now: datetime) -> None:
        """Append that `fields` were changed, once for each visit to them."""
        names = set(fields)
        visit = self._visits.get(sheet_id)
        goes_on = visit is not None and visit.goes_on(now)
        before = visit.fields if visit and goes_on else set()
        if goes_on and names <= before:
            return
        self.add(sheet_id, "changed", now, {"fields": sorted(names), "revision": revision})
        self._visits[sheet_id] = _Visit(now, names | before)

    def of(self, sheet_id: str) -> Chain:
        """Return the history of a sheet, oldest first, and whether its chain holds. Raises what `reading` says."""
        path = self._folder.history_of(sheet_id)
        if not path.is_file():
            return Chain(())
        with reading(path):
            return read_chain(path.read_bytes())

    def forget_session(self) -> None:
        """Files may have been replaced: look at their ends again."""
        self._ends.clear()
        self._visits.clear()


def read_chain(data: bytes) -> Chain:
    """Return the events in the bytes of a history, and the first line whose digest of the line before is wrong."""
    events: list[Event] = []
    torn, broken, end = 0, None, _FIRST
    for number, line in enumerate(data.splitlines(keepends=True), start=1):
        plain = _plain(line)
        if plain is None:
            torn += 1
            continue
        if plain["before"] != end and broken is None:
            broken = number
        end = _digest(line)
        events.append(Event(plain["when"], plain["who"], plain["what"], plain["detail"]))
    return Chain(tuple(events), torn, broken)


def event_line(event: Event, before: str) -> bytes:
    """Return the line of an event that follows the line with the digest `before`."""
    plain = {"before": before, "when": event.when, "who": event.who, "what": event.what, "detail": dict(event.detail)}
    return json.dumps(plain, separators=(",", ":")).encode() + b"\n"


def last_digest(data: bytes) -> str:
    """Return the digest of the last whole line in `data`, which may begin within a line."""
    whole = (line for line in reversed(data.splitlines(keepends=True)) if _plain(line) is not None)
    return next((_digest(line) for line in whole), _FIRST)


def _append(path: Path, line: bytes) -> None:
    with path.open("ab") as file:
        new = not file.tell()
        file.write(line if new or _ends_a_line(path) else b"\n" + line)
        file.flush()
        os.fsync(file.fileno())
    if new:
        sync_folder(path.parent)


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _end_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL))
            return last_digest(file.read())
    except FileNotFoundError:
        return _FIRST


def _digest(line: bytes) -> str:
    return hashlib.sha256(line.rstrip(b"\r\n")).hexdigest()


def _plain(line: bytes) -> dict[str, Any] | None:
    """The event of a whole line; None for one that was torn."""
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError):
        return None
    texts = ("before", "when", "who", "what")
    if not isinstance(plain, dict) or not all(isinstance(plain.get(name), str) for name in texts):
        return None
    return plain if isinstance(plain.get("detail"), dict) else None


def user_name() -> str:
    """Return the name under which the user is logged in, "" where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name for this user id, or Windows without the variable
        return ""
