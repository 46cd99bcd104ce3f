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
_ANNEX_MARK = re.compile(r"附[ \u3000]?件[ \u3000]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})?")
_LONGEST_HEADING = 60
_LONGEST_RUN_IN = 40
_RUN_IN_LEVELS = 2
"""Only 一、 and （一） have a font of their own to show."""
ANNEX = 5
"""The level of 附件 alone on a line: an annex begins, on a page of its own."""
_SENTENCE_END = frozenset("。！？；!?;")
_GREETING = re.compile(r".{0,40}(?:代表|委员|同志|先生|女士)?[，,]?[您你]们?好[！!：:]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph without the white space at its ends; `start` is its place in the text.

    `level` is 1 to 4 for a heading (一、（一）1. （1）), ANNEX for the mark of an annex and 0 for text; `flush` is not
    indented: a salutation, the mark, or the rest of a paragraph that began on the page before. Text may begin with a
    heading on the same line, （一）加强领导。成立专班……: `run_in` is how long that is, `run_in_level` its level. `empty`
    lines stand between it and the paragraph before; those before the first one and behind the last one count for nothing.
    """

    text: str
    start: int
    level: int = 0
    flush: bool = False
    run_in: int = 0
    run_in_level: int = 0
    empty: int = 0


def paragraphs(text: str, start: int = 0) -> Iterator[Paragraph]:
    """Yield the paragraphs of `text` from the place `start` on; blank lines are none."""
    stop = -1
    opens = not text[:start].strip(_BLANK + "\n")
    for match in _PARAGRAPH.finditer(text, start):
        line = match[0].lstrip(_BLANK)
        begin = match.end() - len(line)
        line = line.rstrip(_BLANK)
        if line:
            rest = match.start() == start > 0 and text[start - 1] != "\n"
            empty = text.count("\n", stop, begin) - 1 if stop >= 0 else 0
            yield Paragraph(line, begin, flush=True) if rest else _paragraph(line, begin, opens, empty)
            opens, stop = False, begin + len(line)


def _paragraph(line: str, begin: int, opens: bool, empty: int) -> Paragraph:
    level = heading_level(line)
    if level:
        return Paragraph(line, begin, level, flush=level == ANNEX, empty=empty)
    return Paragraph(line, begin, 0, opens and is_salutation(line), *_run_in(line), empty)


def _run_in(line: str) -> tuple[int, int]:
    """Return the length and the level of a heading at the beginning of a text: its number and one short sentence."""
    end = line.find("。", 0, _LONGEST_RUN_IN) + 1
    if not end or end == len(line):
        return 0, 0
    level = next((level for level, form in enumerate(_LEVELS[:_RUN_IN_LEVELS], 1) if form.match(line)), 0)
    return (end, level) if level else (0, 0)


def heading_level(line: str) -> int:
    """Return 1 to 4 for a heading by its number, ANNEX for 附件 alone, 0 for a line that is none: a sentence is no heading."""
    if _ANNEX_MARK.fullmatch(line):
        return ANNEX
    if len(line) > _LONGEST_HEADING or _SENTENCE_END & set(line):
        return 0
    return next((level for level, form in enumerate(_LEVELS, 1) if form.match(line)), 0)


def is_salutation(line: str) -> bool:
    """True for a line of its own that addresses somebody: 张三、李四代表： or 张三代表，您好！"""
    if _GREETING.fullmatch(line):
        return True
    return line[-1] in "：:" and not _SENTENCE_END & set(line) and len(line) <= 400 and not _ANNOUNCES.search(line)


_ANNOUNCES = re.compile(r"如下|以下|下列")
