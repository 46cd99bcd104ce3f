"""The PDF holds four copies, every word of the record, every font, and nothing that the paper has not."""

from __future__ import annotations

import re
from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from forms.export import ExportOptions, write
from forms.record import Record
from forms.template import Template
from forms.typesetting.fonts import FontShelf


def squeezed(text: str) -> str:
    return "".join(text.split())


def texts_of(content: bytes) -> list[str]:
    return [squeezed(page.extract_text()) for page in PdfReader(BytesIO(content)).pages]


def rendered_texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        texts = []
        for page in document:
            text = page.get_textpage()
            texts.append(squeezed(text.get_text_range()))
            text.close()
            page.close()
        return texts
    finally:
        document.close()


def fonts_of(content: bytes) -> list[DictionaryObject]:
    page = PdfReader(BytesIO(content)).pages[0]
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index, union-attr]


def streams(content: bytes) -> list[bytes]:
    """The drawing of each page."""
    return [page.get_contents().get_data() for page in PdfReader(BytesIO(content)).pages]  # type: ignore[union-attr]


def test_the_copies_come_in_order_and_differ_in_their_mark_alone(pdf: bytes) -> None:
    texts = texts_of(pdf)
    assert len(texts) == 24
    marks = [
        "第1份，共4份·承办单位存",
        "第2份，共4份·送意见提出人",
        "第3份，共4份·送区政府办公室",
        "第4份，共4份·送区政府办公室",
    ]
    for number, mark in enumerate(marks):
        copy = texts[number * 6 : number * 6 + 6]
        assert all(text.endswith(mark) for text in copy)
        assert [text.removesuffix(mark) for text in copy] == [text.removesuffix(marks[0]) for text in texts[:6]]


def test_every_printed_answer_is_found_whole_in_the_text(pdf: bytes, template: Template, filled: Record) -> None:
    for texts in (texts_of(pdf)[:6], rendered_texts(pdf)[:6]):
        whole = "".join(re.sub(r"—\d+—第1份.*|第1份.*|—\d+—$", "", text) for text in texts)
        for name in ("title", "proposer", "handling", "phone", "handled_on", "reply"):
            assert squeezed(template.show(name, filled.answers[name])) in whole, name
        assert "068" not in whole.replace("068号人大", "")  # case details are printed nowhere


def test_justified_text_gains_no_spaces(pdf: bytes) -> None:
    page = PdfReader(BytesIO(pdf)).pages[2].extract_text()
    assert "入调研和讨论,现将068号人大建议办理情况及工作打算回复如\n" in page


def test_every_font_is_embedded_as_a_subset_with_its_characters(pdf: bytes) -> None:
    fonts = fonts_of(pdf)
    assert len(fonts) == 2
    for font in fonts:
        assert (font["/Subtype"], font["/Encoding"]) == ("/Type0", "/Identity-H")
        inner = font["/DescendantFonts"][0].get_object()  # type: ignore[index]
        assert "/FontFile3" in inner["/FontDescriptor"]
        assert re.fullmatch(r"/[A-Z]{6}\+NotoS\w+SC-Regular", inner["/BaseFont"])
        assert b"beginbfchar" in font["/ToUnicode"].get_object().get_data()  # type: ignore[attr-defined]
    assert b"Helvetica" not in pdf
    assert len(pdf) < 300_000


def test_ticks_are_drawn_in_the_box_that_was_chosen(pdf: bytes, template: Template, filled: Record, shelf: FontShelf) -> None:
    ticked = [drawing.count(b"3 Tr") for drawing in streams(pdf)[:3]]
    assert ticked == [0, 2, 0]
    blank = write("pdf", template, filled.with_answers({"outcome": None, "disclosure": None}), ExportOptions((1,)), shelf)
    assert streams(blank)[1].count(b"3 Tr") == 0
    assert texts_of(pdf)[1].count("√") == texts_of(blank)[1].count("√") + 2


def test_properties_come_from_the_record(pdf: bytes, filled: Record) -> None:
    reader = PdfReader(BytesIO(pdf))
    about = reader.metadata
    assert about is not None
    assert about.title == filled.answers["title"]
    assert (about.author, about.subject) == ("宝山区民政局", "宝山区人大代表建议办理情况表")
    assert re.fullmatch("replysheet:5f0c2a9d41b7e368:1:1,2,3,4:[0-9A-Z]{16}", about["/Keywords"])
    assert about.get("/ModDate") == "D:20230506140300+08'00'"
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"  # type: ignore[index]


