"""The reply on pages of its own: 28 characters by 22 lines, headings by level, no line left alone (GB/T 9704-2012, 7.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import repeat

from ..fields import Answers
from ..template import Template
from . import measures as m
from .block import blank_page, text_block
from .breaking import Lead, TextLine, break_paragraph
from .closing import Place, closing_x, list_mark, places
from .faces import FontRole
from .fonts import FontShelf
from .letter_rows import spots
from .page import MM, Line, Page, PageKind, Rect
from .paragraphs import Paragraph, paragraphs
from .titles import break_title

LEVEL_ROLES = (
    FontRole.BODY,
    FontRole.HEADING,
    FontRole.SUBHEADING,
    FontRole.BODY,
    FontRole.BODY,
    FontRole.HEADING,
)
"""The font of text (0), of headings by level (1 to 4) and of the mark of an annex."""
_LIST_MARK_CELLS = 3
"""附件： before the names of annexes."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What the reply says: its title and its paragraphs are printed only where there is something to print."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class _Set:
    """A paragraph of the body, broken into lines."""

    lines: Sequence[TextLine]
    paragraph: Paragraph
    place: Place


_EMPTY = _Set((TextLine("", 0, 0.0),), Paragraph("", 0), Place.EMPTY)


def letter_of(template: Template, answers: Answers) -> Letter | None:
    """Return the reply to print, None where there is none (yet)."""
    attachment = template.attachment
    if attachment is None or not (answers.get(attachment.body) or answers.get(attachment.title)):
        return None
    return Letter(template.attachment_title(answers), template.show(attachment.body, answers.get(attachment.body)))


def letter_pages(template: Template, answers: Answers, shelf: FontShelf, number: int) -> tuple[Page, ...]:
    """Return the pages of the reply; the first has `number` among the pages of the copy."""
    letter = letter_of(template, answers)
    if letter is None:
        return ()
    block = text_block(template.paper)
    pages = _pages(letter, block, shelf)
    return tuple(
        replace(
            blank_page(template.paper, PageKind.REPLY, number + place),
            lines=(*lines, page_number(place + 1, block, shelf)),
        )
        for place, lines in enumerate(pages)
    )


def grid_of(block: Rect) -> tuple[float, int]:
    """Return the width of one character and the lines a page of the text block: 156 mm take 28 characters of 16 pt.

    Twenty-eight times 16 pt are 2 mm more than 156 mm, so the characters stand that much closer, as on Word's grid.
    """
    characters = max(1, round(block.width / m.BODY_SIZE))
    return block.width / characters, max(1, int((block.height + 0.01) / m.BODY_PITCH))


def _pages(letter: Letter, block: Rect, shelf: FontShelf) -> list[list[Line]]:
    _, per_page = grid_of(block)
    title = break_title(letter.title, block.width, shelf)
    pages = [[_title_line(line, number, block) for number, line in enumerate(lines)] for lines in _chunks(title, block)]
    used = title_rows(len(pages[-1])) if pages else 0
    first = max(0, len(pages) - 1)
    body = list(_body(letter.body, block, shelf))
    standing = spots([(len(each.lines), each.paragraph.level, each.place) for each in body], per_page - used, per_page)
    for spot, lines in zip(standing, _drawn_lines(body, block, shelf), strict=True):
        while len(pages) <= first + spot.page:
            pages.append([])
        row = spot.row + (0 if spot.page else used)
        base = m.baseline(block.y + row * m.BODY_PITCH, m.BODY_PITCH, m.BODY_SIZE)
        pages[first + spot.page] += [replace(line, baseline=base) for line in lines]
    return pages


def _body(body: str, block: Rect, shelf: FontShelf) -> Iterator[_Set]:
    found = list(paragraphs(body))
    for paragraph, place in zip(found, places([each.text for each in found]), strict=True):
        yield from repeat(_EMPTY, paragraph.empty)
        yield _Set(set_body_paragraph(paragraph, place, block, shelf), paragraph, place)


def _drawn_lines(body: Sequence[_Set], block: Rect, shelf: FontShelf) -> Iterator[list[Line]]:
    """Yield the pieces of each line, one a font, on the base line 0."""
    for number, each in enumerate(body):
        for line in each.lines:
            x = block.x + line.indent
            if each.place in (Place.UNIT, Place.DATE):
                date = next((later.lines[0] for later in body[number:] if later.place is Place.DATE), line)
                x = closing_x(line, date, block, grid_of(block)[0])
            yield _pieces(line, each.paragraph, x, shelf)


