"""The cells of the grid: how much room their parts need, and where each part and each line stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..fields import Answers, Field, LongTextField
from ..grid import Align, Cell, Part, VAlign
from ..template import Template
from . import measures as m
from .breaking import TextLine, break_paragraph
from .faces import FontRole
from .fonts import FontShelf
from .page import Line, PlacedCell, PlacedPart, Rect
from .paragraphs import paragraphs
from .sharing import share
from .turning import page_end

CONTINUED_MARK = "（接续页）"
"""Stands on the last line of a place whose answer goes on elsewhere."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What every cell needs to be set: the declaration, the answers and the fonts."""

    template: Template
    answers: Answers
    shelf: FontShelf


@dataclass(frozen=True, slots=True)
class SetPart:
    """A part, broken into lines. `least` and `natural` are the heights with one line and with all lines of its answer."""

    part: Part
    label: tuple[TextLine, ...]
    entry: tuple[TextLine, ...]
    label_size: float
    label_pitch: float
    entry_pitch: float
    entry_x: float
    answered: bool
    least: float
    natural: float


@dataclass(frozen=True, slots=True)
class SetCell:
    """A cell with its parts broken for its width; `base` is the height it must have, `wish` the one it would like."""

    cell: Cell
    parts: tuple[SetPart, ...]
    base: float
    wish: float
    border: bool


def set_cell(cell: Cell, width: float, border: bool, setting: Setting) -> SetCell:
    """Break the parts of a cell for a cell `width` points wide."""
    parts = tuple(_set_part(part, width - 2 * _pad(border), border, setting) for part in cell.parts)
    base = sum(part.least if part.part.fill else part.natural for part in parts) + 2 * m.PAD_Y
    wish = sum(part.natural for part in parts) + 2 * m.PAD_Y
    return SetCell(cell, parts, base, wish, border)


def _pad(border: bool) -> float:
    """Return the room at the sides of a cell; without a border its text stands flush with the grid."""
    return m.PAD_X if border else 0.0


def break_entry(field: Field | None, text: str, width: float, shelf: FontShelf, start: int = 0) -> tuple[TextLine, ...]:
    """Break an answer from `start` on; long text is indented two characters a paragraph and set to both edges.

    Of a long text empty lines between two paragraphs are lines too. They have the place of the paragraph behind them: what
    goes on elsewhere goes on with words.
    """
    role, size = FontRole.BODY, m.ENTRY_SIZE
    if not isinstance(field, LongTextField):
        return tuple(break_paragraph(text[start:], start, width, size, role, shelf)) if text[start:] else ()
    lines: list[TextLine] = []
    for paragraph in paragraphs(text, start):
        lines.extend([TextLine("", paragraph.start, 0.0, first=True, last=True)] * paragraph.empty)
        indent = 0.0 if paragraph.flush else min(2 * size, width / 2)
        lines.extend(break_paragraph(paragraph.text, paragraph.start, width, size, role, shelf, indent))
    return tuple(lines)


def _set_part(part: Part, width: float, border: bool, setting: Setting) -> SetPart:
    size, pitch = (m.LABEL_SIZE, m.LABEL_PITCH) if border else (m.NOTE_SIZE, m.NOTE_PITCH)
    label = _label_lines(part.text, width, size, setting.shelf)
    field = setting.template.by_name.get(part.field)
    beside = label[-1].width if label and field else 0.0
    if beside > width * 0.6:
        beside = 0.0
    shown = setting.template.show(part.field, setting.answers.get(part.field)) if part.field else ""
    entry = break_entry(field, shown or part.blank.replace("  ", "\u3000"), width - beside, setting.shelf)
    entry_pitch = m.TICK_PITCH if part.tick else m.SIGNED_PITCH if field and field.signed else m.ENTRY_PITCH
    above = len(label) - (1 if beside else 0)
    lines = 1 if field or part.tick else 0
    least = above * pitch + lines * entry_pitch
    natural = above * pitch + max(lines, len(entry)) * entry_pitch
    return SetPart(part, label, entry, size, pitch, entry_pitch, beside, bool(shown), least, natural)


def _label_lines(text: str, width: float, size: float, shelf: FontShelf) -> tuple[TextLine, ...]:
    lines: list[TextLine] = []
    start = 0
    for paragraph in text.split("\n") if text else ():
        lines.extend(break_paragraph(paragraph, start, width, size, FontRole.LABEL, shelf, justify=False))
        start += len(paragraph) + 1
    return tuple(lines)


