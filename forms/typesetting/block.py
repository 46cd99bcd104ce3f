"""The text block: what the margins of the paper leave."""

from __future__ import annotations

from ..template import Paper
from .page import MM, Page, PageKind, Rect


def text_block(paper: Paper) -> Rect:
    """Return the rectangle that the margins leave, in points."""
    width = (paper.width_mm - paper.left_mm - paper.right_mm) * MM
    height = (paper.height_mm - paper.top_mm - paper.bottom_mm) * MM
    return Rect(paper.left_mm * MM, paper.top_mm * MM, width, height)


def blank_page(paper: Paper, kind: PageKind, number: int) -> Page:
    """Return a page of this paper with nothing on it."""
    return Page(kind, number, paper.width_mm * MM, paper.height_mm * MM)
