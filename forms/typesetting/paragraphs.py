"""The paragraphs of a long text: where each stands, and whether it is a heading, a salutation or plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"[^\n]+")
_BLANK = " \u3000"
_LEVELS = (
    re.compile(r"[一二三四五六七八九十百]+、"),
    re.compile(r"[（(][一二三四五六七八九十百]+[）)]"),
    re.compile(r"\d{1,2}[.．、](?!\d)"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)
_LONGEST_HEADING = 60
_SENTENCE_END = frozenset("。！？；!?;")
_GREETING = re.compile(r".{0,40}(?:代表|委员|同志|先生|女士)?[，,]?[您你]们?好[！!：:]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph without the white space at its ends; `start` is its place in the text.

    `level` is 1 to 4 for a heading (一、（一）1. （1）) and 0 for text; `flush` is not indented: a salutation, or the
    rest of a paragraph that began on the page before.
    """

    text: str
    start: int
    level: int = 0
    flush: bool = False


def paragraphs(text: str, start: int = 0) -> Iterator[Paragraph]:
    """Yield the paragraphs of `text` from the place `start` on; blank lines are none."""
    opens = not text[:start].strip(_BLANK + "\n")
    for match in _PARAGRAPH.finditer(text, start):
        line = match[0].lstrip(_BLANK)
        begin = match.end() - len(line)
        line = line.rstrip(_BLANK)
        if line:
            level = heading_level(line)
            rest = match.start() == start > 0 and text[start - 1] != "\n"
            yield Paragraph(line, begin, 0 if rest else level, rest or (opens and not level and is_salutation(line)))
            opens = False


def heading_level(line: str) -> int:
    """Return 1 to 4 for a heading by its number, 0 for a line that is none: a sentence is no heading."""
    if len(line) > _LONGEST_HEADING or _SENTENCE_END & set(line):
        return 0
    return next((level for level, form in enumerate(_LEVELS, 1) if form.match(line)), 0)


def is_salutation(line: str) -> bool:
    """True for a line of its own that addresses somebody: 张三、李四代表： or 张三代表，您好！"""
    if _GREETING.fullmatch(line):
        return True
    return line[-1] in "：:" and not _SENTENCE_END & set(line) and len(line) <= 400 and not _ANNOUNCES.search(line)


_ANNOUNCES = re.compile(r"如下|以下|下列")