def _pieces(line: TextLine, paragraph: Paragraph, x: float, shelf: FontShelf) -> list[Line]:
    """Return a line as one piece, or as two where a heading on the same line ends in it."""
    text = line.text.rstrip(" \u3000")
    lead = max(0, min(len(text), paragraph.start + paragraph.run_in - line.start))
    role, rest = LEVEL_ROLES[paragraph.run_in_level], LEVEL_ROLES[paragraph.level]
    beside = shelf.width(text[:lead], role, m.BODY_SIZE) + lead * line.spacing
    pieces = ((text[:lead], x, role), (text[lead:], x + beside, rest))
    return [Line(words, left, 0.0, m.BODY_SIZE, each, line.spacing) for words, left, each in pieces if words]


def title_rows(lines: int) -> int:
    """Return how many rows of the body a title of so many lines takes: whole ones, and an empty one behind it."""
    return -int(-lines * m.TITLE_PITCH // m.BODY_PITCH) + 1 if lines else 0


def _chunks(lines: Sequence[TextLine], block: Rect) -> Iterator[Sequence[TextLine]]:
    size = max(1, int(block.height / m.TITLE_PITCH))
    return (lines[start : start + size] for start in range(0, len(lines), size))


def set_body_paragraph(paragraph: Paragraph, place: Place, block: Rect, shelf: FontShelf) -> list[TextLine]:
    """Return the lines of one paragraph of the body."""
    cell, _ = grid_of(block)
    indent, hang = body_indents(paragraph, place, cell, shelf)
    role, justify = LEVEL_ROLES[paragraph.level], place is Place.TEXT
    lead = Lead(paragraph.run_in, LEVEL_ROLES[paragraph.run_in_level]) if paragraph.run_in else None
    tracking = cell - m.BODY_SIZE
    lines = break_paragraph(
        paragraph.text, paragraph.start, block.width, m.BODY_SIZE, role, shelf, indent, tracking, justify, hang, lead
    )
    if place is Place.ANNEX_TITLE:
        return [replace(line, indent=(block.width - line.width) / 2) for line in lines]
    return lines


def body_indents(paragraph: Paragraph, place: Place, cell: float, shelf: FontShelf) -> tuple[float, float]:
    """Return the indent of the first line and of the others: names of annexes stand below each other (7.3.4)."""
    if place in (Place.LIST, Place.ITEM):
        indent = (2 if place is Place.LIST else 2 + _LIST_MARK_CELLS) * cell
        return indent, indent + sum(_tracked_width(each, cell, shelf) for each in list_mark(paragraph.text))
    return (0.0 if paragraph.flush or place is not Place.TEXT else 2 * cell), 0.0


def _tracked_width(text: str, cell: float, shelf: FontShelf) -> float:
    """Return the width of a text of the body, whose characters stand on a grid of cells."""
    return shelf.width(text, FontRole.BODY, m.BODY_SIZE) + len(text) * (cell - m.BODY_SIZE)


def page_number(number: int, block: Rect, shelf: FontShelf) -> Line:
    """Return — 1 — seven millimetres below the text block, odd numbers right, even ones left, one character in."""
    text = f"— {number} —"
    width = shelf.width(text, FontRole.LABEL, m.PAGE_NUMBER_SIZE)
    inset = m.PAGE_NUMBER_SIZE
    x = block.right - inset - width if number % 2 else block.x + inset
    base = block.bottom + 7 * MM + m.PAGE_NUMBER_SIZE / 2
    return Line(text, x, base, m.PAGE_NUMBER_SIZE, FontRole.LABEL)


def heading_lines(heading: str, block: Rect, shelf: FontShelf) -> tuple[Line, ...]:
    """Return the lines of a heading at the top of the text block, set like the title of a letter."""
    return tuple(_title_line(line, number, block) for number, line in enumerate(break_title(heading, block.width, shelf)))


def _title_line(line: TextLine, number: int, block: Rect) -> Line:
    base = m.baseline(block.y + number * m.TITLE_PITCH, m.TITLE_PITCH, m.TITLE_SIZE)
    x = block.x + (block.width - line.width) / 2
    return Line(line.text.rstrip(" \u3000"), x, base, m.TITLE_SIZE, FontRole.TITLE)
