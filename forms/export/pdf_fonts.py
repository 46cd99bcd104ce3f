"""The fonts of one PDF: subsets of what the shelf found, as Identity-H fonts of our own, and boxes for what no font has.

CFF and TrueType outlines are embedded as they are (ISO 32000-1, 9.7.4). Each code stands for one character: where two
characters share a glyph, the second goes to a further font over the same outlines, so that copying and searching give
back what was written, beyond U+FFFF too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import md5
from itertools import groupby
from typing import TypeVar

from reportlab.pdfbase.pdfdoc import PDFArray, PDFName, PDFObjectReference, PDFString

from ..typesetting.face import Face, Subset
from ..typesetting.faces import FontRole
from ..typesetting.fonts import FontShelf, blank, box_advance
from .pdf_file import PdfFile

T = TypeVar("T")

_PER_BOX_FONT = 255
_MOST_MAPPED = 100
"""Entries of one bfchar section (Adobe Technical Note 5411)."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a character is drawn: the font's name in the page, the code there in hexadecimal, the advance in ems."""

    font: str
    code: str
    advance: float


@dataclass(frozen=True, slots=True)
class _Layer:
    """One font of the page over a face: which character each glyph stands for in it."""

    name: str
    face: Face
    characters: dict[int, str]


class FontSet:
    """All fonts that one file needs, from the characters that each role has to draw."""

    def __init__(self, shelf: FontShelf, used: Mapping[FontRole, Iterable[str]]) -> None:
        self._layers: dict[tuple[Face, int], _Layer] = {}
        self._boxed: dict[str, int] = {}
        places = {role: self._sort(shelf, role, sorted(characters)) for role, characters in used.items()}
        glyphs: dict[Face, set[int]] = {}
        for (face, _), layer in self._layers.items():
            glyphs.setdefault(face, set()).update(layer.characters)
        self._subsets = {face: face.subset(wanted) for face, wanted in glyphs.items()}
        self._drawn = {role: {char: self._how(char, *place) for char, place in each.items()} for role, each in places.items()}

    def drawn(self, role: FontRole) -> Mapping[str, Drawn]:
        """Return how each character of a role is drawn."""
        return self._drawn[role]

    def _sort(self, shelf: FontShelf, role: FontRole, characters: Iterable[str]) -> dict[str, tuple[_Layer | None, int]]:
        places: dict[str, tuple[_Layer | None, int]] = {}
        for char in characters:
            face, glyph = shelf.glyph(char, role)
            if face is None:
                self._boxed.setdefault(char, len(self._boxed))
                places[char] = (None, 0)
            else:
                places[char] = (self._layer(face, glyph, char), glyph)
        return places

    def _layer(self, face: Face, glyph: int, char: str) -> _Layer:
        """Return the first font over a face in which the glyph is free, or stands for this character already."""
        number = 0
        while True:
            key = (face, number)
            if key not in self._layers:
                self._layers[key] = _Layer(f"F{len(self._layers) + 1}", face, {})
            if self._layers[key].characters.setdefault(glyph, char) == char:
                return self._layers[key]
            number += 1

    def _how(self, char: str, layer: _Layer | None, glyph: int) -> Drawn:
        if layer is None:
            font, code = divmod(self._boxed[char], _PER_BOX_FONT)
            return Drawn(f"B{font + 1}", f"{code + 1:02X}", box_advance(char))
        return Drawn(layer.name, f"{self._subsets[layer.face].codes[glyph]:04X}", layer.face.advance(glyph))

    def add_to(self, file: PdfFile) -> None:
        """Embed the fonts."""
        descendants = {face: _descendant(file, face, subset) for face, subset in self._subsets.items()}
        for layer in self._layers.values():
            codes = self._subsets[layer.face].codes
            mapping = {f"{codes[glyph]:04X}": char for glyph, char in layer.characters.items()}
            name, descendant = descendants[layer.face]
            font = {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(f"{name}-Identity-H" if layer.face.is_cff else name),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([descendant]),
                "ToUnicode": file.stream(_to_unicode(mapping)),
            }
            file.add_resource("Font", layer.name, file.dictionary(font))
        for number, characters in enumerate(_chunks(list(self._boxed), _PER_BOX_FONT), 1):
            file.add_resource("Font", f"B{number}", _box_font(file, characters))


