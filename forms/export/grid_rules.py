"""The rules of a grid: each stretch once, however many cells share it, so that all have the same weight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..typesetting.page import PlacedCell

Rule = tuple[float, float, float, float]
"""x and y of its beginning, x and y of its end, in points, y downwards."""


def grid_rules(cells: Iterable[PlacedCell]) -> Iterator[Rule]:
    """Yield the rules round the cells that have a border: the horizontal ones from the top, then the upright ones."""
    across: dict[float, list[tuple[float, float]]] = {}
    down: dict[float, list[tuple[float, float]]] = {}
    for cell in cells:
        if cell.border:
            left, top, right, bottom = (round(v, 2) for v in (cell.rect.x, cell.rect.y, cell.rect.right, cell.rect.bottom))
            for y in (top, bottom):
                across.setdefault(y, []).append((left, right))
            for x in (left, right):
                down.setdefault(x, []).append((top, bottom))
    yield from ((x0, y, x1, y) for y in sorted(across) for x0, x1 in _joined(across[y]))
    yield from ((x, y0, x, y1) for x in sorted(down) for y0, y1 in _joined(down[x]))


def _joined(stretches: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield the union of stretches on one line; a hundredth of a point between two is none."""
    ordered = sorted(stretches)
    begin, end = ordered[0]
    for start, stop in ordered[1:]:
        if start > end + 0.02:
            yield begin, end
            begin, end = start, stop
        end = max(end, stop)
    yield begin, end
