"""Makes a backup package: everything that is kept, in one file that is there whole or not at all."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from forms.errors import Failure
from forms.record import Record

from .archive import MANIFEST, Entry, lay_in
from .atomic import replacement
from .failures import Damaged, Progress, reading, writing
from .folders import DataFolder
from .outward import must_leave
from .package import FILES, PARTS, is_kept, manifest, sheet_in
from .sheet_file import record_in, sheet_bytes


def make_backup(folder: DataFolder, target: Path, now: datetime, read: Callable[[str], Record], tell: Progress) -> int:
    """Write the package; return the number of sheets in it, deleted ones not counted. Raises what `reading` and `writing` say,
    and Failure `target_in_data`.

    Each file is read in one piece; since files are replaced whole, it is one state of its sheet. `read` gives the last good
    copy of a sheet whose file turns out to be damaged.
    """
    must_leave(target.parent)
    files = list(kept_files(folder))
    with writing(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with replacement(target) as file:
            entries = _pack(file, files, now, read, tell)
    return sum(name.startswith("sheets/") for name in entries)


def kept_files(folder: DataFolder) -> Iterator[tuple[str, Path]]:
    """Yield the name in the package and the path of each file that is kept. Raises what `reading` says."""
    paths = (path for part in PARTS for path in _files_below(folder.root / part))
    for path in (*paths, *(folder.root / name for name in FILES)):
        name = path.relative_to(folder.root).as_posix()
        if is_kept(name) and path.is_file() and not path.is_symlink():
            yield name, path


def _files_below(folder: Path) -> list[Path]:
    """Return all files; a folder that cannot be looked into is a failure, since what it holds would be missing."""

    def stop(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            raise error

    with reading(folder):
        return sorted(Path(place, name) for place, _, names in os.walk(folder, onerror=stop) for name in names)


def _pack(
    file: BinaryIO, files: list[tuple[str, Path]], now: datetime, read: Callable[[str], Record], tell: Progress
) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, path) in enumerate(files):
            tell(number, len(files))
            data = _content(name, path, read)
            if data is not None:
                entries[name] = Entry(len(data), hashlib.sha256(data).hexdigest())
                lay_in(archive, name, data, now)
        lay_in(archive, MANIFEST, manifest(now.isoformat(timespec="seconds"), entries), now)
    tell(len(files), len(files))
    return entries


def _content(name: str, path: Path, read: Callable[[str], Record]) -> bytes | None:
    """The bytes of a file; None where it went away meanwhile, or where nothing good is left of a sheet."""
    try:
        with reading(path):
            data = path.read_bytes()
    except Failure as failure:
        if failure.code == "file_missing":
            return None
        raise
    sheet_id = sheet_in(name)
    try:
        if sheet_id is not None:
            record_in(data, path, sheet_id)
    except Damaged:
        return _good_copy(name, path.stem, read)
    except Failure:  # of a newer program: kept as it is
        pass
    return data


def _good_copy(name: str, sheet_id: str, read: Callable[[str], Record]) -> bytes | None:
    try:
        return sheet_bytes(read(sheet_id)) if name.startswith("sheets/") else None
    except Failure:
        return None
