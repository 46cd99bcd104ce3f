"""Puts a backup package in the place of everything: unpacked and checked beside it first, then exchanged folder by folder.

A crash in the middle of the exchange is finished at the next start. What was there before is kept under `backups/`.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
from datetime import datetime
from pathlib import Path

from forms.errors import Failure

from .archive import Archive
from .atomic import move, replace_file, sync_folder
from .failures import Damaged, Progress, reading, writing
from .folders import DataFolder
from .journal import Event, event_line, last_digest, user_name
from .package import FILES, PARTS, opened, package_in, sheet_in
from .sheet_file import record_in

_STAGED = ".restoring-"
_KEPT = "before-restore-"
_SPARE = 64 * 1024 * 1024
"""Bytes that must stay free on the disk."""


def restore_backup(folder: DataFolder, package: Path, now: datetime, tell: Progress) -> int:
    """Restore a package; return the number of its sheets.

    Failure where it is refused: then nothing was changed; `restore_stopped` where the disk stopped the exchange halfway.
    """
    staged = folder.root / f"{_STAGED}{secrets.token_hex(4)}"
    try:
        with writing(staged):
            _refuse_immovable(folder)
            count = _stage(folder, package, staged, now, tell)
            _promise(folder, staged, now)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise
    finish_restoring(folder)
    return count


def _refuse_immovable(folder: DataFolder) -> None:
    """Failure `not_writable` for a part that could not be moved away: better now than in the middle of the exchange."""
    for part in PARTS:
        path = folder.root / part
        if path.exists() and not os.access(path, os.W_OK | os.X_OK):
            raise Failure("not_writable", path=str(path))


def unfinished(folder: DataFolder) -> bool:
    """True where a restore was interrupted in its last step, so that the folder is a mixture. Raises what `reading` says."""
    with reading(folder.root):
        return folder.restoring.exists()


def finish_restoring(folder: DataFolder) -> None:
    """Exchange what is still to be exchanged, and clear what a crash left. Failure `restore_stopped` where it cannot be."""
    if unfinished(folder):
        staged, kept = _promised(folder)
        try:
            _exchange(folder.root, staged, kept)
            folder.restoring.unlink()
            sync_folder(folder.root)
        except OSError as error:
            raise Failure("restore_stopped", path=str(folder.root), reason=error.strerror or str(error)) from error
    with writing(folder.root):
        for left in folder.root.glob(f"{_STAGED}*"):
            shutil.rmtree(left, ignore_errors=True)


def _stage(folder: DataFolder, file: Path, staged: Path, now: datetime, tell: Progress) -> int:
    """Unpack into `staged`, checking every file; return the number of sheets."""
    with opened(file) as archive:
        package = package_in(archive, str(file))
        if package.total + _SPARE > shutil.disk_usage(folder.root).free:
            raise Failure("disk_full", path=str(folder.root))
        for part in PARTS:
            (staged / part).mkdir(parents=True)
        for number, (name, data) in enumerate(package.read()):
            tell(number, len(package.entries))
            _check_sheet(package, name, data)
            target = staged / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_with_event(name, data, file, now))
        tell(len(package.entries), len(package.entries))
    _settle(staged)
    return sum(name.startswith("sheets/") for name in package.entries)


def _check_sheet(package: Archive, name: str, data: bytes) -> None:
    sheet_id = sheet_in(name)
    if sheet_id is None:
        return
    try:
        record_in(data, Path(name), sheet_id)
    except Failure as failure:
        what = "newer" if failure.code == "schema_newer" else "damaged"
        raise package.refuse(what, **{**failure.params, "entry": name}) from failure


def _with_event(name: str, data: bytes, file: Path, now: datetime) -> bytes:
    """A history with one line more: that its sheet was restored."""
    if not name.startswith("history/"):
        return data
    event = Event(now.isoformat(timespec="seconds"), user_name(), "backup_restored", {"file": file.name})
    gap = b"" if not data or data.endswith(b"\n") else b"\n"
    return data + gap + event_line(event, last_digest(data))


def _settle(staged: Path) -> None:
    """Bring all that was unpacked to the disk: at once where the system can, else file by file."""
    if hasattr(os, "sync"):
        os.sync()
        return
    for path in staged.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())


def _promise(folder: DataFolder, staged: Path, now: datetime) -> None:
    """From here on the restore counts as done: whatever happens, it is finished."""
    kept = folder.backups / f"{_KEPT}{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    kept.mkdir(parents=True)
    promise = {"staged": staged.name, "kept": kept.relative_to(folder.root).as_posix()}
    replace_file(folder.restoring, json.dumps(promise).encode())


def _promised(folder: DataFolder) -> tuple[Path, Path]:
    try:
        with reading(folder.restoring):
            promise = json.loads(folder.restoring.read_bytes())
        return folder.root / promise["staged"], folder.root / promise["kept"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Damaged(folder.restoring, repr(error)) from error


def _exchange(root: Path, staged: Path, kept: Path) -> None:
    """Move each part that is still staged into its place, what was there into `kept`. May be begun again at any point."""
    for part in (*PARTS, *FILES):
        if not (staged / part).exists():
            continue
        if (root / part).exists() and not (kept / part).exists():
            (kept / part).parent.mkdir(parents=True, exist_ok=True)
            move(root / part, kept / part)
        (root / part).parent.mkdir(parents=True, exist_ok=True)
        move(staged / part, root / part)
