"""The chain of a history: events as lines of JSON, each with the digest of the line before, and lines that came from elsewhere.

An event `received` holds, under `lines`, what was done to the sheet on another machine: each line whole, or its digest alone
where the line stands before. Those lines keep their own digests and follow lines that stand before them, so that the whole can
be proved like one chain. The digest of such an event covers the digests of its lines, however they are written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
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
    """One whole line; `number` counts the lines of the file from 1. `inside` are the lines from elsewhere that it holds whole,
    `cited` the digests of those that stand before it."""

    number: int
    raw: bytes
    digest: str
    before: str
    event: Event
    inside: tuple[Line, ...] = ()
    cited: tuple[str, ...] = ()

    def plain(self, known: Collection[str] = ()) -> dict[str, Any]:
        """The line as another history holds it, in which the `known` lines stand already."""
        plain: dict[str, Any] = json.loads(self.raw)
        if self.event.what == RECEIVED:
            whole = {line.digest: line for line in self.inside}
            plain["detail"]["lines"] = [
                whole[digest].plain(known) if digest in whole and digest not in known else digest
                for digest in map(_digest_in, plain["detail"].get("lines", []))
            ]
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
            inside = _misfit(line, known)
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


def received(lines: Iterable[Line], known: Collection[str]) -> list[dict[str, Any]]:
    """Return what is new of `lines`, as an event `received` holds it in a history that has the `known` ones: each line once."""
    stands = set(known)
    held = []
    for line in (one for one in lines if one.digest not in stands):
        held.append(line.plain(stands))
        stands |= {one.digest for one in line.all()}
    return held


def event_line(event: Event, before: str, salt: str = "") -> bytes:
    """Return the line of an event that follows the line with the digest `before`.

    With a random `salt` it is another line than that of the same event in the same second on another machine.
    """
    plain = {"before": before, "when": event.when, "who": event.who, "what": event.what, "detail": dict(event.detail)}
    return line_of({**plain, "salt": salt} if salt else plain)


def line_of(plain: Mapping[str, Any]) -> bytes:
    """Return the line that holds `plain`: the one form in which lines are written."""
    return json.dumps(plain, separators=(",", ":")).encode() + b"\n"


def last_digest(data: bytes) -> str:
    """Return the digest of the last whole line in `data`, which may begin within a line."""
    whole = (line for line in map(line_in, reversed(data.splitlines(keepends=True))) if line)
    return next((line.digest for line in whole), FIRST)


def digest_of(raw: bytes) -> str:
    """Return the digest of a line; of one that received others, over their digests in the place of the lines."""
    bare = raw.rstrip(b"\r\n")
    if b'"what":"received"' in bare:
        try:
            plain = json.loads(bare)
            if plain["what"] == RECEIVED:
                return _digest_in(plain)
        except (ValueError, TypeError, KeyError, RecursionError):
            pass
    return hashlib.sha256(bare).hexdigest()


def _digest_in(item: object) -> str:
    """The digest of a line that another holds, whole or by its digest; ValueError for what is neither."""
    if isinstance(item, str):
        return item
    if not isinstance(item, dict) or not isinstance(item.get("detail"), dict):
        raise ValueError("no line")
    detail = item["detail"]
    if item.get("what") == RECEIVED and isinstance(detail.get("lines"), list):
        detail = {**detail, "lines": [_digest_in(one) for one in detail["lines"]]}
    return hashlib.sha256(line_of({**item, "detail": detail}).rstrip(b"\n")).hexdigest()


def _line(plain: object, raw: bytes, number: int, deep: int) -> Line:
    """ValueError where `plain` is no line of a history."""
    texts = ("before", "when", "who", "what")
    if not isinstance(plain, dict) or not all(isinstance(plain.get(name), str) for name in texts):
        raise ValueError("no line")
    detail = plain.get("detail")
    if not isinstance(detail, dict) or deep == 0:
        raise ValueError("no detail")
    event = Event(plain["when"], plain["who"], plain["what"], detail)
    held = detail.get("lines", []) if event.what == RECEIVED else []
    if not isinstance(held, list):
        raise ValueError("no lines")
    inside = tuple(
        _line(one, line_of(one).rstrip(b"\n") if isinstance(one, dict) else b"", place, deep - 1)
        for place, one in enumerate(held, start=1)
        if not isinstance(one, str)
    )
    cited = tuple(one for one in held if isinstance(one, str))
    return Line(number, raw, digest_of(raw), plain["before"], event, inside, cited)


def _misfit(line: Line, known: set[str]) -> int | None:
    """The number of the first line from elsewhere that follows no line known before it; those that fit become known."""
    for one in line.inside:
        if one.before not in known or _misfit(one, known) is not None:
            return one.number
        known.add(one.digest)
    return None if known.issuperset(line.cited) else 0
