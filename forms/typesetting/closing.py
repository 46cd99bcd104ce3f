"""The end of a letter (GB/T 9704-2012, 7.3.4 and 7.3.5): the list of annexes, the unit that signs and the date to the right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from .breaking import TextLine
from .page import Rect
from .paragraphs import ANNEX, heading_level

_DATE = re.compile(
    r"(?:\d{4}年\d{1,2}月\d{1,2}日|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
)
_MARKS = frozenset("。，；：！？,;:!?、.")
_LAST = 4
"""The date is among the last few lines: a contact person or an annex may stand behind it."""
_LONGEST_NAME = 30


_LIST = re.compile(r"附[ \u3000]?件[:：](?=.)")
_ITEM = re.compile(r"\d{1,2}[.．、](?!\d)[ \u3000]?")


class Place(Enum):
    """Where a paragraph of a letter stands."""

    TEXT = 0
    UNIT = 2
    DATE = 3
    LIST = 4
    """附件：1.……: the annexes by their names, below the text."""
    ITEM = 5
    """2.……: a further one."""
    ANNEX_TITLE = 6
    """What stands below 附件 at the head of an annex: centred on the third line (7.3.7)."""
    EMPTY = 7
    """An empty line between two paragraphs."""


SEAL_ROWS = 2
"""Empty lines over unit and date: a seal of 42 mm over them then begins within one line of the text (7.3.5.1)."""


def places(texts: Sequence[str]) -> list[Place]:
    """Return the place of each paragraph of a letter; unit and date only where both are what they look like."""
    found = [Place.TEXT] * len(texts)
    letter = next((number for number, text in enumerate(texts) if number and heading_level(text) == ANNEX), len(texts))
    for number in range(letter - 1, max(0, letter - _LAST), -1):
        if _DATE.fullmatch(texts[number]):
            found[number] = Place.DATE
            if _is_name(texts[number - 1]):
                found[number - 1] = Place.UNIT
            break
    _mark_list(texts[:letter], found)
    for number in range(letter + 1, len(texts)):
        if heading_level(texts[number - 1]) == ANNEX and _is_name(texts[number]):
            found[number] = Place.ANNEX_TITLE
    return found


def _is_name(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and not _MARKS & set(text) and not heading_level(text)


def _mark_list(texts: Sequence[str], found: list[Place]) -> None:
    listed = next((number for number, text in enumerate(texts) if _LIST.match(text)), None)
    if listed is None:
        return
    found[listed] = Place.LIST
    for number in range(listed + 1, len(texts)):
        if found[number] is not Place.TEXT or not _ITEM.match(texts[number]):
            return
        found[number] = Place.ITEM


def list_mark(text: str) -> tuple[str, str]:
    """Return 附件： and 1. at the beginning of a line of the list of annexes, "" for each that is not there."""
    head = _LIST.match(text)
    begin = head.end() if head else 0
    item = _ITEM.match(text, begin)
    return text[:begin], text[begin : item.end()] if item else ""


def space_before(place: Place, before: Place, empty: int) -> int:
    """Return how many lines stay empty before a paragraph that is not the first on its page, besides the `empty` ones typed."""
    wanted = 1 if place in (Place.LIST, Place.ANNEX_TITLE) else 0
    if place is Place.UNIT or (place is Place.DATE and before is not Place.UNIT):
        wanted = SEAL_ROWS
    return max(0, wanted - empty)


def closing_x(line: TextLine, date: TextLine, block: Rect, cell: float) -> float:
    """Return where the unit or the date begins: the date four characters in, the unit centred over it."""
    middle = block.right - 4 * cell - date.width / 2
    return max(block.x, min(middle - line.width / 2, block.right - line.width))
