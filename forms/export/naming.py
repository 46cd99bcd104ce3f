"""The names of exported files: 068号_第2次办理_周菁菁_第1份_承办单位存.pdf, safe on every system and of bounded length."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..record import Record
from ..template import Copy, Template
from ..text import clean
from .caption import caption_of
from .options import edition

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\s]+')
_LONGEST_PART = 40
_LONGEST_BYTES = 200
"""Of 255 that file systems allow, so that a temporary suffix still fits."""


def file_name(
    template: Template,
    record: Record,
    format: str,  # noqa: A002 – what it is called everywhere
    copies: Sequence[Copy],
    deputy: str = "",
) -> str:
    """Return the name of the file that holds `copies`, some of the set or all of it; `deputy` names whose copies they are
    where there are several."""
    caption = caption_of(template, record)
    parts = [
        f"{caption.number}号" if caption.number else "",
        *edition(record.round, ""),
        next(filter(None, map(clean, (deputy, _people(caption.people), caption.title, template.name))), ""),
        *_held(template, copies),
    ]
    stem = "_".join(_safe(part) for part in parts if _safe(part))
    while len(stem.encode("utf-8")) > _LONGEST_BYTES:
        stem = stem[:-1]
    return f"{stem}.{format}"


def _held(template: Template, copies: Sequence[Copy]) -> tuple[str, ...]:
    if len(copies) == len(template.copies):
        return (f"一式{len(copies)}份",)
    numbers = "、".join(str(copy.number) for copy in copies)
    return (f"第{numbers}份", *(copy.mark for copy in copies if len(copies) == 1))


def _people(people: tuple[str, ...]) -> str:
    return f"{people[0]}等{len(people)}人" if len(people) > 1 else "".join(people)


def _safe(part: str) -> str:
    """Return what a name on the disk can have of `part`: half a character, as an edited file may hold it, it cannot."""
    return _UNSAFE.sub("", clean(part))[:_LONGEST_PART].strip(". ")
