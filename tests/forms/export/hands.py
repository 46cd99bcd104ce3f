"""Hands that write: what they left on a pad, and records that they signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from forms.fields import SealField
from forms.record import Record
from forms.signing import sign
from forms.template import Template

SIGNATURE = {
    "kind": "strokes",
    "width": 600,
    "height": 200,
    "strokes": [
        [[x, 100 + (x % 60) - 30, x * 3, 0.3 + x / 1200] for x in range(20, 580, 7)],
        [[300, 20, 0, 0.5], [290, 190, 90, 0.9]],
    ],
}
WRITING = {
    "kind": "strokes",
    "width": 1000,
    "height": 400,
    "strokes": [[[x, y + (x % 100) - 50, x * 3, 0.5] for x in range(30, 960, 9)] for y in (70, 200, 330)],
}
AT = "2023-05-06T14:00:00+08:00"


def signed(template: Template, record: Record, **inks: Any) -> Record:
    """Return the record with these inks; those for whom a field is meant sign, in the order of the sheet."""
    order = [*template.by_name, *(name for name in inks if name not in template.by_name)]
    for name in sorted(inks, key=order.index):
        record = replace(record, signatures={**record.signatures, name: _entry(template, record, name, inks[name])})
    return record


def _entry(template: Template, record: Record, name: str, ink: Any) -> Any:
    field = template.by_name.get(name)
    if field is None or not field.signed or isinstance(field, SealField) or not isinstance(ink, Mapping) or not ink:
        return ink
    return sign(template, record, name, ink, name="张三", at=AT)
