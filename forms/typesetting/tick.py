"""The √ in a box that is ticked: one outline, as a pen writes it, for the screen and for paper."""

from __future__ import annotations

from .page import Rect

MOST = 21.0
"""Height in points that a tick on paper never exceeds, however large its cell."""
OUTLINE = (
    ("m", (0.0, 0.62)),
    ("c", (0.07, 0.55, 0.13, 0.52, 0.17, 0.52)),
    ("c", (0.24, 0.62, 0.29, 0.72, 0.335, 0.83)),
    ("c", (0.50, 0.47, 0.74, 0.18, 1.02, 0.0)),
    ("l", (1.04, 0.03)),
    ("c", (0.78, 0.27, 0.56, 0.60, 0.385, 1.0)),
    ("l", (0.315, 1.0)),
    ("c", (0.22, 0.84, 0.12, 0.71, 0.0, 0.62)),
)
"""The strokes round a filled tick of height 1: move, line or curve, and x and y of each point, y downwards."""
_WIDTH = 1.04
_INSET = 0.16
"""How much of the height of a box stays free above and below its tick."""
_BROADEST = 0.7
"""How high a tick may be, measured by the width of its box."""


def tick_place(box: Rect, most: float = MOST) -> Rect:
    """Return where the tick in a box stands, in the middle of it; in the units of the box."""
    height = max(0.0, min(box.height * (1 - 2 * _INSET), box.width * _BROADEST, most))
    width = _WIDTH * height
    return Rect(box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height)
