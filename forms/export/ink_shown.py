"""What a place for ink shows on paper: what stands there now, a note that it holds no longer, or nothing, open for a pen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ..errors import Failure
from ..fields import Field, LongTextField, Role
from ..ink import Ink, LeftOpen, Picture, read_signature
from ..record import Record
from ..signing import Standing, standing
from ..template import Template
from ..text import clean

VOID_WORDS = "原签名已失效"
WRITTEN_WORDS = "手写意见"
VOID_SIZE = 9.0
_LONGEST_NAME = 20


@dataclass(frozen=True, slots=True)
class Voided:
    """A signature that holds no longer, since what was signed was changed; `name` is whose it was, "" where nobody knows."""

    name: str


Shown: TypeAlias = "Ink | Picture | Voided | None"


def takes_writing(field: Field) -> bool:
    """True for a field that the deputy may also write into by hand."""
    return isinstance(field, LongTextField) and field.role is Role.DEPUTY


def shown_ink(template: Template, record: Record, field: Field, draft: bool) -> Shown:
    """Return what a place shows. A void signature is never drawn: a draft says so there, else the place is open.

    Failure as `read_signature` says, with the `field`: what was signed and cannot be drawn is never left out in silence.
    """
    plain = record.signatures.get(field.name)
    if not plain or not (field.signed or takes_writing(field)):
        return None
    try:
        left = read_signature(plain)
    except Failure as failure:
        raise Failure(failure.code, **{**failure.params, "field": field.name}) from failure
    if standing(template, record, field.name) is Standing.VOID:
        name = plain.get("name") if isinstance(plain, Mapping) else ""
        return Voided(clean(name)[:_LONGEST_NAME] if isinstance(name, str) else "") if draft else None
    return None if isinstance(left, LeftOpen) else left
