"""Continuation pages (续页): what did not fit its place on the sheet, behind the sheet and before the reply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..fields import Answers, Field, PeopleField, TextField
from ..template import Template
from . import measures as m
from .block import blank_page, text_block
from .breaking import TextLine, break_paragraph
from .cells import break_entry
from .faces import FontRole
from .fonts import FontShelf
from .page import Line, Page, PageKind, PlacedPart, Rect
from .turning import page_end

_HEAD_SIZE = 16.0
_HEAD_PITCH = 34.0
_CAPTION_LINES = 2
_RULE = 0.5
_GAP = 8.0


@dataclass(frozen=True, slots=True)
class Continued:
    """An answer that goes on: its field, its text as printed, and from which character on."""

    field: Field
    text: str
    start: int


def placed_parts(pages: Iterable[Page]) -> Iterator[PlacedPart]:
    """Yield the parts of sheet pages in the order in which one reads."""
    return (part for page in pages for cell in page.cells for part in cell.parts)


def continued(template: Template, answers: Answers, sheet: Iterable[Page]) -> tuple[Continued, ...]:
    """Return the answers of which the pages of the sheet hold only the beginning."""
    return tuple(
        Continued(template.by_name[name], template.show(name, answers.get(name)), part.taken)
        for part in placed_parts(sheet)
        if part.taken is not None and (name := part.part.field)
    )


def caption_fields(template: Template) -> tuple[Field, ...]:
    """Return the fields that a continuation page repeats: the first text and the first people on the paper."""
    placed = [template.by_name[part.field] for part in template.grid.parts() if part.field]
    first = [next((field for field in placed if type(field) is kind), None) for kind in (TextField, PeopleField)]
    return tuple(field for field in placed if field in first)


def continuation_pages(
    template: Template, answers: Answers, shelf: FontShelf, sheet: Iterable[Page], number: int
) -> tuple[tuple[Page, ...], dict[str, int]]:
    """Return the pages, the first with `number`, and by field name how many lines stand on them."""
    rest = continued(template, answers, sheet)
    if not rest:
        return (), {}
    block = text_block(template.paper)
    width = block.width - 2 * m.PAD_X
    broken = [(each.field, break_entry(each.field, each.text, width, shelf, each.start)) for each in rest]
    captions = caption_lines(template, answers, width, shelf)
    top = _HEAD_PITCH + len(captions) * m.ENTRY_PITCH + 2 * _GAP
    room = max(2, int((block.height - top + 0.01) / m.ENTRY_PITCH))
    pages = []
    for place, rows in enumerate(_paged(broken, room)):
        lines = (*_head(place + 1, captions, block, shelf), *_body(rows, block, block.y + top))
        rule = Rect(block.x, block.y + top - _GAP, block.width, _RULE)
        pages.append(replace(blank_page(template.paper, PageKind.CONTINUATION, number + place), lines=lines, rules=(rule,)))
    return tuple(pages), {field.name: len(lines) for field, lines in broken}


def writing_page(
    template: Template, answers: Answers, shelf: FontShelf, field: Field, number: int, place: int
) -> tuple[Page, Rect]:
    """Return a continuation page for what was written by hand in a field, and what of it is free for that.

    `number` is its place among the pages of the copy, `place` that among the continuation pages, both from 1.
    """
    block = text_block(template.paper)
    captions = caption_lines(template, answers, block.width - 2 * m.PAD_X, shelf)
    top = block.y + _HEAD_PITCH + len(captions) * m.ENTRY_PITCH + 2 * _GAP
    lines = (*_head(place, captions, block, shelf), *_body([f"{field.label}（续）："], block, top))
    rule = Rect(block.x, top - _GAP, block.width, _RULE)
    page = replace(blank_page(template.paper, PageKind.CONTINUATION, number), lines=lines, rules=(rule,))
    below = top + m.ENTRY_PITCH
    return page, Rect(block.x + m.PAD_X, below, block.width - 2 * m.PAD_X, block.bottom - below)


def _paged(broken: Iterable[tuple[Field, tuple[TextLine, ...]]], room: int) -> Iterator[list[TextLine | str]]:
    """Yield the rows of each page: before the lines of each field, and at the top of each page, the field's label."""
    page: list[TextLine | str] = []
    for field, lines in broken:
        begin = 0
        while begin < len(lines):
            if len(page) + 2 > room:
                yield page
                page = []
            page.append(f"{field.label}（续）：")
            end = page_end(lines, begin, begin + room - len(page))
            page.extend(lines[begin:end])
            begin = end
    yield page


def caption_lines(template: Template, answers: Answers, width: float, shelf: FontShelf) -> list[tuple[str, str]]:
    """Return (label, text) of each caption line; the answer is cut after two lines, it stands in full on the sheet."""
    found: list[tuple[str, str]] = []
    for field in caption_fields(template):
        label = f"{field.label}："
        room = width - shelf.width(label, FontRole.LABEL, m.LABEL_SIZE)
        shown = template.show(field.name, answers.get(field.name))[: 40 * _CAPTION_LINES * 4]
        lines = break_paragraph(shown, 0, room, m.ENTRY_SIZE, FontRole.BODY, shelf, justify=False)
        kept = [line.text for line in lines[:_CAPTION_LINES]]
        if len(lines) > _CAPTION_LINES:
            kept[-1] = kept[-1][:-2] + "……"
        found += [(label if not number else "", text) for number, text in enumerate(kept)]
    return found


def _head(number: int, captions: list[tuple[str, str]], block: Rect, shelf: FontShelf) -> Iterator[Line]:
    text = f"续页 {number}"
    x = block.x + (block.width - shelf.width(text, FontRole.HEADING, _HEAD_SIZE)) / 2
    yield Line(text, x, m.baseline(block.y, _HEAD_PITCH, _HEAD_SIZE), _HEAD_SIZE, FontRole.HEADING)
    left, beside = block.x + m.PAD_X, 0.0
    for row, (label, shown) in enumerate(captions):
        base = m.baseline(block.y + _HEAD_PITCH + row * m.ENTRY_PITCH, m.ENTRY_PITCH, m.ENTRY_SIZE)
        if label:
            yield Line(label, left, base, m.LABEL_SIZE, FontRole.LABEL)
            beside = shelf.width(label, FontRole.LABEL, m.LABEL_SIZE)
        yield Line(shown, left + beside, base, m.ENTRY_SIZE, FontRole.BODY)


def _body(rows: list[TextLine | str], block: Rect, top: float) -> Iterator[Line]:
    left = block.x + m.PAD_X
    for number, row in enumerate(rows):
        base = m.baseline(top + number * m.ENTRY_PITCH, m.ENTRY_PITCH, m.ENTRY_SIZE)
        if isinstance(row, str):
            yield Line(row, left, base, m.LABEL_SIZE, FontRole.LABEL)
        elif row.text:
            yield Line(row.text.rstrip(" \u3000"), left + row.indent, base, m.ENTRY_SIZE, FontRole.BODY, row.spacing)
