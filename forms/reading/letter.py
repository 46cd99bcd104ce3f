"""A reply letter: its heading, its head of metadata, its body from the salutation on, and what these say about the case."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from string import Formatter

from ..template import Template
from .opening import is_heading, salutation, title_in
from .pieces import Piece

_FOLLOWS = re.compile(r"\s*(?:现将)?[\u4e00-\u9fff]{0,8}(?:答复|办理|回复)[\u4e00-\u9fff]{0,6}如下\s*[:：]\s*")
_HEAD_LINES = 60
"""A heading or a salutation further down is not that of the letter."""
_HEADING_LINES = 3
_LONG = 40


@dataclass(frozen=True, slots=True)
class Letter:
    """The pieces of a letter by what they are: `head` is all in front of the body but the heading."""

    head: tuple[Piece, ...]
    heading: tuple[Piece, ...]
    body: tuple[Piece, ...]
    names: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return "".join(piece.text.strip(" \u3000") for piece in self.heading)

    @property
    def opening(self) -> list[str]:
        """The salutation and the paragraphs in which a letter says what it answers."""
        return [piece.text for piece in self.body if not piece.empty][:4]

    def suggestion(self, template: Template) -> str | None:
        """The suggestion's title, from the opening, from the heading, or from the template's pattern of the heading."""
        matched = title_form(template)
        by_pattern = matched.fullmatch(self.title) if matched else None
        if by_pattern and "title" in by_pattern.groupdict():
            return by_pattern["title"]
        return next((title for text in (*self.opening, self.title) if (title := title_in(text))), None)


def read_letter(pieces: Sequence[Piece], template: Template) -> Letter | None:
    """Return the letter that `pieces` hold; None where they have neither a salutation nor a heading."""
    filled = [piece for piece in pieces if not piece.empty]
    start = next((i for i, piece in enumerate(filled[:_HEAD_LINES]) if salutation(piece.text) is not None), None)
    heading = _heading(filled[: _HEAD_LINES if start is None else start], template)
    if start is None and heading is None:
        return None
    first = _without_salutation(filled, heading) if start is None else start
    title = range(*heading) if heading else range(0)
    names = salutation(filled[first].text) if first < len(filled) else None
    return Letter(
        head=tuple(piece for i, piece in enumerate(filled[:first]) if i not in title),
        heading=tuple(filled[i] for i in title),
        body=tuple(_from(pieces, filled, first)),
        names=names or (),
    )


def _from(pieces: Sequence[Piece], filled: Sequence[Piece], first: int) -> Sequence[Piece]:
    return pieces[list(pieces).index(filled[first]) :] if first < len(filled) else ()


def _heading(lines: Sequence[Piece], template: Template) -> tuple[int, int] | None:
    """Where the heading stands: a line like the template's pattern, else the last that is one, with all its lines."""
    form = title_form(template)
    for number, piece in enumerate(lines):
        if form and form.fullmatch(piece.text.strip(" \u3000")):
            return number, number + 1
    found = [number for number, piece in enumerate(lines) if is_heading(piece.text)]
    if not found:
        return None
    last = found[-1]
    first = last
    while first > max(0, last - _HEADING_LINES + 1) and not _begins_heading(lines[first].text):
        first -= 1
    return (first if _begins_heading(lines[first].text) and _together(lines[first : last + 1]) else last), last + 1


def _begins_heading(line: str) -> bool:
    return "关于" in line or "《" in line or line.lstrip(" \u3000").startswith("对")


def _together(lines: Sequence[Piece]) -> bool:
    return all(b.line.source - a.line.source == 1 for a, b in pairwise(lines))


def _without_salutation(lines: Sequence[Piece], heading: tuple[int, int] | None) -> int:
    """Where the body begins that speaks to nobody: behind 答复情况如下：, else at the first long line or sentence."""
    after = heading[1] if heading else 0
    for number in range(after, min(len(lines), _HEAD_LINES)):
        if _FOLLOWS.fullmatch(lines[number].text):
            return number + 1
    for number in range(after, len(lines)):
        text = lines[number].text.rstrip(" \u3000")
        if len(text) > _LONG or text.endswith("。"):
            return number
    return len(lines)


def title_form(template: Template) -> re.Pattern[str] | None:
    """Return what a line looks like that the template's pattern of the reply's title made, with a group for each field."""
    pattern = template.attachment.title_pattern if template.attachment else ""
    if not pattern:
        return None
    form = ""
    named: set[str] = set()
    for literal, name, _, _ in Formatter().parse(pattern):
        form += r"\s*".join(re.escape(sign) for sign in literal if not sign.isspace())
        if name:
            form += ".+" if name in named else rf"(?P<{name}>.+)"
            named.add(name)
    return re.compile(form)