def test_a_choice_of_copies_and_a_draft(template: Template, filled: Record, shelf: FontShelf) -> None:
    content = write("pdf", template, filled, ExportOptions(copies=(3,), draft=True), shelf)
    texts = texts_of(content)
    assert len(texts) == 6
    assert all("草稿·第3份，共4份·送区政府办公室" in text for text in texts)
    assert all(drawing.count(b"Watermark") == 1 == drawing.count(b"q 0.88 g") for drawing in streams(content))
    assert PdfReader(BytesIO(content)).metadata["/Keywords"].endswith(":d")  # type: ignore[index]


def test_what_does_not_fit_goes_on_and_is_found_whole(long_pdf: bytes, template: Template, overflowing: Record) -> None:
    texts = texts_of(long_pdf)
    more = [text for text in texts if text.startswith("续页")]
    assert [text.split("标题：")[0] for text in more] == [f"续页{number}" for number in range(1, len(more) + 1)]
    assert all("提出人：" in text for text in more)
    handling = squeezed(template.show("handling", overflowing.answers["handling"]))
    places = [found.start() for found in re.finditer("第([0-9]+)段：", "".join(texts))]
    numbers = [int(number) for number in re.findall("第([0-9]+)段：", "".join(texts))]
    assert numbers == list(range(handling.count("段：")))
    assert places == sorted(places)
    assert "".join(texts).count("经过调查研究，") >= handling.count("经过调查研究，") - 40
    assert "一" * 26 in texts[0]


def test_rare_characters_and_those_without_a_glyph_can_be_searched(long_pdf: bytes) -> None:
    for texts in (texts_of(long_pdf), rendered_texts(long_pdf)):
        assert "镕喆䶮、㛃𬭎𬱖、代表甲" in texts[0]
        assert "😀" in "".join(texts)
    boxes = [font for font in fonts_of(long_pdf) if font["/Subtype"] == "/Type3"]
    assert len(boxes) == 1


def test_control_characters_and_lone_surrogates_do_no_harm(template: Template, shelf: FontShelf) -> None:
    wild = "控\x00制\x0b字\u200b符\ud800号\u202e\ufffe\ufe0f"
    record = Record(id="a", template=template.id, version=1, answers={"title": wild, "handling": wild, "proposer": (wild,)})
    for format_ in ("pdf", "docx"):
        content = write(format_, template, record, ExportOptions((1,)), shelf)
        assert len(content) > 1000
    assert "控制字符号" in texts_of(write("pdf", template, record, ExportOptions((1,)), shelf))[0]


def test_hundreds_of_characters_without_a_glyph(template: Template, shelf: FontShelf) -> None:
    emoji = "".join(chr(0x1F300 + number) for number in range(300))
    record = Record(id="a", template=template.id, version=1, answers={"handling": emoji})
    content = write("pdf", template, record, ExportOptions((1,)), shelf)
    assert "".join(char for char in "".join(rendered_texts(content)) if char >= "\U0001f300") == emoji
    assert sum(font["/Subtype"] == "/Type3" for font in fonts_of(content)) == 2


def test_two_characters_of_one_glyph_stay_two(template: Template, shelf: FontShelf) -> None:
    """The radical ⼀ (U+2F00) is drawn as 一 by the bundled font."""
    record = Record(id="a", template=template.id, version=1, answers={"handling": "一⼀二⼆"})
    assert "一⼀二⼆" in texts_of(write("pdf", template, record, ExportOptions((1,)), shelf))[0]


def test_an_empty_sheet_is_printed_for_the_pen(template: Template, shelf: FontShelf) -> None:
    texts = texts_of(write("pdf", template, Record(id="a", template=template.id, version=1), ExportOptions(), shelf))
    assert len(texts) == 8
    assert "承办单位盖章：" in texts[0]


def test_another_paper_is_written_by_the_same_code(street_letter: Template, letter_record: Record, shelf: FontShelf) -> None:
    content = write("pdf", street_letter, letter_record, ExportOptions(), shelf)
    texts = texts_of(content)
    assert texts[0].startswith("居民来信办理单")
    assert "".join(texts).count("已与物业沟通。") == 2 * 120
    assert "第2份，共2份·来信人收执" in texts[-1]
    assert PdfReader(BytesIO(content)).metadata["/Title"] == "楼道噪音"  # type: ignore[index]


@pytest.mark.parametrize("size", [100_000])
def test_a_hundred_thousand_characters_are_written(size: int, template: Template, shelf: FontShelf) -> None:
    record = Record(id="a", template=template.id, version=1, answers={"reply": ("群众的意见，" * 20 + "\n") * (size // 120)})
    content = write("pdf", template, record, ExportOptions((1,)), shelf)
    assert len(PdfReader(BytesIO(content)).pages) > 150
