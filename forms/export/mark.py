"""The mark by which an export is known: which sheet, which revision, which copies, what it showed, how it was written."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import NamedTuple

from .options import ExportOptions

_KEYWORD = re.compile(
    rb"replysheet:([0-9a-z][0-9a-z_-]{0,63}):(\d{1,12}):(\d{1,3}(?:,\d{1,3}){0,99})(?![\d,])"
    rb"(?::([0-9A-HJKMNP-TV-Z]{16})(?::([a-z]{1,8}))?(?:~(\d{1,4}))?(?:@((?:[0-9a-f]{2}){1,600}))?)?"
)
_SCANNED = re.compile(r"replysheet:1:([0-9a-z][0-9a-z_-]{0,63}):([0-9]{1,12}):([0-9]{1,3}):([0-9a-hjkmnp-tv-z]{16})")
_PROPERTIES = "docProps/core.xml"
_MAX_PROPERTIES = 1024 * 1024
_DRAFT, _FINGERPRINT, _RECORD = "d", "f", "r"


class Mark(NamedTuple):
    """What an export says of itself; believed only as far as to know what to compare it with.

    `code` is the fingerprint, "" in files of older versions; `written` are letters, one for each option it was written with.
    `round` is the round of handling, `deputy` whose paper it is where there are several, "" for the lead's.
    """

    id: str
    revision: int
    copies: tuple[int, ...]
    code: str = ""
    written: str = ""
    round: int = 1
    deputy: str = ""

    @property
    def keyword(self) -> str:
        """The mark as it stands among the properties of a file:
        replysheet:<id>:<revision>:<copies>:<code>[:<options>][~<round>][@<deputy, in hexadecimal digits of UTF-8>]."""
        copies = ",".join(map(str, self.copies))
        parts = ["replysheet", self.id, str(self.revision), copies, self.code, self.written]
        later = f"~{self.round}" if self.round > 1 else ""
        return ":".join(parts).rstrip(":") + later + (f"@{_hidden(self.deputy)}" if self.deputy else "")

    def scanned(self, copy: int) -> str:
        """The mark of one copy as its QR code holds it: in capitals, which make the code a third smaller."""
        return f"replysheet:1:{self.id}:{self.revision}:{copy}:{self.code}".upper()

    @property
    def options(self) -> ExportOptions:
        """The options with which the same record gives the same bytes again; pictures have to be added."""
        draft, record, fingerprint = (letter in self.written for letter in (_DRAFT, _RECORD, _FINGERPRINT))
        return ExportOptions(self.copies, draft, record, fingerprint, deputy=self.deputy)


def letters_of(options: ExportOptions) -> str:
    """Return the letters of the options of which the bytes of a file depend."""
    chosen = ((_DRAFT, options.draft), (_FINGERPRINT, options.fingerprint), (_RECORD, options.attach_record))
    return "".join(letter for letter, is_chosen in chosen if is_chosen)


def find_mark(data: bytes) -> Mark | None:
    """Return the mark of an exported PDF or DOCX, None where the bytes, from whomever they come, hold none."""
    found = _KEYWORD.search(_docx_properties(data) if data.startswith(b"PK") else data)
    if found is None:
        return None
    copies = tuple(int(number) for number in found[3].split(b","))
    code, written = (part.decode() if part else "" for part in (found[4], found[5]))
    round_ = int(found[6]) if found[6] else 1
    deputy = bytes.fromhex(found[7].decode()).decode("utf-8", "replace") if found[7] else ""
    return Mark(found[1].decode(), int(found[2]), copies, code, written, round_, deputy)


def _hidden(name: str) -> str:
    """Return a name as the properties of any file can hold it, and as it is found again in their bytes."""
    return name.encode("utf-8", "replace").hex()


def read_scanned(text: str) -> Mark | None:
    """Return what a scanned QR code says, None where it is none of ours."""
    found = _SCANNED.fullmatch(text.strip().lower())
    return Mark(found[1], int(found[2]), (int(found[3]),), found[4].upper()) if found else None


def _docx_properties(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, archive.open(_PROPERTIES) as file:
            return file.read(_MAX_PROPERTIES)
    except (zipfile.BadZipFile, zlib.error, KeyError, OSError, EOFError, ValueError, RuntimeError):
        return b""
