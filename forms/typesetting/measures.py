"""Sizes, pitches and margins inside the paper, in points; official ones from GB/T 9704-2012, 5.2."""

from __future__ import annotations

LABEL_SIZE = 12.0
"""小四: what is printed in the grid."""
LABEL_PITCH = 16.0
NOTE_SIZE = 10.5
"""五号: rows without a border stand free of the grid like a note under a table."""
NOTE_PITCH = 16.0
ENTRY_SIZE = 14.0
"""四号: what is entered in the grid."""
ENTRY_PITCH = 21.0
SIGNED_PITCH = 34.0
"""A line on which somebody signs or seals: 12 mm; a seal of 42 mm fits beside the lines at the foot of a cell."""
TICK_SIZE = 14.0
TICK_PITCH = 17.0

SHEET_SPARE = 12.0
"""What the grid leaves free at the foot of a page: a word processor adds its rules and a last paragraph to the rows."""
PAD_X = 5.4
PAD_Y = 4.0
RIGHT_INSET = 24.0
"""What stands to the right in a cell keeps two characters from its edge, as dates in letters do."""

BODY_SIZE = 16.0
"""三号: 28 characters a line, 22 lines a page."""
BODY_PITCH = 28.0
TITLE_SIZE = 22.0
"""二号."""
TITLE_PITCH = 36.0
HEADING_GAP = 12.0
"""Between the heading of a sheet and its grid."""
PAGE_NUMBER_SIZE = 14.0
"""四号, one character in from the edge, 7 mm below the text."""
MARK_SIZE = 9.0

EM_ASCENT = 0.88
"""How much of the em stands above the base line: the same for all fonts, since their own values differ widely."""


def baseline(top: float, pitch: float, size: float) -> float:
    """Return the base line of a line of `pitch` whose em stands in the middle."""
    return top + (pitch - size) / 2 + EM_ASCENT * size
