"""One font file, loaded: which characters it has, how wide they are, and a subset of it for embedding."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from .cff import cids
from .font_names import members

if TYPE_CHECKING:
    import uharfbuzz as hb

_PROBE = "国"
_DROPPED = (
    "GSUB", "GPOS", "GDEF", "BASE", "JSTF", "kern", "name", "OS/2", "post", "cmap", "vhea", "vmtx", "VORG", "DSIG", "meta",
    "STAT", "gasp", "hdmx", "LTSH", "VDMX", "FFTM", "EBDT", "EBLC", "EBSC", "prep", "fpgm", "cvt ",
)  # fmt: skip
"""Tables that a PDF has no use for; hinting among them, since it is dropped."""


Stroke: TypeAlias = tuple[str, tuple[float, ...]]
"""m(ove to), l(ine to), c(urve to) or h (close), and its points, as PDF has them."""
_Point: TypeAlias = tuple[float, float]


class Why(StrEnum):
    """Why a font does not play its role."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    LICENCE = "licence"
    """Its licence bits forbid what a PDF needs: embedding a subset."""


class NoFont(Exception):
    """A file is no font that could be drawn and embedded; the shelf takes the next one."""

    def __init__(self, why: Why, path: Path, detail: object) -> None:
        super().__init__(f"{path}: {detail}")
        self.why = why


@dataclass(frozen=True, slots=True)
class Subset:
    """A part of a font as a PDF embeds it: bare CFF or TrueType, and the code by which each glyph is shown."""

    program: bytes
    codes: dict[int, int]
    """Glyph of the whole font to the code in the PDF."""


class Face:
    """A font of a file; `families` pick the member of a collection, the first one otherwise. NoFont where there is none."""

    def __init__(self, path: Path, *families: str) -> None:
        self.path = path
        self._subsets: dict[frozenset[int], Subset] = {}
        self._lock = threading.Lock()
        try:
            self._open(families)
        except (RuntimeError, ValueError, LookupError) as error:  # a damaged file may fail in many places
            raise NoFont(Why.UNREADABLE, path, error) from error

    def _open(self, families: tuple[str, ...]) -> None:
        import uharfbuzz as hb  # 50 ms that the start of the program does not need

        self._face = _member(self.path, families)
        self._font = hb.Font(self._face)
        self._tables = set(self._face.table_tags)
        if not self._tables & {"glyf", "CFF "} or "fvar" in self._tables:
            raise NoFont(Why.UNREADABLE, self.path, "no plain outlines")
        if self._restricted():
            raise NoFont(Why.LICENCE, self.path, "its licence forbids embedding")
        self.family = str(self._face.get_name(hb.OTNameIdPredefined.FONT_FAMILY) or self.path.stem)
        name = str(self._face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or "")
        self.postscript_name = "".join(c for c in name if c.isascii() and (c.isalnum() or c == "-")) or "Font"
        self._cut(frozenset({self.glyph(_PROBE)}))  # a damaged file may open well and fail when a copy is written

    @property
    def is_cff(self) -> bool:
        return "CFF " in self._tables

    @property
    def number(self) -> int:
        """The member of the collection."""
        return int(self._face.index)

    def glyph(self, char: str) -> int:
        """Return the glyph of a character, 0 where the font lacks it."""
        return self._font.get_nominal_glyph(ord(char)) or 0

    def advance(self, glyph: int) -> float:
        """Return the advance of a glyph in ems."""
        return float(self._font.get_glyph_h_advance(glyph) / self._face.upem)

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """The bounding box of all glyphs, in thousandths of an em."""
        head = self._face.reference_table("head").data
        scale = 1000 / self._face.upem
        left, low, right, high = (int.from_bytes(head[at : at + 2], "big", signed=True) * scale for at in (36, 38, 40, 42))
        return left, low, right, high

    def outline(self, glyph: int) -> list[Stroke]:
        """Return the strokes that fill a glyph, in ems, y upwards."""
        pen = _Pen(1 / self._face.upem)
        self._font.draw_glyph_with_pen(glyph, pen)
        return pen.strokes

    def subset(self, glyphs: Iterable[int]) -> Subset:
        """Return the part of the font that draws `glyphs`. The last few are kept: a preview asks for the same again."""
        wanted = frozenset(glyphs)
        with self._lock:
            if wanted not in self._subsets:
                while len(self._subsets) >= 8:
                    del self._subsets[next(iter(self._subsets))]
                self._subsets[wanted] = self._cut(wanted)
            return self._subsets[wanted]

    def _cut(self, glyphs: frozenset[int]) -> Subset:
        import uharfbuzz as hb  # loaded already, by the constructor

        wanted = hb.SubsetInput()
        wanted.glyph_set.update(glyphs)
        wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
        for tag in _DROPPED:
            wanted.drop_table_tag_set.add(int.from_bytes(tag.encode("ascii"), "big"))
        plan = hb.SubsetPlan(self._face, wanted)
        places = {int(old): int(new) for old, new in plan.old_to_new_glyph_mapping.items()}
        cut = plan.execute()
        if not self.is_cff:
            return Subset(bytes(cut.blob.data), places)
        program = bytes(cut.reference_table("CFF ").data)
        codes = cids(program)  # in a CID-keyed font the code is the CID, in any other the glyph's place
        return Subset(program, places if codes is None else {old: codes[new] for old, new in places.items()})

    def _restricted(self) -> bool:
        """True where the licence bits (OS/2 fsType) allow no embedding or no subset."""
        table = self._face.reference_table("OS/2").data if "OS/2" in self._tables else b""
        bits = int.from_bytes(table[8:10], "big")
        return bits & 0x000F == 0x0002 or bool(bits & 0x0300)


class _Pen:
    """Takes the strokes of a glyph down, quadratic curves as cubic ones."""

    def __init__(self, scale: float) -> None:
        self.strokes: list[Stroke] = []
        self._scale = scale
        self._at = (0.0, 0.0)

    def moveTo(self, point: _Point) -> None:
        self._add("m", point)

    def lineTo(self, point: _Point) -> None:
        self._add("l", point)

    def curveTo(self, *points: _Point) -> None:
        self._add("c", *points)

    def qCurveTo(self, control: _Point, end: _Point) -> None:
        first, second = (
            (corner[0] + (control[0] - corner[0]) * 2 / 3, corner[1] + (control[1] - corner[1]) * 2 / 3)
            for corner in (self._at, end)
        )
        self._add("c", first, second, end)

    def closePath(self) -> None:
        self.strokes.append(("h", ()))

    def _add(self, operator: str, *points: _Point) -> None:
        self._at = points[-1]
        self.strokes.append((operator, tuple(value * self._scale for point in points for value in point)))


def _member(path: Path, families: tuple[str, ...]) -> hb.Face:
    import uharfbuzz as hb  # loaded already, by the constructor

    try:
        blob = hb.Blob.from_file_path(str(path))
    except (OSError, ValueError, hb.HarfBuzzError) as error:
        raise NoFont(Why.UNREADABLE, path, error) from error
    face = hb.Face(blob, _number(path, families))
    if not face.glyph_count or not face.upem:
        raise NoFont(Why.UNREADABLE, path, "no font")
    return face


def _number(path: Path, families: tuple[str, ...]) -> int:
    """Return the place of the first of `families` in a collection, its plain style before others; 0 where there is none."""
    found = members(path) if families else ()
    for family in families:
        named = sorted((not member.plain, member.number) for member in found if family.lower() in member.names)
        if named:
            return named[0][1]
    return 0
