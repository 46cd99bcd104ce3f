"""The sheet as a tagged table: rows, headers and cells with their spans, labels with their entries, boxes with their state."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from ..fields import ChoiceField, LongTextField
from ..grid import Cell
from ..record import Record
from ..template import Template
from ..typesetting.block import text_block
from ..typesetting.page import Line, Page, PlacedCell, PlacedPart, Rect
from ..typesetting.paragraphs import paragraphs
from .pdf_structure import Element, text_string
from .pdf_tags import Flow, Piece, text_pieces, whole_page

TICK = "√"
UNTICKED = "未选"


@dataclass(frozen=True, slots=True)
class Figure:
    """What a hand or a seal left in a place: in words, and as it is drawn. `read` says that the words stand for it."""

    words: str
    drawing: bytes
    box: tuple[float, float, float, float]
    """Left, low, right and high on the page, y upwards."""
    over: bool = False
    """True for what lies over everything else on the page, as a seal does."""
    read: bool = False

    def piece(self, under: Element) -> Piece:
        """Return it as a piece of a page, tagged below `under`."""
        left, low, right, high = self.box
        box = f"/A<</O/Layout/Placement/Block/BBox[{left:.2f} {low:.2f} {right:.2f} {high:.2f}]>>"
        words = text_string(self.words)
        element = under.add("Figure", f"/Alt{words}{f'/ActualText{words}' if self.read else ''}{box}")
        return Piece(element, drawing=self.drawing, over=self.over)


@dataclass(frozen=True, slots=True)
class Note:
    """A line of words in a place for ink, and what is drawn with it."""

    lines: tuple[Line, ...]
    drawing: bytes = b""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row of the grid, and the page they stand on, from 0."""

    page: int
    cells: tuple[PlacedCell, ...]


@dataclass(frozen=True, slots=True)
class SheetTags:
    """Tags the pages of a sheet. `tick` draws a box that is ticked; `figures`, and `notes` in places that hold none, are by
    name of the field."""

    template: Template
    record: Record
    figures: Mapping[str, Figure]
    notes: Mapping[str, Note]
    tick: Callable[[Rect, Page], bytes]

    def pieces(self, pages: Sequence[Page], under: Element) -> list[list[Piece]]:
        """Return the pieces of each page of the sheet, in the order in which one reads."""
        bottom = text_block(self.template.paper).bottom
        found = [whole_page(page, Flow(under, [("H1", self.template.heading)]), bottom) for page in pages]
        for rows in _runs(pages):
            bordered = rows[0].cells[0].border
            spans = _Spans(cell.cell for row in rows for cell in row.cells)
            table = under.add("Table") if bordered else under
            for row in rows:
                line = table.add("TR") if bordered else table
                for cell, kind, entries in _kinds(row, spans):
                    element = line.add(kind, entries) if bordered else line
                    found[row.page] += self._cell(cell, element, pages[row.page])
        for each in found:
            each.sort(key=lambda piece: piece.over)
        return found

    def _cell(self, cell: PlacedCell, element: Element, page: Page) -> Iterator[Piece]:
        for part in cell.parts:
            if part.part.tick:
                yield self._box(cell.rect if len(cell.parts) == 1 else part.rect, part.part.tick, element, page)
            elif part.part.field:
                yield from self._entry(part, element)
            else:
                yield from text_pieces(part.label, Flow(element, [("P", part.part.text)]))

    def _entry(self, part: PlacedPart, element: Element) -> Iterator[Piece]:
        """Yield a label and what stands behind it; an entry that begins on the label's line is of one paragraph with it."""
        name = part.part.field
        label = element.add("P") if any(line.text.strip() for line in part.label) else None
        if label:
            yield Piece(label, part.label)
        beside = label if label and part.lines and _level(part.label[-1], part.lines[0]) else None
        yield from text_pieces(part.lines, Flow(element, self._expected(name), beside))
        if figure := self.figures.get(name):
            yield figure.piece(element)
        if note := self.notes.get(name):
            yield Piece(element.add("P"), note.lines, note.drawing)

    def _expected(self, name: str) -> list[tuple[str, str]]:
        shown = self.template.show(name, self.record.answers.get(name))
        if isinstance(self.template.by_name.get(name), LongTextField):
            return [("P", paragraph.text) for paragraph in paragraphs(shown)]
        return [("P", shown)]

    def _box(self, box: Rect, tick: tuple[str, str], element: Element, page: Page) -> Piece:
        """Return the box of an option, read aloud as what it stands for and its state, ticked or not."""
        name, code = tick
        field = self.template.by_name[name]
        assert isinstance(field, ChoiceField)
        ticked = self.record.answers.get(name) == code
        words = f"{field.short_label}，{field.show(code)}：{TICK if ticked else UNTICKED}"
        drawing = self.tick(box, page) if ticked else b""
        return Piece(element.add("P", f"/ActualText{text_string(words)}"), drawing=drawing)


class _Spans:
    """The columns of one table: only those at which one of its cells begins or ends."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        self._edges = sorted({edge for cell in cells for edge in (cell.column, cell.column + cell.span)})

    def columns(self, cell: Cell) -> int:
        return bisect_left(self._edges, cell.column + cell.span) - bisect_left(self._edges, cell.column)


def _runs(pages: Sequence[Page]) -> list[list[Row]]:
    """Return the rows of all pages, those together that are of one table; rows without a border stand between tables."""
    rows = [
        Row(number, tuple(cells))
        for number, page in enumerate(pages)
        for _, cells in groupby(page.cells, key=lambda cell: cell.cell.row)
    ]
    return [list(run) for _, run in groupby(rows, key=lambda row: row.cells[0].border)]


def _kinds(row: Row, spans: _Spans) -> Iterator[tuple[PlacedCell, str, str]]:
    """Yield each cell with its type and attributes: printed words are headers, of their row where others stand in it."""
    worded = [_only_words(cell) for cell in row.cells]
    for cell, words in zip(row.cells, worded, strict=True):
        heads = words and (all(worded) or not any(part.part.label_of for part in cell.parts))
        entries = [f"/{key} {count}" for key, count in _counts(cell.cell, spans)]
        if heads:
            entries.append("/Scope/Column" if all(worded) else "/Scope/Row")
        yield cell, "TH" if heads else "TD", f"/A<</O/Table{''.join(entries)}>>" if entries else ""


def _counts(cell: Cell, spans: _Spans) -> Iterator[tuple[str, int]]:
    if (columns := spans.columns(cell)) > 1:
        yield "ColSpan", columns
    if cell.rowspan > 1:
        yield "RowSpan", cell.rowspan


def _only_words(cell: PlacedCell) -> bool:
    return any(part.part.text for part in cell.parts) and not any(part.part.field or part.part.tick for part in cell.parts)


def _level(line: Line, other: Line) -> bool:
    return abs(line.baseline - other.baseline) < 1
