"""The lines of a history in the order in which one reads them, those that a package brought below the line that holds them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from storage.chain import Chain, Line
from storage.journal import Event

DEEPEST = 3
"""How far lines are set in; what is deeper stands there too."""


class Entry(NamedTuple):
    """One event, how deep it is set in, and whether it stands behind the place from which the chain does not hold."""

    event: Event
    depth: int = 0
    doubtful: bool = False


def entries(chain: Chain) -> Iterator[Entry]:
    """Yield the events, newest first."""
    for line in reversed(chain.lines):
        yield from _shown(line, 0, chain.broken_at is not None and line.number >= chain.broken_at)


def _shown(line: Line, depth: int, doubtful: bool) -> Iterator[Entry]:
    yield Entry(line.event, min(depth, DEEPEST), doubtful)
    for inner in reversed(line.inside):
        yield from _shown(inner, depth + 1, doubtful)
