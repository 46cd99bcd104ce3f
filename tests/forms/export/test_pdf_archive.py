"""The PDF can be kept: it says what it is in two languages alike, brings its colours and fonts, and the record if wanted."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageCms
from pypdf import PdfReader

from forms.export import ExportOptions, write
from forms.export.pdf_archive import srgb_profile
from forms.record import Record
from forms.template import Template
from forms.typesetting.fonts import FontShelf

DC, PDF, XMP = "{http://purl.org/dc/elements/1.1/}", "{http://ns.adobe.com/pdf/1.3/}", "{http://ns.adobe.com/xap/1.0/}"


@pytest.fixture(scope="module")
def attached(template: Template, filled: Record, shelf: FontShelf) -> bytes:
    return write("pdf", template, filled, ExportOptions((1,), attach_record=True), shelf)


def opened(content: bytes) -> Any:
    return pikepdf.open(BytesIO(content))


def test_the_file_says_that_it_is_archival(pdf: bytes, attached: bytes) -> None:
    assert opened(pdf).open_metadata().pdfa_status == "2B"
    assert opened(attached).open_metadata().pdfa_status == "3B"


def test_properties_and_metadata_say_the_same(pdf: bytes) -> None:
    document = opened(pdf)
    about, meta = document.docinfo, document.open_metadata()
    assert meta[f"{DC}title"] == str(about["/Title"])
    assert meta[f"{DC}creator"] == [str(about["/Author"])]
    assert meta[f"{DC}description"] == str(about["/Subject"])
    assert meta[f"{PDF}Keywords"] == str(about["/Keywords"])
    assert meta[f"{PDF}Producer"] == meta[f"{XMP}CreatorTool"] == str(about["/Producer"])
    for written, name in (("/CreationDate", "CreateDate"), ("/ModDate", "ModifyDate")):
        instant = datetime.strptime(str(about[written]).replace("'", ""), "D:%Y%m%d%H%M%S%z")
        assert datetime.fromisoformat(meta[f"{XMP}{name}"]) == instant


def test_marks_of_xml_in_a_title_are_kept(template: Template, shelf: FontShelf) -> None:
    title = '<关于&"引号"的>建议]]>'
    record = Record(id="a", template=template.id, version=1, answers={"title": title})
    document = opened(write("pdf", template, record, ExportOptions((1,)), shelf))
    assert document.open_metadata()[f"{DC}title"] == title
    assert "/CreationDate" not in document.docinfo
    assert "dc:creator" not in str(document.open_metadata())


def test_every_colour_has_a_meaning(pdf: bytes) -> None:
    document = opened(pdf)
    (intent,) = document.Root.OutputIntents
    assert (intent.S, intent.DestOutputProfile.N) == ("/GTS_PDFA1", 3)
    profile = ImageCms.ImageCmsProfile(BytesIO(bytes(intent.DestOutputProfile.read_bytes())))
    same = ImageCms.createProfile("sRGB")
    colours = Image.frombytes("RGB", (64, 1), bytes(range(192)))
    through = ImageCms.profileToProfile(colours, profile, same)
    assert through is not None
    pairs = zip(colours.tobytes(), through.tobytes(), strict=True)
    assert max(abs(before - after) for before, after in pairs) <= 1
    assert len(srgb_profile()) < 700
    assert int.from_bytes(srgb_profile()[:4], "big") == len(srgb_profile())


def test_the_file_is_built_as_archives_want_it(pdf: bytes) -> None:
    assert pdf.startswith(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    assert pdf.endswith(b"%%EOF\n")
    assert pdf.count(b"\nendstream\nendobj\n") == pdf.count(b"endstream")
    document = opened(pdf)
    assert "/Encrypt" not in document.trailer
    first, second = document.trailer.ID
    assert bytes(first) == bytes(second)
    assert (document.Root.MarkInfo.Marked, document.Root.Lang) == (True, "zh-CN")
    assert document.Root.ViewerPreferences.DisplayDocTitle
    assert "/Filter" not in document.Root.Metadata
    assert all("/Interpolate" not in thing for thing in document.objects if isinstance(thing, pikepdf.Stream))


def test_another_content_is_another_identifier(pdf: bytes, attached: bytes) -> None:
    assert bytes(opened(pdf).trailer.ID[0]) != bytes(opened(attached).trailer.ID[0])


def test_the_record_can_travel_inside(attached: bytes, pdf: bytes, filled: Record) -> None:
    document = opened(attached)
    (specification,) = document.Root.AF
    assert (specification.AFRelationship, specification.UF) == ("/Data", "record.json")
    held = specification.EF.F
    assert held.Subtype == "/application/json"
    assert held.Params.Size == len(held.read_bytes())
    assert bytes(held.Params.CheckSum) == hashlib.md5(held.read_bytes()).digest()
    assert Record.from_plain(json.loads(held.read_bytes())) == filled
    assert list(document.attachments) == ["record.json"]
    assert not opened(pdf).attachments


def test_a_record_that_utf_8_cannot_hold_travels_too(template: Template, shelf: FontShelf) -> None:
    record = Record(id="a", template=template.id, version=1, extra={"newer": "\ud800"})
    document = opened(write("pdf", template, record, ExportOptions((1,), attach_record=True), shelf))
    assert json.loads(document.attachments["record.json"].get_file().read_bytes())["newer"] == "\ud800"


def test_characters_without_a_glyph_have_the_width_that_their_font_draws(long_pdf: bytes) -> None:
    document = opened(long_pdf)
    fonts = [font for font in document.pages[0].Resources.Font.values() if font.Subtype == "/Type3"]
    for font in fonts:
        names = list(font.Encoding.Differences)[1:]
        drawn = [int(font.CharProcs[str(name)].read_bytes().split()[0]) for name in names]
        assert drawn == [int(width) for width in font.Widths]


def test_one_finds_the_way_by_outline_and_names_of_pages(pdf: bytes, long_pdf: bytes) -> None:
    reader = PdfReader(BytesIO(pdf))
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles == [
        "第1份，共4份 · 承办单位存",
        "第2份，共4份 · 送意见提出人",
        "第3份，共4份 · 送区政府办公室",
        "第4份，共4份 · 送区政府办公室",
    ]
    below = [entry for entry in reader.outline if isinstance(entry, list)]
    assert [[part.title for part in parts] for parts in below] == [["宝山区人大代表建议办理情况表", "答复意见"]] * 4
    pages = [reader.get_destination_page_number(part) for parts in below for part in parts]
    assert pages == [0, 2, 6, 8, 12, 14, 18, 20]
    assert reader.page_labels[:7] == ["1-表1", "1-表2", "1-复1", "1-复2", "1-复3", "1-复4", "2-表1"]
    long = PdfReader(BytesIO(long_pdf))
    assert [part.title for part in long.outline[1]] == ["宝山区人大代表建议办理情况表", "续页", "答复意见"]  # type: ignore[union-attr]
    assert long.page_labels[2:5] == ["1-表3", "1-续1", "1-续2"]
