"""The reply and the continuation pages as paragraphs of the DOCX, which its word processor breaks into pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .. import paragraph_styles as ids
from ..fields import Answers
from ..grid import Align
from ..template import Template
from ..typesetting import measures as m
from ..typesetting.block import text_block
from ..typesetting.closing import Place, places, space_before
from ..typesetting.continuation import Continued, caption_lines
from ..typesetting.faces import FontRole
from ..typesetting.fonts import FontShelf
from ..typesetting.letter import body_indents, grid_of, letter_of, title_rows
from ..typesetting.paragraphs import ANNEX
from ..typesetting.paragraphs import Paragraph as BodyParagraph
from ..typesetting.titles import break_title
from . import docx_styles as styles
from .docx_lines import UNSEEN, WrittenLine, blanks_width, written_lines
from .docx_table import entry_paragraphs
from .docx_xml import LINE_BREAK, Paragraph, field, run


def reply_paragraphs(template: Template, answers: Answers, shelf: FontShelf) -> Iterator[Paragraph]:
    """Yield the paragraphs of the reply, none where there is none."""
    letter = letter_of(template, answers)
    if letter is None or template.attachment is None:
        return
    block = text_block(template.paper)
    lines = break_title(letter.title, block.width, shelf)
    if lines:
        written = bool(answers.get(template.attachment.title))
        content = LINE_BREAK.join(run(line.text) for line in lines)
        below = title_rows(len(lines)) * m.BODY_PITCH - len(lines) * m.TITLE_PITCH
        yield Paragraph(ids.REPLY_TITLE if written else ids.REPLY_TITLE_MADE, content, after=below)
    yield from _body(letter.body, grid_of(block)[0], shelf)


def _body(body: str, cell: float, shelf: FontShelf) -> Iterator[Paragraph]:
    lines = list(written_lines(body))
    found = [line.paragraph for line in lines if line.paragraph]
    standing = places([each.text for each in found])
    for number, line in enumerate(lines):
        yield from _empty(line, _keeps(standing, number - 1) or _behind_heading(lines, number))
        if line.paragraph:
            place = standing[number]
            space = space_before(place, standing[number - 1], line.paragraph.empty) * m.BODY_PITCH if number else 0.0
            content = run(line.leading) + _content(line.paragraph) + run(line.trailing)
            yield replace(
                _placed(found, standing, number, line.leading, shelf, cell),
                content=content,
                before=space or None,
                keeps_next=_keeps(standing, number),
                breaks_page=bool(number) and line.paragraph.level == ANNEX,
            )


def _empty(line: WrittenLine, keeps_next: bool) -> Iterator[Paragraph]:
    """Yield the empty lines before a line; those before an annex end their page and need no room."""
    annex = line.paragraph is not None and line.paragraph.level == ANNEX
    if line.shown and not annex:
        return (Paragraph(ids.REPLY_BLANK, run(blank), keeps_next=keeps_next) for blank in line.empty)
    return (Paragraph(ids.REPLY_BLANK, run(blank), pitch=UNSEEN) for blank in line.empty)


def _behind_heading(lines: Sequence[WrittenLine], number: int) -> bool:
    before = lines[number - 1].paragraph if number else None
    return before is not None and before.level > 0


def _placed(
    found: Sequence[BodyParagraph], standing: Sequence[Place], number: int, blanks: str, shelf: FontShelf, cell: float
) -> Paragraph:
    """Return an empty paragraph where the one with this number stands; `blanks` before it stand inside its indent."""
    paragraph, place = found[number], standing[number]
    style = f"{ids.REPLY_HEADING}{paragraph.level}" if paragraph.level else ids.REPLY_BODY
    if place in (Place.UNIT, Place.DATE):
        date = found[number + (place is Place.UNIT)].text
        return Paragraph(style, first_line=0, right=_inset(paragraph.text, date, shelf, cell), align=Align.RIGHT)
    if place is Place.ANNEX_TITLE:
        return Paragraph(style, first_line=0, align=Align.CENTER)
    room = blanks_width(blanks, m.BODY_SIZE)
    if place in (Place.LIST, Place.ITEM):
        first, hang = body_indents(paragraph, place, cell, shelf)
        return Paragraph(style, first_line=first - hang - room, left=hang)
    if paragraph.flush or blanks:
        return Paragraph(style, first_line=(0.0 if paragraph.flush else 2 * m.BODY_SIZE) - room)
    return Paragraph(style)


def _content(paragraph: BodyParagraph) -> str:
    lead = paragraph.run_in
    heading = run(paragraph.text[:lead], f"{styles.REPLY_RUN_IN}{paragraph.run_in_level}")
    return heading + run(paragraph.text[lead:])


def _keeps(standing: Sequence[Place], number: int) -> bool:
    """True where a page may not end behind a paragraph: unit and date have text above them."""
    following = standing[number + 1] if number + 1 < len(standing) else Place.TEXT
    return following in (Place.UNIT, Place.DATE)


def _inset(text: str, date: str, shelf: FontShelf, cell: float) -> float:
    """Return how far from the right edge unit or date end: the date four characters, the unit centred over it."""
    own, below = (shelf.width(each, FontRole.BODY, m.BODY_SIZE) for each in (text, date))
    return max(0.0, 4 * cell + (below - own) / 2)


def continuation_paragraphs(continued: Iterator[Continued] | tuple[Continued, ...]) -> Iterator[Paragraph]:
    """Yield what did not fit its place on the sheet, field after field."""
    for each in continued:
        name = each.field.name
        yield Paragraph(ids.CONTINUATION_HEADING, run(f"{each.field.label}（续）："))
        yield from entry_paragraphs(each.text, ids.CONTINUATION + name, ids.CONTINUATION_REST + name, each.start)


def continuation_head(template: Template, answers: Answers, shelf: FontShelf) -> Iterator[Paragraph]:
    """Yield what every continuation page repeats in its header: 续页 n, the title and the people."""
    page = run("续页 ", styles.CONTINUATION_TITLE) + field("PAGE", styles.CONTINUATION_TITLE)
    yield Paragraph(ids.CONTINUATION_HEADING, page, after=8, align=Align.CENTER)
    captions = caption_lines(template, answers, text_block(template.paper).width - 2 * m.PAD_X, shelf)
    beside = 0.0
    for number, (label, text) in enumerate(captions, 1):
        last = number == len(captions)
        content = run(label) + run(text, styles.ENTRY_TEXT)
        beside = shelf.width(label, FontRole.LABEL, m.LABEL_SIZE) if label else beside
        indent = None if label else beside
        yield Paragraph(ids.CONTINUATION_HEADING, content, after=8 if last else None, first_line=indent, ruled=last)
