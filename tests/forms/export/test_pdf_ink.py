"""What hands and seals left is drawn in its place, sharp at any size; what cannot be drawn is said, never left out."""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader

from forms.errors import Failure
from forms.export import ExportOptions, write
from forms.export.pictures import ink_png, read_picture
from forms.ink import Ink, read_signature
from forms.record import Record
from forms.template import Template
from forms.typesetting.fonts import FontShelf
from forms.typesetting.layout import lay_out_grid
from forms.typesetting.page import MM, Rect

from .hands import SIGNATURE, signed

STROKES: Any = SIGNATURE["strokes"]
SIGNED = SIGNATURE
RED = (214, 26, 26)


def png(size: tuple[int, int] = (420, 420), mode: str = "RGBA", format_: str = "PNG") -> bytes:
    image = Image.new(mode, size, (0, 0, 0, 0) if mode == "RGBA" else "white")
    ring = (5, 5, size[0] - 6, size[1] - 6)
    ImageDraw.Draw(image).ellipse(ring, outline=RED if mode != "L" else 120, width=20)
    file = BytesIO()
    image.save(file, format_)
    return file.getvalue()


def huge_png(width: int, height: int) -> bytes:
    """A picture whose head promises millions of points, and which holds none."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100)))


def sealed(content: bytes, **more: float) -> tuple[dict[str, Any], Callable[[str], bytes]]:
    digest = hashlib.sha256(content).hexdigest()
    return {"kind": "picture", "asset": digest, **more}, {digest: content}.__getitem__


def place_of(name: str, template: Template, record: Record, shelf: FontShelf) -> tuple[int, Rect, Rect]:
    """Return the page, the place and the cell of a signed field."""
    return next(
        (number, part.place, cell.rect)
        for number, page in enumerate(lay_out_grid(template, record.answers, shelf))
        for cell in page.cells
        for part in cell.parts
        if part.part.field == name
    )


def drawn(content: bytes, page: int, scale: float = 4) -> Image.Image:
    document = pypdfium2.PdfDocument(content)
    picture: Image.Image = document[page].render(scale=scale).to_pil().convert("RGB")
    document.close()
    return picture


def figures(content: bytes) -> list[tuple[str, list[float]]]:
    document = pikepdf.open(BytesIO(content))
    found = [thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"]
    return [(str(thing.Alt), [float(side) for side in thing.A.BBox]) for thing in found]


def test_strokes_are_vectors_in_their_place_in_every_copy(template: Template, filled: Record, shelf: FontShelf) -> None:
    record = signed(template, filled, handled_by=SIGNED)
    content = write("pdf", template, record, ExportOptions((1, 2)), shelf)
    assert [words for words, _ in figures(content)] == ["经办人签名：手写签名"] * 2
    page, place, _ = place_of("handled_by", template, record, shelf)
    height = lay_out_grid(template, record.answers, shelf)[page].height
    left, low, right, high = figures(content)[0][1]
    assert place.x <= left < right <= place.right
    assert height - place.bottom - 5 <= low < high <= height - place.y + 5
    assert (right - left) / (high - low) == pytest.approx(560 / 170, rel=0.1)
    drawing = PdfReader(BytesIO(content)).pages[page].get_contents().get_data()  # type: ignore[union-attr]
    assert b" Do" not in drawing
    assert drawing.count(b" c\n") > 50
    inside = drawn(content, page).crop(tuple(round(side * 4) for side in (left, height - high, right, height - low)))  # type: ignore[arg-type]
    dark = sum(1 for value in inside.convert("L").tobytes() if value < 90) / (inside.width * inside.height)
    assert 0.03 < dark < 0.5


def test_a_scribble_in_a_corner_of_a_large_pad_is_not_blown_up(template: Template, filled: Record, shelf: FontShelf) -> None:
    small = {**SIGNED, "width": 2000, "height": 1000, "strokes": [[[10, 10, 0, 0.5], [70, 60, 50, 0.5]]]}
    content = write("pdf", template, signed(template, filled, handled_by=small), ExportOptions((1,)), shelf)
    left, low, right, high = figures(content)[0][1]
    assert right - left < 15
    assert high - low < 15


def test_a_seal_is_as_large_as_life_and_hides_nothing(template: Template, filled: Record, shelf: FontShelf) -> None:
    seal, assets = sealed(png())
    content = write("pdf", template, signed(template, filled, seal=seal), ExportOptions((1,), assets=assets), shelf)
    (words, (left, low, right, high)) = figures(content)[0]
    assert words == "承办单位盖章：印章图样"
    assert (right - left, high - low) == pytest.approx((42 * MM, 42 * MM), abs=0.02)
    page, _, cell = place_of("seal", template, filled, shelf)
    height = lay_out_grid(template, filled.answers, shelf)[page].height
    assert cell.y <= height - high < height - low <= cell.bottom + 0.01
    ring = drawn(content, page).getpixel((round((left + right) * 2), round((height - high + 2) * 4)))
    assert isinstance(ring, tuple)
    assert max(abs(a - b) for a, b in zip(ring, RED, strict=False)) < 12
    document = pikepdf.open(BytesIO(content))
    (image,) = document.pages[0].Resources.XObject.values()
    assert (image.SMask.ColorSpace, image.ColorSpace) == ("/DeviceGray", "/DeviceRGB")
    assert [state.BM for state in document.pages[0].Resources.ExtGState.values()] == ["/Multiply"]


def test_a_seal_on_white_lets_the_words_through(template: Template, filled: Record, shelf: FontShelf) -> None:
    seal, assets = sealed(png((400, 300), "RGB", "JPEG"), width_mm=80)
    bare = write("pdf", template, filled, ExportOptions((1,)), shelf)
    content = write("pdf", template, signed(template, filled, seal=seal), ExportOptions((1,), assets=assets), shelf)
    before, after = drawn(bare, 0, 2).convert("L"), drawn(content, 0, 2).convert("L")
    lighter = sum(now > then + 4 for then, now in zip(before.tobytes(), after.tobytes(), strict=True))
    assert lighter < 50  # at the very edge of the picture
    assert sum(now < then - 40 for then, now in zip(before.tobytes(), after.tobytes(), strict=True)) > 10_000


@pytest.mark.parametrize(("right_mm", "down_mm"), [(-500, -500), (500, 500), (10, -20)])
def test_a_seal_that_was_moved_stays_on_the_page(
    right_mm: float, down_mm: float, template: Template, filled: Record, shelf: FontShelf
) -> None:
    seal, assets = sealed(png(), right_mm=right_mm, down_mm=down_mm)
    content = write("pdf", template, signed(template, filled, seal=seal), ExportOptions((1,), assets=assets), shelf)
    left, low, right, high = figures(content)[0][1]
    assert -0.01 <= left < right <= 210 * MM + 0.01
    assert -0.01 <= low < high <= 297 * MM + 0.01


def test_a_signature_may_be_a_picture(template: Template, filled: Record, shelf: FontShelf) -> None:
    scan, assets = sealed(png((600, 200)))
    content = write("pdf", template, signed(template, filled, reviewed_by=scan), ExportOptions((1,), assets=assets), shelf)
    (words, (left, low, right, high)) = figures(content)[0]
    assert words == "领导签名：签名图样"
    assert (right - left) / (high - low) == pytest.approx(3, rel=0.01)
    assert high - low < 50


def test_nothing_signed_leaves_the_place_open(template: Template, filled: Record, shelf: FontShelf) -> None:
    options = ExportOptions((1,))
    bare = write("pdf", template, filled, options, shelf)
    for signatures in ({}, {"handled_by": None, "seal": {}}):
        assert figures(write("pdf", template, replace(filled, signatures=signatures), options, shelf)) == []
    assert figures(bare) == []
    elsewhere = signed(template, filled, of_a_newer_version=SIGNED, title=SIGNED)
    assert figures(write("pdf", template, elsewhere, options, shelf)) == []


def test_signed_files_are_the_same_bytes_and_archival(template: Template, filled: Record, shelf: FontShelf) -> None:
    seal, assets = sealed(png())
    options = ExportOptions((1,), fingerprint=True, assets=assets)
    record = signed(template, filled, handled_by=SIGNED, seal=seal)
    content = write("pdf", template, record, options, shelf)
    assert content == write("pdf", template, Record.from_plain(record.to_plain()), options, shelf)
    assert pikepdf.open(BytesIO(content)).open_metadata().pdfa_status == "2B"


@pytest.mark.parametrize(
    ("signature", "assets", "code"),
    [
        ({**SIGNED, "strokes": []}, None, "signature_empty"),
        ({"kind": "later"}, None, "unknown_signature"),
        (sealed(png())[0], None, "picture_missing"),
        (sealed(png())[0], {}.__getitem__, "picture_missing"),
        (*sealed(b"this is text, renamed"), "picture_unreadable"),
        (*sealed(png()[:200]), "picture_unreadable"),
        (*sealed(huge_png(8000, 5001)), "picture_too_large"),
        (*sealed(huge_png(30_000, 30_000)), "picture_too_large"),
        (*sealed(huge_png(10_000, 10_000)), "picture_too_large"),
    ],
)
def test_what_cannot_be_drawn_is_said_with_its_field(
    signature: dict[str, Any],
    assets: Callable[[str], bytes] | None,
    code: str,
    template: Template,
    filled: Record,
    shelf: FontShelf,
) -> None:
    with pytest.raises(Failure) as refused:
        write("pdf", template, signed(template, filled, seal=signature), ExportOptions((1,), assets=assets), shelf)
    assert (refused.value.code, refused.value.params["field"]) == (code, "seal")


@pytest.mark.parametrize(("mode", "format_"), [("RGB", "PNG"), ("L", "PNG"), ("RGB", "JPEG"), ("L", "JPEG"), ("CMYK", "JPEG")])
def test_pictures_of_every_kind_are_read(mode: str, format_: str) -> None:
    file = BytesIO()
    Image.new(mode, (30, 20)).save(file, format_)
    bitmap = read_picture(file.getvalue(), 100)
    assert (bitmap.width, bitmap.height, len(bitmap.colours), bitmap.opacity) == (30, 20, 1800, None)


def test_pictures_larger_than_paper_shows_are_made_smaller() -> None:
    bitmap = read_picture(png((2000, 1000)), 400)
    assert (bitmap.width, bitmap.height) == (400, 200)
    assert bitmap.opacity is not None


@pytest.mark.parametrize("format_", ["GIF", "BMP", "TIFF"])
def test_other_kinds_of_pictures_are_refused(format_: str) -> None:
    with pytest.raises(Failure) as refused:
        read_picture(png((20, 20), "RGB", format_), 100)
    assert refused.value.code == "picture_unreadable"


def test_a_file_larger_than_any_picture_is_refused_unread() -> None:
    with pytest.raises(Failure) as refused:
        read_picture(b"\x89PNG" + bytes(33 * 1024 * 1024), 100)
    assert refused.value.code == "picture_too_large"


@pytest.mark.parametrize("strokes", [STROKES, [[[0, 0, 0, 0.5], [600, 0, 50, 0.5]]], [[[5, 0, 0, 0.5], [5, 200, 50, 0.5]]]])
def test_ink_becomes_a_picture_for_those_who_need_one(strokes: list[Any]) -> None:
    ink = read_signature({**SIGNED, "strokes": strokes})
    assert isinstance(ink, Ink)
    with Image.open(BytesIO(ink_png(ink, 200))) as picture:
        assert picture.mode == "LA"
        assert picture.width <= 2400
        assert 1 <= picture.height <= 200
        assert picture.getchannel("A").getextrema() == (0, 255)
    assert ink_png(ink, 200) == ink_png(ink, 200)


def test_a_seal_that_is_taller_than_its_cell_stays_round_its_middle(
    template: Template, filled: Record, shelf: FontShelf
) -> None:
    low_paper = replace(template, paper=replace(template.paper, height_mm=140, top_mm=20, bottom_mm=20))
    seal, assets = sealed(png((100, 400)), width_mm=80)
    content = write("pdf", low_paper, signed(template, filled, seal=seal), ExportOptions((1,), assets=assets), shelf)
    _, low, _, high = figures(content)[0][1]
    assert (low + high) / 2 == pytest.approx(70 * MM, abs=1)
