"""Room is shared fairly, and typing a few words moves no rule on the paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.typesetting.sharing import share


@pytest.mark.parametrize(
    ("wishes", "room", "growers", "shares"),
    [
        ([0, 0], 100, [True, True], [50, 50]),
        ([30, 0], 100, [True, True], [50, 50]),
        ([80, 0], 100, [True, True], [80, 20]),
        ([80, 10, 0], 100, [True, False, True], [80, 10, 10]),
        ([200, 30], 100, [True, True], [70, 30]),
        ([200, 300], 100, [True, False], [50, 50]),
        ([0, 0], 100, [False, False], [0, 0]),
        ([], 100, [], []),
    ],
)
def test_each_gets_its_share(wishes: list[float], room: float, growers: list[bool], shares: list[float]) -> None:
    assert share(wishes, room, growers) == pytest.approx(shares)


@given(st.lists(st.tuples(st.floats(0, 1e5), st.booleans()), max_size=8), st.floats(0, 1e5))
def test_no_more_is_shared_than_there_is(wanted: list[tuple[float, bool]], room: float) -> None:
    shares = share([wish for wish, _ in wanted], room, [grows for _, grows in wanted])
    assert sum(shares) <= room + 1e-3
    assert all(part >= 0 for part in shares)
