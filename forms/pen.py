"""The strokes of a pen as the shapes that they fill: broader where it pressed or lingered, smooth at any size.

Pure geometry for screen, PDF and pictures alike. Coordinates are those of the pad, y downwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import acos, ceil, hypot
from statistics import median
from typing import NamedTuple, TypeAlias

from .ink import Ink, Point

Step: TypeAlias = "tuple[str, tuple[float, ...]]"
"""m(ove to), l(ine to), c(urve to) or h (close), and its points, as PDF and every painter have them."""
Shape: TypeAlias = "list[Step]"

PEN = 0.026
"""The width of the pen on paper of the pad's shorter side, under the usual pressure."""
_STROKE = 7
"""How many pens long a stroke of a written word is at least, in the middle of all."""
_LINE = 13
"""How many pens high a written line is at least: a small line on a large pad was written with a fine pen."""
_NEIGHBOURS = 8
"""So many strokes one after another reach over the height of their line."""
_LEAST_WRITING = 0.15
_DOT = 0.5
_THIN, _THICK = 0.45, 1.45
_EVEN = 0.02
"""Pressures that differ by less come from a mouse or a finger: then the speed of the pen says how broad it drew."""
_CLOSE = 0.12
"""Points closer than this part of the pen's width are one."""
_STEADY = 0.12
"""How far, in widths of the pen, a point is moved to take the trembling out of a stroke."""
_STRETCH = 0.8
"""Points farther apart than this many widths get others between them."""
_MOST_BETWEEN = 12
_SHARP = 0.9
"""A turn of more (radians) from one point to the next ends a shape; the next one begins there, both with round ends."""
_ROUND = 4 / 3
"""How far the handles of a curve reach that draws half a circle."""


class Dab(NamedTuple):
    """The pen at one place: its middle, and half of what it covers there."""

    x: float
    y: float
    radius: float


def pen_width(ink: Ink) -> float:
    """Return the width of the pen under the usual pressure."""
    return PEN * min(ink.width, ink.height)


def writing_width(ink: Ink) -> float:
    """Return the width of the pen with which words were written: many small strokes, where a signature has a few large ones.
    A broad pen would fill them in."""
    usual = pen_width(ink)
    lengths = [max(max(along) - min(along) for along in list(zip(*stroke, strict=True))[:2]) for stroke in ink.strokes]
    strokes = [length for length in lengths if length > _DOT * usual]
    if not strokes:
        return usual
    fine: float = min(median(strokes) / _STROKE, line_height(ink) / _LINE)
    return min(usual, max(_LEAST_WRITING * usual, fine))


def line_height(ink: Ink) -> float:
    """Return how high a line of writing is: the middle of what two ways of looking find, whichever is less. Lines that stand
    apart are seen by the blank between them, lines that touch by the few strokes that the hand made one after another."""
    usual = pen_width(ink)
    heights = [(min(point.y for point in stroke), max(point.y for point in stroke)) for stroke in ink.strokes]
    tall = [(top, low) for top, low in heights if low - top > _DOT * usual] or heights
    near = [tall[number : number + _NEIGHBOURS] for number in range(max(1, len(tall) - _NEIGHBOURS + 1))]
    return min(median(_bands(tall)), median(max(low for _, low in few) - min(top for top, _ in few) for few in near))


def _bands(heights: Sequence[tuple[float, float]]) -> list[float]:
    """Return for each stroke, from top to bottom, how high the strokes are that stand beside each other with it."""
    found: list[float] = []
    first, top, low = 0, *min(heights)
    for number, (above, below) in enumerate(sorted(heights)):
        if above > low:
            found += [low - top] * (number - first)
            first, top, low = number, above, below
        low = max(low, below)
    return found + [low - top] * (len(heights) - first)


def shapes(ink: Ink, width: float = 0.0) -> list[Shape]:
    """Return the closed shapes that the ink fills, each to be filled by itself, all of it that goes round at all; `width` is
    that of the pen, 0 for `pen_width`.

    A stroke may cross itself: fill by non-zero winding (f in PDF, Qt.WindingFill), or use `trails`.
    """
    return [_outline(piece) for trail in trails(ink, width) for piece in _pieces(trail)]


