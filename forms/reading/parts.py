"""A file parted in two: the sheet, by the labels found in it, and the reply behind (or before) it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile

from ..template import Template
from .days import day_in
from .document import Document, Line
from .labels import Found, find_labels
from .letter import read_letter, title_form
from .normal import letters_of
from .pieces import Piece, Pieces, cut
from .printed import Printed
from .ticks import without_marks

_TITLE_LINES = 3
_DAY_LINES = 3
_ENOUGH = 3
"""So many labels alone on their lines make a sheet; a letter may quote one or two."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The pieces of the sheet with the labels found there, the pieces of the reply's title and body, and what stood before."""

    found: tuple[Found, ...]
    sheet: Pieces
    title: tuple[Piece, ...]
    reply: tuple[Piece, ...]
    rest: tuple[Piece, ...] = ()


def part(lines: Sequence[Line], document: Document, template: Template, paper: Printed) -> Parts | None:
    """Find the sheet: in front of the reply's title, behind it, or, where no title is like the pattern, anywhere."""
    title = _title_lines(lines, document, template)
    found = find_labels(lines[: title.start], paper.labels)
    if is_sheet(found, paper):
        behind = cut(lines[title.start :], [], title.start).all
        pieces = cut(lines[: title.start], found)
        if len(title):
            return Parts(tuple(found), pieces, tuple(behind[: len(title)]), tuple(behind[len(title) :]))
        return Parts(tuple(found), pieces, *_tail(pieces, found, document, paper, template))
    found = find_labels(lines[title.start :], paper.labels) if title.start < len(lines) else []
    if not is_sheet(found, paper):
        return None
    sheet = cut(lines[title.start :], found, title.start)
    reply = [piece for piece in sheet.all if piece.owner == -1]
    rest = cut(lines[: title.start], []).all
    sheet.all = [piece for piece in sheet.all if piece.owner != -1]
    return Parts(tuple(found), sheet, tuple(reply[: len(title)]), tuple(reply[len(title) :]), tuple(rest))


def is_sheet(found: Sequence[Found], paper: Printed) -> bool:
    """True where enough different labels stand alone on their lines."""
    sure = {letters_of(each.label.text) for each in found if each.sure}
    return len(sure) >= min(_ENOUGH, max(1, len(paper.labels) // 2))


def _title_lines(lines: Sequence[Line], document: Document, template: Template) -> range:
    """Where the reply's title stands as the pattern makes it, on one line or broken over some; else behind the end."""
    form = title_form(template)
    texts = [line.text.strip(" \u3000") for line in lines]
    for height in range(1, _TITLE_LINES + 1) if form else ():
        for first in range(len(lines) - height + 1):
            if lines[first].aside or (document.tables and lines[first].cell):
                continue
            if all(texts[first : first + height]) and form and form.fullmatch("".join(texts[first : first + height])):
                return range(first, first + height)
    return range(len(lines), len(lines))


def _tail(
    pieces: Pieces, found: Sequence[Found], document: Document, paper: Printed, template: Template
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Split off a reply whose title is not like the pattern: what stands behind the last place of the sheet."""
    if template.attachment is None:
        return (), ()
    last = found[-1]
    behind = [piece for piece in pieces.all if piece.owner == last.label.number and not piece.heading]
    tail = _outside(behind) if document.tables and last.line.cell else _behind_last_place(behind, last, paper, template)
    letter = read_letter(tail, template)
    heading = letter.heading if letter else ()
    reply = [piece for piece in tail if piece not in heading]
    if heading:
        reply = [piece for piece in reply if piece.number > heading[-1].number]
    cut_off = {id(piece) for piece in (*heading, *reply)}
    pieces.all = [piece for piece in pieces.all if id(piece) not in cut_off]
    return tuple(heading), tuple(reply)


def _outside(behind: Sequence[Piece]) -> list[Piece]:
    first = next((i for i, piece in enumerate(behind) if piece.line.cell == 0 and not piece.empty), len(behind))
    return list(behind[first:])


def _behind_last_place(behind: Sequence[Piece], last: Found, paper: Printed, template: Template) -> list[Piece]:
    places = paper.places_behind(last.label.number)
    if any(not (place.field.signed or place.field.kind == "date") for place in places):
        letter = read_letter(behind, template)
        begin = (letter.heading + letter.body)[:1] if letter else ()
        return list(behind[behind.index(begin[0]) :]) if begin else []
    if last.label.option:
        behind = list(dropwhile(lambda piece: not without_marks(piece.text), behind))
    filled = [piece for piece in behind if not piece.empty][:_DAY_LINES]
    dated = [piece for place in places for piece in filled if day_in(piece.text, place.part.blank)]
    return list(behind[behind.index(dated[0]) + 1 :]) if dated else list(behind)
