"""Who did what when: one line of JSON an event, only ever appended, each line carrying the digest of the one before.

Nobody can take a line out or change one without the chain showing it; a line that a crash tore is marked, not fatal.
"""

from __future__ import annotations

import getpass
import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from .atomic import replace_file, sync_folder
from .chain import FIRST, Chain, Event, digest_of, event_line, last_digest, read_chain
from .failures import reading, writing
from .folders import DataFolder

__all__ = ["ONE_VISIT", "Chain", "Event", "Journal", "event_line", "last_digest", "read_chain", "user_name"]

ONE_VISIT = timedelta(minutes=5)
"""Changes of the same fields within this time, by the same person, are one event."""

_TAIL = 256 * 1024
_SALT = 6


@dataclass(slots=True)
class _Visit:
    since: datetime
    by: tuple[str, str]
    fields: set[str]

    def goes_on(self, now: datetime, by: tuple[str, str]) -> bool:
        """False also where the clock was set back: what is done then is done anew."""
        return self.by == by and timedelta(0) <= now - self.since <= ONE_VISIT


class Journal:
    """The histories of all sheets, `history/<id>.jsonl`."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._ends: dict[str, str] = {}
        self._visits: dict[str, _Visit] = {}
        self._who = user_name()

    def add(
        self, sheet_id: str, what: str, now: datetime, detail: Mapping[str, Any] | None = None, who: str | None = None
    ) -> None:
        """Append an event; it is on the disk when this returns. Raises what `writing` says.

        `who` is the name of the person who acts; without one it is the name under which the user is logged in.
        """
        self.append(sheet_id, self.line(sheet_id, what, now, detail, who))

    def line(
        self, sheet_id: str, what: str, now: datetime, detail: Mapping[str, Any] | None = None, who: str | None = None
    ) -> bytes:
        """Return the line that `append` would add now: for what must be known before it counts as done."""
        path = self._folder.history_of(sheet_id)
        with writing(path):
            end = self._ends.get(sheet_id) or _end_of(path)
        event = Event(now.isoformat(timespec="seconds"), who or self._who, what, detail or {})
        return event_line(event, end, secrets.token_hex(_SALT))

    def append(self, sheet_id: str, line: bytes) -> None:
        """Append what `line` made; it is on the disk when this returns. Raises what `writing` says."""
        self._visits.pop(sheet_id, None)
        self._ends.pop(sheet_id, None)
        path = self._folder.history_of(sheet_id)
        with writing(path):
            _append(path, line)
        self._ends[sheet_id] = digest_of(line)

    def changed(
        self, sheet_id: str, fields: Iterable[str], revision: int, now: datetime, *, who: str = "", role: str = ""
    ) -> None:
        """Append that `fields` were changed, once for each visit of one person to them; any other event ends the visit."""
        names = set(fields)
        visit = self._visits.get(sheet_id)
        goes_on = visit is not None and visit.goes_on(now, (who, role))
        before = visit.fields if visit and goes_on else set()
        if goes_on and names <= before:
            return
        detail = {"fields": sorted(names), "revision": revision, **({"role": role} if role else {})}
        self.add(sheet_id, "changed", now, detail, who)
        self._visits[sheet_id] = _Visit(now, (who, role), names | before)

    def of(self, sheet_id: str) -> Chain:
        """Return the history of a sheet, oldest first, and whether its chain holds. Raises what `reading` says."""
        path = self._folder.history_of(sheet_id)
        if not path.is_file():
            return Chain(())
        with reading(path):
            return read_chain(path.read_bytes())

    def replace(self, sheet_id: str, data: bytes) -> None:
        """Put a history in the place of one that it continues: all lines that were there are in `data`. Raises as `writing`."""
        path = self._folder.history_of(sheet_id)
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, data)
        self._ends.pop(sheet_id, None)
        self._visits.pop(sheet_id, None)

    def forget_session(self) -> None:
        """Files may have been replaced: look at their ends again."""
        self._ends.clear()
        self._visits.clear()


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
    """The digest of the last whole line: looked for in the last part of the file, in all of it where that holds none."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL))
            end = last_digest(file.read())
            if end == FIRST and size > _TAIL:
                file.seek(0)
                end = last_digest(file.read())
            return end
    except FileNotFoundError:
        return FIRST


def user_name() -> str:
    """Return the name under which the user is logged in, "" where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no name for this user id, or Windows without the variable
        return ""
