"""Where a page may end: not behind a heading, and not so that one line of a paragraph stands alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .breaking import TextLine
from .paragraphs import heading_level

_FARTHEST = 4
"""How many lines a page may stay short for that."""


def page_end(lines: Sequence[TextLine], begin: int, end: int) -> int:
    """Return where a page ends that begins at `begin` and holds the lines up to `end` at most."""
    return len(lines) if end >= len(lines) else last_turn(lambda place: _may_turn(lines, place), begin, end)


def last_turn(allowed: Callable[[int], bool], begin: int, end: int) -> int:
    """Return the last place up to `end` before which a page may end, `end` itself where there is none near it."""
    return next((place for place in range(end, max(begin, end - _FARTHEST - 1), -1) if allowed(place)), end)


def _may_turn(lines: Sequence[TextLine], place: int) -> bool:
    """True where a page may end before the line at `place`."""
    before, after = lines[place - 1], lines[place]
    if after.first:
        return not (before.last and _ends_heading(lines, place - 1))
    return not before.first and not after.last and not _ends_heading(lines, place)


def _ends_heading(lines: Sequence[TextLine], place: int) -> bool:
    """True where the line belongs to a heading, of one line or of two."""
    begin = place if lines[place].first else max(0, place - 1)
    text = lines[begin].text if begin == place else lines[begin].text + lines[place].text
    return lines[begin].first and bool(heading_level(text.rstrip(" \u3000")))