def trails(ink: Ink, width: float = 0.0) -> list[list[Dab]]:
    """Return where the pen was, a list for each stroke: discs that overlap, and the ways between them; `width` as `shapes`
    has it."""
    width = width or pen_width(ink)
    return [_dabs(stroke, width) for stroke in ink.strokes]


def _dabs(stroke: Sequence[Point], width: float) -> list[Dab]:
    """Return where the pen was, evened out and as dense as a smooth line needs it."""
    points = _apart(stroke, _CLOSE * width)
    radii = _evened([width / 2 * factor for factor in _factors(points)])
    xs, ys = (_steadied([getattr(point, axis) for point in points], _STEADY * width) for axis in "xy")
    dabs = [Dab(*each) for each in zip(xs, ys, radii, strict=True)]
    return list(_dense(dabs, _STRETCH * width))


def _apart(stroke: Sequence[Point], least: float) -> list[Point]:
    """Return the points without those that are no way from the one before; the last one stays."""
    kept = [stroke[0]]
    for point in stroke[1:]:
        if hypot(point.x - kept[-1].x, point.y - kept[-1].y) >= least:
            kept.append(point)
    if kept[-1] is not stroke[-1] and len(kept) > 1:
        kept[-1] = stroke[-1]
    return kept


def _factors(points: Sequence[Point]) -> list[float]:
    """Return how broad the pen drew at each point: by its pressure, or by its speed where the pressure says nothing."""
    pressures = [point.pressure for point in points]
    if max(pressures) - min(pressures) >= _EVEN:
        return [_THIN + (_THICK - _THIN) * pressure for pressure in pressures]
    speeds = [hypot(b.x - a.x, b.y - a.y) / (b.t - a.t) if b.t > a.t else 0.0 for a, b in pairwise(points)]
    usual = median(speeds) if speeds else 0.0
    if not usual:
        return [1.0] * len(points)
    factors = [min(_THICK, max(_THIN, 1.3 - 0.3 * speed / usual)) for speed in speeds]
    return [factors[0], *factors]


def _evened(values: Sequence[float]) -> list[float]:
    """Return the values without the trembling of single ones; the ends stay where they are."""
    if len(values) < 3:
        return list(values)
    inner = [(a + 2 * b + c) / 4 for a, b, c in zip(values, values[1:], values[2:], strict=False)]
    return [values[0], *inner, values[-1]]


def _steadied(values: Sequence[float], most: float) -> list[float]:
    """Return the values evened out, none of them moved by more than a hand trembles: corners stay where they are."""
    pairs = zip(values, _evened(values), strict=True)
    return [value + min(most, max(-most, even - value)) for value, even in pairs]


def _dense(dabs: Sequence[Dab], stretch: float) -> Iterator[Dab]:
    """Yield the dabs with others between those that are far apart, on a Catmull-Rom curve through them."""
    for number, (start, end) in enumerate(pairwise(dabs)):
        yield start
        length = hypot(end.x - start.x, end.y - start.y)
        between = min(_MOST_BETWEEN, ceil(length / stretch) - 1)
        before = dabs[number - 1] if number else start
        after = dabs[number + 2] if number + 2 < len(dabs) else end
        for step in range(1, between + 1):
            yield _between(before, start, end, after, step / (between + 1))
    yield dabs[-1]


