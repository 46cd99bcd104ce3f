"""What hands and seals left on the pages of a PDF: strokes as vectors in their place, pictures with their transparency."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportlab.pdfbase.pdfdoc import PDFName

from ..errors import Failure
from ..fields import Field, SealField
from ..ink import Ink, Picture
from ..pen import Shape, pen_width, shapes, writing_width
from ..record import Record
from ..template import Template
from ..typesetting.faces import FontRole
from ..typesetting.fonts import FontShelf
from ..typesetting.measures import SIGNED_PITCH, baseline
from ..typesetting.page import Line, Page, PlacedCell, PlacedPart, Rect
from .handwriting import Written
from .ink_place import GAP, SEAL_MM, ink_rect, picture_rect
from .ink_shown import VOID_SIZE, VOID_WORDS, WRITTEN_WORDS, Voided, shown_ink
from .pdf_file import PdfFile
from .pdf_table import Figure, Note
from .pictures import Bitmap, read_picture

Assets = Callable[[str], bytes]

_DOTS_PER_MM = 400 / 25.4
_MULTIPLY = "Over"
"""Seals print over words as ink does: what is white in them hides nothing."""


@dataclass(frozen=True, slots=True)
class Inked:
    """What hands and seals left: figures and notes on the sheet by name of the field, and figures on other pages, from 0."""

    figures: dict[str, Figure] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    moved: dict[int, Figure] = field(default_factory=dict)


def notes_of(template: Template, record: Record, pages: Sequence[Page], shelf: FontShelf) -> dict[str, Note]:
    """Return what a draft says in the places of signatures that hold no longer, by name of the field."""
    found = {}
    for spot in _spots(template, pages):
        shown = shown_ink(template, record, spot.field, draft=True)
        if isinstance(shown, Voided):
            found[spot.field.name] = _voided(spot, shown, shelf)
    return found


def inked(
    template: Template, record: Record, written: Written, notes: Mapping[str, Note], assets: Assets | None, file: PdfFile
) -> Inked:
    """Return what hands and seals left on the pages of a copy; a place without any stays open for ink.

    Failure as `read_signature` and `read_picture` say, and `picture_missing`, each with the `field`.
    """
    found = Inked(notes=dict(notes))
    for spot in _spots(template, written.pages):
        name = spot.field.name
        shown = shown_ink(template, record, spot.field, draft=False)
        if isinstance(shown, (Ink, Picture)):
            try:
                found.figures[name] = _figure(spot, shown, assets, file)
            except Failure as failure:
                raise Failure(failure.code, **{**failure.params, "field": name}) from failure
    for writing in written.writings:
        words = f"{writing.field.short_label}：{WRITTEN_WORDS}"
        figure = replace(
            _strokes(words, writing.ink, writing.rect, written.pages[writing.page], writing_width(writing.ink)), read=True
        )
        if writing.moved:
            found.moved[writing.page] = figure
        else:
            found.figures[writing.field.name] = figure
    return found


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
                signed = template.by_name.get(part.part.field)
                if signed and signed.signed:
                    yield _Spot(page, cell, part, signed)


def _figure(spot: _Spot, signature: Ink | Picture, assets: Assets | None, file: PdfFile) -> Figure:
    if isinstance(signature, Ink):
        rect = ink_rect(spot.part.place, signature)
        return _strokes(f"{spot.field.short_label}：手写签名", signature, rect, spot.page, pen_width(signature))
    bitmap = read_picture(_asset(signature, assets), round((signature.width_mm or SEAL_MM) * _DOTS_PER_MM))
    return _stamped(spot, signature, bitmap, _image(file, bitmap))


def _asset(picture: Picture, assets: Assets | None) -> bytes:
    try:
        if assets is None:
            raise KeyError(picture.asset)
        return assets(picture.asset)
    except (KeyError, OSError) as error:
        raise Failure("picture_missing", asset=picture.asset) from error


def _strokes(words: str, ink: Ink, rect: Rect, page: Page, pen: float) -> Figure:
    """Return strokes as vectors; `pen` is its width on the pad."""
    scale = rect.width / (ink.box.width + 2 * pen)
    left, low, _, _ = box = _box(rect, page)

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

    drawing = "".join(f"{placed(shape)}\nf\n" for shape in shapes(ink, pen))
    return Figure(words, f"q 0 g\n{drawing}Q\n".encode("ascii"), box)


def _voided(spot: _Spot, void: Voided, shelf: FontShelf) -> Note:
    """Return the name struck out, and behind it that the signature holds no longer."""
    place, role = spot.part.place, FontRole.LABEL
    base = baseline(place.y, min(place.height, SIGNED_PITCH), VOID_SIZE)
    width = shelf.width(void.name, role, VOID_SIZE)
    beside = place.x + GAP + (width + GAP if void.name else 0.0)
    words = Line(VOID_WORDS, beside, base, VOID_SIZE, role)
    if not void.name:
        return Note((words,))
    y = spot.page.height - base + 0.33 * VOID_SIZE
    stroke = f"q 0.7 w 0 G {place.x + GAP:.3f} {y:.3f} m {place.x + GAP + width:.3f} {y:.3f} l S Q\n"
    return Note((Line(void.name, place.x + GAP, base, VOID_SIZE, role), words), stroke.encode("ascii"))


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
