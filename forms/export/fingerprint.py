"""The fingerprint of a sheet: a short code that is the same as long as the paper shows the same."""

from __future__ import annotations

from hashlib import sha256

from ..canonical import plain_json
from ..record import Record
from ..template import Template
from ..text import clean

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Thirty-two signs that nobody mistakes for one another when a code is read out."""
CODE_LENGTH = 16
_GROUP = 4


def fingerprint(template: Template, record: Record) -> str:
    """Return the code: 80 bits of a SHA-256 over what the paper shows, as sixteen signs without dashes.

    It covers template and version, the printed answers, the round and the signatures. Case details that no paper shows,
    the revision and the time of the last save are left out: a file or paper stays true while only those change.
    """
    bits = int.from_bytes(sha256(canonical(template, record)).digest()[: CODE_LENGTH * 5 // 8], "big")
    return "".join(_CROCKFORD[bits >> shift & 31] for shift in range(CODE_LENGTH * 5 - 5, -1, -5))


def canonical(template: Template, record: Record) -> bytes:
    """Return what the fingerprint covers, as JSON of one form: sorted, without spaces, as a paper can show it."""
    answers = {
        field.name: clean(value) if isinstance(value, str) else [clean(name) for name in value]
        for field in template.fields
        if field.printed and (value := record.answers.get(field.name)) is not None
    }
    return plain_json(
        {
            "template": record.template,
            "version": record.version,
            "round": record.round,
            "answers": answers,
            "signatures": dict(record.signatures),
        }
    )


def read_code(text: str) -> str:
    """Return the code that somebody typed off a paper, "" where it is none: dashes, blanks and case do not matter, and the
    letters O, I and L are taken for the digits that they are misread from (Crockford's rule)."""
    plain = "".join(text.upper().split()).replace("-", "").translate(str.maketrans("OIL", "011"))
    return plain if len(plain) == CODE_LENGTH and set(plain) <= set(_CROCKFORD) else ""


def spaced(code: str) -> str:
    """Return the code as it is printed, in groups of four: 7K3Q-M2XD-0H5V-9RTA."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))
