"""Small fonts made for a test: every outline format, any names, any licence bits, and collections of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.ttCollection import TTCollection

EM = 1000
CHINESE = 0x804


def font(
    names: Iterable[str], characters: str = "国宝山a1", *, cff: bool = False, fs_type: int = 0, style: str = "Regular"
) -> bytes:
    """Return a font of squares with the given families, the first in English, the others in Chinese."""
    glyphs = [".notdef", *(f"u{ord(char):04X}" for char in characters)]
    builder = FontBuilder(EM, isTTF=not cff)
    builder.setupGlyphOrder(glyphs)
    builder.setupCharacterMap({ord(char): f"u{ord(char):04X}" for char in characters})
    first, *others = names
    if cff:
        builder.setupCFF("Small", {}, {name: _square_cff() for name in glyphs}, {})
    else:
        builder.setupGlyf({name: _square() for name in glyphs})
    builder.setupHorizontalMetrics(dict.fromkeys(glyphs, (EM, 50)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": first, "styleName": style, "psName": "Small-Regular"})
    for other in others:
        builder.font["name"].setName(other, 1, 3, 1, CHINESE)
    builder.setupOS2(fsType=fs_type)
    builder.setupPost()
    return _bytes(builder.font)


def collection(fonts: Iterable[bytes]) -> bytes:
    """Return a TTC of several fonts."""
    whole = TTCollection()
    whole.fonts = [TTFont(BytesIO(each)) for each in fonts]
    stream = BytesIO()
    whole.save(stream)
    return stream.getvalue()


def stored(folder: Path, files: Mapping[str, bytes]) -> dict[str, Path]:
    """Write font files into a folder and return them as a shelf wants them."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return {name.lower(): folder / name for name in files}


def _square() -> object:
    pen = TTGlyphPen(None)
    _draw(pen)
    return pen.glyph()


def _square_cff() -> object:
    pen = T2CharStringPen(EM, None)
    _draw(pen)
    return pen.getCharString()


def _draw(pen: TTGlyphPen | T2CharStringPen) -> None:
    pen.moveTo((50, 0))
    for corner in ((950, 0), (950, 800), (50, 800)):
        pen.lineTo(corner)
    pen.closePath()


def _bytes(made: TTFont) -> bytes:
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()
