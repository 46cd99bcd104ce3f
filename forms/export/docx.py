"""The copies as DOCX: for each copy the sheet as tables, what goes on behind it, and the reply, in sections of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .. import paragraph_styles as ids
from ..record import Record
from ..template import Paper, Template
from ..typesetting import measures as m
from ..typesetting.block import text_block
from ..typesetting.continuation import continued
from ..typesetting.fonts import FontShelf
from ..typesetting.layout import lay_out_grid
from ..typesetting.page import MM, Page, PageKind
from . import docx_styles as styles
from .docx_ink import InkWriter
from .docx_letter import continuation_head, continuation_paragraphs, reply_paragraphs
from .docx_margins import footers, header
from .docx_package import DocxPackage
from .docx_table import TableWriter
from .docx_xml import Paragraph, part, run, twips
from .handwriting import Writing, with_writing
from .options import ExportOptions, chosen_copies, page_mark
from .properties import properties_of

_HEADER_TOP = 20.0
"""How far above the text block the mark of the copy begins."""

_FROM_ONE = '<w:pgNumType w:start="1"/>'


@dataclass(frozen=True, slots=True)
class _Section:
    """A section of one copy: what it shows, its header, and whether numbers stand at the foot of its pages."""

    content: str
    last: Paragraph
    header: str
    numbered: bool = False


def write(template: Template, record: Record, options: ExportOptions, shelf: FontShelf) -> bytes:
    """Return one DOCX with the chosen copies in order; Failure as `InkWriter.run` says where ink cannot be shown."""
    copies = chosen_copies(template, options)
    package = DocxPackage(properties_of(template, record, [copy.number for copy in copies], options))
    written = with_writing(template, record, lay_out_grid(template, record.answers, shelf), shelf)
    sheet = [page for page in written.pages if page.kind is PageKind.SHEET]
    rest = continued(template, record.answers, sheet)
    ink = InkWriter(template, record, written.writings, options, package)
    package.add("styles", styles.styles(each.field.name for each in rest))
    package.add("fontTable", styles.font_table())
    package.add("settings", styles.settings())
    ends = _Ends(template.paper, package)
    further = bool(rest or written.moved)
    head = list(continuation_head(template, record.answers, shelf)) if further else []
    reply = list(reply_paragraphs(template, record.answers, shelf))
    sections: list[_Section] = []
    boxes = TableWriter(template, record.answers, ink)
    for copy in copies:
        mark = page_mark(template, copy, options, record.round)
        plain = package.add_margin("header", header(mark, options.draft, []))
        sections.append(_Section(_sheet(template, sheet, boxes), Paragraph(styles.GAP), plain))
        if further:
            over = package.add_margin("header", header(mark, options.draft, head))
            pages = [*continuation_paragraphs(rest), *_by_hand(written.moved, ink, template.paper, breaks_page=bool(rest))]
            sections.append(_flowing(pages, over, numbered=False))
        if reply:
            sections.append(_flowing(reply, plain, numbered=True))
    return package.content(_document(sections, ends))


def _sheet(template: Template, pages: Sequence[Page], boxes: TableWriter) -> str:
    """Return the pages of the sheet; between two tables stands a paragraph of one point, or they would be one table."""
    heading = Paragraph(styles.HEADING, run(template.heading), after=m.HEADING_GAP).xml() if template.heading else ""
    tables = (boxes.table(page, breaks_page=number > 0) for number, page in enumerate(pages))
    return heading + Paragraph(styles.GAP).xml().join(tables)


def _by_hand(writings: Sequence[Writing], ink: InkWriter, paper: Paper, *, breaks_page: bool) -> Iterator[Paragraph]:
    """Yield a label for each handwriting that has a continuation page of its own, the handwriting below it."""
    left = text_block(paper).x
    for number, writing in enumerate(writings):
        content = run(f"{writing.field.label}（续）：") + ink.moved(writing, left)
        yield Paragraph(ids.CONTINUATION_HEADING, content, breaks_page=breaks_page or number > 0)


def _flowing(paragraphs: Sequence[Paragraph], header_id: str, *, numbered: bool) -> _Section:
    return _Section("".join(each.xml() for each in paragraphs[:-1]), paragraphs[-1], header_id, numbered)


def _document(sections: Sequence[_Section], ends: _Ends) -> bytes:
    body = []
    for section in sections[:-1]:
        body.append(section.content + replace(section.last, section=ends.of(section)).xml())
    final = sections[-1]
    body.append(final.content + final.last.xml() + ends.of(final))
    return part("document", f"<w:body>{''.join(body)}</w:body>")


class _Ends:
    """The properties with which sections end: paper, margins, header and footers, the numbers of their pages."""

    def __init__(self, paper: Paper, package: DocxPackage) -> None:
        self._paper = paper
        self._empty, self._odd, self._even = (package.add_margin("footer", content) for content in footers())

    def of(self, section: _Section) -> str:
        paper = self._paper
        odd, even = (self._odd, self._even) if section.numbered else (self._empty, self._empty)
        references = "".join(
            f'<w:{kind}Reference w:type="{pages}" r:id="{name}"/>'
            for kind, pages, name in (
                ("header", "default", section.header),
                ("header", "even", section.header),
                ("footer", "default", odd),
                ("footer", "even", even),
            )
        )
        margins = "".join(
            f' w:{side}="{twips(value * MM)}"'
            for side, value in (
                ("top", paper.top_mm),
                ("right", paper.right_mm),
                ("bottom", paper.bottom_mm),
                ("left", paper.left_mm),
            )
        )
        top = max(0, twips(paper.top_mm * MM - _HEADER_TOP))
        bottom = max(0, twips((paper.bottom_mm - 7) * MM - m.PAGE_NUMBER_SIZE - 4))
        return (
            f"<w:sectPr>{references}"
            f'<w:pgSz w:w="{twips(paper.width_mm * MM)}" w:h="{twips(paper.height_mm * MM)}"/>'
            f'<w:pgMar{margins} w:header="{top}" w:footer="{bottom}" w:gutter="0"/>'
            f"{_FROM_ONE}</w:sectPr>"
        )
