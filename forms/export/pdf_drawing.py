"""The content streams of pages: marked pieces of text, the rules of the grid, ticks as vectors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from ..typesetting.faces import FontRole
from ..typesetting.fonts import FontShelf
from ..typesetting.measures import EM_ASCENT, TICK_SIZE
from ..typesetting.page import Line, Page, Rect
from ..typesetting.tick import OUTLINE, tick_place
from .grid_rules import grid_rules
from .options import DRAFT
from .pdf_fonts import FontSet
from .pdf_structure import Place
from .pdf_table import TICK
from .pdf_tags import LAYOUT, WATERMARK, Piece

_DRAFT_SIZE = 150.0
_RULE_WEIGHT = 0.6


def drawn_page(page: Page, number: int, pieces: Iterable[Piece], fonts: FontSet) -> bytes:
    """Return what a page shows, without the mark of the copy; each piece is marked, its element told of the mark."""
    content = [artifact(LAYOUT, _rules(page))]
    marks = 0
    for piece in pieces:
        drawing = drawn_lines(piece.lines, page.height, fonts) + piece.drawing
        if piece.element is None:
            content.append(artifact(piece.aside, drawing))
        else:
            piece.element.kids.append(Place(number, marks))
            content.append(b"/%s<</MCID %d>>BDC\n%sEMC\n" % (piece.element.kind.encode("ascii"), marks, drawing))
            marks += 1
    return b"".join(content)


def artifact(kind: str, drawing: bytes) -> bytes:
    """Return a drawing marked as no part of the text: rules, page numbers, the mark of the copy."""
    return b"/Artifact<</Type/%s>>BDC\n%sEMC\n" % (kind.encode("ascii"), drawing) if drawing else b""


def drawn_lines(lines: Iterable[Line], height: float, fonts: FontSet) -> bytes:
    """Return lines of text as one text object on a page of `height` points."""
    content = "".join(piece for line in lines for piece in _runs(line, height, fonts))
    return f"BT\n{content}ET\n".encode("ascii") if content else b""


def _runs(line: Line, height: float, fonts: FontSet) -> Iterator[str]:
    """Yield one show operator for each stretch of one font; what justifies the line is character spacing, never spaces."""
    drawn = fonts.drawn(line.role)
    x = line.x
    for font, run in groupby((drawn[char] for char in line.text), key=attrgetter("font")):
        members = list(run)
        codes = "".join(each.code for each in members)
        place = f"1 0 0 1 {x:.3f} {height - line.baseline:.3f} Tm"
        yield f"/{font} {line.size:g} Tf {line.spacing:.4f} Tc {place} <{codes}> Tj\n"
        x += sum(each.advance for each in members) * line.size + line.spacing * len(members)


def _rules(page: Page) -> bytes:
    """Return the rules of the grid, each stroked once and with one weight, and those that stand alone."""
    strokes = []
    for x0, y0, x1, y1 in grid_rules(page.cells):
        strokes.append(f"{x0:.3f} {page.height - y0:.3f} m {x1:.3f} {page.height - y1:.3f} l\n")
    for rule in page.rules:
        y = page.height - rule.y
        strokes.append(f"{rule.x:.3f} {y:.3f} m {rule.right:.3f} {y:.3f} l\n")
    return f"q {_RULE_WEIGHT} w 2 J 0 G\n{''.join(strokes)}S Q\n".encode("ascii") if strokes else b""


def drawn_tick(box: Rect, page: Page, fonts: FontSet) -> bytes:
    """Return a tick drawn as an outline, over an invisible √ for those who search or listen."""
    x, y = box.x + box.width / 2, page.height - box.y - box.height / 2
    place = tick_place(box)
    path = []
    for operator, points in OUTLINE:
        pairs = zip(points[::2], points[1::2], strict=True)
        placed = (f"{place.x + dx * place.height:.3f} {page.height - place.y - dy * place.height:.3f} " for dx, dy in pairs)
        path.append("".join(placed) + operator)
    heard = fonts.drawn(FontRole.LABEL)[TICK]
    corner = f"1 0 0 1 {x - TICK_SIZE / 2:.3f} {y - TICK_SIZE / 2:.3f} Tm"
    text = f"BT 3 Tr /{heard.font} {TICK_SIZE:g} Tf 0 Tc {corner} <{heard.code}> Tj 0 Tr ET\n"
    return f"{text}q 0 g {' '.join(path)} f Q\n".encode("ascii")


def draft_mark(page: Page, shelf: FontShelf) -> bytes:
    """Return 草稿, large and light, behind the middle of the page: as outlines, so that no reader mixes it into the text."""
    x = (page.width - len(DRAFT) * _DRAFT_SIZE) / 2
    y = page.height / 2 - (EM_ASCENT - 0.5) * _DRAFT_SIZE
    path = []
    for char in DRAFT:
        face, glyph = shelf.glyph(char, FontRole.HEADING)
        for operator, points in face.outline(glyph) if face else ():
            placed = (f"{(y if number % 2 else x) + value * _DRAFT_SIZE:.2f} " for number, value in enumerate(points))
            path.append("".join(placed) + operator)
        x += _DRAFT_SIZE
    return artifact(WATERMARK, f"q 0.88 g {' '.join(path)} f Q\n".encode("ascii"))