def _descendant(file: PdfFile, face: Face, subset: Subset) -> tuple[str, PDFObjectReference]:
    """Embed the outlines of a face; return its name and the CID font over them."""
    name = f"{_tag(subset.program)}+{face.postscript_name}"
    font = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("CIDFontType0" if face.is_cff else "CIDFontType2"),
        "BaseFont": PDFName(name),
        "CIDSystemInfo": file.dictionary({"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}),
        "FontDescriptor": _descriptor(file, name, face, subset),
        "DW": 1000,
        "W": _widths({code: face.advance(glyph) * 1000 for glyph, code in subset.codes.items()}),
    }
    if not face.is_cff:
        font["CIDToGIDMap"] = PDFName("Identity")
    return name, file.dictionary(font)


def _descriptor(file: PdfFile, name: str, face: Face, subset: Subset) -> PDFObjectReference:
    left, low, right, high = (round(value) for value in face.box)
    if face.is_cff:
        program = {"FontFile3": file.program(subset.program, {"Subtype": PDFName("CIDFontType0C")})}
    else:
        program = {"FontFile2": file.program(subset.program, {"Length1": len(subset.program)})}
    entries = {
        "Type": PDFName("FontDescriptor"),
        "FontName": PDFName(name),
        "Flags": 4,
        "FontBBox": PDFArray([left, low, right, high]),
        "ItalicAngle": 0,
        "Ascent": 880,
        "Descent": -120,
        "CapHeight": 733,
        "StemV": 80,
        **program,
    }
    return file.dictionary(entries)


def _tag(program: bytes) -> str:
    """Return the six capitals that mark a subset, taken from its content."""
    digest = md5(program, usedforsecurity=False).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def _widths(widths: Mapping[int, float]) -> PDFArray:
    """Return the W array: runs of codes that follow each other; what has the default width is left out."""
    entries: list[object] = []
    narrow = [(code, width) for code, width in sorted(widths.items()) if round(width, 3) != 1000]
    for _, run in groupby(enumerate(narrow), lambda each: each[1][0] - each[0]):
        members = [entry for _, entry in run]
        entries += [members[0][0], PDFArray([round(width, 3) for _, width in members])]
    return PDFArray(entries)


def _to_unicode(mapping: Mapping[str, str]) -> bytes:
    """Return the CMap from codes (hexadecimal, all of one length) to characters, those beyond U+FFFF as surrogate pairs."""
    width = len(next(iter(mapping)))
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        f"1 begincodespacerange <{'0' * width}> <{'F' * width}> endcodespacerange",
    ]
    for chunk in _chunks(sorted(mapping.items()), _MOST_MAPPED):
        lines.append(f"{len(chunk)} beginbfchar")
        lines += [f"<{code}> <{char.encode('utf-16-be').hex().upper()}>" for code, char in chunk]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end\n")
    return "\n".join(lines).encode("ascii")


def _box_font(file: PdfFile, characters: list[str]) -> PDFObjectReference:
    """Return a font whose characters are boxes with a cross in them, drawn here: each still says which character it is.

    Readers guess the size of such a font by the width of its "m", so there is one, never shown.
    """
    advances = [round(box_advance(char) * 1000) for char in characters]
    kinds = ["box" if not blank(char) else f"blank{advance}" for char, advance in zip(characters, advances, strict=True)]
    box = b"1000 0 60 -80 940 800 d1 40 w 80 -60 840 840 re 80 -60 m 920 780 l 80 780 m 920 -60 l S"
    drawings = {f"blank{advance}": b"%d 0 d0" % advance for advance in advances} | {"box": box, "m": b"600 0 d0"}
    font = {
        "Type": PDFName("Font"),
        "Subtype": PDFName("Type3"),
        "FontBBox": PDFArray([0, -120, 1000, 880]),
        "FontMatrix": PDFArray([0.001, 0, 0, 0.001, 0, 0]),
        "CharProcs": file.dictionary({kind: file.stream(drawing) for kind, drawing in sorted(drawings.items())}),
        "Encoding": file.dictionary({"Type": PDFName("Encoding"), "Differences": PDFArray([0, *map(PDFName, ["m", *kinds])])}),
        "FirstChar": 0,
        "LastChar": len(characters),
        "Widths": PDFArray([600, *advances]),
        "Resources": file.dictionary({}),
        "ToUnicode": file.stream(_to_unicode({f"{code:02X}": char for code, char in enumerate(characters, 1)})),
    }
    return file.dictionary(font)


def _chunks(items: list[T], size: int) -> Iterator[list[T]]:
    return (items[start : start + size] for start in range(0, len(items), size))
