"""What stands behind the labels of a sheet, read into the fields whose places these are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, takewhile

from ..errors import BadValue
from ..fields import DateField, Field, LongTextField, Value
from ..text import paragraphs
from .days import WrittenDay, day_in
from .document import Document
from .labels import Found
from .opening import names_apart
from .pieces import Piece, Pieces
from .printed import Place, Printed
from .reading import ReadingWarning

_NEAR = 3
"""A day without a label stands at most so many lines behind the label before it, where nothing else bounds the place."""

_NAMES_GO_ON = re.compile(r"[、，,；;]\s*$")
_SENTENCE = re.compile(r"[。！？!?：:]")


class PlaceReading:
    """Fills the places of one sheet. `answers` and `warnings` are what came out; what was taken is marked in the pieces."""

    def __init__(self, paper: Printed, found: Sequence[Found], pieces: Pieces, document: Document) -> None:
        self.answers: dict[str, Value] = {}
        self.warnings: list[ReadingWarning] = []
        self._paper = paper
        self._found = {each.label.number: each for each in found}
        self._pieces = pieces
        self._exact, self._tables = document.exact, document.tables
        self._last = max(self._found, default=-1)

    def read(self) -> None:
        """Days first, since they end what stands before them; long texts last, since they take all that is left."""
        for wanted in (self._is_day, self._is_short, self._is_long):
            for place in self._paper.places:
                if wanted(place):
                    self._fill(place)

    @staticmethod
    def _is_day(place: Place) -> bool:
        return isinstance(place.field, DateField)

    @staticmethod
    def _is_long(place: Place) -> bool:
        return isinstance(place.field, LongTextField)

    def _is_short(self, place: Place) -> bool:
        return not (place.field.signed or self._is_day(place) or self._is_long(place))

    def _fill(self, place: Place) -> None:
        if self._is_day(place):
            self._fill_day(place)
        elif place.after in self._found:
            taken = self._inside(place.after) if self._is_long(place) else self._short_text(place)
            self._answer(place.field, taken)

    # ---- days ------------------------------------------------------------------------------------------------------

    def _fill_day(self, place: Place) -> None:
        owner = self._owner_of_day(place)
        if owner is None:
            return
        for piece in self._where_a_day_stands(place, owner):
            day = day_in(piece.text, place.part.blank)
            if day is not None:
                self._take_day(place.field, piece, day)
                return

    def _owner_of_day(self, place: Place) -> int | None:
        """The last label found before the place, in its own cell of the paper: a label in between may be missing."""
        if place.own:
            return place.after if place.after in self._found else None
        numbers = [
            n for n, each in self._found.items() if n <= place.after and (each.label.cell is place.cell or n == place.after)
        ]
        return max(numbers, default=None)

    def _where_a_day_stands(self, place: Place, owner: int) -> list[Piece]:
        filled = [piece for piece in self._pieces.behind(owner) if not piece.empty]
        if any(self._is_long(other) for other in self._paper.places_behind(owner)):
            return filled[-1:]
        return filled[:_NEAR] if owner == self._last else filled

    def _take_day(self, field: Field, piece: Piece, day: WrittenDay) -> None:
        before = piece.text[: day.start]
        try:
            value = field.read(day.text)
        except BadValue as bad:
            code = "impossible_date" if bad.code == "impossible_date" else "incomplete_date"
            written = piece.text[day.start :].strip(" \u3000")
            self.warnings.append(ReadingWarning(code, {"field": field.name, "label": field.short_label, "value": written}))
            self._pieces.notes.append((piece.number, piece.offset + day.start, f"{field.short_label}：{written}"))
            value = None
        if value is not None:
            self.answers[field.name] = value
        piece.text = before
        piece.taken = not before.strip(" \u3000")

    # ---- one line --------------------------------------------------------------------------------------------------

    def _short_text(self, place: Place) -> list[Piece]:
        beside = [piece for piece in self._pieces.behind(place.after) if piece.heading and not piece.empty]
        if beside:
            return beside
        filled = list(dropwhile(lambda piece: piece.empty, self._inside(place.after)))
        if not filled:
            return []
        first = filled[0]
        if place.own:
            return [first] if not list(place.field.problems(first.text.strip(" \u3000"))) else []
        same_cell = list(takewhile(lambda piece: piece.line.cell == first.line.cell and not piece.empty, filled))
        return list(_names(same_cell)) if place.field.kind == "people" else same_cell

    def _inside(self, owner: int) -> list[Piece]:
        """What stands behind a label; where the label stands in a table, only what does too."""
        bounded = self._tables and self._found[owner].line.cell > 0
        return [piece for piece in self._pieces.behind(owner) if piece.line.cell or not bounded]

    def _answer(self, field: Field, pieces: Sequence[Piece]) -> None:
        text = joined(pieces)
        if isinstance(field, LongTextField):
            text = text if self._exact else "\n".join(paragraphs(text))
        try:
            value = field.read(text)
            if isinstance(value, tuple):
                value = tuple(name for written in value for name in names_apart(written))
        except BadValue:
            params = {"field": field.name, "label": field.short_label, "value": text.strip(" \u3000\n")}
            self.warnings.append(ReadingWarning("answer_refused", params))
            return
        for piece in pieces:
            piece.take()
        if value is not None:
            self.answers[field.name] = value


def _names(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The first line, and those after it that go on with names."""
    for number, piece in enumerate(pieces):
        goes_on = number == 0 or _NAMES_GO_ON.search(pieces[number - 1].text)
        if not goes_on and (_SENTENCE.search(piece.text) or len(piece.text) > 40):
            return
        yield piece


def joined(pieces: Sequence[Piece]) -> str:
    """The text of pieces, a line each; pieces that tabs cut out of one line stand on one line again."""
    text = ""
    for number, piece in enumerate(pieces):
        if number:
            text += " " if piece.line.source == pieces[number - 1].line.source else "\n"
        text += piece.text
    return text
