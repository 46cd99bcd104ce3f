"""The copies as PDF: the pages of the layout drawn once, shown once a copy, each with the mark of its copy."""

from __future__ import annotations

from ..record import Record
from ..template import Template
from ..typesetting.block import text_block
from ..typesetting.faces import FontRole
from ..typesetting.fonts import FontShelf
from ..typesetting.layout import lay_out
from ..typesetting.measures import MARK_SIZE
from ..typesetting.page import Line, Page
from .options import ExportOptions, chosen_copies, copy_mark, page_mark
from .pdf_drawing import TICK, draft_mark, drawn_lines, drawn_page
from .pdf_file import PdfFile
from .pdf_fonts import FontSet
from .properties import properties_of


def write(template: Template, record: Record, options: ExportOptions, shelf: FontShelf) -> bytes:
    """Return one PDF with the chosen copies in order."""
    copies = chosen_copies(template, options)
    pages = lay_out(template, record.answers, shelf).pages
    marks = {copy.number: _mark(template, page_mark(template, copy, options), shelf) for copy in copies}
    fonts = FontSet(shelf, _characters(pages, list(marks.values())))
    file = PdfFile(properties_of(template, record, [copy.number for copy in copies]))
    fonts.add_to(file)
    bodies = []
    for page in pages:
        draft = draft_mark(page, shelf) if options.draft else b""
        bodies.append(file.stream(draft + drawn_page(page, record.answers, fonts)))
    for copy in copies:
        mark = file.stream(drawn_lines([marks[copy.number]], pages[0].height, fonts))
        for number, (page, body) in enumerate(zip(pages, bodies, strict=True)):
            file.add_page(page.width, page.height, [body, mark], outline=copy_mark(template, copy) if not number else "")
    return file.content()


def _mark(template: Template, text: str, shelf: FontShelf) -> Line:
    """Return the mark of a copy: small, over the right upper corner of the text block, outside the grid."""
    block = text_block(template.paper)
    x = block.right - shelf.width(text, FontRole.LABEL, MARK_SIZE)
    return Line(text, x, block.y - MARK_SIZE, MARK_SIZE, FontRole.LABEL)


def _characters(pages: tuple[Page, ...], marks: list[Line]) -> dict[FontRole, set[str]]:
    """Return the characters that each role has to draw."""
    used: dict[FontRole, set[str]] = {role: set() for role in FontRole}
    used[FontRole.LABEL].add(TICK)
    for line in marks:
        used[line.role].update(line.text)
    for page in pages:
        for line in page.lines:
            used[line.role].update(line.text)
        for part in (part for cell in page.cells for part in cell.parts):
            for line in (*part.label, *part.lines):
                used[line.role].update(line.text)
    return used
