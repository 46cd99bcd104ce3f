"""The reply on pages of its own: 28 characters by 22 lines, headings by level, no line left alone (GB/T 9704-2012, 7.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..fields import Answers
from ..template import Template
from . import measures as m
from .block import blank_page, text_block
from .breaking import TextLine, break_paragraph
from .closing import Place, closing_x, places
from .faces import FontRole
from .fonts import FontShelf
from .page import MM, Line, Page, PageKind, Rect
from .paragraphs import Paragraph, paragraphs
from .titles import break_title
from .turning import last_turn

LEVEL_ROLES = (FontRole.BODY, FontRole.HEADING, FontRole.SUBHEADING, FontRole.BODY, FontRole.BODY)
"""The font of text (0) and of headings by level (1 to 4)."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What the reply says: its title and its paragraphs are printed only where there is something to print."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the body with its font; a page may end before it where `splits` is true."""

    line: TextLine
    role: FontRole
    splits: bool
    place: Place


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
    pages = list(_pages(letter, block, shelf))
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


def _pages(letter: Letter, block: Rect, shelf: FontShelf) -> Iterator[list[Line]]:
    _, per_page = grid_of(block)
    lines: list[Line] = []
    used = 0
    for chunk in _chunks(break_title(letter.title, block.width, shelf), int(block.height / m.TITLE_PITCH)):
        if lines:
            yield lines
        used = title_rows(len(chunk))
        lines = [_title_line(line, number, block) for number, line in enumerate(chunk)]
    rows = list(_rows(letter.body, block, shelf))
    begin = 0
    for end in page_ends([row.splits for row in rows], per_page - used, per_page):
        lines += [_place(rows, number, used + number - begin, block) for number in range(begin, end)]
        if end < len(rows):
            yield lines
            lines, used = [], 0
        begin = end
    if lines:
        yield lines


def title_rows(lines: int) -> int:
    """Return how many rows of the body a title of so many lines takes: whole ones, and an empty one behind it."""
    return -int(-lines * m.TITLE_PITCH // m.BODY_PITCH) + 1 if lines else 0


def page_ends(splits: Sequence[bool], first: int, per_page: int) -> list[int]:
    """Return how many rows stand before the end of each page: `first` rows fit on the first one (0: it is full already).

    `splits` says of each row whether a page may end before it. Kept apart from the drawing, so that the screen breaks
    pages where the paper does.
    """
    ends: list[int] = []
    begin, room = 0, first
    while begin < len(splits):
        begin = _page_end(splits, begin, begin + room) if room > 0 else begin
        ends.append(begin)
        room = per_page
    return ends


def _chunks(lines: Sequence[TextLine], size: int) -> Iterator[Sequence[TextLine]]:
    return (lines[start : start + size] for start in range(0, len(lines), max(1, size)))


def _rows(body: str, block: Rect, shelf: FontShelf) -> Iterator[_Row]:
    found = list(paragraphs(body))
    standing = places([each.text for each in found])
    set_ = [set_body_paragraph(each, place, block, shelf) for each, place in zip(found, standing, strict=True)]
    splits = iter(
        row_splits([(len(lines), each.level, place) for lines, each, place in zip(set_, found, standing, strict=True)])
    )
    for lines, paragraph, place in zip(set_, found, standing, strict=True):
        for line in lines:
            yield _Row(line, LEVEL_ROLES[paragraph.level], next(splits), place)


def set_body_paragraph(paragraph: Paragraph, place: Place, block: Rect, shelf: FontShelf) -> list[TextLine]:
    """Return the lines of one paragraph of the body."""
    cell, _ = grid_of(block)
    indent = 0.0 if paragraph.flush or place is not Place.TEXT else 2 * cell
    role, justify = LEVEL_ROLES[paragraph.level], place is Place.TEXT
    return break_paragraph(
        paragraph.text, paragraph.start, block.width, m.BODY_SIZE, role, shelf, indent, cell - m.BODY_SIZE, justify
    )


def row_splits(paragraphs: Iterable[tuple[int, int, Place]]) -> list[bool]:
    """Return of each row whether a page may end before it; paragraphs are (lines, level of heading, place)."""
    splits: list[bool] = []
    behind_heading = False
    for lines, level, place in paragraphs:
        for number in range(lines):
            lone = number in (1, lines - 1) or bool(level) if number else behind_heading
            splits.append(not lone and place is not Place.DATE)
        behind_heading = bool(level)
    return splits


def _page_end(splits: Sequence[bool], begin: int, end: int) -> int:
    """Return where the page ends that holds at most the rows up to `end`: not behind a heading, not beside a lone line."""
    if end >= len(splits):
        return len(splits)
    return last_turn(splits.__getitem__, begin, end)


def _place(rows: Sequence[_Row], number: int, used: int, block: Rect) -> Line:
    """Return a row of the body on its line of the page; unit and date at the end of the letter stand to the right."""
    row = rows[number]
    x = block.x + row.line.indent
    if row.place is not Place.TEXT:
        date = next((later.line for later in rows[number:] if later.place is Place.DATE), row.line)
        x = closing_x(row.line, date, block, grid_of(block)[0])
    base = m.baseline(block.y + used * m.BODY_PITCH, m.BODY_PITCH, m.BODY_SIZE)
    return Line(row.line.text.rstrip(" \u3000"), x, base, m.BODY_SIZE, row.role, row.line.spacing)


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
