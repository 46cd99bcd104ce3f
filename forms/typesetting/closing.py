"""The end of a letter: the unit that signs and the date below it stand to the right (GB/T 9704-2012, 7.3.5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum, auto

from .breaking import TextLine
from .page import Rect

_DATE = re.compile(
    r"(?:\d{4}年\d{1,2}月\d{1,2}日|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
)
_MARKS = frozenset("。，；：！？,;:!?、.")
_LAST = 4
"""The date is among the last few lines: a contact person or an annex may stand behind it."""
_LONGEST_UNIT = 30


class Place(Enum):
    """Where a paragraph of a letter stands."""

    TEXT = auto()
    UNIT = auto()
    DATE = auto()


def places(texts: Sequence[str]) -> list[Place]:
    """Return the place of each paragraph of a letter; unit and date only where both are what they look like."""
    found = [Place.TEXT] * len(texts)
    for number in range(len(texts) - 1, max(0, len(texts) - _LAST), -1):
        if _DATE.fullmatch(texts[number]):
            found[number] = Place.DATE
            if len(texts[number - 1]) <= _LONGEST_UNIT and not _MARKS & set(texts[number - 1]):
                found[number - 1] = Place.UNIT
            break
    return found


def closing_x(line: TextLine, date: TextLine, block: Rect, cell: float) -> float:
    """Return where the unit or the date begins: the date four characters in, the unit centred over it."""
    middle = block.right - 4 * cell - date.width / 2
    return max(block.x, min(middle - line.width / 2, block.right - line.width))
