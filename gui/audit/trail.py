"""The events of a history in the order in which one reads them, those of a merged package below the event that brought them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from storage.journal import Event

_DEEPEST = 3


class Entry(NamedTuple):
    """One event, how deep it is embedded, and whether it stands behind the line from which the chain does not hold."""

    event: Event
    depth: int = 0
    doubtful: bool = False


def entries(events: Sequence[Event], broken_at: int | None = None, torn: int = 0) -> Iterator[Entry]:
    """Yield the events, newest first. `broken_at` is a line (from 1): with torn lines nobody knows whose line it is."""
    first_bad = broken_at if broken_at is not None and not torn else None
    for number, event in reversed(list(enumerate(events, start=1))):
        doubtful = first_bad is not None and number >= first_bad
        yield Entry(event, 0, doubtful)
        yield from _embedded(event, 1, doubtful)


def _embedded(event: Event, depth: int, doubtful: bool) -> Iterator[Entry]:
    if depth > _DEEPEST:
        return
    for inner in reversed(embedded(event.detail)):
        yield Entry(inner, depth, doubtful)
        yield from _embedded(inner, depth + 1, doubtful)


def embedded(detail: Mapping[str, Any]) -> list[Event]:
    """Return the events that a package brought along, oldest first; what is no event is left out."""
    found = detail.get("events")
    return [event for event in map(_event, found) if event] if isinstance(found, (list, tuple)) else []


def _event(plain: object) -> Event | None:
    if not isinstance(plain, Mapping):
        return None
    when, who, what, detail = (plain.get(name) for name in ("when", "who", "what", "detail"))
    if not (isinstance(when, str) and isinstance(who, str) and isinstance(what, str)):
        return None
    return Event(when, who, what, detail if isinstance(detail, Mapping) else {})
