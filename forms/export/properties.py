"""What an exported file says of itself, from the record alone: no clock is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..record import Record
from ..template import Template
from .caption import caption_of
from .fingerprint import fingerprint
from .mark import Mark, letters_of
from .options import ExportOptions, edition

PRODUCER = "ReplySheet"
_PLAIN = ExportOptions()
_INSTANT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?")


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself; `created` and `modified` are ISO 8601 instants, "" where there are none."""

    title: str
    author: str
    subject: str
    keywords: str
    created: str = ""
    modified: str = ""


def mark_of(template: Template, record: Record, numbers: Sequence[int], options: ExportOptions) -> Mark:
    """Return the mark by which a file with the copies of these numbers is known."""
    code = fingerprint(template, record)
    return Mark(record.id, record.revision, tuple(numbers), code, letters_of(options), record.round, options.deputy)


def properties_of(template: Template, record: Record, numbers: Sequence[int], options: ExportOptions = _PLAIN) -> Properties:
    """Return the properties of a file with the copies of these numbers; the keywords are its mark."""
    unit = template.by_name.get("lead_unit")
    told = edition(record.round, options.deputy)
    return Properties(
        title=caption_of(template, record).title or template.name,
        author=template.show(unit.name, record.answers.get(unit.name)) if unit else "",
        subject=template.name + (f"（{'，'.join(told)}）" if told else ""),
        keywords=mark_of(template, record, numbers, options).keyword,
        created=record.created or record.updated,
        modified=record.updated,
    )


def pdf_date(instant: str) -> str:
    """Return D:20230506140300+08'00' for an ISO 8601 instant, "" for anything else (ISO 32000-1, 7.9.4).

    Without a zone it is taken as universal time, here and in `w3c_date`: PDF/A wants both to name the same instant.
    """
    match = _INSTANT.fullmatch(instant)
    if not match:
        return ""
    zone = match[7] or "Z"
    shift = zone if zone == "Z" else f"{zone[:3]}'{zone[-2:]}'"
    return "D:" + "".join(match[number] or "00" for number in range(1, 7)) + shift


def w3c_date(instant: str) -> str:
    """Return 2023-05-06T14:03:00+08:00 for an ISO 8601 instant, "" for anything else (W3CDTF, as DOCX and XMP have it)."""
    match = _INSTANT.fullmatch(instant)
    if not match:
        return ""
    zone = match[7] or "Z"
    shift = zone if zone == "Z" else f"{zone[:3]}:{zone[-2:]}"
    return f"{match[1]}-{match[2]}-{match[3]}T{match[4]}:{match[5]}:{match[6] or '00'}{shift}"
