"""The copies as PDF: the pages of the layout drawn once, shown once a copy, each with the mark of its copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..record import Record
from ..template import Copy, Template
from ..typesetting.block import text_block
from ..typesetting.faces import FontRole
from ..typesetting.fonts import FontShelf
from ..typesetting.layout import lay_out
from ..typesetting.measures import MARK_SIZE
from ..typesetting.page import Line, Page, PageKind
from .handwriting import with_writing
from .options import ExportOptions, chosen_copies, page_mark
from .pdf_attachment import attach_record
from .pdf_drawing import artifact, draft_mark, drawn_lines, drawn_page, drawn_tick
from .pdf_file import PdfFile
from .pdf_fonts import FontSet
from .pdf_foot import Foot
from .pdf_ink import Inked, inked, notes_of
from .pdf_outline import add_outline, copy_entry, page_labels, part_title, parts
from .pdf_structure import Element, TaggedCopy, add_structure
from .pdf_table import TICK, SheetTags
from .pdf_tags import HEADER, Piece, continuation_pieces, reply_pieces, section
from .properties import mark_of, properties_of


@dataclass(frozen=True, slots=True)
class _Work:
    """What is written, and with what."""

    template: Template
    record: Record
    pages: tuple[Page, ...]
    ink: Inked
    fonts: FontSet


def write(template: Template, record: Record, options: ExportOptions, shelf: FontShelf) -> bytes:
    """Return one PDF with the chosen copies in order.

    Failure as `inked` says where a signature or a seal cannot be drawn: a copy without what was signed is none.
    """
    copies = chosen_copies(template, options)
    numbers = [copy.number for copy in copies]
    written = with_writing(template, record, lay_out(template, record.answers, shelf).pages, shelf)
    pages = written.pages
    notes = notes_of(template, record, pages, shelf) if options.draft else {}
    marks = [_mark(template, page_mark(template, copy, options, record.round), shelf) for copy in copies]
    foot = Foot(template.paper, mark_of(template, record, numbers, options)) if options.fingerprint else None
    file = PdfFile(properties_of(template, record, numbers, options), 3 if options.attach_record else 2)
    aside = [*marks, *(foot.lines if foot else ()), *(line for note in notes.values() for line in note.lines)]
    fonts = FontSet(shelf, _characters(pages, aside))
    fonts.add_to(file)
    work = _Work(template, record, pages, inked(template, record, written, notes, options.assets, file), fonts)
    bodies, tagged = _bodies(work, options.draft, shelf, file)
    shown = []
    for copy, mark in zip(copies, marks, strict=True):
        over = artifact(HEADER, drawn_lines([mark], pages[0].height, fonts))
        over += foot.drawn(copy, pages[0].height, fonts) if foot else b""
        own = file.stream(over)
        shown.append([file.add_page(page.width, page.height, [body, own]) for page, body in zip(pages, bodies, strict=True)])
    _add_ways(file, work, copies, shown, tagged)
    if options.attach_record:
        attach_record(file, record)
    return file.content()


def _bodies(work: _Work, draft: bool, shelf: FontShelf, file: PdfFile) -> tuple[list[object], list[Element]]:
    """Add the stream of each page; return them, and the elements of the parts of a copy."""
    sections = []
    pieces: list[list[Piece]] = []
    for kind, start, end in parts(work.pages):
        sections.append(section(part_title(work.template, kind)))
        pieces += _pieces(work, kind, start, end, sections[-1])
    bodies: list[object] = []
    for number, (page, held) in enumerate(zip(work.pages, pieces, strict=True)):
        behind = draft_mark(page, shelf) if draft else b""
        bodies.append(file.stream(behind + drawn_page(page, number, held, work.fonts)))
    return bodies, sections


def _pieces(work: _Work, kind: PageKind, start: int, end: int, under: Element) -> list[list[Piece]]:
    """Return the pieces of the pages of one part of a copy."""
    pages = work.pages[start:end]
    if kind is PageKind.REPLY:
        return reply_pieces(work.template, work.record, pages, under)
    if kind is PageKind.CONTINUATION:
        found = continuation_pieces(work.template, work.record, work.pages, pages, under)
        for number, figure in work.ink.moved.items():
            found[number - start].append(figure.piece(under))
        return found
    ink = work.ink
    tags = SheetTags(work.template, work.record, ink.figures, ink.notes, lambda box, page: drawn_tick(box, page, work.fonts))
    return tags.pieces(pages, under)


def _add_ways(
    file: PdfFile, work: _Work, copies: Sequence[Copy], shown: Sequence[Sequence[object]], tagged: Sequence[Element]
) -> None:
    """Add what leads through the file: structure, outline, names of the pages."""
    entries = [copy_entry(work.template, copy, work.pages, own) for copy, own in zip(copies, shown, strict=True)]
    add_structure(file, [TaggedCopy(each.words, own) for each, own in zip(entries, shown, strict=True)], tagged)
    add_outline(file, entries)
    file.add_to_catalog(PageLabels=page_labels(copies, work.pages))


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
