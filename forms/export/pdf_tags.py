"""What each line of the pages is: heading, paragraph, cell of the table, box of an option, or no part of the text at all.

The layout says where lines stand; which paragraph they belong to is read off the text that was set: lines come in its
order. A line that no text accounts for is a paragraph of its own, so nothing is ever left untagged.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..record import Record
from ..template import Template
from ..typesetting.block import text_block
from ..typesetting.continuation import continued
from ..typesetting.letter import letter_of
from ..typesetting.page import Line, Page
from ..typesetting.paragraphs import paragraphs
from .pdf_structure import Element, text_string

LAYOUT, HEADER, FOOTER, WATERMARK = ("Layout", *(f"Pagination/Subtype/{name}" for name in ("Header", "Footer", "Watermark")))
"""Kinds of artifacts: what a page shows that is no part of its text (ISO 32000-1, 14.8.2.2)."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a page's drawing: lines, or what `drawing` says; an artifact of kind `aside` where it has no element.

    `over` is true for what is drawn over everything else on the page.
    """

    element: Element | None
    lines: Sequence[Line] = ()
    drawing: bytes = b""
    aside: str = LAYOUT
    over: bool = False


class Flow:
    """Paragraphs that come as lines: gives each line the element of its paragraph, a new one where a paragraph begins."""

    def __init__(self, under: Element, expected: Iterable[tuple[str, str]], opened: Element | None = None) -> None:
        self._under = under
        self._expected = [(kind, squeezed(text)) for kind, text in expected][::-1]
        self._text, self._at = "", 0
        self._opened = opened
        self._element: Element | None = None

    def element(self, line: Line) -> Element:
        """Return the element that a line belongs to."""
        text = squeezed(line.text)
        if self._element and self._text.startswith(text, self._at) and self._at < len(self._text):
            self._at += len(text)
            return self._element
        if self._expected and self._expected[-1][1].startswith(text):
            kind, self._text = self._expected.pop()
            self._at = len(text)
            self._element = self._opened or self._under.add(kind)
            self._opened = None
            return self._element
        return self._under.add("P")


def squeezed(text: str) -> str:
    return "".join(text.split())


def text_pieces(lines: Iterable[Line], flow: Flow) -> list[Piece]:
    """Return lines as pieces, one for all that stand next to each other in the same paragraph."""
    pieces: list[tuple[Element, list[Line]]] = []
    for line in lines:
        if not line.text.strip():
            continue
        element = flow.element(line)
        if pieces and pieces[-1][0] is element:
            pieces[-1][1].append(line)
        else:
            pieces.append((element, [line]))
    return [Piece(element, held) for element, held in pieces]


def section(title: str) -> Element:
    return Element("Sect", f"/T{text_string(title)}")


@dataclass(slots=True)
class _Heads:
    """The labels over the answers that go on: the one that is open, the ones that follow."""

    flow: Flow
    label: str
    waiting: list[tuple[str, Flow]]


def continuation_pieces(
    template: Template, record: Record, sheet: Sequence[Page], pages: Sequence[Page], under: Element
) -> list[list[Piece]]:
    """Return the pieces of each continuation page. What a page repeats of the one before is an artifact there."""
    heads = _Heads(Flow(under, ()), "", [])
    for each in continued(template, record.answers, sheet):
        rest = [("P", paragraph.text) for paragraph in paragraphs(each.text, each.start)]
        heads.waiting.append((squeezed(f"{each.field.label}（续）："), Flow(under, rest or [("P", each.text[each.start :])])))
    found = []
    for number, page in enumerate(pages):
        top = min((rule.y for rule in page.rules), default=0.0)
        above = [line for line in page.lines if line.baseline < top]
        pieces = _head(above, under) if not number else [Piece(None, above, aside=HEADER)]
        found.append(pieces + _rest([line for line in page.lines if line.baseline >= top], heads, under))
    return found


def _head(lines: Sequence[Line], under: Element) -> list[Piece]:
    """Return the head of the first continuation page: its heading, then a paragraph for each caption."""
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        beside = number > 1 and abs(line.baseline - lines[number - 1].baseline) < 1
        if beside:
            pieces[-1] = Piece(pieces[-1].element, [*pieces[-1].lines, line])
        else:
            pieces.append(Piece(under.add("P" if number else "H2"), [line]))
    return pieces


def _rest(lines: Sequence[Line], heads: _Heads, under: Element) -> list[Piece]:
    pieces: list[Piece] = []
    for line in lines:
        text = squeezed(line.text)
        if text and text == heads.label:
            pieces.append(Piece(None, [line], aside=HEADER))
        elif heads.waiting and text == heads.waiting[0][0]:
            heads.label, heads.flow = heads.waiting.pop(0)
            pieces.append(Piece(under.add("H3"), [line]))
        else:
            _append(pieces, text_pieces([line], heads.flow))
    return pieces


def _append(pieces: list[Piece], more: list[Piece]) -> None:
    """Add pieces, joining the first to the last one of the same paragraph."""
    for piece in more:
        if pieces and pieces[-1].element is piece.element and piece.element:
            pieces[-1] = Piece(piece.element, [*pieces[-1].lines, *piece.lines])
        else:
            pieces.append(piece)


def reply_pieces(template: Template, record: Record, pages: Sequence[Page], under: Element) -> list[list[Piece]]:
    """Return the pieces of each page of the reply: its title, headings by level, paragraphs; page numbers are none of it."""
    letter = letter_of(template, record.answers)
    assert letter is not None
    body = [(f"H{min(each.level, 4) + 1}" if each.level else "P", each.text) for each in paragraphs(letter.body)]
    flow = Flow(under, [("H1", letter.title), *body])
    return [whole_page(page, flow, text_block(template.paper).bottom) for page in pages]


def whole_page(page: Page, flow: Flow, bottom: float) -> list[Piece]:
    """Return the lines of a page as pieces; what stands below the text block, as page numbers do, is no part of the text."""
    inside = [line for line in page.lines if line.baseline <= bottom]
    below = [line for line in page.lines if line.baseline > bottom]
    return [*text_pieces(inside, flow), Piece(None, below, aside=FOOTER)]
