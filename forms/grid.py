"""The paper as declared: rows of cells with spans, and in each cell its parts, top to bottom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class VAlign(StrEnum):
    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing in a cell, on lines of its own: a printed text, the place of a field behind it, or a box to tick.

    `text` may hold \\n. With `field`, the text stands before the field's place on the same line; `blank` is printed
    there while the field has no answer (年 月 日). `fill` lets this part take what height the cell has left.
    """

    text: str = ""
    field: str = ""
    tick: tuple[str, str] | None = None
    """(field name, option code): the box of one option."""
    label_of: tuple[str, str] | None = None
    """(field name, option code): whose label `text` is, so that a click on the words can tick the box."""
    blank: str = ""
    align: Align = Align.LEFT
    fill: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell at (`row`, `column`), covering `rowspan` rows and `span` of the grid's columns."""

    row: int
    column: int
    span: int
    rowspan: int
    parts: tuple[Part, ...]
    align: Align = Align.LEFT
    valign: VAlign = VAlign.MIDDLE

    @property
    def label(self) -> str:
        """The cell's printed text on one line, for accessible names."""
        return "".join(part.text for part in self.parts).replace("\n", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the paper. `grow` rows share what height their page has left; a row without a border stands free."""

    cells: tuple[Cell, ...]
    min_height_mm: float
    page_break_before: bool = False
    grow: bool = False
    border: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """All rows of the paper over `columns` equal columns."""

    columns: int
    rows: tuple[Row, ...]

    def cells(self) -> Iterator[Cell]:
        return (cell for row in self.rows for cell in row.cells)

    def parts(self) -> Iterator[Part]:
        return (part for cell in self.cells() for part in cell.parts)

    def pages(self) -> list[range]:
        """The rows of each page, as declared with `page_break_before`; a page is a range of row numbers."""
        starts = [0] + [i for i, row in enumerate(self.rows) if i and row.page_break_before]
        return [range(start, end) for start, end in zip(starts, [*starts[1:], len(self.rows)], strict=True)]
