"""A file cut at the labels found in it: pieces of text, each behind one label, taken by one field or left for the remainder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .document import Line
from .labels import WIDTHS, Found
from .normal import letters_of_character

_NUMBER_SIGNS = "().、"
"""What may stand round a number inside a label, whatever the template has there."""


@dataclass(slots=True, eq=False)
class Piece:
    """Text between two labels of a line, or a whole line. `owner` is the number of the label before it, -1 before the first.

    `heading` is the label's own text where it stands on the same line: a remainder without it would say little.
    """

    line: Line
    number: int
    offset: int
    text: str
    owner: int
    heading: str = ""
    taken: bool = False

    @property
    def empty(self) -> bool:
        return not self.text.strip(" \u3000")

    def take(self) -> str:
        self.taken = True
        return self.text


@dataclass(slots=True)
class Pieces:
    """All pieces in reading order, with what the remainder says of those that could not stay as they stood."""

    all: list[Piece]
    notes: list[tuple[int, int, str]] = field(default_factory=list)

    def behind(self, owner: int) -> list[Piece]:
        """The pieces behind a label that nobody has taken yet."""
        return [piece for piece in self.all if piece.owner == owner and not piece.taken]

    def note(self, piece: Piece, text: str) -> None:
        """Take a piece, and let the remainder say `text` in its place."""
        piece.taken = True
        self.notes.append((piece.number, piece.offset, text))

    def left(self) -> list[str]:
        """The lines of the remainder: what nobody took, and the notes, in reading order; pieces of one line together."""
        entries = [(p.number, p.offset, p.heading + p.text, p.line.source) for p in self.all if not (p.taken or p.empty)]
        entries += [(number, offset, text, -1) for number, offset, text in self.notes]
        lines: list[str] = []
        before = -1
        for _, _, text, source in sorted(entries, key=lambda entry: entry[:2]):
            text = text.strip(" \u3000")
            if source == before >= 0:
                lines[-1] += " " + text
            else:
                lines.append(text)
            before = source
        return lines


def cut(lines: Sequence[Line], found: Sequence[Found], first: int = 0) -> Pieces:
    """Cut `lines`, which are numbered from `first`, at the labels found in them. Aside lines belong to no label."""
    pieces: list[Piece] = []
    owner, heading, line, offset = -1, "", 0, 0
    for label in found:
        span = label.span
        pieces += _between(lines, (line, offset), (span.line, span.offset), owner, heading)
        owner, heading = label.label.number, lines[span.last].text[span.offset if span.line == span.last else 0 : span.end]
        pieces += _strays(lines, label)
        line, offset = span.last, span.end
    pieces += _between(lines, (line, offset), (len(lines), 0), owner, heading)
    for piece in pieces:
        piece.number += first
    return Pieces(pieces)


def _between(lines: Sequence[Line], start: tuple[int, int], stop: tuple[int, int], owner: int, heading: str) -> Iterator[Piece]:
    for number in range(start[0], min(stop[0] + 1, len(lines))):
        line = lines[number]
        begin = start[1] if number == start[0] else 0
        end = stop[1] if number == stop[0] else len(line.text)
        if number == stop[0] and not line.text[begin:end].strip(" \u3000"):
            continue  # nothing stands before the label: its line holds no empty place
        aside = line.aside
        on_label_line = number == start[0] and owner >= 0
        yield Piece(line, number, begin, line.text[begin:end], -2 if aside else owner, heading if on_label_line else "")


def _strays(lines: Sequence[Line], found: Found) -> Iterator[Piece]:
    """Signs that stand inside a label in the file but not in the template."""
    own = Counter(_signs(found.label.text)) + Counter(":")
    if any(sign.isdecimal() for sign in found.label.text):
        own += Counter(_NUMBER_SIGNS)
    span = found.span
    for number in range(span.line, span.last + 1):
        line = lines[number]
        begin = span.offset if number == span.line else 0
        end = span.end if number == span.last else len(line.text)
        if line.aside:
            yield Piece(line, number, begin, line.text, -2)
            continue
        stray = ""
        for sign in _signs(line.text[begin:end]):
            if own[sign] > 0:
                own[sign] -= 1
            else:
                stray += sign
        if stray:
            yield Piece(line, number, begin, stray, found.label.number)


def _signs(text: str) -> Iterable[str]:
    return (c.translate(WIDTHS) for c in text if not c.isspace() and not letters_of_character(c))
