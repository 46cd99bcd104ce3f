"""What nobody could have entered with this program: values, ink, marks and moments of another shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from forms.deputies import read_key
from forms.errors import BadValue, Failure
from forms.ink import read_signature
from forms.merging import Part, is_origin, parts
from forms.record import FROM_FILE, FROM_PAPER, IN_PERSON, Record
from forms.remarks import Remark
from forms.template import Template
from forms.template_file import RESERVED

from ..chain import Chain, all_lines
from .form import referred

_MOST_NUMBER, _MOST_ROUNDS, _MOST_REMARKS = 2**40, 100, 1000
_ENTERED = ("answers", "signatures")
_FIRST_YEAR, _LAST_YEAR = 1970, 2200


def misshapen(template: Template, record: Record, chain: Chain) -> str | None:
    """Return the key of the first thing that is none in a sheet that came from outside; None where all is well."""
    return next(_misshapen(template, record, chain), None)


def _misshapen(template: Template, record: Record, chain: Chain) -> Iterator[str]:
    numbers = (record.revision, record.round, len(record.earlier) + 1)
    if not (0 <= numbers[0] <= _MOST_NUMBER and 1 <= numbers[1] <= _MOST_ROUNDS and numbers[1] == numbers[2]):
        yield "round"
    moments = [moment for moment in (record.created, record.updated) if moment]
    moments += [line.event.when for line in all_lines(chain.lines)]
    if not all(map(_is_moment, moments)) or not _is_day(record.reopened):
        yield "when"
    voices = (record.answers, record.signatures, *(voice.get(what, {}) for voice in record.joint.values() for what in _ENTERED))
    yield from sorted(RESERVED & {name for voice in voices for name in voice})  # would stand for a part of it
    for key, part in parts(record).items():
        if not _is_part(template, record, key, part):
            yield read_key(key)[0]
    if len(record.remarks) > _MOST_REMARKS or any(Remark.of(remark) is None for remark in record.remarks):
        yield "remarks"
    if not {*record.scans} <= referred({"scans": list(record.scans)}):
        yield "scans"
    if not all(_is_former(record, former, place) for place, former in enumerate(record.earlier, start=1)):
        yield "earlier"


def _is_part(template: Template, record: Record, key: str, part: Any) -> bool:
    if is_origin(key):
        return _is_origin(part)
    if not isinstance(part, Part):
        return True
    asked = record.version == template.version  # an older template may have had other options
    return _is_answer(template, read_key(key)[0], part.answer if asked else None) and _is_ink(part.ink)


def _is_answer(template: Template, name: str, answer: Any) -> bool:
    field = template.by_name.get(name)
    if field is None or answer is None:
        return True
    try:
        return bool(field.keep(list(answer) if isinstance(answer, tuple) else answer) == answer)
    except BadValue:
        return False


def _is_ink(ink: Any) -> bool:
    """True also for a kind of ink that only a newer program knows: it is kept, and counts as void."""
    if ink is None:
        return True
    try:
        read_signature(ink)
    except Failure as failure:
        return failure.code == "unknown_signature"
    return all(isinstance(ink.get(name, ""), str) for name in ("name", "role", "at", "digest", "words"))


def _is_origin(origin: Any) -> bool:
    if not isinstance(origin, Mapping):  # an answer under the name of an origin
        return False
    texts, scans = ("name", "by", "at", "file"), origin.get("scans", [])
    known = origin.get("how") in (IN_PERSON, FROM_PAPER, FROM_FILE)
    return (
        known
        and all(isinstance(origin.get(name, ""), str) for name in texts)
        and isinstance(scans, list)
        and _are_digests(scans)
    )


def _are_digests(scans: list[Any]) -> bool:
    return all(isinstance(scan, str) for scan in scans) and {*scans} <= referred({"scans": scans})


def _is_former(record: Record, former: Mapping[str, Any], place: int) -> bool:
    try:
        read = Record.from_plain(former)
    except Failure:
        return False
    return (read.id, read.template, read.round, read.earlier) == (record.id, record.template, place, ())


def _is_moment(text: str) -> bool:
    try:
        return _FIRST_YEAR <= datetime.fromisoformat(text).year <= _LAST_YEAR
    except ValueError:
        return False


def _is_day(text: str) -> bool:
    try:
        return text == "" or _FIRST_YEAR <= date.fromisoformat(text).year <= _LAST_YEAR
    except ValueError:
        return False
