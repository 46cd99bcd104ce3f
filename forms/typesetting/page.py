"""What typesetting hands to whoever draws: pages of placed cells and lines.

All lengths are points (1/72 inch) from the top left corner of the page, y downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..grid import Cell, Part
from .faces import FontRole

MM = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: its left end, its base line, its size, and what is added after each character to justify it."""

    text: str
    x: float
    baseline: float
    size: float
    role: FontRole
    spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """A part of a cell in its place: `label` are the lines of its printed text, `place` is where its answer stands,
    `lines` are the lines of the answer that fit there (or of its blank), `overflow` counts those that did not, `taken`
    is how many characters of the answer as printed stand there, None for all."""

    part: Part
    rect: Rect
    place: Rect
    label: tuple[Line, ...] = ()
    lines: tuple[Line, ...] = ()
    overflow: int = 0
    taken: int | None = None


@dataclass(frozen=True, slots=True)
class PlacedCell:
    cell: Cell
    rect: Rect
    parts: tuple[PlacedPart, ...]
    border: bool = True


class PageKind(StrEnum):
    SHEET = "sheet"
    CONTINUATION = "continuation"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Page:
    """One page. Sheet pages have cells; continuation and reply pages have lines alone (heading lines among them).

    `rules` are thin lines across the page, each as tall as it is thick.
    """

    kind: PageKind
    number: int
    """The place among the pages of one copy, from 1."""
    width: float
    height: float
    cells: tuple[PlacedCell, ...] = ()
    lines: tuple[Line, ...] = ()
    rules: tuple[Rect, ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """All pages of one copy, in the order in which they are printed. The copies differ in their mark only."""

    pages: tuple[Page, ...]
    overflow: dict[str, int]
    """By field name: how many lines of its answer stand on continuation pages."""
