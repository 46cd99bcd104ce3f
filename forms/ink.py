"""What a hand or a seal leaves in a record: strokes of a pen, or a picture.

`record.signatures` holds, by name of the field, {"kind": "strokes", "width": w, "height": h, "strokes": [[[x, y, t,
pressure], …], …]}, {"kind": "picture", "asset": "<sha256>"} or {"kind": "open"} (confirmed, the place left open for ink).
Lengths are those of the pad, y downwards; t are milliseconds, the pressure goes from 0 to 1. Further entries (who, when,
what was signed) belong to `signing.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from .errors import Failure

MOST_STROKES = 400
MOST_POINTS = 40_000
_FARTHEST, _LATEST = 1e5, 1e15
_LEAST_INK = 0.05
"""The part of the pad's shorter side that a signature measures at least: less is a dot that somebody touched by chance."""
_ASSET = re.compile(r"[0-9a-f]{64}")
NARROWEST_MM, WIDEST_MM = 5.0, 80.0
"""Of pictures on paper."""


class Point(NamedTuple):
    """Where the pen was, when (milliseconds), how hard it pressed (0 to 1)."""

    x: float
    y: float
    t: float = 0.0
    pressure: float = 0.5


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True)
class Ink:
    """Strokes on a pad of `width` by `height`."""

    width: float
    height: float
    strokes: tuple[tuple[Point, ...], ...]

    @cached_property
    def box(self) -> Box:
        """What the points cover, without the width of the pen."""
        xs, ys = ([getattr(point, axis) for stroke in self.strokes for point in stroke] for axis in "xy")
        return Box(min(xs), min(ys), max(xs), max(ys))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture kept by its digest; its width on paper, and how far it was moved from its usual place. 0: as is usual."""

    asset: str
    width_mm: float = 0.0
    right_mm: float = 0.0
    down_mm: float = 0.0


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """Confirmed, but signed on the printed paper by hand: nothing is drawn."""


Signature: TypeAlias = "Ink | Picture | LeftOpen"


def read_signature(plain: object) -> Signature:
    """Read what a record holds for a signed field.

    Failure `unknown_signature` (a kind of a newer version), `signature_damaged` (no such shape), `signature_bad_numbers`,
    `signature_too_long` (too many strokes or points) or `signature_empty` (no stroke, or no more than a dot).
    """
    if not isinstance(plain, Mapping):
        raise Failure("signature_damaged", detail=type(plain).__name__)
    kind = plain.get("kind")
    if not isinstance(kind, str) or kind not in _READERS:
        raise Failure("unknown_signature", kind=str(kind)[:40])
    return _READERS[kind](plain)


def _read_strokes(plain: Mapping[str, object]) -> Ink:
    strokes = plain.get("strokes")
    if not isinstance(strokes, (list, tuple)) or not all(isinstance(stroke, (list, tuple)) for stroke in strokes):
        raise Failure("signature_damaged", detail="strokes")
    points = sum(len(stroke) for stroke in strokes)
    if len(strokes) > MOST_STROKES or points > MOST_POINTS:
        raise Failure("signature_too_long", strokes=len(strokes), points=points, limit=MOST_POINTS)
    width, height = (_number(plain.get(side), _FARTHEST) for side in ("width", "height"))
    if width <= 0 or height <= 0:
        raise Failure("signature_bad_numbers", detail="pad")
    ink = Ink(width, height, tuple(tuple(map(_point, stroke)) for stroke in strokes if stroke))
    if is_blank(ink):
        raise Failure("signature_empty")
    return ink


def is_blank(ink: Ink) -> bool:
    """True where nothing was written: no stroke, or no more than a dot."""
    return not ink.strokes or max(ink.box.width, ink.box.height) < _LEAST_INK * min(ink.width, ink.height)


def _read_picture(plain: Mapping[str, object]) -> Picture:
    asset = plain.get("asset")
    if not isinstance(asset, str) or not _ASSET.fullmatch(asset):
        raise Failure("signature_damaged", detail="asset")
    width, right, down = (_number(plain.get(name, 0), _FARTHEST) for name in ("width_mm", "right_mm", "down_mm"))
    if width and not NARROWEST_MM <= width <= WIDEST_MM:
        raise Failure("signature_bad_numbers", detail="width_mm")
    return Picture(asset, width, right, down)


def _read_open(_plain: Mapping[str, object]) -> LeftOpen:
    return LeftOpen()


_READERS: Mapping[str, Callable[[Mapping[str, object]], Signature]] = {
    "strokes": _read_strokes,
    "picture": _read_picture,
    "open": _read_open,
}


def _point(plain: object) -> Point:
    if not isinstance(plain, (list, tuple)) or len(plain) != 4:
        raise Failure("signature_damaged", detail="point")
    x, y, t, pressure = plain
    return Point(
        _number(x, _FARTHEST), _number(y, _FARTHEST), _number(t, _LATEST), min(1.0, max(0.0, _number(pressure, _FARTHEST)))
    )


def _number(value: object, limit: float) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise Failure("signature_damaged", detail=type(value).__name__)
    if not -limit <= value <= limit:  # so written, it refuses what is no number too
        raise Failure("signature_bad_numbers", detail=repr(value)[:40])
    return float(value)
