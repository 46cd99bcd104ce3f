"""The names of exported files: 068号_第2次办理_周菁菁_第1份_承办单位存.pdf, safe on every system and of bounded length."""

from __future__ import annotations

import re

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
    copy: Copy | None,
    deputy: str = "",
) -> str:
    """Return the name of the file with one copy, or with all of them where `copy` is None; `deputy` names whose copies they
    are where there are several."""
    caption = caption_of(template, record)
    parts = [
        f"{caption.number}号" if caption.number else "",
        *edition(record.round, ""),
        clean(deputy) or _people(caption.people) or caption.title or template.name,
        *((f"第{copy.number}份", copy.mark) if copy else (f"一式{len(template.copies)}份",)),
    ]
    stem = "_".join(_safe(part) for part in parts if _safe(part))
    while len(stem.encode("utf-8")) > _LONGEST_BYTES:
        stem = stem[:-1]
    return f"{stem}.{format}"


def _people(people: tuple[str, ...]) -> str:
    return f"{people[0]}等{len(people)}人" if len(people) > 1 else "".join(people)


def _safe(part: str) -> str:
    return _UNSAFE.sub("", part)[:_LONGEST_PART].strip(". ")
