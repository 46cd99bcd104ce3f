"""Pictures that go on paper: a seal or a scanned signature read with care, ink drawn as a picture."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING

from ..errors import Failure
from ..ink import Ink
from ..pen import Dab, pen_width, trails

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 40_000_000
MOST_BYTES = 32 * 1024 * 1024
_KINDS = ("PNG", "JPEG")
_SMOOTHER = 4
"""Ink is drawn so many times larger and then made smaller, which takes the steps out of its edges."""
_WIDEST = 2_400
"""Points across: 300 to the inch over the whole breadth of a page."""


@dataclass(frozen=True, slots=True)
class Bitmap:
    """A decoded picture: three bytes of sRGB a point, and one of opacity where not all of it is opaque."""

    width: int
    height: int
    colours: bytes
    opacity: bytes | None


@lru_cache(maxsize=4)
def read_picture(data: bytes, widest: int) -> Bitmap:
    """Decode a PNG or JPEG, made smaller where it has more than `widest` points a side.

    Failure `picture_too_large` before anything is decoded, `picture_unreadable` where it is no picture or a broken one.
    The last few are kept: a thousand sheets carry the same seal.
    """
    from PIL import Image  # with the first picture only

    if len(data) > MOST_BYTES:
        raise Failure("picture_too_large", megapixels=0, megabytes=len(data) // 1024**2, limit=MOST_PIXELS // 10**6)
    try:
        with Image.open(BytesIO(data), formats=_KINDS) as image:
            _refuse_large(image.width, image.height)
            image.thumbnail((widest, widest), Image.Resampling.LANCZOS)
            return _bitmap(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Failure("picture_too_large", megapixels=0, megabytes=0, limit=MOST_PIXELS // 10**6) from error
    except (
        OSError,
        ValueError,
        SyntaxError,
        TypeError,
        IndexError,
        EOFError,
        OverflowError,
        struct.error,
        zlib.error,
    ) as error:
        raise Failure("picture_unreadable", detail=str(error)[:200]) from error


def _refuse_large(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Failure("picture_too_large", megapixels=width * height // 10**6, megabytes=0, limit=MOST_PIXELS // 10**6)


def _bitmap(image: Image.Image) -> Bitmap:
    whole = image.convert("RGBA")
    opacity = whole.getchannel("A")
    opaque = opacity.getextrema() == (255, 255)
    return Bitmap(whole.width, whole.height, whole.convert("RGB").tobytes(), None if opaque else opacity.tobytes())


def ink_png(ink: Ink, height: int, width: float = 0.0) -> bytes:
    """Return ink as a PNG of `height` points, black on nothing, cut to what was written; `width` is that of the pen on the
    pad, 0 for the one of signatures."""
    from PIL import Image, ImageDraw  # with the first picture only

    margin = width or pen_width(ink)
    moves = (margin - ink.box.left, margin - ink.box.top, 0.0)
    scale = height * _SMOOTHER / (ink.box.height + 2 * margin)
    scale = min(scale, _WIDEST * _SMOOTHER / (ink.box.width + 2 * margin))  # a stroke of no height is not endless
    size = tuple(max(1, round((side + 2 * margin) * scale / _SMOOTHER)) for side in (ink.box.width, ink.box.height))
    mask = Image.new("L", (size[0] * _SMOOTHER, size[1] * _SMOOTHER))
    pen = ImageDraw.Draw(mask)
    for trail in trails(ink, width):
        dabs = [Dab(*((value + move) * scale for value, move in zip(dab, moves, strict=True))) for dab in trail]
        for dab in dabs:
            pen.ellipse([dab.x - dab.radius, dab.y - dab.radius, dab.x + dab.radius, dab.y + dab.radius], fill=255)
        for start, end in pairwise(dabs):
            pen.polygon(_way(start, end), fill=255)
    picture = Image.new("LA", (size[0], size[1]))
    picture.putalpha(mask.resize((size[0], size[1]), Image.Resampling.BOX))
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _way(start: Dab, end: Dab) -> list[tuple[float, float]]:
    """Return the corners of what the pen covers between two discs."""
    x, y = end.x - start.x, end.y - start.y
    length = hypot(x, y) or 1.0
    x, y = x / length, y / length
    return [
        (start.x + y * start.radius, start.y - x * start.radius),
        (end.x + y * end.radius, end.y - x * end.radius),
        (end.x - y * end.radius, end.y + x * end.radius),
        (start.x - y * start.radius, start.y + x * start.radius),
    ]
