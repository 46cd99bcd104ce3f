"""TrueType fonts, as Windows has them, are embedded like the bundled ones."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

import reportlab
from pypdf import PdfReader

from forms.export import ExportOptions, write
from forms.record import Record
from forms.template import Template
from forms.typesetting.faces import FontRole
from forms.typesetting.fonts import FontShelf

VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


def test_a_truetype_font_of_the_system_is_embedded_beside_the_bundled_one(template: Template, tmp_path: Path) -> None:
    shelf = FontShelf({"simfang.ttf": Path(shutil.copy(VERA, tmp_path / "simfang.ttf"))})
    record = Record(id="a", template=template.id, version=1, answers={"handling": "使用 Word 打开 README 文件。"})
    page = PdfReader(BytesIO(write("pdf", template, record, ExportOptions((1,)), shelf))).pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index, union-attr]
    inner = [font["/DescendantFonts"][0].get_object() for font in fonts]
    kinds = {font["/BaseFont"][8:]: (font["/Subtype"], "/FontFile2" in font["/FontDescriptor"]) for font in inner}
    assert kinds["BitstreamVeraSans-Roman"] == ("/CIDFontType2", True)
    assert kinds["NotoSerifSC-Regular"] == ("/CIDFontType0", False)
    assert "使用Word打开README文件。" in "".join(page.extract_text().split())


def test_the_curves_of_a_truetype_font_are_drawn_as_a_pdf_draws_them() -> None:
    face = FontShelf({"simhei.ttf": VERA}).face(FontRole.HEADING)
    strokes = face.outline(face.glyph("o"))
    assert {operator for operator, _ in strokes} <= {"m", "l", "c", "h"}
    assert all(len(points) == {"m": 2, "l": 2, "c": 6, "h": 0}[operator] for operator, points in strokes)
    assert "c" in {operator for operator, _ in strokes}
