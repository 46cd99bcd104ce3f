"""Signatures and seals are pictures anchored in their places, one part for all copies, and never missing in silence."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image, ImageDraw

from forms.errors import Failure
from forms.export import ExportOptions, write
from forms.export.ink_place import ink_rect, picture_rect
from forms.ink import Ink, Picture, read_signature
from forms.reading import read_file
from forms.record import Record
from forms.template import Template
from forms.typesetting.fonts import FontShelf
from forms.typesetting.layout import lay_out_grid
from forms.typesetting.page import MM, Page, PlacedCell, PlacedPart

from .docx_validity import WP, faults
from .hands import SIGNATURE, signed

SIGNED = SIGNATURE


def seal() -> bytes:
    image = Image.new("RGBA", (420, 420), (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((5, 5, 414, 414), outline=(214, 26, 26), width=20)
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


SEAL = seal()
DIGEST = hashlib.sha256(SEAL).hexdigest()
ASSETS: Callable[[str], bytes] = {DIGEST: SEAL}.__getitem__


@pytest.fixture(scope="module")
def ink_docx(template: Template, filled: Record, shelf: FontShelf) -> bytes:
    record = signed(template, filled, handled_by=SIGNED, seal={"kind": "picture", "asset": DIGEST})
    return write("docx", template, record, ExportOptions(assets=ASSETS), shelf)


def test_every_copy_shows_signature_and_seal_over_two_pictures(ink_docx: bytes) -> None:
    assert faults(ink_docx) == []
    with zipfile.ZipFile(BytesIO(ink_docx)) as archive:
        media = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert media == ["word/media/image1.png", "word/media/image2.png"]
        assert all(archive.read(name).startswith(b"\x89PNG") for name in media)
    drawings = list(Document(BytesIO(ink_docx)).element.iter(f"{WP}anchor"))
    assert len(drawings) == 8
    words = [each.find(f"{WP}docPr").get("descr") for each in drawings[:2]]
    assert words == ["经办人签名：签名", "承办单位盖章：印章"]
    assert [each.get("behindDoc") for each in drawings[:2]] == ["0", "1"]


def test_a_seal_has_its_natural_size(ink_docx: bytes) -> None:
    anchors = list(Document(BytesIO(ink_docx)).element.iter(f"{WP}anchor"))
    sizes = [anchors[1].find(f"{WP}extent").get(side) for side in ("cx", "cy")]
    assert [round(int(size) / 36_000, 1) for size in sizes] == [42.0, 42.0]


def test_pictures_stand_in_the_paragraph_of_their_field(ink_docx: bytes) -> None:
    for anchor in Document(BytesIO(ink_docx)).element.iter(f"{WP}anchor"):
        paragraph = next(each for each in anchor.iterancestors(qn("w:p")))
        text = "".join(each.text for each in paragraph.iter(qn("w:t")))
        assert text in ("经办人签名：", "承办单位盖章：")


def test_the_same_signature_gives_the_same_bytes(ink_docx: bytes, template: Template, filled: Record, shelf: FontShelf) -> None:
    record = signed(template, filled, handled_by=SIGNED, seal={"kind": "picture", "asset": DIGEST})
    assert write("docx", template, record, ExportOptions(assets=ASSETS), shelf) == ink_docx


def test_a_signed_sheet_can_still_be_read(ink_docx: bytes, template: Template, filled: Record) -> None:
    reading = read_file("a.docx", ink_docx, template)
    assert reading.answers["handling"] == filled.answers["handling"]
    assert reading.answers["phone"] == filled.answers["phone"]


@pytest.mark.parametrize(
    ("plain", "assets", "code"),
    [
        ({"kind": "picture", "asset": DIGEST}, None, "picture_missing"),
        ({"kind": "picture", "asset": DIGEST}, {}.__getitem__, "picture_missing"),
        ({"kind": "picture", "asset": DIGEST}, {DIGEST: b"no picture"}.__getitem__, "picture_unreadable"),
        ({"kind": "strokes", "width": 600, "height": 200, "strokes": []}, None, "signature_empty"),
        ({"kind": "voice"}, None, "unknown_signature"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_its_field(
    plain: Any, assets: Any, code: str, template: Template, filled: Record, shelf: FontShelf
) -> None:
    with pytest.raises(Failure) as refused:
        write("docx", template, signed(template, filled, seal=plain), ExportOptions((1,), assets=assets), shelf)
    assert (refused.value.code, refused.value.params["field"]) == (code, "seal")


def spot(template: Template, name: str, shelf: FontShelf) -> tuple[Page, PlacedCell, PlacedPart]:
    page = lay_out_grid(template, {}, shelf)[0]
    return next((page, cell, part) for cell in page.cells for part in cell.parts if part.part.field == name)


def test_strokes_fill_their_line_in_proportion(template: Template, shelf: FontShelf) -> None:
    _, _, part = spot(template, "handled_by", shelf)
    ink = read_signature(SIGNED)
    assert isinstance(ink, Ink)
    rect = ink_rect(part.place, ink)
    assert rect.x == pytest.approx(part.place.x + 4)
    assert rect.height <= part.place.height + 8.01
    assert rect.y + rect.height / 2 == pytest.approx(part.place.y + part.place.height / 2)


@pytest.mark.parametrize(
    ("picture", "width_mm"),
    [(Picture(DIGEST), 42), (Picture(DIGEST, width_mm=30), 30), (Picture(DIGEST, right_mm=500, down_mm=-900), 42)],
)
def test_a_seal_stays_on_the_page(picture: Picture, width_mm: float, template: Template, shelf: FontShelf) -> None:
    page, cell, part = spot(template, "seal", shelf)
    rect = picture_rect(template.by_name["seal"], part, cell, page, picture, 1.0)
    assert rect.width == pytest.approx(width_mm * MM)
    assert rect.x >= 0
    assert rect.y >= 0
    assert rect.right <= page.width + 0.01
    assert rect.bottom <= page.height + 0.01


def test_a_scanned_signature_stands_where_it_would_be_written(template: Template, shelf: FontShelf) -> None:
    page, cell, part = spot(template, "handled_by", shelf)
    rect = picture_rect(template.by_name["handled_by"], part, cell, page, Picture(DIGEST), 0.25)
    assert rect.height == pytest.approx(part.place.height + 8)
    tall = picture_rect(template.by_name["handled_by"], part, cell, page, Picture(DIGEST, width_mm=80), 9.0)
    assert tall.height > cell.rect.height
