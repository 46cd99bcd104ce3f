"""All pages of one copy: the sheet, what of it did not fit (续页), the reply. One layout serves screen and writers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..fields import Answers
from ..template import Template
from . import measures as m
from .block import blank_page, text_block
from .cells import SetCell, Setting, place_cell, set_cell
from .continuation import continuation_pages
from .fonts import FontShelf
from .letter import heading_lines, letter_pages
from .page import Layout, Page, PageKind, PlacedCell, Rect
from .rows import PlacedRow, pages_of_rows


def lay_out(template: Template, answers: Answers, shelf: FontShelf) -> Layout:
    """Return all pages of one copy in the order in which they are printed."""
    sheet = lay_out_grid(template, answers, shelf)
    continued, overflow = continuation_pages(template, answers, shelf, sheet, len(sheet) + 1)
    reply = letter_pages(template, answers, shelf, len(sheet) + len(continued) + 1)
    return Layout((*sheet, *continued, *reply), overflow)


def lay_out_grid(template: Template, answers: Answers, shelf: FontShelf) -> tuple[Page, ...]:
    """Return the pages of the sheet alone: fast enough to be asked for at every keystroke."""
    setting = Setting(template, answers, shelf)
    block = text_block(template.paper)
    column = block.width / template.grid.columns
    cells = {
        number: [set_cell(cell, cell.span * column, row.border, setting) for cell in row.cells]
        for number, row in enumerate(template.grid.rows)
    }
    heading = heading_lines(template.heading, block, shelf)
    over = min(len(heading) * m.TITLE_PITCH + m.HEADING_GAP if heading else 0.0, block.height / 2)
    pages = []
    for number, rows in enumerate(pages_of_rows(template.grid, cells, block.height - m.SHEET_SPARE, over), 1):
        page = blank_page(template.paper, PageKind.SHEET, number)
        top, lines = (over, heading) if number == 1 else (0.0, ())
        pages.append(replace(page, cells=_placed(template, block, top, rows, cells), lines=lines))
    return tuple(pages)


def _placed(
    template: Template, block: Rect, over: float, rows: tuple[PlacedRow, ...], cells: Mapping[int, Sequence[SetCell]]
) -> tuple[PlacedCell, ...]:
    column = block.width / template.grid.columns
    bottoms = {row.number: row.top + row.height for row in rows}
    placed = []
    for row in rows:
        for cell in cells[row.number]:
            height = bottoms[row.number + cell.cell.rowspan - 1] - row.top
            x, y = block.x + cell.cell.column * column, block.y + over + row.top
            placed.append(place_cell(cell, Rect(x, y, cell.cell.span * column, height)))
    return tuple(placed)
