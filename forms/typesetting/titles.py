"""Titles over letters: centred lines of like length, broken at sense, no character alone (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

from itertools import pairwise

from .breaking import TextLine, break_at, break_paragraph, unit_ends
from .faces import FontRole
from .fonts import FontShelf
from .measures import TITLE_SIZE

_LONGEST = 3000
"""Longer titles are broken where they must be: nobody reads their shape."""
_A_LINE = 1e6
_NO_SENSE, _AWKWARD = 5.0, 25.0
_GOOD_END = frozenset("，、；：。！？》〉”）」』】〕 \u3000")
_FAIR_END = frozenset("的和与及或并对关于把将等")
_GOOD_START = frozenset("《〈“（「『【〔")
_BAD_START = frozenset("的了着过们等性化")


def break_title(title: str, width: float, shelf: FontShelf) -> list[TextLine]:
    """Return the lines of a title of 22 pt on a block of `width` points; none for no title."""
    if not title:
        return []
    greedy = break_paragraph(title, 0, width, TITLE_SIZE, FontRole.TITLE, shelf, justify=False)
    if len(greedy) == 1 or len(title) > _LONGEST:
        return greedy
    cuts = _even_cuts(title, width / TITLE_SIZE, len(greedy), shelf)
    return break_at(title, cuts, width, TITLE_SIZE, FontRole.TITLE, shelf) if cuts else greedy


def _even_cuts(title: str, width: float, lines: int, shelf: FontShelf) -> list[int]:
    """Return the cuts of the cheapest way to set the title, [] where a unit is wider than a line. Widths are ems."""
    advances = shelf.advances(FontRole.TITLE)
    ends = [0, *unit_ends(title)]
    widths = [0.0]
    for begin, end in pairwise(ends):
        widths.append(widths[-1] + sum(advances[char] for char in title[begin:end]))
    aim = widths[-1] / lines
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(ends)):
        costs = []
        for begin in range(end - 1, -1, -1):
            taken = widths[end] - widths[begin]
            if taken > width:
                break
            costs.append((best[begin][0] + _A_LINE + (taken - aim) ** 2 + _break_cost(title, ends[end]), begin))
        if not costs:
            return []
        best.append(min(costs))
    return _walk_back(best, ends)


def _walk_back(best: list[tuple[float, int]], ends: list[int]) -> list[int]:
    cuts: list[int] = []
    at = best[-1][1]
    while at:
        cuts.append(ends[at])
        at = best[at][1]
    return cuts[::-1]


def _break_cost(title: str, end: int) -> float:
    """Return how much a break hurts the sense: least behind a mark or before a book title, most before 的."""
    if end == len(title) or title[end - 1] in _GOOD_END or title[end] in _GOOD_START:
        return 0.0
    if title[end] in _BAD_START:
        return _AWKWARD
    return _NO_SENSE / 2 if title[end - 1] in _FAIR_END else _NO_SENSE
