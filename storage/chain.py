"""The chain of a history: events as lines of JSON, each with the digest of the line before, and lines that came from elsewhere.

An event `received` holds, under `lines`, what was done to the sheet on another machine. Those lines keep their own digests and
follow lines that stand before them, so that the whole can be proved like one chain.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

FIRST = "0" * 64
"""What the first line of a history names as the line before."""

RECEIVED = "received"
DEEPEST = 40
"""How often lines from elsewhere may themselves hold lines from elsewhere: each is one coming and going."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing done to a sheet: `when` as ISO 8601, `what` one of created, imported, changed, exported, …"""

    when: str
    who: str
    what: str
    detail: Mapping[str, Any] = field(default_factory=dict)


class Line(NamedTuple):
    """One whole line: `inside` are the lines from elsewhere that it holds; `number` counts the lines of the file from 1."""

    number: int
    raw: bytes
    before: str
    event: Event
    inside: tuple[Line, ...] = ()

    @property
    def digest(self) -> str:
        return digest_of(self.raw)

    def plain(self) -> dict[str, Any]:
        """The line as another history holds it."""
        plain: dict[str, Any] = json.loads(self.raw)
        return plain

    def all(self) -> Iterator[Line]:
        """Yield the lines from elsewhere and then the line itself: what comes before stands before."""
        for line in self.inside:
            yield from line.all()
        yield self


@dataclass(frozen=True, slots=True)
class Chain:
    """What is left of a history: its events, how many lines were torn by a crash, the first line that does not fit (from 1).

    `broken_inside` is the number of the line from elsewhere, within the line `broken_at`, that does not fit; None where that
    line itself does not. `lines` are the whole lines.
    """

    events: tuple[Event, ...]
    torn: int = 0
    broken_at: int | None = None
    broken_inside: int | None = None
    lines: tuple[Line, ...] = ()

    @property
    def end(self) -> str:
        """The digest of the last whole line."""
        return self.lines[-1].digest if self.lines else FIRST

    def known(self) -> frozenset[str]:
        """The digests of all lines, those from elsewhere among them."""
        return frozenset(line.digest for line in all_lines(self.lines))


def all_lines(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield `lines` and the lines from elsewhere inside them, what comes before standing before."""
    for line in lines:
        yield from line.all()


def read_chain(data: bytes) -> Chain:
    """Return the events in the bytes of a history, and the first line whose digest of the line before is wrong."""
    lines: list[Line] = []
    torn, broken, inside, end = 0, None, None, FIRST
    known = {FIRST}
    for number, raw in enumerate(data.splitlines(keepends=True), start=1):
        line = line_in(raw, number)
        if line is None:
            torn += 1
            continue
        if broken is None:
            inside = _misfit(line.inside, known)
            broken = number if line.before != end or inside is not None else None
        end = line.digest
        known.add(end)
        lines.append(line)
    return Chain(tuple(line.event for line in lines), torn, broken, inside, tuple(lines))


def line_in(raw: bytes, number: int = 0) -> Line | None:
    """Return the whole line that `raw` is; None for one that was torn."""
    try:
        return _line(json.loads(raw), raw.rstrip(b"\r\n"), number, DEEPEST)
    except (ValueError, RecursionError):
        return None


def event_line(event: Event, before: str) -> bytes:
    """Return the line of an event that follows the line with the digest `before`."""
    plain = {"before": before, "when": event.when, "who": event.who, "what": event.what, "detail": dict(event.detail)}
    return line_of(plain)


def line_of(plain: Mapping[str, Any]) -> bytes:
    """Return the line that holds `plain`: the one form in which lines are written."""
    return json.dumps(plain, separators=(",", ":")).encode() + b"\n"


def last_digest(data: bytes) -> str:
    """Return the digest of the last whole line in `data`, which may begin within a line."""
    whole = (line for line in map(line_in, reversed(data.splitlines(keepends=True))) if line)
    return next((line.digest for line in whole), FIRST)


def digest_of(raw: bytes) -> str:
    return hashlib.sha256(raw.rstrip(b"\r\n")).hexdigest()


def _line(plain: object, raw: bytes, number: int, deep: int) -> Line:
    """ValueError where `plain` is no line of a history."""
    texts = ("before", "when", "who", "what")
    if not isinstance(plain, dict) or not all(isinstance(plain.get(name), str) for name in texts):
        raise ValueError("no line")
    detail = plain.get("detail")
    if not isinstance(detail, dict) or deep == 0:
        raise ValueError("no detail")
    event = Event(plain["when"], plain["who"], plain["what"], detail)
    return Line(number, raw, plain["before"], event, tuple(_inside(event, deep)))


def _inside(event: Event, deep: int) -> Iterator[Line]:
    lines = event.detail.get("lines", []) if event.what == RECEIVED else []
    if not isinstance(lines, list):
        raise ValueError("no lines")
    for number, plain in enumerate(lines, start=1):
        raw = line_of(plain).rstrip(b"\n") if isinstance(plain, dict) else b""
        yield _line(plain, raw, number, deep - 1)


def _misfit(lines: Iterable[Line], known: set[str]) -> int | None:
    """The number of the first line from elsewhere that follows no line known before it; those that fit become known."""
    for line in lines:
        if line.before not in known or _misfit(line.inside, known) is not None:
            return line.number
        known.add(line.digest)
    return None
