"""The rows of the grid: how high each is, and on which page it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..grid import Grid, Row
from .cells import SetCell
from .page import MM
from .sharing import share


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row in its place: `top` from the upper edge of the text block."""

    number: int
    top: float
    height: float


def pages_of_rows(
    grid: Grid, cells: Mapping[int, Sequence[SetCell]], whole: float, heading: float = 0.0
) -> Iterator[tuple[PlacedRow, ...]]:
    """Yield the rows of each page; `heading` is what stands over the first. Rows that do not fit flow on: none overlap."""
    room = whole - heading
    for declared in grid.pages():
        page: list[int] = []
        bases: dict[int, float] = {}
        for group in _groups(grid, cells, declared):
            heights = _bases(grid, cells, group, room)
            if page and sum(bases.values()) + sum(heights.values()) > room + 0.01:
                yield _stacked(grid, cells, bases, room)
                page, bases, room = [], {}, whole
            page.extend(group)
            bases.update(heights)
        yield _stacked(grid, cells, bases, room)
        room = whole


def _groups(grid: Grid, cells: Mapping[int, Sequence[SetCell]], rows: range) -> Iterator[range]:
    """Yield the rows that cells over several rows hold together."""
    start = rows.start
    reach = start
    for row in rows:
        if row >= reach and row > start:
            yield range(start, row)
            start = row
        reach = max(reach, *(row + cell.cell.rowspan for cell in cells[row]), row + 1)
    yield range(start, rows.stop)


def _bases(grid: Grid, cells: Mapping[int, Sequence[SetCell]], group: range, room: float) -> dict[int, float]:
    """Return the height that each row of a group must have, cut in proportion where the group is higher than a page."""
    bases = {row: _base(grid.rows[row], cells[row]) for row in group}
    for row in group:
        for cell in cells[row]:
            spanned = range(row, row + cell.cell.rowspan)
            if len(spanned) > 1:
                bases[spanned[-1]] += max(0.0, cell.base - sum(bases[each] for each in spanned))
    whole = sum(bases.values())
    return {row: height * min(1.0, room / whole) for row, height in bases.items()}


def _base(row: Row, cells: Sequence[SetCell]) -> float:
    return max(row.min_height_mm * MM, *(cell.base for cell in cells if cell.cell.rowspan == 1), 0.0)


def _stacked(
    grid: Grid, cells: Mapping[int, Sequence[SetCell]], bases: Mapping[int, float], room: float
) -> tuple[PlacedRow, ...]:
    """Share what the page has left, first with the rows whose answers need it, then among the rows that grow."""
    wishes = []
    for row, base in bases.items():
        needed = max((cell.wish for cell in cells[row] if cell.cell.rowspan == 1), default=0.0)
        wishes.append(max(0.0, needed - base))
    spare = max(0.0, room - sum(bases.values()))
    extra = share(wishes, spare, [grid.rows[row].grow for row in bases])
    rows = []
    top = 0.0
    for (row, base), more in zip(bases.items(), extra, strict=True):
        rows.append(PlacedRow(row, top, base + more))
        top += base + more
    return tuple(rows)
