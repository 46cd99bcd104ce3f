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
from ..typesetting.page import Page, PlacedCell, PlacedPart, Rect
from .ink_place import SEAL_MM, ink_rect, picture_rect
from .pdf_file import PdfFile
from .pdf_table import Figure
from .pictures import Bitmap, read_picture

Assets = Callable[[str], bytes]

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
    """Return strokes as vectors."""
    rect = ink_rect(spot.part.place, ink)
    pen = pen_width(ink)
    scale = rect.width / (ink.box.width + 2 * pen)
    left, low, _, _ = box = _box(rect, spot.page)

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
    return Figure(f"{spot.field.short_label}：手写签名", f"q 0 g\n{drawing}Q\n".encode("ascii"), box)


def _stamped(spot: _Spot, picture: Picture, bitmap: Bitmap, name: str) -> Figure:
    rect = picture_rect(spot.field, spot.part, spot.cell, spot.page, picture, bitmap.height / bitmap.width)
    left, low, _, _ = box = _box(rect, spot.page)
    words = f"{spot.field.short_label}：{'印章图样' if isinstance(spot.field, SealField) else '签名图样'}"
    drawing = f"q /{_MULTIPLY} gs {rect.width:.3f} 0 0 {rect.height:.3f} {left:.3f} {low:.3f} cm /{name} Do Q\n"
    return Figure(words, drawing.encode("ascii"), box, over=True)


def _box(rect: Rect, page: Page) -> tuple[float, float, float, float]:
    """Return left, lower, right and upper edge of a rectangle on a page of a PDF, whose y points upwards."""
    low = page.height - rect.y - rect.height
    return rect.x, low, rect.x + rect.width, low + rect.height


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
