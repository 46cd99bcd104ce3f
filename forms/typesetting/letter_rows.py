"""On which page and row each line of a letter stands: kept apart from fonts and drawing, so that screen and paper agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .closing import Place, space_before
from .paragraphs import ANNEX
from .turning import last_turn


class Spot(NamedTuple):
    """A page of the letter and a row on it, both from 0. The rows of a title on the first page are not counted."""

    page: int
    row: int


@dataclass(frozen=True, slots=True)
class _Row:
    """One line: whether a page may end before it, whether one must, how many rows before it stay empty."""

    may_turn: bool
    must_turn: bool
    space: int


def spots(paragraphs: Iterable[tuple[int, int, Place]], first: int, per_page: int) -> list[Spot]:
    """Return where each line stands; paragraphs are (lines, level of heading, place).

    `first` rows are free on the first page (0: it is full already), `per_page` on all others. No heading ends a page, no
    line of a paragraph stands alone, unit and date have text above them, an annex begins on a page of its own.
    """
    rows = _rows(paragraphs)
    found: list[Spot] = []
    page, room = 0, first
    while len(found) < len(rows):
        if room > 0:
            found += [Spot(page, row) for row in _page(rows, len(found), room)]
        page, room = page + 1, per_page
    return found


def _rows(paragraphs: Iterable[tuple[int, int, Place]]) -> list[_Row]:
    rows: list[_Row] = []
    before, behind_heading = Place.TEXT, False
    for lines, level, place in paragraphs:
        closing = place in (Place.UNIT, Place.DATE)
        for number in range(lines):
            lone = number in (1, lines - 1) or bool(level) if number else behind_heading
            begins = bool(rows) and not number
            space = space_before(place, before) if begins else 0
            rows.append(_Row(not (lone or closing), begins and level == ANNEX, space))
        before, behind_heading = place, bool(level)
    return rows


def _page(rows: Sequence[_Row], begin: int, room: int) -> list[int]:
    """Return the rows on which the lines from `begin` on stand, as many as the page holds."""
    taken = [0]
    for row in rows[begin + 1 :]:
        if row.must_turn or taken[-1] + row.space + 1 >= room:
            break
        taken.append(taken[-1] + row.space + 1)
    end = begin + len(taken)
    if end < len(rows) and not rows[end].must_turn:
        end = last_turn(lambda place: rows[place].may_turn, begin, end)
    return taken[: end - begin]
