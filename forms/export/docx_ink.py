"""Signatures and seals in the DOCX: pictures anchored where they stand on paper, strokes drawn as a picture."""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import quoteattr

from ..errors import Failure
from ..fields import Field, SealField
from ..ink import Ink, Picture, read_signature
from ..record import Record
from ..typesetting import measures as m
from ..typesetting.page import MM, Page, PlacedCell, PlacedPart, Rect
from .docx_package import DocxPackage
from .ink_place import SEAL_MM, ink_rect, picture_rect
from .options import ExportOptions
from .pictures import ink_png, read_picture

_EMU = 12_700
"""English Metric Units in a point: the lengths of DrawingML."""
_DOTS_PER_MM = 300 / 25.4


class InkWriter:
    """Writes what hands and seals left; each picture is one part of the package, however many copies show it."""

    def __init__(self, record: Record, options: ExportOptions, package: DocxPackage) -> None:
        self._record = record
        self._assets = options.assets
        self._package = package
        self._pictures: dict[str, tuple[str, Rect]] = {}
        self._next = 1

    def run(self, field: Field, part: PlacedPart, cell: PlacedCell, page: Page) -> str:
        """Return the run that shows what was signed in a field, "" while its place is open for ink.

        Failure as `read_signature` and `read_picture` say, and `picture_missing`, each with the `field`.
        """
        plain = self._record.signatures.get(field.name)
        if not (field.signed and plain):
            return ""
        if field.name not in self._pictures:
            try:
                self._pictures[field.name] = self._add(plain, field, part, cell, page)
            except Failure as failure:
                raise Failure(failure.code, **{**failure.params, "field": field.name}) from failure
        name, rect = self._pictures[field.name]
        self._next += 1
        left = rect.x - cell.rect.x - (m.PAD_X if cell.border else 0.0)
        seal = isinstance(field, SealField)
        words = f"{field.short_label}：{'印章' if seal else '签名'}"
        return _anchored(name, self._next, words, Rect(left, rect.y - part.place.y, rect.width, rect.height), behind=seal)

    def _add(self, plain: object, field: Field, part: PlacedPart, cell: PlacedCell, page: Page) -> tuple[str, Rect]:
        signature = read_signature(plain)
        if isinstance(signature, Ink):
            rect = ink_rect(part.place, signature)
            return self._package.add_picture(ink_png(signature, _dots(rect.height))), rect
        data, proportion = _png(self._asset(signature), _dots((signature.width_mm or SEAL_MM) * MM))
        return self._package.add_picture(data), picture_rect(field, part, cell, page, signature, proportion)

    def _asset(self, picture: Picture) -> bytes:
        try:
            if self._assets is None:
                raise KeyError(picture.asset)
            return self._assets(picture.asset)
        except (KeyError, OSError) as error:
            raise Failure("picture_missing", asset=picture.asset) from error


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
