"""Signatures, seals and handwriting in the DOCX: pictures anchored where they stand on paper, strokes drawn as a picture."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from xml.sax.saxutils import quoteattr

from ..errors import Failure
from ..fields import Field, SealField
from ..ink import Ink, Picture
from ..pen import writing_width
from ..record import Record
from ..template import Template
from ..typesetting import measures as m
from ..typesetting.page import MM, Page, PlacedCell, PlacedPart, Rect
from .docx_package import DocxPackage
from .docx_xml import small_run
from .handwriting import Writing
from .ink_place import SEAL_MM, ink_rect, picture_rect
from .ink_shown import VOID_SIZE, VOID_WORDS, WRITTEN_WORDS, Voided, shown_ink
from .options import ExportOptions
from .pictures import ink_png, read_picture

_EMU = 12_700
"""English Metric Units in a point: the lengths of DrawingML."""
_DOTS_PER_MM = 300 / 25.4


class InkWriter:
    """Writes what hands and seals left; each picture is one part of the package, however many copies show it.

    `writings` are what was written by hand in places for text.
    """

    def __init__(
        self, template: Template, record: Record, writings: Iterable[Writing], options: ExportOptions, package: DocxPackage
    ) -> None:
        self._template = template
        self._record = record
        self._writings = {writing.field.name: writing for writing in writings}
        self._draft = options.draft
        self._assets = options.assets
        self._package = package
        self._pictures: dict[str, tuple[str, Rect]] = {}
        self._next = 1

    def run(self, field: Field, part: PlacedPart, cell: PlacedCell, page: Page) -> str:
        """Return the run that shows what was signed in a field, "" while its place is open for ink.

        Failure as `read_signature` and `read_picture` say, and `picture_missing`, each with the `field`.
        """
        shown = shown_ink(self._template, self._record, field, self._draft) if field.signed else None
        if shown is None:
            return ""
        if isinstance(shown, Voided):
            name = small_run(shown.name, VOID_SIZE, struck=True) + small_run("\u3000", VOID_SIZE) if shown.name else ""
            return name + small_run(VOID_WORDS, VOID_SIZE)
        if field.name not in self._pictures:
            try:
                self._pictures[field.name] = self._add(shown, field, part, cell, page)
            except Failure as failure:
                raise Failure(failure.code, **{**failure.params, "field": field.name}) from failure
        name, rect = self._pictures[field.name]
        seal = isinstance(field, SealField)
        words = f"{field.short_label}：{'印章' if seal else '签名'}"
        return self._placed(name, words, _in_paragraph(rect, part, cell), behind=seal)

    def writing(self, field: Field, part: PlacedPart, cell: PlacedCell) -> str:
        """Return the run that shows what was written by hand in a place for text, "" where nothing was, or not there."""
        writing = self._writings.get(field.name)
        if writing is None or writing.moved:
            return ""
        return self._written(writing, _in_paragraph(writing.rect, part, cell))

    def is_moved(self, field: Field) -> bool:
        """True where the handwriting of a field stands on a continuation page."""
        return field.name in self._writings and self._writings[field.name].moved

    def moved(self, writing: Writing, left: float) -> str:
        """Return the run that shows handwriting below a line of a continuation page, whose text begins at `left`."""
        rect = writing.rect
        return self._written(writing, Rect(rect.x - left, m.ENTRY_PITCH, rect.width, rect.height))

    def _written(self, writing: Writing, rect: Rect) -> str:
        name = writing.field.name
        if name not in self._pictures:
            picture = self._package.add_picture(ink_png(writing.ink, _dots(writing.rect.height), writing_width(writing.ink)))
            self._pictures[name] = picture, writing.rect
        return self._placed(self._pictures[name][0], f"{writing.field.short_label}：{WRITTEN_WORDS}", rect, behind=False)

    def _placed(self, name: str, words: str, rect: Rect, *, behind: bool) -> str:
        self._next += 1
        return _anchored(name, self._next, words, rect, behind=behind)

    def _add(self, shown: Ink | Picture, field: Field, part: PlacedPart, cell: PlacedCell, page: Page) -> tuple[str, Rect]:
        if isinstance(shown, Ink):
            rect = ink_rect(part.place, shown)
            return self._package.add_picture(ink_png(shown, _dots(rect.height))), rect
        data, proportion = _png(self._asset(shown), _dots((shown.width_mm or SEAL_MM) * MM))
        return self._package.add_picture(data), picture_rect(field, part, cell, page, shown, proportion)

    def _asset(self, picture: Picture) -> bytes:
        try:
            if self._assets is None:
                raise KeyError(picture.asset)
            return self._assets(picture.asset)
        except (KeyError, OSError) as error:
            raise Failure("picture_missing", asset=picture.asset) from error


def _in_paragraph(rect: Rect, part: PlacedPart, cell: PlacedCell) -> Rect:
    """Return where something stands as seen from the paragraph in which the answer begins."""
    left = rect.x - cell.rect.x - (m.PAD_X if cell.border else 0.0)
    return Rect(left, rect.y - part.place.y, rect.width, rect.height)


def _dots(points: float) -> int:
    return max(1, round(points / MM * _DOTS_PER_MM))


def _png(data: bytes, widest: int) -> tuple[bytes, float]:
    """Return a picture as a PNG of at most `widest` points a side, and how many times as high as wide it is."""
    from PIL import Image  # with the first picture only

    bitmap = read_picture(data, widest)
    image = Image.frombytes("RGB", (bitmap.width, bitmap.height), bitmap.colours)
    if bitmap.opacity is not None:
        image.putalpha(Image.frombytes("L", image.size, bitmap.opacity))
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue(), bitmap.height / bitmap.width


def _anchored(relation: str, number: int, words: str, rect: Rect, *, behind: bool) -> str:
    """Return a run with a picture at a place of its cell and paragraph; a seal stands behind the words, which stay legible."""
    size = f'cx="{_emu(rect.width)}" cy="{_emu(rect.height)}"'
    name = f'id="{number}" name="Ink {number}" descr={quoteattr(words)}'
    picture = (
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="251658240" '
        f'behindDoc="{int(behind)}" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{_emu(rect.x)}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{_emu(rect.y)}</wp:posOffset></wp:positionV>'
        f'<wp:extent {size}/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr {name}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{uri}">{picture}</a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></w:r>"
    )


def _emu(points: float) -> int:
    return round(points * _EMU)
