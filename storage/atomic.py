"""The one way in which files are replaced: written whole beside the old one, then put in its place in a single step.

After a crash, a full disk or a pulled stick there is the old content or the new one, never a part of either.
"""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from .outward import must_leave

TEMPORARY = ".tmp"
"""Ending of files that are being written. One found when nobody writes was left by a crash and may go."""

PREVIOUS = ".bak"

_HELD_BY_ANOTHER = (5, 32)
"""WinError: access denied, sharing violation. A virus scanner holds a new file for a moment."""
_PAUSES = (0.01, 0.02, 0.04, 0.08, 0.15, 0.3, 0.6, 0.8)
"""Seconds between attempts, two in all."""


def replace_file(path: Path, data: bytes, *, keep_previous: bool = False) -> None:
    """Make `data` the content of `path`; it is on the disk when this returns. The folder must exist. Raises OSError.

    With `keep_previous` the old content stays as `<name>.bak`.
    """
    with _replacement(path, keep_previous=keep_previous) as file:
        file.write(data)


def deliver_file(path: Path, data: bytes) -> None:
    """Make `data` the content of a file that leaves: as `replace_file`, but Failure `target_in_data` in a data folder."""
    with replacement(path) as file:
        file.write(data)


@contextmanager
def replacement(path: Path) -> Iterator[BinaryIO]:
    """Yield a file that leaves: it takes the place of `path`, which somebody named, when the block ends well.

    Failure `target_in_data` in a data folder; OSError.
    """
    must_leave(path.parent)
    with _replacement(path) as file:
        yield file


@contextmanager
def _replacement(path: Path, *, keep_previous: bool = False) -> Iterator[BinaryIO]:
    """Yield a file that takes the place of `path` when the block ends well, and goes away when it does not.

    OSError where something stands there that is no file: a device must not be replaced by one.
    """
    if path.exists() and not path.is_file():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    temporary = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}{TEMPORARY}")
    try:
        with temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if keep_previous:
            _keep(path)
        move(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def move(source: Path, target: Path, *, pause: Callable[[float], None] = time.sleep) -> None:
    """Put `source` in the place of `target` in one step, as soon as Windows lets go of either."""
    for seconds in _PAUSES:
        try:
            source.replace(target)
            return
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD_BY_ANOTHER:
                raise
        pause(seconds)
    source.replace(target)


def sync_folder(folder: Path) -> None:
    """Bring the names in `folder` to the disk. Windows does so by itself and cannot open folders."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _keep(path: Path) -> None:
    """Give the content of `path` a second name. It is on the disk already; only where names are single (FAT) is it copied."""
    temporary = path.with_name(f".{path.name[:100]}.{secrets.token_hex(4)}{TEMPORARY}")
    try:
        try:
            os.link(path, temporary)
        except FileNotFoundError:
            return
        except OSError:
            temporary.write_bytes(path.read_bytes())
        move(temporary, path.with_name(path.name + PREVIOUS))
    except OSError:
        # A second copy is a comfort; its failure must not stop the save that the clerk waits for.
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
