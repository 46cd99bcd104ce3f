"""The reply on pages of its own: 28 characters by 22 lines, headings by level, no line left alone (GB/T 9704-2012, 7.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from .paragraphs import paragraphs
from .titles import break_title

LEVEL_ROLES = (FontRole.BODY, FontRole.HEADING, FontRole.SUBHEADING, FontRole.BODY, FontRole.BODY)
"""The font of text (0) and of headings by level (1 to 4)."""
_FARTHEST = 4
"""How many lines a page may stay short so that no line stands alone."""


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
        used = -int(-len(chunk) * m.TITLE_PITCH // m.BODY_PITCH) + 1  # whole rows of the body, and an empty one
        lines = [_title_line(line, number, block) for number, line in enumerate(chunk)]
    rows = list(_rows(letter.body, block, shelf))
    begin = 0
    while begin < len(rows):
        if used >= per_page:
            yield lines
            lines, used = [], 0
        end = _page_end(rows, begin, begin + per_page - used)
        lines += [_place(rows, number, used + number - begin, block) for number in range(begin, end)]
        begin, used = end, per_page
    if lines:
        yield lines


def _chunks(lines: Sequence[TextLine], size: int) -> Iterator[Sequence[TextLine]]:
    return (lines[start : start + size] for start in range(0, len(lines), max(1, size)))


def _rows(body: str, block: Rect, shelf: FontShelf) -> Iterator[_Row]:
    cell, _ = grid_of(block)
    found = list(paragraphs(body))
    behind_heading = False
    for paragraph, place in zip(found, places([each.text for each in found]), strict=True):
        role = LEVEL_ROLES[paragraph.level]
        indent = 0.0 if paragraph.flush or place is not Place.TEXT else 2 * cell
        spread = {"indent": indent, "tracking": cell - m.BODY_SIZE}
        lines = break_paragraph(
            paragraph.text, paragraph.start, block.width, m.BODY_SIZE, role, shelf, justify=place is Place.TEXT, **spread
        )
        for number, line in enumerate(lines):
            lone = number in (1, len(lines) - 1) or bool(paragraph.level) if number else behind_heading
            yield _Row(line, role, not lone and place is not Place.DATE, place)
        behind_heading = bool(paragraph.level)


def _page_end(rows: Sequence[_Row], begin: int, end: int) -> int:
    """Return where the page ends that holds at most the rows up to `end`: not behind a heading, not beside a lone line."""
    if end >= len(rows):
        return len(rows)
    return next((earlier for earlier in range(end, max(begin, end - _FARTHEST - 1), -1) if rows[earlier].splits), end)


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


def _title_line(line: TextLine, number: int, block: Rect) -> Line:
    base = m.baseline(block.y + number * m.TITLE_PITCH, m.TITLE_PITCH, m.TITLE_SIZE)
    x = block.x + (block.width - line.width) / 2
    return Line(line.text.rstrip(" \u3000"), x, base, m.TITLE_SIZE, FontRole.TITLE)
