"""What a deputy wrote by hand instead of typing: in its cell where it can be read there, else on a continuation page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..fields import Field
from ..ink import Ink
from ..record import Record
from ..template import Template
from ..typesetting import measures as m
from ..typesetting.continuation import writing_page
from ..typesetting.faces import FontRole
from ..typesetting.fonts import FontShelf
from ..typesetting.page import Line, Page, PageKind, PlacedPart, Rect
from .ink_place import has_free_line, typed_bottom, writing_rect, written_in
from .ink_shown import shown_ink, takes_writing

MOVED_MARK = "（手写意见见续页）"
"""Stands in the place of handwriting that is on a continuation page."""


@dataclass(frozen=True, slots=True)
class Writing:
    """Handwriting of a field: the page, from 0, and where on it; `moved` where that is a continuation page."""

    field: Field
    ink: Ink
    page: int
    rect: Rect
    moved: bool


@dataclass(frozen=True, slots=True)
class Written:
    """The pages of a copy with room for all handwriting."""

    pages: tuple[Page, ...]
    writings: tuple[Writing, ...]

    @property
    def moved(self) -> tuple[Writing, ...]:
        return tuple(writing for writing in self.writings if writing.moved)


def with_writing(template: Template, record: Record, pages: Sequence[Page], shelf: FontShelf) -> Written:
    """Return the pages, with further ones behind the sheet for handwriting that its cell has no room for.

    Failure as `read_signature` says, with the `field`.
    """
    found: list[Writing] = []
    waiting: list[tuple[Field, Ink]] = []
    for number, part, field, ink in _hands(template, record, pages):
        rect = writing_rect(part, ink)
        if rect:
            found.append(Writing(field, ink, number, rect, moved=False))
        else:
            waiting.append((field, ink))
    if not waiting:
        return Written(tuple(pages), tuple(found))
    names = {field.name for field, _ in waiting}
    before = [_marked(page, names, shelf) for page in pages if page.kind is not PageKind.REPLY]
    continued = sum(page.kind is PageKind.CONTINUATION for page in before)
    for field, ink in waiting:
        continued += 1
        page, free = writing_page(template, record.answers, shelf, field, len(before) + 1, continued)
        found.append(Writing(field, ink, len(before), written_in(free, ink, finest=0.0) or free, moved=True))
        before.append(page)
    reply = [page for page in pages if page.kind is PageKind.REPLY]
    after = [replace(page, number=len(before) + number) for number, page in enumerate(reply, 1)]
    return Written((*before, *after), tuple(found))


def _hands(template: Template, record: Record, pages: Sequence[Page]) -> Iterator[tuple[int, PlacedPart, Field, Ink]]:
    for number, page in enumerate(pages):
        for part in (part for cell in page.cells for part in cell.parts):
            field = template.by_name.get(part.part.field)
            if field and takes_writing(field):
                ink = shown_ink(template, record, field, draft=False)
                if isinstance(ink, Ink):
                    yield number, part, field, ink


def _marked(page: Page, names: set[str], shelf: FontShelf) -> Page:
    """Return a page that says in the places of these fields where their handwriting is."""
    cells = tuple(replace(cell, parts=tuple(_with_mark(part, names, shelf) for part in cell.parts)) for cell in page.cells)
    return replace(page, cells=cells)


def _with_mark(part: PlacedPart, names: set[str], shelf: FontShelf) -> PlacedPart:
    """Return the part with the mark on its first free line, or behind its last one; one that goes on elsewhere says so
    already."""
    if part.part.field not in names or part.taken is not None:
        return part
    x = max(part.place.x, part.place.right - len(MOVED_MARK) * m.LABEL_SIZE)
    base = m.baseline(typed_bottom(part), m.ENTRY_PITCH, m.LABEL_SIZE)
    if part.lines and not has_free_line(part):
        last = part.lines[-1]
        width = shelf.width(last.text, last.role, last.size) + last.spacing * len(last.text)
        if last.x + width > x:
            return part
        base = last.baseline
    return replace(part, lines=(*part.lines, Line(MOVED_MARK, x, base, m.LABEL_SIZE, FontRole.LABEL)))
