"""The sheets in the data folder: found, read, written; a damaged one is set aside and its last good copy taken."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from forms.errors import Failure
from forms.record import Record

from .atomic import PREVIOUS, TEMPORARY, move, sync_folder
from .failures import Damaged, Notice, reading, writing
from .folders import DataFolder, is_id
from .sheet_file import read_record, write_record
from .versions import Versions

Signature: TypeAlias = tuple[int, int]
"""Time of the last change in nanoseconds, size in bytes: another pair, another content."""

_SUFFIX = ".json"


@dataclass(slots=True)
class Scan:
    """What lies in the folder of the sheets: their signatures, last copies without a sheet, and what a crash left."""

    signatures: dict[str, Signature] = field(default_factory=dict)
    orphans: list[str] = field(default_factory=list)
    leftovers: list[Path] = field(default_factory=list)


class Sheets:
    """Reads and writes the files of the sheets. `tell` hears of every repair; with `read_only` none touches the disk."""

    def __init__(self, folder: DataFolder, versions: Versions, tell: Callable[[Notice], None], *, read_only: bool) -> None:
        self._folder = folder
        self._versions = versions
        self._tell = tell
        self._read_only = read_only

    def read(self, sheet_id: str) -> Record:
        """Return a sheet, from its last good copy if need be; `sheet_unknown`, `sheet_damaged` or `schema_newer` otherwise."""
        path = self._folder.sheet(sheet_id)
        try:
            return read_record(path, sheet_id)
        except Damaged as damage:
            return self._recovered(sheet_id, damage)
        except Failure as failure:
            if failure.code != "file_missing":
                raise
            if self._folder.previous(sheet_id).exists():  # a crash in the middle of a rescue
                return self._recovered(sheet_id, Damaged(path, "missing"))
            raise Failure("sheet_unknown", id=sheet_id) from failure

    def write(self, record: Record) -> Signature:
        """Replace the file of the sheet, durably; return its new signature."""
        path = self._folder.sheet(record.id)
        write_record(path, record)
        return self.signature(record.id)

    def remove(self, sheet_id: str) -> None:
        """Remove the sheet, its last copy first, so that a crash between leaves the sheet itself."""
        path = self._folder.sheet(sheet_id)
        with writing(path):
            self._folder.previous(sheet_id).unlink(missing_ok=True)
            path.unlink(missing_ok=True)
            sync_folder(path.parent)

    def signature(self, sheet_id: str) -> Signature:
        with reading(path := self._folder.sheet(sheet_id)):
            status = path.stat()
        return status.st_mtime_ns, status.st_size

    def scan(self) -> Scan:
        """Look through the folder once, without opening a file."""
        found = Scan()
        copies: list[str] = []
        try:
            with reading(self._folder.sheets), os.scandir(self._folder.sheets) as entries:
                for entry in entries:
                    _sort(entry, found, copies)
        except Failure as failure:
            if failure.code != "file_missing":
                raise
        found.orphans = [sheet_id for sheet_id in copies if sheet_id not in found.signatures]
        return found

    def clear_leftovers(self, scan: Scan) -> None:
        """Remove what writing left unfinished when the program died; it was never acknowledged."""
        for path in scan.leftovers:
            with suppress(OSError):
                path.unlink()

    def _recovered(self, sheet_id: str, damage: Damaged) -> Record:
        record, source = self._last_good(sheet_id)
        path = self._folder.sheet(sheet_id)
        aside = self._aside(path)
        if record is None:
            self._aside(self._folder.previous(sheet_id))
            self._tell(Notice("sheet_lost", {"id": sheet_id, "path": str(aside), "reason": damage.params["reason"]}))
            raise Failure("sheet_damaged", id=sheet_id, path=str(aside)) from damage
        if not self._read_only:
            write_record(path, record)
        params = {"id": sheet_id, "title": record.answers.get("title", ""), "path": str(aside), "saved": record.updated}
        self._tell(Notice(f"sheet_recovered_from_{source}", params))
        return record

    def _aside(self, path: Path) -> Path:
        """Set a damaged file aside, if it is there and may be moved; return where it is."""
        return path if self._read_only or not path.exists() else set_aside(path, self._folder.damaged)

    def _last_good(self, sheet_id: str) -> tuple[Record | None, str]:
        with suppress(Failure):
            return read_record(self._folder.previous(sheet_id), sheet_id), "copy"
        return self._versions.newest(sheet_id), "version"


def set_aside(path: Path, folder: Path) -> Path:
    """Move a damaged file into `folder` under a free name; return where it is now. Raises what `writing` says."""
    with writing(path):
        folder.mkdir(parents=True, exist_ok=True)
        number = 1
        while (target := folder / f"{path.name}-{number}").exists():
            number += 1
        move(path, target)
        sync_folder(folder)
        sync_folder(path.parent)
    return target


def _sort(entry: os.DirEntry[str], found: Scan, copies: list[str]) -> None:
    name = entry.name
    if name.endswith(_SUFFIX):
        if is_id(stem := name[: -len(_SUFFIX)]) and entry.is_file():
            status = entry.stat()
            found.signatures[stem] = (status.st_mtime_ns, status.st_size)
    elif name.endswith(_SUFFIX + PREVIOUS):
        if is_id(stem := name[: -len(_SUFFIX + PREVIOUS)]):
            copies.append(stem)
    elif name.endswith(TEMPORARY):
        found.leftovers.append(Path(entry.path))
