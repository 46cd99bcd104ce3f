"""Signatures and seals on the pages of a PDF: strokes as vectors in their place, pictures with their transparency."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reportlab.pdfbase.pdfdoc import PDFName

from ..errors import Failure
from ..fields import Field, SealField
from ..ink import Ink, Picture, read_signature
from ..pen import Shape, pen_width, shapes
from ..record import Record
from ..template import Template
from ..typesetting.page import MM, Page, PlacedCell, PlacedPart
from .pdf_file import PdfFile
from .pdf_table import Figure
from .pictures import Bitmap, read_picture

Assets = Callable[[str], bytes]

SEAL_MM = 42.0
"""The round seal of a unit below the province (国发〔1999〕25号)."""
_OVERHANG = 4.0
"""How far a signature may reach over and under its line."""
_BROADEST = 1.7
"""The pen on paper: a small scribble is not blown up beyond it."""
_GAP = 4.0
_DOTS_PER_MM = 400 / 25.4
_MULTIPLY = "Over"
"""Seals print over words as ink does: what is white in them hides nothing."""


def figures_of(
    template: Template, record: Record, pages: Sequence[Page], assets: Assets | None, file: PdfFile
) -> dict[str, Figure]:
    """Return what hands and seals left on these pages, by name of the field; a place without any stays open for ink.

    Failure as `read_signature` and `read_picture` say, and `picture_missing`, each with the `field`.
    """
    figures: dict[str, Figure] = {}
    for spot in _spots(template, pages):
        name = spot.field.name
        if record.signatures.get(name):
            try:
                figures[name] = _figure(spot, record.signatures[name], assets, file)
            except Failure as failure:
                raise Failure(failure.code, **{**failure.params, "field": name}) from failure
    return figures


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a field is signed."""

    page: Page
    cell: PlacedCell
    part: PlacedPart
    field: Field


def _spots(template: Template, pages: Sequence[Page]) -> Iterator[_Spot]:
    for page in pages:
        for cell in page.cells:
            for part in cell.parts:
                field = template.by_name.get(part.part.field)
                if field and field.signed:
                    yield _Spot(page, cell, part, field)


def _figure(spot: _Spot, plain: object, assets: Assets | None, file: PdfFile) -> Figure:
    signature = read_signature(plain)
    if isinstance(signature, Ink):
        return _written(spot, signature)
    bitmap = read_picture(_asset(signature, assets), round((signature.width_mm or SEAL_MM) * _DOTS_PER_MM))
    return _stamped(spot, signature, bitmap, _image(file, bitmap))


def _asset(picture: Picture, assets: Assets | None) -> bytes:
    try:
        if assets is None:
            raise KeyError(picture.asset)
        return assets(picture.asset)
    except (KeyError, OSError) as error:
        raise Failure("picture_missing", asset=picture.asset) from error


def _written(spot: _Spot, ink: Ink) -> Figure:
    """Return strokes as large as their place lets them be, in proportion, at the left of it."""
    place, height = spot.part.place, spot.page.height
    pen = pen_width(ink)
    wide, high = ink.box.width + 2 * pen, ink.box.height + 2 * pen
    scale = min(_BROADEST / pen, (place.width - _GAP) / wide, (place.height + 2 * _OVERHANG) / high)
    left = place.x + _GAP
    low = height - place.y - place.height / 2 - high * scale / 2

    def placed(shape: Shape) -> str:
        steps = []
        for kind, numbers in shape:
            points = zip(numbers[::2], numbers[1::2], strict=True)
            on_page = (
                f"{left + (x - ink.box.left + pen) * scale:.2f} {low + (ink.box.bottom + pen - y) * scale:.2f} "
                for x, y in points
            )
            steps.append("".join(on_page) + kind)
        return "\n".join(steps)

    drawing = "".join(f"{placed(shape)}\nf\n" for shape in shapes(ink))
    words = f"{spot.field.short_label}：手写签名"
    return Figure(words, f"q 0 g\n{drawing}Q\n".encode("ascii"), (left, low, left + wide * scale, low + high * scale))


def _stamped(spot: _Spot, picture: Picture, bitmap: Bitmap, name: str) -> Figure:
    """Return a picture at its natural size: a seal over the middle of its place, a signature where it would be written."""
    seal, place = isinstance(spot.field, SealField), spot.part.place
    proportion = bitmap.height / bitmap.width
    if seal or picture.width_mm:
        width = (picture.width_mm or SEAL_MM / max(1.0, proportion)) * MM
    else:
        width = min(place.width - _GAP, (place.height + 2 * _OVERHANG) / proportion)
    height = width * proportion
    left = place.x + ((place.width - width) / 2 if seal else _GAP)
    top = place.y + (place.height - height) / 2
    left = _within(left, width, spot.cell.rect.x, spot.cell.rect.right) + picture.right_mm * MM
    top = _within(top, height, spot.cell.rect.y, spot.cell.rect.bottom) + picture.down_mm * MM
    left, top = _within(left, width, 0.0, spot.page.width), _within(top, height, 0.0, spot.page.height)
    low = spot.page.height - top - height
    words = f"{spot.field.short_label}：{'印章图样' if seal else '签名图样'}"
    drawing = f"q /{_MULTIPLY} gs {width:.3f} 0 0 {height:.3f} {left:.3f} {low:.3f} cm /{name} Do Q\n"
    return Figure(words, drawing.encode("ascii"), (left, low, left + width, low + height), over=True)


def _within(start: float, length: float, least: float, most: float) -> float:
    """Return where a stretch begins that is moved between two bounds; one that is longer stays round their middle."""
    if length > most - least:
        return (least + most - length) / 2
    return min(max(start, least), most - length)


def _image(file: PdfFile, bitmap: Bitmap) -> str:
    """Add a picture and return the name by which pages call it."""
    size = {"Width": bitmap.width, "Height": bitmap.height, "BitsPerComponent": 8}
    kind = {"Type": PDFName("XObject"), "Subtype": PDFName("Image"), **size}
    entries = {**kind, "ColorSpace": PDFName("DeviceRGB")}
    if bitmap.opacity is not None:
        entries["SMask"] = file.program(bitmap.opacity, {**kind, "ColorSpace": PDFName("DeviceGray")})
    name = f"I{file.next_number}"
    file.add_resource("XObject", name, file.program(bitmap.colours, entries))
    file.add_resource("ExtGState", _MULTIPLY, file.dictionary({"Type": PDFName("ExtGState"), "BM": PDFName("Multiply")}))
    return name
