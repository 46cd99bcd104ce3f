"""Files from outside: looked at before they are read, read whole, and old Word files turned into DOCX."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import NamedTuple

from forms.errors import Failure

from .bounded import read_at_most
from .failures import reading
from .libreoffice import to_docx

MAX_FILE = 64 * 1024 * 1024
"""Bytes of a file that is imported; a reply with pictures has a few million."""

_OLD_WORD = (".doc", ".wps", ".rtf")
_ZIP = b"PK\x03\x04"


class OutsideFile(NamedTuple):
    """The name of a file, as its reader needs it, and its content."""

    name: str
    data: bytes


def read_outside(path: Path) -> OutsideFile:
    """Return a file that is to be imported.

    Failure `file_missing`, `file_unreadable`, `not_a_file` or `file_too_large`, for old Word files also what `to_docx` says.
    """
    data = read_bytes(path, MAX_FILE)
    if path.suffix.lower() not in _OLD_WORD:
        return OutsideFile(path.name, data)
    if not data.startswith(_ZIP):  # many a .doc is a DOCX that was renamed
        data = to_docx(path.name, data)
    return OutsideFile(path.stem + ".docx", data)


def read_bytes(path: Path, limit: int) -> bytes:
    """Return the content of a regular file of at most `limit` bytes, however it grows meanwhile."""
    with reading(path):
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Failure("not_a_file", file=str(path))
        data = b""
        if status.st_size <= limit:
            with path.open("rb") as file:
                data = read_at_most(file, limit + 1)
    if max(status.st_size, len(data)) > limit:
        megabytes = -(-max(status.st_size, len(data)) // 2**20)
        raise Failure("file_too_large", file=path.name, megabytes=megabytes, limit=limit // 2**20)
    return data
