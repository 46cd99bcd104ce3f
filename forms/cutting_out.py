"""A signature or a seal cut out of its paper: what a camera or a scanner saw becomes a PNG with nothing behind the ink.

Light that falls unevenly is taken out first (each point is compared with the paper round it), then what is darker or more
coloured than paper is kept, in its colour, with soft edges. Lengths are points of the picture, darkness goes from 0 to 255.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from .errors import Failure
from .export.pictures import Bitmap, read_picture

if TYPE_CHECKING:
    from PIL import Image

WIDEST = 1400
"""Points a side that are kept: a seal or a signature on paper needs no more."""
USUAL = 0.5
_SMALL = 128
"""The paper is looked at in so many points a side: shadows are larger than strokes."""
_BROADEST_STROKE = 21
"""Of these points; what is broader counts as paper."""
_DARKEST_PAPER = 64
_LEAST_CONTRAST = 40
"""Ink is darker than its paper by so much at least."""
_LEAST_INK = 0.0002
"""The share of the picture that ink covers at least."""
_OF_DARKEST = 0.45
"""Ink has this share of the darkness of the darkest ink at least."""
_FAINTEST = 14
_CELL = 8
"""A cell of so many points a side, of which hardly one is dark, holds a speck of dust and no ink."""
_DUST = 28
_MARGIN = 4
_BARE = 8
"""Opacity under which nothing is seen."""
_ORIENTATION = 274
"""The entry of EXIF that says how the camera was held."""


def cut_out(data: bytes, strength: float = USUAL) -> bytes:
    """Return the ink of a PNG or JPEG as a PNG with transparency, cut to what is there.

    `strength` (0 to 1) says how faint what is kept may be. A picture that is transparent already is only cut to its content.
    Failure `picture_unreadable` and `picture_too_large` as `read_picture` says, `picture_blank` where there is only paper.
    """
    bitmap = read_picture(data, WIDEST)
    picture = _upright(_image(bitmap), data)
    whole = picture if _is_cut_out(picture) else _without_paper(picture.convert("RGB"), strength)
    box = _content(whole)
    if box is None:
        raise Failure("picture_blank")
    file = BytesIO()
    whole.crop(box).save(file, "PNG")
    return file.getvalue()


def _image(bitmap: Bitmap) -> Image.Image:
    from PIL import Image  # with the first picture only

    image = Image.frombytes("RGB", (bitmap.width, bitmap.height), bitmap.colours)
    if bitmap.opacity is None:
        return image
    image.putalpha(Image.frombytes("L", image.size, bitmap.opacity))
    return image


def _upright(image: Image.Image, data: bytes) -> Image.Image:
    """Return a photograph as the camera was held."""
    from PIL import Image  # with the first picture only

    turn = Image.Transpose
    turns = {
        2: turn.FLIP_LEFT_RIGHT,
        3: turn.ROTATE_180,
        4: turn.FLIP_TOP_BOTTOM,
        5: turn.TRANSPOSE,
        6: turn.ROTATE_270,
        7: turn.TRANSVERSE,
        8: turn.ROTATE_90,
    }
    try:
        with Image.open(BytesIO(data)) as held:
            orientation = held.getexif().get(_ORIENTATION)
    except (OSError, ValueError, SyntaxError, TypeError, KeyError):
        return image  # the picture itself has been read: a broken note about it changes nothing
    return image.transpose(turns[orientation]) if orientation in turns else image


def _is_cut_out(image: Image.Image) -> bool:
    """True where at least a tenth of the picture is clear already."""
    if image.mode != "RGBA":
        return False
    clear = sum(image.getchannel("A").histogram()[:_BARE])
    return clear >= 0.1 * image.width * image.height


def _without_paper(image: Image.Image, strength: float) -> Image.Image:
    from PIL import Image, ImageChops, ImageFilter  # with the first picture only

    darkness = [_darkness(channel) for channel in image.split()]
    most = ImageChops.lighter(ImageChops.lighter(darkness[0], darkness[1]), darkness[2])
    low, high = _bounds(most.histogram(), strength)
    opacity = most.point([max(0, min(255, round((value - low) * 255 / (high - low)))) for value in range(256)])
    colours = Image.merge("RGB", [ImageChops.invert(channel) for channel in darkness])
    inner = colours.filter(ImageFilter.MinFilter(3))  # at its edge ink is mixed with paper: there it has its neighbour's colour
    seen = opacity.point([0] + [255] * 255)
    whole = Image.composite(inner, Image.new("RGB", inner.size), seen)  # what nobody sees takes no room
    whole.putalpha(opacity)
    return whole


def _darkness(channel: Image.Image) -> Image.Image:
    """Return how much darker than the paper round it each point is: 0 paper, 255 black."""
    from PIL import ImageChops  # with the first picture only

    paper = _paper(channel)
    less = ImageChops.subtract(paper, channel)
    # less / paper, in whole numbers: less + 3 times what the paper lacks of white makes of it
    lacking = [round((255 / max(value, _DARKEST_PAPER) - 1) / 3 * 255) for value in range(256)]
    third = ImageChops.multiply(less, paper.point(lacking))
    return ImageChops.add(ImageChops.add(less, third), ImageChops.add(third, third))


def _paper(channel: Image.Image) -> Image.Image:
    """Return the paper alone: what is brightest near each point, without the strokes."""
    from PIL import Image, ImageFilter  # with the first picture only

    scale = min(1.0, _SMALL / max(channel.size))
    small = channel.resize([max(1, round(side * scale)) for side in channel.size], Image.Resampling.BOX)
    ring = _BROADEST_STROKE // 2
    framed = _framed(small, ring)
    closed = framed.filter(ImageFilter.MaxFilter(_BROADEST_STROKE)).filter(ImageFilter.MinFilter(_BROADEST_STROKE))
    even = closed.filter(ImageFilter.GaussianBlur(3)).crop((ring, ring, ring + small.width, ring + small.height))
    return even.resize(channel.size, Image.Resampling.BICUBIC)


def _framed(image: Image.Image, ring: int) -> Image.Image:
    """Return the picture with its edges drawn out all round, where filters would find nothing."""
    width, height = image.width + 2 * ring, image.height + 2 * ring
    from PIL import Image  # with the first picture only

    return image.transform((width, height), Image.Transform.EXTENT, (-ring, -ring, width - ring, height - ring))


def _bounds(histogram: Sequence[int], strength: float) -> tuple[float, float]:
    """Return from which darkness on there is a trace of ink, and from which on nothing but ink; `picture_blank` for no ink."""
    border = _border(histogram)
    paper = _mean(histogram, 0, border)
    few = sum(histogram[border:]) < _LEAST_INK * sum(histogram)
    if few or _mean(histogram, border, 256) - paper < _LEAST_CONTRAST:
        raise Failure("picture_blank")
    border = max(border, round(_OF_DARKEST * _darkest(histogram)))  # the edges of shadows are no ink
    low = max(_FAINTEST, paper + (border - paper) * (1.5 - 1.6 * strength))
    return low, max(low + 8, low + (_mean(histogram, border, 256) - low) * (1.3 - strength))


def _darkest(histogram: Sequence[int]) -> int:
    """Return the darkness of the darkest points, of as many as the least ink has ten times."""
    left = 10 * _LEAST_INK * sum(histogram)
    for value in range(255, 0, -1):
        left -= histogram[value]
        if left <= 0:
            return value
    return 0


def _border(histogram: Sequence[int]) -> int:
    """Return the darkness that parts paper and ink best (Otsu 1979: the variance between the two is largest)."""
    total, weighted = sum(histogram), sum(value * count for value, count in enumerate(histogram))
    best, border, below, below_weighted = -1.0, 1, 0, 0
    for value in range(255):
        below += histogram[value]
        below_weighted += value * histogram[value]
        above = total - below
        if below and above:
            apart = below_weighted / below - (weighted - below_weighted) / above
            if below * above * apart * apart > best:
                best, border = below * above * apart * apart, value + 1
    return border


def _mean(histogram: Sequence[int], start: int, end: int) -> float:
    counts = histogram[start:end]
    return sum(value * count for value, count in enumerate(counts, start)) / max(1, sum(counts))


def _content(image: Image.Image) -> tuple[int, int, int, int] | None:
    """Return left, upper, right and lower edge of the ink, without dust; None where there is none."""
    opacity = image.getchannel("A")
    cells = opacity.reduce(_CELL).point([0 if value < _DUST else 255 for value in range(256)])
    rough = cells.getbbox()
    if rough is None:
        return None
    left, top, right, bottom = (side * _CELL for side in rough)
    within = opacity.crop((left, top, right, bottom)).point([0 if value < _BARE else 255 for value in range(256)]).getbbox()
    assert within is not None, "a cell with ink holds a point of ink"
    return (
        max(0, left + within[0] - _MARGIN),
        max(0, top + within[1] - _MARGIN),
        min(image.width, left + within[2] + _MARGIN),
        min(image.height, top + within[3] + _MARGIN),
    )
