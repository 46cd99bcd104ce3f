"""The sheet as tables of the DOCX, one a page: the declared spans, at-least heights, what each cell shows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .. import paragraph_styles as ids
from ..fields import Answers, Field, LongTextField
from ..grid import Align, Part, VAlign
from ..template import Template
from ..typesetting import measures as m
from ..typesetting.cells import CONTINUED_MARK
from ..typesetting.page import Page, PlacedCell, PlacedPart
from . import docx_styles as styles
from .docx_ink import InkWriter
from .docx_lines import UNSEEN, blanks_width, cut, written_lines
from .docx_xml import Paragraph, check_box, run, twips
from .handwriting import MOVED_MARK
from .ink_place import has_free_line

_MOST_COLUMNS = 63
"""Word opens no table with more."""
_VALIGN = {VAlign.TOP: "top", VAlign.MIDDLE: "center", VAlign.BOTTOM: "bottom"}
_NO_SIDES = "".join(f'<w:{side} w:val="nil"/>' for side in ("left", "bottom", "right"))


class TableWriter:
    """Writes the pages of the sheet, once a copy; check boxes are numbered through all copies."""

    def __init__(self, template: Template, answers: Answers, ink: InkWriter) -> None:
        self._template = template
        self._answers = answers
        self._ink = ink
        self._next_box = 1

    def table(self, page: Page, *, breaks_page: bool) -> str:
        """Return one page of the sheet as a table; `breaks_page` starts a new page before it."""
        columns = _columns(page, self._template.grid.columns)
        left = min(cell.rect.x for cell in page.cells)
        width = max(cell.rect.right for cell in page.cells) - left
        edges = [twips(width * column / self._template.grid.columns) for column in columns]
        grid = "".join(f'<w:gridCol w:w="{end - start}"/>' for start, end in itertools.pairwise(edges))
        rows: list[str] = []
        for number, height in _rows(page):
            cells = self._cells(page, number, columns, edges, breaks_page and not rows)
            properties = f'<w:cantSplit/><w:trHeight w:val="{twips(height)}" w:hRule="atLeast"/>'
            rows.append(f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>")
        return f"<w:tbl>{_table_properties(edges[-1])}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"

    def _cells(self, page: Page, row: int, columns: Sequence[int], edges: Sequence[int], breaks_page: bool) -> str:
        found: list[str] = []
        for placed in sorted(page.cells, key=lambda each: each.cell.column):
            cell = placed.cell
            if not cell.row <= row < cell.row + cell.rowspan:
                continue
            start, end = columns.index(cell.column), columns.index(cell.column + cell.span)
            begins = cell.row == row
            properties = _cell_properties(placed, edges[end] - edges[start], end - start, begins)
            content = self._content(placed, page, breaks_page and not found) if begins else Paragraph(styles.GAP).xml()
            found.append(f"<w:tc>{properties}{content}</w:tc>")
        return "".join(found)

    def _content(self, placed: PlacedCell, page: Page, breaks_page: bool) -> str:
        written: list[Paragraph] = []
        for part in placed.parts:
            shown = list(self._part(part, placed, page))
            if part.part.fill and (spare := self._spare(part, shown)):  # behind the text: pictures hang from where it begins
                shown[-1] = replace(shown[-1], after=(shown[-1].after or 0.0) + spare)
            written.extend(shown)
        first, *others = written or [Paragraph(styles.GAP)]
        return "".join(each.xml() for each in (replace(first, breaks_page=breaks_page), *others))

    @staticmethod
    def _spare(part: PlacedPart, shown: Sequence[Paragraph]) -> float:
        """Return what a part that fills leaves free below its lines; a long text keeps one line in reserve for other fonts."""
        lines = int((part.lines[-1].baseline - part.place.y) / m.ENTRY_PITCH) + 1 if part.lines else 1
        reserve = 1 if lines > 1 else 0
        unseen = sum(UNSEEN for paragraph in shown if paragraph.pitch == UNSEEN)
        return max(0.0, part.place.height - (lines + reserve) * m.ENTRY_PITCH - unseen)

    def _part(self, placed: PlacedPart, cell: PlacedCell, page: Page) -> Iterator[Paragraph]:
        part = placed.part
        if part.tick:
            number = self._next_box
            self._next_box += 1
            yield Paragraph(
                styles.TICK, check_box(".".join(part.tick), self._answers.get(part.tick[0]) == part.tick[1], number)
            )
        elif part.field:
            yield from self._field(placed, cell, page)
        else:
            for line in part.text.split("\n"):
                yield Paragraph(styles.LABEL if cell.border else styles.NOTE, run(line), align=part.align)

    def _field(self, placed: PlacedPart, cell: PlacedCell, page: Page) -> Iterator[Paragraph]:
        """Yield the printed text of a field and its answer: beside each other where the layout has them so."""
        part = placed.part
        field = self._template.by_name[part.field]
        shown = self._template.show(part.field, self._answers.get(part.field))
        end = None if placed.taken is None else cut(shown, placed.taken)[0]
        printed = part.text.split("\n") if part.text else []
        beside = printed.pop() if printed and placed.place.x > placed.rect.x else ""
        for line in printed:
            yield Paragraph(styles.LABEL if cell.border else styles.NOTE, run(line))
        label = run(beside, styles.LABEL_TEXT) + self._ink.run(field, placed, cell, page)
        found = list(_answer(field, part, label, shown or part.blank, end))
        if hand := self._ink.writing(field, placed, cell):
            found[0] = replace(found[0], content=hand + found[0].content)
        yield from found
        if placed.taken is not None or self._ink.is_moved(field):
            moved = placed.taken is None
            pitch = m.LABEL_SIZE if moved and not has_free_line(placed) else None  # what the grid leaves free takes that
            yield Paragraph(
                ids.CONTINUATION_HEADING, run(MOVED_MARK if moved else CONTINUED_MARK), pitch=pitch, align=Align.RIGHT
            )


def _answer(field: Field, part: Part, label: str, text: str, end: int | None) -> Iterator[Paragraph]:
    """Yield an answer behind its label, which is a run of the line on which it begins."""
    room = (m.SIGNED_PITCH - m.ENTRY_PITCH) / 2 if field.signed else None
    right = m.RIGHT_INSET if part.align is Align.RIGHT else None
    align = None if part.align is Align.LEFT else part.align
    if not isinstance(field, LongTextField):
        yield Paragraph(styles.ENTRY, label + run(text[:end]), before=room, after=room, right=right, align=align)
        return
    found = list(entry_paragraphs(text, styles.ENTRY, end=end))
    for number, paragraph in enumerate(found):
        yield Paragraph(styles.ENTRY, label + paragraph.content, first_line=0) if label and not number else paragraph
    if not found:
        yield Paragraph(styles.ENTRY, label)


def entry_paragraphs(
    text: str, style: str, rest_style: str = "", start: int = 0, end: int | None = None
) -> Iterator[Paragraph]:
    """Yield the paragraphs of a long answer from `start` to `end`; `rest_style` is for the rest of one that began before."""
    begin = cut(text, start)[1]
    for line in written_lines(text, begin, end):
        yield from (Paragraph(style, run(blank), pitch=None if line.shown else UNSEEN) for blank in line.empty)
        if line.paragraph:
            content = run(line.leading + line.paragraph.text + line.trailing)
            indent = (0.0 if line.paragraph.flush else 2 * m.ENTRY_SIZE) - blanks_width(line.leading, m.ENTRY_SIZE)
            rest = bool(rest_style) and line.paragraph.start == begin > 0 and text[begin - 1] != "\n"
            yield Paragraph(rest_style if rest else style, content, first_line=indent)


def _rows(page: Page) -> Iterator[tuple[int, float]]:
    """Yield the number and the height in points of each row of a page, rows that only merged cells cross included."""
    tops = {cell.cell.row: cell.rect.y for cell in page.cells}
    last = max(cell.cell.row + cell.cell.rowspan for cell in page.cells)
    bottom = max(cell.rect.bottom for cell in page.cells)
    for row in range(min(tops), last):
        top = tops.get(row)
        below = next((tops[later] for later in range(row + 1, last) if later in tops), bottom)
        yield row, below - top if top is not None else 0.0


def _columns(page: Page, declared: int) -> list[int]:
    """Return the columns at which the grid of a page has an edge: all that are declared, or only those in use."""
    if declared <= _MOST_COLUMNS:
        return list(range(declared + 1))
    return sorted({edge for cell in page.cells for edge in (cell.cell.column, cell.cell.column + cell.cell.span)})


def _table_properties(width: int) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    x, y = twips(m.PAD_X), twips(m.PAD_Y)
    margins = "".join(
        f'<w:{side} w:w="{value}" w:type="dxa"/>' for side, value in (("top", y), ("left", x), ("bottom", y), ("right", x))
    )
    return (
        f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
    )


def _cell_properties(placed: PlacedCell, width: int, span: int, begins: bool) -> str:
    cell = placed.cell
    properties = [f'<w:tcW w:w="{width}" w:type="dxa"/>']
    if span > 1:
        properties.append(f'<w:gridSpan w:val="{span}"/>')
    if cell.rowspan > 1:
        properties.append('<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>")
    if not placed.border:
        properties.append(f"<w:tcBorders>{_NO_SIDES}</w:tcBorders>")
        properties.append('<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>')
    fills = any(part.part.fill for part in placed.parts)
    properties.append(f'<w:vAlign w:val="{"top" if fills else _VALIGN[cell.valign]}"/>')
    return f"<w:tcPr>{''.join(properties)}</w:tcPr>"
