"""Joint suggestions (联名): every deputy marks and signs for themself, so each has a voice of their own in the record.

The lead deputy's voice stands in the answers like any other; the others' stand in `Record.joint`, by name. A view is the
record as the paper of one deputy shows it: with their marks, comments, signature and date in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from .fields import Role
from .record import Record
from .template import Template
from .text import clean

NOBODY = ""
"""Stands for the lead deputy, named or not."""

_SPREAD = re.compile(r"(?<=[^\x00-\u024f\s])\s+(?=[^\x00-\u024f\s])")
"""Blanks between two Chinese characters; between Latin words they belong to the name."""


def deputies(template: Template, record: Record) -> tuple[str, ...]:
    """Return the names of those who are answered, the lead deputy first; ("",) where the sheet names nobody (yet).

    A name that is spread out with blanks, as lists of names are printed (李　明), is the name without; nobody counts twice.
    """
    return tuple(dict.fromkeys(_named(template, record))) or (NOBODY,)


def is_lead(template: Template, record: Record, deputy: str) -> bool:
    """True for the lead deputy, by name or as NOBODY."""
    first = next(_named(template, record), NOBODY)  # this is asked for each deputy: not all names are read each time
    return deputy in (NOBODY, first)


def view_of(template: Template, record: Record, deputy: str) -> Record:
    """Return the record as the paper of `deputy` shows it."""
    if is_lead(template, record, deputy):
        return record
    voice = record.joint.get(deputy, {})
    origin = voice.get("origin")
    return replace(
        record,
        answers=_exchanged(template, record.answers, voice.get("answers", {})),
        signatures=_exchanged(template, record.signatures, voice.get("signatures", {})),
        origins=MappingProxyType(_without_deputy(record.origins) | ({Role.DEPUTY.value: origin} if origin else {})),
    )


def with_view(template: Template, record: Record, view: Record, deputy: str) -> Record:
    """Return the record into which the view of `deputy` was changed; the inverse of `view_of`."""
    if is_lead(template, record, deputy):
        return view
    voice = {
        "answers": _own(template, view.answers),
        "signatures": _own(template, view.signatures),
        "origin": view.origins.get(Role.DEPUTY.value),
    }
    lead = record.origins.get(Role.DEPUTY.value)
    return replace(
        view,
        answers=_exchanged(template, view.answers, _own(template, record.answers)),
        signatures=_exchanged(template, view.signatures, _own(template, record.signatures)),
        origins=MappingProxyType(_without_deputy(view.origins) | ({Role.DEPUTY.value: lead} if lead else {})),
        joint=MappingProxyType({**record.joint, deputy: voice} if any(voice.values()) else _without(record.joint, deputy)),
    )


def key_of(template: Template, record: Record, field: str, deputy: str) -> str:
    """Return how histories and packages name an answer: `deputy_comments` of the lead deputy, `deputy_comments@李明`."""
    own = field in template.by_name and template.by_name[field].role is Role.DEPUTY
    return f"{field}@{deputy}" if own and not is_lead(template, record, deputy) else field


def read_key(key: str) -> tuple[str, str]:
    """Return field and deputy of what `key_of` made; the deputy is "" for the lead deputy and for fields of others."""
    field, _, deputy = key.partition("@")
    return field, deputy


def _named(template: Template, record: Record) -> Iterator[str]:
    """Yield the names as `deputies` returns them, some of them twice perhaps."""
    for field in template.deputies:
        answer = record.answers.get(field, ())
        for name in (answer,) if isinstance(answer, str) else answer:
            if drawn := _SPREAD.sub("", clean(name)).strip():
                yield drawn


def _own(template: Template, values: Mapping[str, Any]) -> dict[str, Any]:
    """What is the deputy's of answers or signatures."""
    return {
        name: value for name, value in values.items() if name in template.by_name and template.by_name[name].role is Role.DEPUTY
    }


def _exchanged(template: Template, values: Mapping[str, Any], own: Mapping[str, Any]) -> Mapping[str, Any]:
    others = values.keys() - _own(template, values).keys()
    return MappingProxyType({**{name: value for name, value in values.items() if name in others}, **own})


def _without(values: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if key != name}


def _without_deputy(origins: Mapping[str, Any]) -> dict[str, Any]:
    return _without(origins, Role.DEPUTY.value)
