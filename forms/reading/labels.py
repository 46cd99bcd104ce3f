"""Finds the labels of a template in the lines of a file: all places where each could be, then the best chain in order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from .document import Line
from .normal import Letters, letters_of_character
from .printed import NUMBER, Label
from .ticks import is_mark

MAX_CANDIDATES = 20_000
"""Places of labels looked at in one file; a whole sheet has some hundred."""

_WHOLE_CELL, _WHOLE_LINE, _LINE_START, _LOOSE = 7, 6, 6, 2
SURE = _LINE_START
_BESIDE = 200
_CUT = "\0"
"""Stands in no cleaned text."""
_NUMBER_BEFORE = re.compile(rf"{NUMBER}$")


@dataclass(frozen=True, slots=True)
class Span:
    """From (line, offset) up to but without (last line, end)."""

    line: int
    offset: int
    last: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A label in its place in the file; `line` is the one it begins on.

    `sure`: nothing but the label, and an answer where one belongs, stands on its line.
    """

    label: Label
    span: Span
    line: Line
    sure: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    stop: int
    span: Span
    worth: int


@dataclass(frozen=True, slots=True)
class _Chain:
    """Labels found in order, up to letter `stop`; of equal chains the frontier keeps the one that stops first."""

    stop: int
    score: tuple[int, int]
    found: Found | None
    before: _Chain | None


def find_labels(lines: Sequence[Line], labels: Sequence[Label], letters: Letters | None = None) -> list[Found]:
    """Return the labels that are there, in the order of the file, which is that of the paper.

    Every label is found at most once and none behind a later one; of all such choices the one with the most, and the
    surest, labels is taken. A label behind a long text is taken as late as the others allow: the text may quote it.
    """
    letters = letters or Letters(lines)
    frontier = [_Chain(0, (0, 0), None, None)]
    looked_at = 0
    for label in labels:
        matches = list(islice(label.form.finditer(letters.text), MAX_CANDIDATES - looked_at))
        looked_at += len(matches)
        if looked_at == MAX_CANDIDATES:
            return []
        longer = []
        for rank, candidate in enumerate(_candidates(lines, letters, label, matches)):
            before = frontier[bisect_right(frontier, candidate.start, key=lambda chain: chain.stop) - 1]
            late = rank if label.after_long_text else 0
            score = (before.score[0] + candidate.worth, before.score[1] + late)
            found = Found(label, candidate.span, lines[candidate.span.line], candidate.worth >= SURE)
            longer.append(_Chain(candidate.stop, score, found, before))
        frontier = _best_first(frontier, longer)
    return _unrolled(frontier[-1])


def _best_first(frontier: list[_Chain], longer: list[_Chain]) -> list[_Chain]:
    """Merge chains, keeping only those that no other one beats by stopping no later with no lower score."""
    kept: list[_Chain] = []
    for chain in sorted([*frontier, *longer], key=lambda chain: (chain.stop, (-chain.score[0], -chain.score[1]))):
        if not kept or chain.score > kept[-1].score:
            kept.append(chain)
    return kept


def _unrolled(chain: _Chain | None) -> list[Found]:
    found: list[Found] = []
    while chain is not None:
        if chain.found:
            found.append(chain.found)
        chain = chain.before
    return found[::-1]


def _candidates(
    lines: Sequence[Line], letters: Letters, label: Label, matches: Sequence[re.Match[str]]
) -> Iterator[_Candidate]:
    for match in matches:
        (line, offset), (last, end) = letters.place(match.start()), letters.place(match.end() - 1)
        span = _grown(lines, label, Span(line, offset, last, end + 1))
        worth = _worth(lines, label, span)
        if worth:
            yield _Candidate(match.start(), match.end(), span, worth)


def _grown(lines: Sequence[Line], label: Label, span: Span) -> Span:
    """Take the label's own punctuation and number into the span, and a colon behind it."""
    before, after = _around(lines, span)
    number = _NUMBER_BEFORE.search(before) if label.numbered else None
    offset = span.offset - (len(number[0]) if number else _common(before[::-1], _leading(label.text)[::-1]))
    return Span(span.line, offset, span.last, span.end + _common(after, _trailing(label.text) + ":"))


def _leading(text: str) -> str:
    return text[: next((i for i, c in enumerate(text) if letters_of_character(c)), 0)]


def _trailing(text: str) -> str:
    return text[len(text) - next((i for i, c in enumerate(reversed(text)) if letters_of_character(c)), 0) :]


WIDTHS = str.maketrans("：（），．；“”", ':(),.;""')


def _common(text: str, own: str) -> int:
    """How many characters at the start of `text` are the label's own punctuation, in whatever width and with spaces."""
    wanted = own.translate(WIDTHS).replace(" ", "")
    taken = 0
    for place, character in enumerate(text):
        plain = character.translate(WIDTHS)
        if character in " \u3000":
            continue
        found = wanted.find(plain)
        if found < 0:
            break
        wanted, taken = wanted[found + 1 :], place + 1
    return taken


def _worth(lines: Sequence[Line], label: Label, span: Span) -> int:
    first, last = lines[span.line], lines[span.last]
    before, after = _around(lines, span)
    at_start, at_end = _only_marks(before), _only_marks(after)
    if first.cell != last.cell and first.source != last.source and (before or after):
        return 0  # in a text a line end within a cell looks like the end of the cell; then nothing else stands beside the label
    if at_start and at_end:
        alone = _begins_cell(lines, span.line) and _ends_cell(lines, span.last)
        return _WHOLE_CELL if alone else _WHOLE_LINE
    behind_colon = last.text[span.end - 1] in ":："
    if at_start and label.open and behind_colon:
        return _LINE_START
    started = at_start or before[-1] in " \u3000" or is_mark(before[-1])
    ended = at_end or behind_colon or after[0] in " \u3000" or is_mark(after[0])
    return _LOOSE if started and ended and span.line == span.last else 0


def _around(lines: Sequence[Line], span: Span) -> tuple[str, str]:
    """What stands beside a span on its lines, no further than a look at it needs; a longer line is cut, and marked as cut."""
    first, last = lines[span.line].text, lines[span.last].text
    before, after = first[max(0, span.offset - _BESIDE) : span.offset], last[span.end : span.end + _BESIDE]
    return _CUT * (span.offset > _BESIDE) + before, after + _CUT * (len(last) - span.end > _BESIDE)


def _only_marks(text: str) -> bool:
    return all(character in " \u3000()（）" or is_mark(character) for character in text)


def _begins_cell(lines: Sequence[Line], number: int) -> bool:
    return lines[number].cell > 0 and (number == 0 or lines[number - 1].cell != lines[number].cell)


def _ends_cell(lines: Sequence[Line], number: int) -> bool:
    return lines[number].cell > 0 and (number == len(lines) - 1 or lines[number + 1].cell != lines[number].cell)