def place_cell(set_: SetCell, rect: Rect) -> PlacedCell:
    """Place the parts of a cell in its rectangle, top to bottom."""
    heights = _heights(set_.parts, rect.height - 2 * m.PAD_Y)
    spare = max(0.0, rect.height - 2 * m.PAD_Y - sum(heights))
    top = rect.y + m.PAD_Y + spare * {VAlign.TOP: 0.0, VAlign.MIDDLE: 0.5, VAlign.BOTTOM: 1.0}[set_.cell.valign]
    pad = _pad(set_.border)
    placed: list[PlacedPart] = []
    for part, height in zip(set_.parts, heights, strict=True):
        placed.append(_place_part(part, Rect(rect.x + pad, top, rect.width - 2 * pad, height)))
        top += height
    return PlacedCell(set_.cell, rect, tuple(placed), set_.border)


def _heights(parts: Sequence[SetPart], room: float) -> list[float]:
    """What height each part gets: its own, cut where the cell has too little; the rest goes to the parts that fill."""
    least = [part.least for part in parts]
    wishes = [part.natural - part.least for part in parts]
    extra = share(wishes, max(0.0, room - sum(least)), [part.part.fill for part in parts])
    return [low + more for low, more in zip(least, extra, strict=True)]


def _place_part(part: SetPart, rect: Rect) -> PlacedPart:
    beside = part.entry_x > 0
    above = len(part.label) - (1 if beside else 0)
    top = rect.y + above * part.label_pitch
    place = Rect(rect.x + part.entry_x, top, rect.width - part.entry_x, max(0.0, rect.bottom - top))
    if not part.part.field:
        return PlacedPart(part.part, rect, rect, _place_label(part, rect, beside))
    fits = max(1, int((place.height + 0.01) / part.entry_pitch))
    shown, over = part.entry, 0
    taken: int | None = None
    if part.answered and len(shown) > fits:
        end = page_end(shown, 0, fits - 1) if fits > 1 else 0
        rest = next(number for number in range(end, len(shown)) if shown[number].text)
        over, taken, shown = len(shown) - rest, shown[rest].start, shown[:end]
    lines = [_place(line, place, number, part, FontRole.BODY) for number, line in enumerate(shown) if line.text]
    if over:
        lines.append(_continued(place, len(shown), part))
    return PlacedPart(part.part, rect, place, _place_label(part, rect, beside), tuple(lines), over, taken)


def _place_label(part: SetPart, rect: Rect, beside: bool) -> tuple[Line, ...]:
    lines = []
    for number, line in enumerate(part.label):
        pitch = part.entry_pitch if beside and number == len(part.label) - 1 else part.label_pitch
        base = m.baseline(rect.y + number * part.label_pitch, pitch, part.label_size)
        if beside and number == len(part.label) - 1:  # on one line with the entry, on the entry's base line
            base = m.baseline(rect.y + number * part.label_pitch, pitch, m.ENTRY_SIZE)
        align = Align.LEFT if part.part.field else part.part.align
        lines.append(_line(line, base, rect, align, part.label_size, FontRole.LABEL))
    return tuple(lines)


def _place(line: TextLine, place: Rect, number: int, part: SetPart, role: FontRole) -> Line:
    base = m.baseline(place.y + number * part.entry_pitch, part.entry_pitch, m.ENTRY_SIZE)
    return _line(line, base, place, part.part.align, m.ENTRY_SIZE, role)


def _line(line: TextLine, base: float, within: Rect, align: Align, size: float, role: FontRole) -> Line:
    x = within.x + line.indent
    if align is Align.CENTER:
        x = within.x + (within.width - line.width) / 2
    elif align is Align.RIGHT:
        x = within.right - line.width - min(m.RIGHT_INSET, max(0.0, within.width - line.width))
    return Line(line.text.rstrip(" \u3000"), x, base, size, role, line.spacing)


def _continued(place: Rect, number: int, part: SetPart) -> Line:
    width = len(CONTINUED_MARK) * m.LABEL_SIZE
    base = m.baseline(place.y + number * part.entry_pitch, part.entry_pitch, m.LABEL_SIZE)
    return Line(CONTINUED_MARK, max(place.x, place.right - width), base, m.LABEL_SIZE, FontRole.LABEL)
