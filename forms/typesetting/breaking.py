"""The one place where text is broken into lines: Chinese with Latin words and numbers in it.

A paragraph is cut into units that no line end may split; a line takes as many units as fit. No line is ever wider than
allowed: nothing hangs and nothing is compressed, lines are justified by widening the gaps alone. Units are:

- a character with the closing marks behind it and the opening marks before it (GB/T 15834-2011, 5.1), so that no line
  begins with a closing mark or ends with an opening one, and runs of marks, —— and …… stay whole;
- a Latin word or an address with its inner punctuation; a number with its sign, its unit and 第;  the year 〔2022〕5号.

White space belongs to the unit before it and takes no room at the end of a line. Only what is wider than a whole line
is broken inside, best behind the strokes and dots of an address, and even then not before a closing or behind an opening
mark as long as there is another place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, Protocol

from .characters import classes
from .faces import FontRole

_OPEN = r"(?:(?:[OR]|X(?!N+Y)|G(?=N))S*)*"
_COUNTED = r"U{0,4}(?:DU{1,3})?"
_CORE = rf"(?:XN+Y(?:N+{_COUNTED})?|K?[LN](?:[LNM]|[JDGR]+(?=[LN]))*{_COUNTED}|[^S])?"
_CLOSE = r"M*(?:S*(?:[CYJD]|G(?!N))M*)*S*"
_UNIT = re.compile(_OPEN + _CORE + _CLOSE)
_NO_END = frozenset("OXR")
_NO_START = frozenset("CYJDMS")
_GOOD_END = frozenset("JDG")
"""Behind these a long address is broken, where one stands in the last half of the room."""
_SLACK = 1e-6
MOST_STRETCH = 0.25
"""How much of an em may be added between two characters to justify a line; a line that needs more stays ragged."""


class Measure(Protocol):
    """What the breaker must know of fonts: the advance of each character, in ems."""

    def advances(self, role: FontRole) -> Mapping[str, float]: ...


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a broken text. `text` has the white space of its end, `width` (points) has not.

    `start` is the place of its first character in the text that was broken, `indent` moves it right, `spacing` is added
    after each character. `last` ends a paragraph, `first` begins one.
    """

    text: str
    start: int
    width: float
    indent: float = 0.0
    spacing: float = 0.0
    first: bool = False
    last: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Lead(NamedTuple):
    """The beginning of a paragraph that is set in another font: how many characters of it, and in which role."""

    length: int
    role: FontRole


def break_lines(
    text: str,
    width: float,
    size: float,
    role: FontRole,
    shelf: Measure,
    *,
    indent: float = 0.0,
    tracking: float = 0.0,
    justify: bool = True,
) -> list[TextLine]:
    """Break `text`, each line of it a paragraph, into lines of at most `width` points; at least one line each.

    `indent` is that of first lines; `tracking` points are added after each character (negative: a tighter grid). The
    texts of the lines, with the line ends of `text` between paragraphs, are `text` again: nothing is lost.
    """
    lines: list[TextLine] = []
    start = 0
    for paragraph in text.split("\n"):
        lines.extend(break_paragraph(paragraph, start, width, size, role, shelf, indent, tracking, justify))
        start += len(paragraph) + 1
    return lines


def break_paragraph(
    text: str,
    start: int,
    width: float,
    size: float,
    role: FontRole,
    shelf: Measure,
    indent: float = 0.0,
    tracking: float = 0.0,
    justify: bool = True,
    hang: float = 0.0,
    lead: Lead | None = None,
) -> list[TextLine]:
    """Break one paragraph, which stands at `start` of its text; `break_lines` says the rest.

    `hang` is the indent of all lines but the first; `lead` is set in a font of its own.
    """
    ends = _ends(text, size, role, shelf, tracking, lead)
    cuts = _cuts(text, ends, width - indent, width - hang)
    return _lines(text, ends, cuts, start, width, indent, tracking, justify, hang)


def break_at(text: str, cuts: Iterable[int], width: float, size: float, role: FontRole, shelf: Measure) -> list[TextLine]:
    """Return the lines of a text that somebody else broke at `cuts`, among the places that `unit_ends` allows."""
    return _lines(text, _ends(text, size, role, shelf, 0.0), cuts, 0, width, 0.0, 0.0, False)


def unit_ends(text: str) -> list[int]:
    """Return the places behind which a line may end: the end of each unit, with the white space behind it."""
    return [match.end() for match in _UNIT.finditer(classes(text)) if match.end() > match.start()]


def _ends(text: str, size: float, role: FontRole, shelf: Measure, tracking: float, lead: Lead | None = None) -> list[float]:
    """Return the widths of all beginnings of `text`, from none of it to all of it."""
    advances = shelf.advances(role)
    widths = [advances[char] * size + tracking for char in text]
    if lead:
        leading = shelf.advances(lead.role)
        widths[: lead.length] = [leading[char] * size + tracking for char in text[: lead.length]]
    return [0.0, *accumulate(widths)]


def _lines(
    text: str,
    ends: list[float],
    cuts: Iterable[int],
    start: int,
    width: float,
    indent: float,
    tracking: float,
    justify: bool,
    hang: float = 0.0,
) -> list[TextLine]:
    lines = []
    begin = 0
    for end in (*cuts, len(text)):
        lines.append(_line(text, ends, begin, end, start, width, hang if begin else indent, tracking, justify))
        begin = end
    return lines


def _line(
    text: str, ends: list[float], begin: int, end: int, start: int, width: float, indent: float, tracking: float, justify: bool
) -> TextLine:
    piece = text[begin:end]
    solid = len(piece.rstrip(" \u3000"))
    taken = ends[begin + solid] - ends[begin]
    last = end == len(text)
    spacing = tracking
    if justify and not last and solid > 1:
        extra = (width - indent - (taken - tracking)) / (solid - 1)  # nothing is added behind the last character
        if extra <= MOST_STRETCH * taken / solid:
            spacing += extra
            taken = width - indent
    return TextLine(piece, start + begin, taken, indent, spacing, begin == 0, last)


def _cuts(text: str, ends: list[float], first: float, width: float) -> Iterator[int]:
    """Yield the places at which the lines after the first begin; `ends` are the widths of all beginnings of `text`."""
    if ends[-1] <= first + _SLACK:
        return
    letters = classes(text)
    behind = unit_ends(text)
    solid = [_solid(letters, end) for end in behind]
    begin, room = 0, first
    while True:
        fits = bisect_right(ends, ends[begin] + room + _SLACK) - 1  # how far single characters fit
        unit = bisect_right(solid, fits) - 1  # how far whole units fit
        cut = behind[unit] if unit >= 0 else 0
        if cut >= len(text):
            return
        following = behind[unit + 1]
        if cut <= begin or ends[solid[unit + 1]] - ends[cut] > width + _SLACK:
            cut = _inside(letters, max(cut, begin), min(following, fits)) or (cut if cut > begin else max(fits, begin + 1))
        if cut >= len(text):
            return
        yield cut
        begin, room = cut, width


def _solid(letters: str, end: int) -> int:
    while end and letters[end - 1] == "S":
        end -= 1
    return end


def _inside(letters: str, begin: int, fits: int) -> int:
    """Return the place in a unit that is too wide for a line where it may best be broken, 0 where there is none."""
    allowed = [p for p in range(fits, begin, -1) if letters[p - 1] not in _NO_END and letters[p] not in _NO_START]
    good = (place for place in allowed if letters[place - 1] in _GOOD_END and 2 * place >= begin + fits)
    return next(good, allowed[0] if allowed else 0)