def _between(before: Dab, start: Dab, end: Dab, after: Dab, part: float) -> Dab:
    """Return the dab at `part` of the way; the tangents are shortened where the neighbours are far, so that nothing loops."""
    length = hypot(end.x - start.x, end.y - start.y)

    def tangent(a: Dab, b: Dab) -> tuple[float, float]:
        across = hypot(b.x - a.x, b.y - a.y)
        scale = min(0.5, length / across) if across else 0.0
        return (b.x - a.x) * scale, (b.y - a.y) * scale

    (ax, ay), (bx, by) = tangent(before, end), tangent(start, after)
    square, cube = part * part, part * part * part
    first, second = 2 * cube - 3 * square + 1, cube - 2 * square + part
    third, fourth = 3 * square - 2 * cube, cube - square
    return Dab(
        first * start.x + second * ax + third * end.x + fourth * bx,
        first * start.y + second * ay + third * end.y + fourth * by,
        start.radius + (end.radius - start.radius) * part,
    )


def _pieces(dabs: Sequence[Dab]) -> Iterator[Sequence[Dab]]:
    """Yield the stretches of a stroke between its sharp turns."""
    begin = 0
    for number in range(1, len(dabs) - 1):
        if _turn(dabs[number - 1], dabs[number], dabs[number + 1]) > _SHARP:
            yield dabs[begin : number + 1]
            begin = number
    yield dabs[begin:]


def _turn(before: Dab, at: Dab, after: Dab) -> float:
    """Return the angle between the ways to and from a dab, in radians."""
    ax, ay, bx, by = at.x - before.x, at.y - before.y, after.x - at.x, after.y - at.y
    lengths = hypot(ax, ay) * hypot(bx, by)
    return acos(max(-1.0, min(1.0, (ax * bx + ay * by) / lengths))) if lengths else 0.0


def _outline(dabs: Sequence[Dab]) -> Shape:
    """Return the outline of a stretch: along its left side, round its end, back along its right side, round its beginning."""
    if len({(dab.x, dab.y) for dab in dabs}) == 1:
        return _circle(dabs[0])
    ways = _ways(dabs)
    left = [(dab.x + dab.radius * y, dab.y - dab.radius * x) for dab, (x, y) in zip(dabs, ways, strict=True)]
    right = [(dab.x - dab.radius * y, dab.y + dab.radius * x) for dab, (x, y) in zip(dabs, ways, strict=True)]
    right.reverse()
    shape: Shape = [("m", left[0])]
    shape += _side(left)
    shape.append(_cap(left[-1], right[0], ways[-1], dabs[-1].radius))
    shape += _side(right)
    shape.append(_cap(right[-1], left[0], (-ways[0][0], -ways[0][1]), dabs[0].radius))
    shape.append(("h", ()))
    return shape


def _ways(dabs: Sequence[Dab]) -> list[tuple[float, float]]:
    """Return the direction of the pen at each dab, of length one."""
    ways = []
    for number in range(len(dabs)):
        before, after = dabs[max(0, number - 1)], dabs[min(len(dabs) - 1, number + 1)]
        x, y = after.x - before.x, after.y - before.y
        length = hypot(x, y) or 1.0
        ways.append((x / length, y / length))
    return ways


def _side(points: Sequence[tuple[float, float]]) -> Iterator[Step]:
    """Yield smooth curves through the points (Catmull-Rom as Bézier curves)."""
    for number, ((ax, ay), (bx, by)) in enumerate(pairwise(points)):
        px, py = points[number - 1] if number else (ax, ay)
        nx, ny = points[number + 2] if number + 2 < len(points) else (bx, by)
        yield "c", (ax + (bx - px) / 6, ay + (by - py) / 6, bx - (nx - ax) / 6, by - (ny - ay) / 6, bx, by)


def _cap(start: tuple[float, float], end: tuple[float, float], way: tuple[float, float], radius: float) -> Step:
    """Return half a circle round the end of a stroke that goes `way`."""
    x, y = way[0] * radius * _ROUND, way[1] * radius * _ROUND
    return "c", (start[0] + x, start[1] + y, end[0] + x, end[1] + y, *end)


def _circle(dab: Dab) -> Shape:
    x, y, r = dab
    k = r * _ROUND
    return [
        ("m", (x - r, y)),
        ("c", (x - r, y - k, x + r, y - k, x + r, y)),
        ("c", (x + r, y + k, x - r, y + k, x - r, y)),
        ("h", ()),
    ]
