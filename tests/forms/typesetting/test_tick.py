"""A tick stands in the middle of its box, within it, and is no larger than a pen would make it."""

from __future__ import annotations

import pytest

from forms.typesetting.page import Rect
from forms.typesetting.tick import MOST, OUTLINE, tick_place


@pytest.mark.parametrize(("width", "height"), [(44.0, 56.0), (29.0, 25.0), (10.0, 80.0), (80.0, 10.0), (0.0, 0.0)])
def test_a_tick_stays_in_the_middle_of_its_box(width: float, height: float) -> None:
    place = tick_place(Rect(7, 9, width, height))
    assert (place.x + place.width / 2, place.y + place.height / 2) == pytest.approx((7 + width / 2, 9 + height / 2))
    assert place.width <= width
    assert place.height <= min(height, MOST)


def test_the_outline_is_closed_and_fills_its_place() -> None:
    points = [pair for _, numbers in OUTLINE for pair in zip(numbers[::2], numbers[1::2], strict=True)]
    assert points[0] == points[-1]
    place = tick_place(Rect(0, 0, 100, 100), 1.0)
    assert max(x for x, _ in points) == pytest.approx(place.width)
    assert (min(x for x, _ in points), min(y for _, y in points), max(y for _, y in points)) == (0, 0, place.height)
