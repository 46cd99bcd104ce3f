"""Where a page may end: not behind a heading, and not so that one line of a paragraph stands alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .breaking import TextLine
from .paragraphs import heading_level

_FARTHEST = 4
"""How many lines a page may stay short for that."""


def page_end(lines: Sequence[TextLine], begin: int, end: int) -> int:
    """Return where a page ends that begins at `begin` and holds the lines up to `end` at most."""
    if end >= len(lines):
        return len(lines)
    return last_turn(lambda place: _may_turn(lines, place), lambda place: bool(lines[place].text), begin, end)


def last_turn(allowed: Callable[[int], bool], filled: Callable[[int], bool], begin: int, end: int) -> int:
    """Return the last place up to `end` before which a page may end, `end` itself where there is none near it.

    How near is counted in lines that are `filled`: empty ones may move with those above them, however many they are.
    """
    short = 0
    for place in range(end, begin, -1):
        if allowed(place):
            return place
        short += filled(place - 1)
        if short > _FARTHEST:
            break
    return end


def _may_turn(lines: Sequence[TextLine], place: int) -> bool:
    """True where a page may end before the line at `place`."""
    before, after = lines[place - 1], lines[place]
    if after.first:
        return not _behind_heading(lines, place)
    return not before.first and not after.last and not _ends_heading(lines, place)


def _behind_heading(lines: Sequence[TextLine], place: int) -> bool:
    """True where nothing but a few empty lines stands between the end of a heading and the line at `place`."""
    above = next((number for number in range(place - 1, max(-1, place - 2 - _FARTHEST), -1) if lines[number].text), -1)
    return above >= 0 and lines[above].last and _ends_heading(lines, above)


def _ends_heading(lines: Sequence[TextLine], place: int) -> bool:
    """True where the line belongs to a heading, of one line or of two."""
    begin = place if lines[place].first else max(0, place - 1)
    text = lines[begin].text if begin == place else lines[begin].text + lines[place].text
    return lines[begin].first and bool(heading_level(text.rstrip(" \u3000")))
