"""The strokes that are being written on a pad, with a way back from each. No Qt: points come from whatever writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forms.ink import MOST_POINTS, MOST_STROKES, Ink, Point, is_blank, read_signature

Stroke = tuple[Point, ...]

_NEAR = 0.3
"""Points closer than this (lengths of the pad) are the trembling of a pen that rests."""


class Writing:
    """Strokes on a pad of `width` by `height`. What is taken off can be brought back until something new is written."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.strokes: list[Stroke] = []
        self.live: list[Point] = []
        """The points of the stroke that is being written, none between strokes."""
        self.full = False
        """True once a point could not be taken: no more strokes or points go into a record."""
        self._points = 0
        self._removed: list[tuple[bool, list[Stroke]]] = []

    # ---- writing --------------------------------------------------------------------------------------------------

    def begin(self, point: Point) -> bool:
        """Start a stroke; False where no more may be taken."""
        self.full = len(self.strokes) >= MOST_STROKES or self._points >= MOST_POINTS
        if self.full:
            return False
        self._removed.clear()
        self.live = [point]
        self._points += 1
        return True

    def add(self, point: Point) -> bool:
        """Go on to a point; False where it is no way from the last one, or no more may be taken."""
        last = self.live[-1]
        if max(abs(point.x - last.x), abs(point.y - last.y)) < _NEAR:
            return False
        self.full = self._points >= MOST_POINTS
        if self.full:
            return False
        self.live.append(point)
        self._points += 1
        return True

    def end(self) -> None:
        """The pen has left the pad: the stroke stays."""
        self.strokes.append(tuple(self.live))
        self.live = []

    def abandon(self) -> None:
        """Take the stroke off that is being written: it was no hand that wrote. It can be brought back."""
        self._points -= len(self.live)
        self._removed.append((False, [tuple(self.live)]))
        self.live = []

    @property
    def last(self) -> float:
        """When the last point was written, in milliseconds since the first."""
        return self.strokes[-1][-1].t if self.strokes else 0.0

    # ---- ways back ------------------------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        return bool(self.strokes) or self._was_cleared

    @property
    def can_restore(self) -> bool:
        return bool(self._removed)

    def undo(self) -> None:
        """Take back what was done last: the last stroke, or the clearing of the pad."""
        if self._was_cleared:
            self.restore()
        elif self.strokes:
            self._remove(len(self.strokes) - 1, cleared=False)

    def clear(self) -> None:
        """Take everything off at once."""
        if self.strokes:
            self._remove(0, cleared=True)

    def restore(self) -> None:
        """Bring back what was taken off last."""
        if self._removed:
            _, strokes = self._removed.pop()
            self.strokes += strokes
            self._count()

    @property
    def _was_cleared(self) -> bool:
        return not self.strokes and bool(self._removed) and self._removed[-1][0]

    def _remove(self, first: int, cleared: bool) -> None:
        self._removed.append((cleared, self.strokes[first:]))
        del self.strokes[first:]
        self._count()

    def _count(self) -> None:
        self._points = sum(map(len, self.strokes))
        self.full = False

    # ---- as a record has it ---------------------------------------------------------------------------------------

    @property
    def ink(self) -> Ink:
        return Ink(self.width, self.height, tuple(self.strokes))

    @property
    def is_blank(self) -> bool:
        """True where nothing was written that counts: no stroke, or no more than a dot."""
        return is_blank(self.ink)

    def to_plain(self) -> dict[str, Any] | None:
        """Return the strokes as a record holds them (see forms/ink.py), None where the pad is blank."""
        if self.is_blank:
            return None
        strokes = [[_rounded(point) for point in stroke] for stroke in self.strokes]
        return {"kind": "strokes", "width": round(self.width, 2), "height": round(self.height, 2), "strokes": strokes}

    @classmethod
    def from_plain(cls, plain: Mapping[str, object]) -> Writing:
        """Return what `to_plain` wrote, to go on with. Failure of `read_signature` where it is no such thing."""
        ink = read_signature(plain)
        if not isinstance(ink, Ink):
            raise TypeError("a picture cannot be written on")
        writing = cls(ink.width, ink.height)
        writing.strokes = list(ink.strokes)
        writing._count()
        return writing


def _rounded(point: Point) -> Sequence[float]:
    return [round(point.x, 2), round(point.y, 2), round(point.t), round(point.pressure, 3)]
