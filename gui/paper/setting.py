"""How text in a place of the paper is set: which breaker, which base lines. Asked of the typesetting, never decided here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol

from forms.fields import Field, LongTextField
from forms.grid import Align
from forms.typesetting import measures
from forms.typesetting.breaking import Lead, TextLine
from forms.typesetting.cells import break_entry
from forms.typesetting.closing import Place, closing_x, places
from forms.typesetting.faces import FontRole
from forms.typesetting.fonts import FontShelf
from forms.typesetting.letter import LEVEL_ROLES, grid_of, set_body_paragraph
from forms.typesetting.letter_rows import Spot, spots
from forms.typesetting.page import Rect
from forms.typesetting.paragraphs import paragraphs
from forms.typesetting.titles import break_title

_BLANK = " \u3000"
_NOT_FIRST = "文\n"
"""Stands before a paragraph that does not open its text, for breakers that look at what is before."""
_LEADING = 15
"""The standing of an empty line before all text: it is not printed, so it takes no line of its own."""
_STANDINGS = 16
"""A standing of the body is a place, and so many times the width of the date over which that place is centred."""
_WIDTH_STEP = 0.01


@dataclass(frozen=True, slots=True)
class SetParagraph:
    """One paragraph in lines that hold every character of it, white space too, and the font it is set in."""

    lines: Sequence[TextLine]
    role: FontRole
    level: int = 0
    lead: Lead | None = None
    """What of its beginning, blanks before it included, is set in another font: a heading on the same line."""


class Shape(NamedTuple):
    """What page ends depend on: how many lines a paragraph has, its level as a heading, and its standing."""

    lines: int
    level: int = 0
    standing: int = 0


class Setter(Protocol):
    """Breaks paragraphs into lines. Equal setters set alike."""

    def standings(self, texts: Sequence[str]) -> Sequence[int]:
        """Return what each paragraph owes to the others: a number that `set_paragraph` understands."""

    def set_paragraph(self, text: str, standing: int) -> SetParagraph: ...


class Frames(Protocol):
    """Where lines go: one place that grows downwards, or page after page. Points from the top of the editor."""

    def baselines(self, shapes: tuple[Shape, ...]) -> Sequence[float]:
        """Return the base line of every line."""

    def height(self, shapes: tuple[Shape, ...]) -> float:
        """Return the height that the text takes."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How the text of an editor is set, in points from its top left corner."""

    width: float
    size: float
    role: FontRole
    frames: Frames
    setter: Setter
    align: Align = Align.LEFT
    left: float = 0.0
    right_inset: float = 0.0
    """What text to the right keeps from the right edge."""

    def same_lines(self, other: Setting) -> bool:
        """True where only base lines differ, so that no text has to be broken anew."""
        return replace(self, frames=other.frames) == other


@dataclass(frozen=True, slots=True)
class Column:
    """Lines at one pitch, the first base line at `first`, downwards without an end."""

    first: float
    pitch: float

    def baselines(self, shapes: tuple[Shape, ...]) -> Sequence[float]:
        above, lines = _leading(shapes), sum(shape.lines for shape in shapes)
        return [self.first + max(0, number - above) * self.pitch for number in range(lines)]

    def height(self, shapes: tuple[Shape, ...]) -> float:
        return (sum(shape.lines for shape in shapes) - _leading(shapes)) * self.pitch


@dataclass(frozen=True, slots=True)
class EntrySetter:
    """Sets an answer in its cell."""

    field: Field
    width: float
    shelf: FontShelf

    def standings(self, texts: Sequence[str]) -> Sequence[int]:
        opening = next((number for number, text in enumerate(texts) if text.strip(_BLANK)), len(texts))
        if opening == len(texts):
            return [1] * len(texts)
        leading = _LEADING if isinstance(self.field, LongTextField) else 1
        return [leading] * opening + [1] + [0] * (len(texts) - opening - 1)

    def set_paragraph(self, text: str, standing: int) -> SetParagraph:
        before = "" if standing or not isinstance(self.field, LongTextField) else _NOT_FIRST
        lines = break_entry(self.field, before + text, self.width, self.shelf, len(before))
        indent = min(2 * measures.ENTRY_SIZE, self.width / 2) if isinstance(self.field, LongTextField) else 0.0
        return SetParagraph(_covering(text, lines, len(before), 0.5 * measures.ENTRY_SIZE, indent), FontRole.BODY)


@dataclass(frozen=True, slots=True)
class TitleSetter:
    """Sets the title over the reply."""

    width: float
    shelf: FontShelf

    def standings(self, texts: Sequence[str]) -> Sequence[int]:
        return [0] * len(texts)

    def set_paragraph(self, text: str, standing: int) -> SetParagraph:
        lines = break_title(text, self.width, self.shelf)
        return SetParagraph(_covering(text, lines, 0, 0.0), FontRole.TITLE)


