"""All pages of one copy: the sheet, what of it did not fit (续页), the reply. One layout serves screen and writers."""

from __future__ import annotations

from dataclasses import replace

from ..fields import Answers
from ..template import Template
from .block import blank_page, text_block
from .cells import SetCell, Setting, place_cell, set_cell
from .continuation import continuation_pages
from .fonts import FontShelf
from .letter import letter_pages
from .page import Layout, Page, PageKind, Rect
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
    pages = pages_of_rows(template.grid, cells, block.height)
    return tuple(_page(template, block, rows, cells, number) for number, rows in enumerate(pages, 1))


def _page(template: Template, block: Rect, rows: tuple[PlacedRow, ...], cells: dict[int, list[SetCell]], number: int) -> Page:
    column = block.width / template.grid.columns
    bottoms = {row.number: row.top + row.height for row in rows}
    placed = []
    for row in rows:
        for cell in cells[row.number]:
            height = bottoms[row.number + cell.cell.rowspan - 1] - row.top
            rect = Rect(block.x + cell.cell.column * column, block.y + row.top, cell.cell.span * column, height)
            placed.append(place_cell(cell, rect))
    return replace(blank_page(template.paper, PageKind.SHEET, number), cells=tuple(placed))
