"""Two texts compared as a reader would: by paragraphs, then by clauses, then by characters, in bounded time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

_MOST_PAIRS = 200_000
"""Pairs of equal parts that are weighed at most: text that repeats itself beyond that is shown as replaced."""
_MOST_CHARACTERS = 200
"""A clause longer than this is not compared character by character."""
_LEAST_ALIKE = 0.4
"""Below this share of common characters one clause has taken another's place; to mix the two would say nothing."""
_ISLAND = 1
"""So few characters in common between two changes are chance."""

_PARTS = (re.compile(r"[^\n]*\n|[^\n]+"), re.compile(r"[^，。；：！？、\n]*[，。；：！？、\n]+|[^，。；：！？、\n]+"))


class Kind(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    """A run of characters that stayed, went, or came."""

    kind: Kind
    text: str


def compare(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces that lead from `old` to `new`: same and gone make the old text, same and new the new one."""
    start, end = common_ends(old, new)
    inner = _merged(_compared(old[start : len(old) - end], new[start : len(new) - end], 0))
    pieces = (Piece(Kind.SAME, old[:start]), *inner, Piece(Kind.SAME, old[len(old) - end :]))
    return tuple(piece for piece in pieces if piece.text)


def _compared(old: str, new: str, level: int) -> Iterator[Piece]:
    if old == new:
        yield Piece(Kind.SAME, old)
        return
    if not old or not new:
        yield from _replaced(old, new)
        return
    if level == len(_PARTS):
        yield from _by_character(old, new)
        return
    ours, theirs = _PARTS[level].findall(old), _PARTS[level].findall(new)
    if _pairs(ours, theirs) > _MOST_PAIRS:
        yield from _replaced(old, new)
        return
    for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        before, after = "".join(ours[a:b]), "".join(theirs[c:d])
        if tag == "equal":
            yield Piece(Kind.SAME, before)
        else:
            yield from _compared(before, after, level + 1)


def _by_character(old: str, new: str) -> Iterator[Piece]:
    """Compare two short passages; what has hardly anything in common is replaced as a whole."""
    start, end = common_ends(old, new)
    yield Piece(Kind.SAME, old[:start])
    yield from _mixed(old[start : len(old) - end], new[start : len(new) - end])
    yield Piece(Kind.SAME, old[len(old) - end :])


def _mixed(old: str, new: str) -> Iterator[Piece]:
    if not old or not new or max(len(old), len(new)) > _MOST_CHARACTERS:
        yield from _replaced(old, new)
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _LEAST_ALIKE:
        yield from _replaced(old, new)
        return
    gone, came = "", ""
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal" and b - a > _ISLAND:
            yield from _replaced(gone, came)
            yield Piece(Kind.SAME, old[a:b])
            gone, came = "", ""
        else:
            gone, came = gone + old[a:b], came + new[c:d]
    yield from _replaced(gone, came)


def _replaced(old: str, new: str) -> Iterator[Piece]:
    yield Piece(Kind.GONE, old)
    yield Piece(Kind.NEW, new)


def _merged(pieces: Iterator[Piece]) -> list[Piece]:
    """Join neighbours: between two passages that stayed there is one that went and one that came."""
    merged: list[Piece] = []
    gone, came = "", ""
    for kind, text in pieces:
        if kind is Kind.GONE:
            gone += text
        elif kind is Kind.NEW:
            came += text
        elif text:
            merged += [*_replaced(gone, came), Piece(kind, text)]
            gone, came = "", ""
    return [*merged, *_replaced(gone, came)]


def _pairs(ours: Sequence[str], theirs: Sequence[str]) -> int:
    counted = Counter(theirs)
    return sum(counted[part] for part in ours)


def common_ends(one: str, other: str) -> tuple[int, int]:
    """Return how many characters two texts share at their beginnings and, behind these, at their ends."""
    most = min(len(one), len(other))
    start = next((place for place in range(most) if one[place] != other[place]), most)
    most -= start
    end = next((place for place in range(most) if one[-1 - place] != other[-1 - place]), most)
    return start, end
