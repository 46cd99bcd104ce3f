"""What the store cannot do, as codes: errors of the operating system become failures that the front ends can word."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from forms.errors import Failure, Params

Progress: TypeAlias = "Callable[[int, int], None]"
"""Told how many of how many are done; may raise Failure("cancelled") to stop between two of them."""

_FULL = (errno.ENOSPC, errno.EDQUOT)
_REFUSED = (errno.EACCES, errno.EPERM, errno.EROFS)


class Damaged(Failure):
    """A file of the store does not hold what was written into it."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__("data_damaged", path=str(path), reason=reason)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the user should be told although nothing failed: what was repaired, and what with."""

    code: str
    params: Params = field(default_factory=dict)


def silent(done: int, total: int) -> None:
    """The progress of work that nobody watches."""


def write_failure(error: OSError, path: Path) -> Failure:
    """Return `disk_full`, `not_writable` or `write_failed` for what the system said about writing `path`."""
    if error.errno in _FULL:
        return Failure("disk_full", path=str(path))
    if error.errno in _REFUSED:
        return Failure("not_writable", path=str(path))
    return Failure("write_failed", path=str(path), reason=error.strerror or str(error))


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn errors of the system while `path` is written into failures."""
    try:
        yield
    except OSError as error:
        raise write_failure(error, path) from error


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn errors of the system while `path` is read into Failure `file_missing` or `file_unreadable`."""
    try:
        yield
    except FileNotFoundError as error:
        raise Failure("file_missing", file=str(path)) from error
    except OSError as error:
        raise Failure("file_unreadable", file=str(path), reason=error.strerror or str(error)) from error
