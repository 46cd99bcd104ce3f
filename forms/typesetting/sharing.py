"""Room shared out fairly: among the rows of a page, among the parts of a cell."""

from __future__ import annotations

from collections.abc import Sequence


def share(wishes: Sequence[float], room: float, growers: Sequence[bool]) -> list[float]:
    """Return what each gets of `room`.

    Where the wishes exceed it, nobody gets more than a level that uses it up. Where room is left over, the growers are
    raised to a common level, none below its wish: so a grower stays as it is while its wish grows up to that level.
    """
    if sum(wishes) >= room:
        level = _level(wishes, room, lowest=False)
        return [min(wish, level) for wish in wishes]
    growing = [wish for wish, grows in zip(wishes, growers, strict=True) if grows]
    level = _level(growing, room - sum(wishes) + sum(growing), lowest=True) if growing else 0.0
    return [max(wish, level) if grows else wish for wish, grows in zip(wishes, growers, strict=True)]


def _level(wishes: Sequence[float], room: float, *, lowest: bool) -> float:
    """Return the level at which the wishes, cut to it or (lowest) raised to it, use up `room`."""
    ordered = sorted(wishes, reverse=lowest)
    for number, wish in enumerate(ordered):
        level = room / (len(ordered) - number)
        if level <= wish if not lowest else level >= wish:
            return level
        room -= wish
    return ordered[-1] if ordered else 0.0
