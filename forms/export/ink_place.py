"""Where signatures, seals and handwriting stand on paper and how large, for every writer alike. Points, y downwards."""

from __future__ import annotations

from ..fields import Field, SealField
from ..ink import Ink, Picture
from ..pen import pen_width, writing_width
from ..typesetting.measures import ENTRY_PITCH
from ..typesetting.page import MM, Page, PlacedCell, PlacedPart, Rect

SEAL_MM = 42.0
"""The round seal of a unit below the province (国发〔1999〕25号)."""
_OVERHANG = 4.0
"""How far a signature may reach over and under its line."""
_BROADEST = 1.7
"""The pen on paper: a small scribble is not blown up beyond it."""
_FINEST, _NATURAL = 0.55, 1.3
"""The pen of handwriting on paper: with the one a line of it measures two and a half millimetres, with the other six: as
high as typed words. What would be smaller cannot be read, and goes on a page of its own."""
GAP = 4.0
"""Before what is written in a place."""


def ink_rect(place: Rect, ink: Ink) -> Rect:
    """Return where strokes stand: as large as their place lets them be, in proportion, at the left of it."""
    pen = pen_width(ink)
    wide, high = ink.box.width + 2 * pen, ink.box.height + 2 * pen
    scale = min(_BROADEST / pen, (place.width - GAP) / wide, (place.height + 2 * _OVERHANG) / high)
    return Rect(place.x + GAP, place.y + (place.height - high * scale) / 2, wide * scale, high * scale)


def writing_rect(part: PlacedPart, ink: Ink) -> Rect | None:
    """Return where handwriting stands below the typed lines of a part; None where what is free there is too small to read
    it, or where the typed text itself goes on elsewhere."""
    if part.taken is not None:
        return None
    top = typed_bottom(part)
    return written_in(Rect(part.place.x, top, part.place.width, part.place.bottom - top), ink)


def typed_bottom(part: PlacedPart) -> float:
    """Return where the typed lines of a part end on the page."""
    typed = int((part.lines[-1].baseline - part.place.y) / ENTRY_PITCH) + 1 if part.lines else 0
    return part.place.y + typed * ENTRY_PITCH


def has_free_line(part: PlacedPart) -> bool:
    """True where a further line fits below the typed ones."""
    return typed_bottom(part) + ENTRY_PITCH <= part.place.bottom + 0.01


def written_in(free: Rect, ink: Ink, finest: float = _FINEST) -> Rect | None:
    """Return where handwriting stands in the left upper corner of a free place, as large as that lets it be, never broader
    than a pen writes; None where its pen would be less than `finest` points."""
    pen = writing_width(ink)
    wide, high = ink.box.width + 2 * pen, ink.box.height + 2 * pen
    scale = min(_NATURAL / pen, (free.width - GAP) / wide, (free.height - _OVERHANG) / high)
    return Rect(free.x + GAP, free.y, wide * scale, high * scale) if scale > 0 and scale * pen >= finest else None


def picture_rect(field: Field, part: PlacedPart, cell: PlacedCell, page: Page, picture: Picture, proportion: float) -> Rect:
    """Return where a picture `proportion` times as high as wide stands: a seal over the middle of its place at its natural
    size, a signature where it would be written; moved as the picture says, never off the page."""
    seal, place = isinstance(field, SealField), part.place
    if seal or picture.width_mm:
        width = (picture.width_mm or SEAL_MM / max(1.0, proportion)) * MM
    else:
        width = min(place.width - GAP, (place.height + 2 * _OVERHANG) / proportion)
    height = width * proportion
    left = place.x + ((place.width - width) / 2 if seal else GAP)
    top = place.y + (place.height - height) / 2
    left = _within(left, width, cell.rect.x, cell.rect.right) + picture.right_mm * MM
    top = _within(top, height, cell.rect.y, cell.rect.bottom) + picture.down_mm * MM
    return Rect(_within(left, width, 0.0, page.width), _within(top, height, 0.0, page.height), width, height)


def _within(start: float, length: float, least: float, most: float) -> float:
    """Return where a stretch begins that is moved between two bounds; one that is longer stays round their middle."""
    if length > most - least:
        return (least + most - length) / 2
    return min(max(start, least), most - length)