@dataclass(frozen=True)
class BodySetter:
    """Sets the body of the reply."""

    block: Rect
    shelf: FontShelf

    def standings(self, texts: Sequence[str]) -> Sequence[int]:
        """1 for the first paragraph, else the number of its place: 0 text, 2 the unit that signs, 3 the date …"""
        filled = [number for number, text in enumerate(texts) if text.strip(_BLANK)]
        found = [Place.EMPTY.value] * len(texts)
        if filled:
            found[: filled[0]] = [_LEADING] * filled[0]
        date = 0
        standing = places([texts[number].strip(_BLANK) for number in filled])
        for number, place in reversed(list(zip(filled, standing, strict=True))):
            if place is Place.DATE:
                date = round(self._date_width(texts[number]) / _WIDTH_STEP)
            found[number] = place.value + (_STANDINGS * date if place in (Place.UNIT, Place.DATE) else 0)
        if filled and not found[filled[0]]:
            found[filled[0]] = 1
        return found

    def set_paragraph(self, text: str, standing: int) -> SetParagraph:
        before = "" if standing == 1 else _NOT_FIRST
        place = place_of(standing)
        for paragraph in paragraphs(before + text, len(before)):
            lines = set_body_paragraph(paragraph, place, self.block, self.shelf)
            if place in (Place.UNIT, Place.DATE):
                lines = [self._closing(line, standing) for line in lines]
            covering = _covering(text, lines, len(before), 0.5 * self._cell)
            end = paragraph.start + paragraph.run_in - len(before)
            lead = Lead(end, LEVEL_ROLES[paragraph.run_in_level]) if paragraph.run_in else None
            return SetParagraph(covering, LEVEL_ROLES[paragraph.level], paragraph.level, lead)
        return SetParagraph(_covering(text, (), 0, 0.5 * self._cell, 2 * self._cell), FontRole.BODY)

    @cached_property
    def _cell(self) -> float:
        return grid_of(self.block)[0]

    def _date_width(self, text: str) -> float:
        date = next(paragraphs(_NOT_FIRST + text, len(_NOT_FIRST)))
        return set_body_paragraph(date, Place.DATE, self.block, self.shelf)[0].width

    def _closing(self, line: TextLine, standing: int) -> TextLine:
        date = replace(line, width=standing // _STANDINGS * _WIDTH_STEP)
        return replace(line, indent=closing_x(line, date, self.block, self._cell) - self.block.x)


def place_of(standing: int) -> Place:
    return Place.TEXT if standing in (1, _LEADING) else Place(standing % _STANDINGS)


def _leading(shapes: tuple[Shape, ...]) -> int:
    """Return how many empty lines stand before all text."""
    return next((number for number, shape in enumerate(shapes) if shape.standing != _LEADING), len(shapes))


@dataclass(frozen=True, slots=True)
class LetterFrames:
    """The text blocks of the pages of the reply, one below the other; `used` rows of the first one hold the title.

    `top` is the upper edge of the first block, `step` the way from one page to the next, `per_page` the rows of a page.
    """

    top: float
    step: float
    per_page: int
    used: int

    def baselines(self, shapes: tuple[Shape, ...]) -> Sequence[float]:
        base = measures.baseline(self.top, measures.BODY_PITCH, measures.BODY_SIZE)
        return [
            base + page * self.step + (row + (0 if page else self.used)) * measures.BODY_PITCH
            for page, row in self._spots(shapes)
        ]

    def height(self, shapes: tuple[Shape, ...]) -> float:
        return self.top + (self.pages(shapes) - 1) * self.step + self.per_page * measures.BODY_PITCH

    def pages(self, shapes: tuple[Shape, ...]) -> int:
        found = self._spots(shapes)
        return found[-1].page + 1 if found else 1

    def _spots(self, shapes: tuple[Shape, ...]) -> Sequence[Spot]:
        return _spots(shapes, self.per_page - self.used, self.per_page)


@lru_cache(maxsize=8)
def _spots(shapes: tuple[Shape, ...], first: int, per_page: int) -> Sequence[Spot]:
    leading = _leading(shapes)
    found = spots(((lines, level, place_of(standing)) for lines, level, standing in shapes[leading:]), first, per_page)
    return found[:1] * leading + found


def _covering(text: str, lines: Sequence[TextLine], offset: int, blank: float, indent: float = 0.0) -> Sequence[TextLine]:
    """Return lines that hold all of `text`: paper drops white space at the ends of a paragraph, an editor may not.

    Blanks before a paragraph stand inside its indent, as far as they are not wider; `blank` is the width of a space. Where
    nothing is written the caret stands at `indent`.
    """
    if not lines:
        return [TextLine(text, 0, 0.0, max(0.0, indent - _room(text, blank)))]
    first, last = lines[0], lines[-1]
    leading, end = first.start - offset, last.end - offset
    covering = [replace(line, start=line.start - offset) for line in lines]
    covering[-1] = replace(covering[-1], text=last.text + text[end:])
    if leading:
        before = text[:leading]
        indent = max(0.0, first.indent - _room(before, blank))
        covering[0] = replace(covering[0], text=before + covering[0].text, start=0, indent=indent)
    return covering


def _room(blanks: str, blank: float) -> float:
    return sum(blank * (2 if char == "\u3000" else 1) for char in blanks)
