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
    """One line: whether a page may end before it, whether one must, and how many rows it stands below the line before.

    An empty line that `hangs` stands on the last row where the page is full: nothing follows it on the next one.
    """

    may_turn: bool
    must_turn: bool = False
    step: int = 1
    filled: bool = True
    hangs: bool = False


def spots(paragraphs: Iterable[tuple[int, int, Place]], first: int, per_page: int) -> list[Spot]:
    """Return where each line stands; paragraphs are (lines, level of heading, place), empty lines are paragraphs too.

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
    before, behind_heading, empty = Place.TEXT, False, 0
    for lines, level, place in paragraphs:
        if place is Place.EMPTY:
            empty += 1
            continue
        closing = place in (Place.UNIT, Place.DATE)
        rows += [_Row(not (behind_heading or closing), filled=False, hangs=level == ANNEX)] * empty
        space = space_before(place, before, empty) if rows else 0
        rows.append(_Row(not (behind_heading or closing), bool(rows) and level == ANNEX, 1 + space))
        for number in range(1, lines):
            rows.append(_Row(not (number in (1, lines - 1) or level or closing)))
        before, behind_heading, empty = place, bool(level), 0
    return rows + [_Row(True, filled=False)] * empty


def _page(rows: Sequence[_Row], begin: int, room: int) -> list[int]:
    """Return the rows on which the lines from `begin` on stand, as many as the page holds."""
    taken = [0]
    for end in range(begin + 1, len(rows)):
        row = rows[end]
        standing = min(taken[-1] + row.step, room - 1) if row.hangs else taken[-1] + row.step
        if row.must_turn or standing >= room:
            break
        taken.append(standing)
    end = begin + len(taken)
    if end < len(rows) and not rows[end].must_turn:
        end = last_turn(lambda place: rows[place].may_turn, lambda place: rows[place].filled, begin, end)
    return taken[: end - begin]
