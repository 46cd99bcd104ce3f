"""Signatures: what is one, what is none, and that the pen's way is what gets drawn."""

from __future__ import annotations

import json
from itertools import pairwise
from math import hypot, inf, isfinite, nan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.errors import Failure
from forms.ink import MOST_POINTS, MOST_STROKES, Ink, Picture, Point, read_signature
from forms.pen import PEN, pen_width, shapes, trails

LINE = [[10, 10, 0, 0.5], [200, 120, 40, 0.6], [400, 90, 80, 0.4]]
ASSET = "0123456789abcdef" * 4


def strokes(*found: Any, width: Any = 600, height: Any = 200) -> dict[str, Any]:
    return {"kind": "strokes", "width": width, "height": height, "strokes": list(found)}


def ink_of(*found: Any) -> Ink:
    ink = read_signature(strokes(*found))
    assert isinstance(ink, Ink)
    return ink


def test_strokes_are_read_with_time_and_pressure() -> None:
    ink = ink_of(LINE, [])
    assert ink.strokes == (tuple(Point(*map(float, point)) for point in LINE),)
    assert ink.box == (10, 10, 400, 120)


def test_what_others_say_of_a_signature_is_not_in_the_way() -> None:
    assert isinstance(read_signature({**strokes(LINE), "name": "周菁菁", "signed": "2023-05-06"}), Ink)


def test_a_picture_is_read_by_its_digest() -> None:
    assert read_signature({"kind": "picture", "asset": ASSET}) == Picture(ASSET)
    placed = {"kind": "picture", "asset": ASSET, "width_mm": 40, "right_mm": -3.5, "down_mm": 2}
    assert read_signature(placed) == Picture(ASSET, 40, -3.5, 2)


@pytest.mark.parametrize(
    ("plain", "code"),
    [
        (None, "signature_damaged"),
        ([], "signature_damaged"),
        ({}, "unknown_signature"),
        ({"kind": "hologram"}, "unknown_signature"),
        ({"kind": ["strokes"]}, "unknown_signature"),
        ({"kind": "strokes"}, "signature_damaged"),
        (strokes(), "signature_empty"),
        (strokes([]), "signature_empty"),
        (strokes([[10, 10, 0, 0.5]]), "signature_empty"),
        (strokes([[10, 10, 0, 0.5], [13, 12, 9, 0.5]]), "signature_empty"),
        (strokes("LINE"), "signature_damaged"),
        (strokes([[1, 2, 3]]), "signature_damaged"),
        (strokes([[1, 2, 3, "4"]]), "signature_damaged"),
        (strokes([[True, 2, 3, 4]]), "signature_damaged"),
        (strokes([[nan, 2, 3, 0.4]]), "signature_bad_numbers"),
        (strokes([[1, inf, 3, 0.4]]), "signature_bad_numbers"),
        (strokes([[10**400, 2, 3, 0.4]]), "signature_bad_numbers"),
        (strokes(LINE, width=0), "signature_bad_numbers"),
        (strokes(LINE, height=-1), "signature_bad_numbers"),
        (strokes(LINE, height=None), "signature_damaged"),
        (strokes(*[LINE] * (MOST_STROKES + 1)), "signature_too_long"),
        (strokes([[1, 1, 1, 0.5]] * (MOST_POINTS + 1)), "signature_too_long"),
        ({"kind": "picture"}, "signature_damaged"),
        ({"kind": "picture", "asset": "../../etc/passwd"}, "signature_damaged"),
        ({"kind": "picture", "asset": ASSET, "width_mm": 4000}, "signature_bad_numbers"),
        ({"kind": "picture", "asset": ASSET, "down_mm": nan}, "signature_bad_numbers"),
    ],
)
def test_what_is_no_signature_is_refused_with_a_code(plain: object, code: str) -> None:
    with pytest.raises(Failure) as refused:
        read_signature(plain)
    assert refused.value.code == code


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


@given(st.sampled_from(["strokes", "picture", "other"]), json_values, json_values, json_values)
def test_wild_input_is_read_or_refused(kind: str, width: object, found: object, asset: object) -> None:
    plain = {"kind": kind, "width": width, "height": 100, "strokes": found, "asset": asset, "width_mm": width}
    try:
        read_signature(json.loads(json.dumps(plain)))
    except Failure as failure:
        assert failure.code.startswith(("signature_", "unknown_"))


numbers = st.floats(-2000, 2000) | st.integers(-5, 5).map(float)
points = st.tuples(numbers, numbers, st.floats(0, 1e6), st.floats(-1, 2)).map(list)


@given(st.lists(st.lists(points, min_size=1, max_size=25), min_size=1, max_size=4))
def test_any_strokes_become_closed_shapes_of_sound_numbers(found: list[list[list[float]]]) -> None:
    try:
        ink = ink_of(*found)
    except Failure as failure:
        assert failure.code == "signature_empty"
        return
    reach = pen_width(ink) * 2
    drawn = shapes(ink)
    assert len(drawn) >= len(ink.strokes)
    for shape in drawn:
        kinds = "".join(kind for kind, _ in shape)
        assert kinds[0] == "m"
        assert kinds[-1] == "h"
        assert set(kinds[1:-1]) == {"c"}
        for _, values in shape:
            assert all(map(isfinite, values))
        for x, y in (values[-2:] for _, values in shape if values):
            wide, high = ink.box.width * 0.2 + reach, ink.box.height * 0.2 + reach
            assert ink.box.left - wide <= x <= ink.box.right + wide
            assert ink.box.top - high <= y <= ink.box.bottom + high


@given(st.lists(points, min_size=2, max_size=40))
def test_the_pen_passes_near_every_point(stroke: list[list[float]]) -> None:
    try:
        ink = ink_of(stroke)
    except Failure:
        return
    (trail,) = trails(ink)
    assert (trail[0].x, trail[0].y) == pytest.approx((stroke[0][0], stroke[0][1]))
    assert (trail[-1].x, trail[-1].y) == pytest.approx((stroke[-1][0], stroke[-1][1]), abs=pen_width(ink))
    assert all(PEN * 200 * 0.2 < dab.radius < PEN * 200 for dab in trail)


def test_pressure_makes_broad_and_so_does_a_slow_pen() -> None:
    pressed = [[x, 100, x, 0.1 if x < 300 else 0.9] for x in range(0, 600, 10)]
    hurried = [[x, 100, x if x < 300 else 300 + (x - 300) * 9, 0.5] for x in range(0, 600, 10)]
    for stroke in (pressed, hurried):
        (trail,) = trails(ink_of(stroke))
        assert trail[5].radius * 1.2 < trail[-5].radius


def test_a_few_points_of_a_mouse_become_a_smooth_line() -> None:
    (trail,) = trails(ink_of([[0, 0, 0, 0.5], [100, 80, 30, 0.5], [200, 90, 60, 0.5], [300, 0, 90, 0.5]]))
    assert max(hypot(b.x - a.x, b.y - a.y) for a, b in pairwise(trail)) < 15
    assert max(dab.y for dab in trail) > 88


def test_a_turn_on_the_spot_keeps_its_point() -> None:
    corner = ink_of([[0, 0, 0, 0.5], [100, 0, 10, 0.5], [200, 0, 20, 0.5], [100, 5, 30, 0.5], [0, 10, 40, 0.5]])
    assert len(shapes(corner)) == 2


def test_a_dot_among_strokes_is_round() -> None:
    dot = shapes(ink_of(LINE, [[500, 50, 0, 0.5]]))[-1]
    assert [kind for kind, _ in dot] == ["m", "c", "c", "h"]
