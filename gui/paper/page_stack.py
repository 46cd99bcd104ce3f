"""Where the pages lie on the desk: one below the other, in pixels at a zoom."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize

from forms.template import Paper
from forms.typesetting.page import MM

MARGIN = 28
GAP = 22
"""Pixels of desk round the pages and between them, at any zoom."""


@dataclass(frozen=True, slots=True)
class PageStack:
    """`count` pages of one paper; `scale` is pixels a point."""

    paper: Paper
    scale: float
    count: int

    @property
    def page_width(self) -> int:
        return round(self.paper.width_mm * MM * self.scale)

    @property
    def page_height(self) -> int:
        return round(self.paper.height_mm * MM * self.scale)

    @property
    def step(self) -> int:
        """From one page to the next."""
        return self.page_height + GAP

    def origin(self, page: int) -> QPointF:
        return QPointF(MARGIN, MARGIN + page * self.step)

    def area(self, page: int) -> QRectF:
        return QRectF(self.origin(page).x(), self.origin(page).y(), self.page_width, self.page_height)

    def size(self) -> QSize:
        height = self.count * self.step - GAP + 2 * MARGIN if self.count else 1
        return QSize(self.page_width + 2 * MARGIN, height)
