"""Is an exported file what the record says? The same record gives the same bytes, so the file is written again and compared."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from forms.errors import Failure
from forms.export import ExportOptions, write
from forms.record import Record
from forms.template import Template
from forms.typesetting.fonts import FontShelf

from .outside import read_bytes

MAX_EXPORTED = 256 * 1024 * 1024

_MARK = re.compile(rb"replysheet:([0-9a-z][0-9a-z_-]{0,63}):(\d{1,12}):(\d{1,3}(?:,\d{1,3}){0,99})(?![\d,])")
"""The keywords that every export carries: sheet, revision, copies."""
_PROPERTIES = "docProps/core.xml"
_MAX_PROPERTIES = 1024 * 1024


class Mark(NamedTuple):
    """What a file says of itself; believed only as far as to know what to compare it with."""

    id: str
    revision: int
    copies: tuple[int, ...]


class Verdict(NamedTuple):
    """`reason` is a code: verify_same, verify_changed_since (whole, but the sheet was changed later) or verify_differs."""

    id: str
    copies: tuple[int, ...]
    matches: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that one of our writers made, or that says so. Failure `not_exported` where it does not even say so."""

    data: bytes
    format: str
    mark: Mark

    @classmethod
    def read(cls, file: Path) -> Exported:
        """Read a file from outside. Failure also as `read_bytes` says."""
        data = read_bytes(file, MAX_EXPORTED)
        format_, searched = ("docx", _properties(data)) if data.startswith(b"PK") else ("pdf", data)
        found = _MARK.search(searched)
        if found is None:
            raise Failure("not_exported", file=str(file))
        copies = tuple(int(number) for number in found[3].split(b","))
        return cls(data, format_, Mark(found[1].decode(), int(found[2]), copies))

    def verdict(self, template: Template, record: Record, earlier: Iterable[Record], fonts: FontShelf) -> Verdict:
        """Compare with the sheet as it stands, and with `earlier` states of the revision that the file names."""
        if self._shows(template, record, fonts):
            return self._said(True, "verify_same")
        known = any(self._shows(template, one, fonts) for one in earlier)
        return self._said(False, "verify_changed_since" if known else "verify_differs")

    def _shows(self, template: Template, record: Record, fonts: FontShelf) -> bool:
        if record.revision != self.mark.revision:
            return False
        options = (ExportOptions(copies=self.mark.copies, draft=draft) for draft in (False, True))
        try:
            return any(write(self.format, template, record, one, fonts) == self.data for one in options)
        except Failure:  # copies that the set does not have
            return False

    def _said(self, matches: bool, reason: str) -> Verdict:
        return Verdict(self.mark.id, self.mark.copies, matches, reason)


def _properties(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(_PROPERTIES) as file:
            return file.read(_MAX_PROPERTIES)
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError, ValueError, RuntimeError):
        return b""
