"""The reply and the continuation pages as paragraphs of the DOCX, which its word processor breaks into pages."""

from __future__ import annotations

from collections.abc import Iterator

from ..fields import Answers
from ..grid import Align
from ..template import Template
from ..typesetting import measures as m
from ..typesetting.block import text_block
from ..typesetting.closing import Place, places
from ..typesetting.continuation import Continued, caption_lines
from ..typesetting.faces import FontRole
from ..typesetting.fonts import FontShelf
from ..typesetting.letter import grid_of, letter_of, title_rows
from ..typesetting.paragraphs import paragraphs
from ..typesetting.titles import break_title
from . import docx_styles as styles
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
        yield Paragraph(styles.REPLY_TITLE if written else styles.REPLY_TITLE_MADE, content, after=below)
    yield from _body(letter.body, grid_of(block)[0], shelf)


def _body(body: str, cell: float, shelf: FontShelf) -> Iterator[Paragraph]:
    found = list(paragraphs(body))
    standing = places([each.text for each in found])
    end = 0
    for number, (paragraph, place) in enumerate(zip(found, standing, strict=True)):
        yield from (Paragraph(styles.REPLY_BLANK) for _ in range(body.count("\n", end, paragraph.start) - bool(number)))
        end = paragraph.start + len(paragraph.text)
        content = run(paragraph.text)
        if place is not Place.TEXT:
            date = found[number + (place is Place.UNIT)].text
            yield Paragraph(
                styles.REPLY_BODY, content, first_line=0, right=_inset(paragraph.text, date, cell, shelf), align=Align.RIGHT
            )
        elif paragraph.level:
            yield Paragraph(f"{styles.REPLY_HEADING}{paragraph.level}", content)
        else:
            yield Paragraph(styles.REPLY_BODY, content, first_line=0 if paragraph.flush else None)


def _inset(text: str, date: str, cell: float, shelf: FontShelf) -> float:
    """Return how far from the right edge unit or date end: the date four characters, the unit centred over it."""
    own, below = (shelf.width(each, FontRole.BODY, m.BODY_SIZE) for each in (text, date))
    return max(0.0, 4 * cell + (below - own) / 2)


def continuation_paragraphs(continued: Iterator[Continued] | tuple[Continued, ...]) -> Iterator[Paragraph]:
    """Yield what did not fit its place on the sheet, field after field."""
    for each in continued:
        name = each.field.name
        yield Paragraph(styles.CONTINUATION_HEADING, run(f"{each.field.label}（续）："))
        yield from entry_paragraphs(each.text, styles.CONTINUATION + name, styles.CONTINUATION_REST + name, each.start)


def continuation_head(template: Template, answers: Answers, shelf: FontShelf) -> Iterator[Paragraph]:
    """Yield what every continuation page repeats in its header: 续页 n, the title and the people."""
    page = run("续页 ", styles.CONTINUATION_TITLE) + field("PAGE", styles.CONTINUATION_TITLE)
    yield Paragraph(styles.CONTINUATION_HEADING, page, after=8, align=Align.CENTER)
    captions = caption_lines(template, answers, text_block(template.paper).width - 2 * m.PAD_X, shelf)
    beside = 0.0
    for number, (label, text) in enumerate(captions, 1):
        last = number == len(captions)
        content = run(label) + run(text, styles.ENTRY_TEXT)
        beside = shelf.width(label, FontRole.LABEL, m.LABEL_SIZE) if label else beside
        indent = None if label else beside
        yield Paragraph(styles.CONTINUATION_HEADING, content, after=8 if last else None, first_line=indent, ruled=last)
