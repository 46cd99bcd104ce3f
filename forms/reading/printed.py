"""What a template prints, in the order in which one reads it: labels to find in a file, places and boxes behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ..fields import ChoiceField, Field, LongTextField
from ..grid import Cell, Part
from ..template import Template
from .normal import letters_of

_DIGITS = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
NUMBER = rf"(?:[(（]{_DIGITS}[)）]|{_DIGITS}[)）.．、])[.．、]?\s*"
"""A number in front of a label: 1. 2、（3） 一、（二）"""
_LEADING_NUMBER = re.compile(rf"^\s*{NUMBER}")
_INNER_NUMBER = re.compile(rf"(?<=[:：\n])\s*{NUMBER}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One printed text. `form` matches its letters; a number in front of it may be another or missing.

    `open`: an answer may stand behind it on its line. `option`: (field, code) where it names the option of a box.
    """

    number: int
    text: str
    form: re.Pattern[str]
    cell: Cell | None
    numbered: bool = False
    open: bool = False
    option: tuple[str, str] | None = None
    after_long_text: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an answer stands: behind label number `after`. `own`: that label is on the same line and the field's alone."""

    field: Field
    part: Part
    cell: Cell
    after: int
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """The box of one option, behind label number `after`. `row` is its grid row where that holds nothing but boxes."""

    field: str
    code: str
    after: int
    cell: Cell
    row: int | None


@dataclass(slots=True)
class Printed:
    """The paper as the reader needs it."""

    labels: list[Label] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def places_behind(self, number: int) -> list[Place]:
        return [place for place in self.places if place.after == number]


def printed(template: Template) -> Printed:
    """Return what the grid of `template` prints."""
    paper = Printed()
    if template.heading:
        _add_label(paper, template.heading, None)
    long_text_open = False
    for cell, part in _parts(template):
        if part.tick:
            _add_box(paper, template, cell, part.tick)
            continue
        if letters_of(part.text):
            _add_label(paper, part.text, cell, has_field=bool(part.field), after_long_text=long_text_open)
            long_text_open = False
        if part.field:
            answered = template.by_name[part.field]
            own = bool(letters_of(part.text))
            paper.places.append(Place(field=answered, part=part, cell=cell, after=len(paper.labels) - 1, own=own))
            long_text_open |= isinstance(answered, LongTextField)
    _name_options(paper, template)
    return paper


def _parts(template: Template) -> Iterator[tuple[Cell, Part]]:
    for cell in template.grid.cells():
        for part in cell.parts:
            yield cell, part


def _add_label(paper: Printed, text: str, cell: Cell | None, *, has_field: bool = False, after_long_text: bool = False) -> None:
    unnumbered = _LEADING_NUMBER.sub("", text)
    pieces = _INNER_NUMBER.split(unnumbered)
    form = rf"{_DIGITS}?".join(re.escape(letters_of(piece)) for piece in pieces)
    is_open = has_field or text.rstrip().endswith((":", "："))
    number = len(paper.labels)
    paper.labels.append(
        Label(
            number=number,
            text=text,
            form=re.compile(form),
            cell=cell,
            numbered=unnumbered != text,
            open=is_open,
            after_long_text=after_long_text,
        )
    )


def _add_box(paper: Printed, template: Template, cell: Cell, tick: tuple[str, str]) -> None:
    row = template.grid.rows[cell.row]
    only_boxes = all(part.tick for other in row.cells for part in other.parts)
    name, code = tick
    box = Box(field=name, code=code, after=len(paper.labels) - 1, cell=cell, row=cell.row if only_boxes else None)
    paper.boxes.append(box)


def _name_options(paper: Printed, template: Template) -> None:
    """Tie each option's label to its box: the label left of the box in its row, else the nearest one above it."""
    for box in paper.boxes:
        choice = template.by_name[box.field]
        assert isinstance(choice, ChoiceField)
        wanted = letters_of(choice.by_code[box.code].label)
        near = [
            label
            for label in paper.labels[: box.after + 1]
            if label.cell and letters_of(label.text) == wanted and _beside(label.cell, box.cell)
        ]
        if near:
            paper.labels[near[-1].number] = replace(near[-1], option=(box.field, box.code))


def _beside(label: Cell, box: Cell) -> bool:
    """True where a label stands in the cell of a box, left of it in its row, or above it."""
    if label.row == box.row:
        return label.column <= box.column
    return label.row < box.row and label.column < box.column + box.span and box.column < label.column + label.span
