"""Whatever a record holds, both formats show a correct page of it: no traceback, no character lost that has a shape."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO

import pypdfium2
import pytest
from docx import Document
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from forms.export import FORMATS, ExportOptions, write
from forms.fields import Value
from forms.record import Record
from forms.template import Template
from forms.text import clean
from forms.typesetting.coverage import uncovered
from forms.typesetting.fonts import FontShelf
from forms.typesetting.layout import lay_out

from .docx_validity import faults

LONG = "群众反映的停车问题，已会同街道研究解决。" * 5000
WILD = {
    "controls": "控\x00制\x01字\x1f符\x7f号\x85行",
    "zero width": "零\u200b宽\u200c字\u200d符\u2060号\ufeff",
    "marks of direction": "右\u202e到\u202d左\u2066的\u2069标\u200f记\u061c",
    "lone surrogates": "孤\ud800立\udfff的\udbff代理",
    "noncharacters": "非\ufffe字\uffff符\ufdd0",
    "emoji": "笑😀旗🇨🇳家👨‍👩‍👧肤👍🏽键1️⃣",
    "rare": "镕喆䶮㛃𬭎𬱖𠮷\U0002f81a",
    "combining": "e\u0301\u0302\u0303a\u20dd" + "\u0301" * 60,
    "scripts": "عربى עברית ไทย हिन्दी ᠮᠣᠩᠭᠣᠯ ཀ",
    "markup": "<w:t>&amp;</w:t> ]]> {{ title }} \\( %PDF (a) \\n",
    "spaces": " \u3000\u2003\u00a0\t ",
    "one word": "a" * 3000,
    "only marks": "，。、；：？！" * 200 + "（《“" * 200,
}


def text_of(format_: str, content: bytes) -> str:
    if format_ == "docx":
        return "".join(node.text or "" for node in Document(BytesIO(content)).element.iter("{*}t"))
    document = pypdfium2.PdfDocument(content)
    try:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(text.get_text_range())
            text.close()
            page.close()
        return "".join(found)
    finally:
        document.close()


def written(format_: str, template: Template, answers: Mapping[str, Value], shelf: FontShelf) -> bytes:
    record = Record(id="a", template=template.id, version=template.version, answers=answers)
    return write(format_, template, record, ExportOptions(copies=(1,)), shelf)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", WILD)
def test_wild_characters_anywhere(name: str, format_: str, template: Template, shelf: FontShelf) -> None:
    text = WILD[name]
    answers: dict[str, Value] = dict.fromkeys(("title", "handling", "phone", "review_opinion", "reply", "reply_title"), text)
    content = written(format_, template, answers | {"proposer": (text, text), "handled_on": text, "outcome": text}, shelf)
    if format_ == "docx":
        assert faults(content) == []


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("name", ["controls", "zero width", "marks of direction", "lone surrogates", "noncharacters", "rare"])
def test_what_has_a_shape_is_still_there(name: str, format_: str, template: Template, shelf: FontShelf) -> None:
    text = "".join(clean(WILD[name]).split())
    assert text in "".join(text_of(format_, written(format_, template, {"handling": WILD[name]}, shelf)).split())


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("field", ["handling", "reply", "review_opinion"])
def test_a_hundred_thousand_characters(field: str, format_: str, template: Template, shelf: FontShelf) -> None:
    assert len(LONG) == 100_000
    text = text_of(format_, written(format_, template, {field: LONG}, shelf))
    assert "".join(text.split()).count("群众反映") == pytest.approx(5000, abs=0 if format_ == "docx" else 250)


@pytest.mark.parametrize("format_", FORMATS)
def test_a_title_of_500_characters_and_forty_people(format_: str, template: Template, shelf: FontShelf) -> None:
    names = tuple(f"代表{chr(0x4E00 + number)}" for number in range(40))
    title = ("关于加强老旧小区物业管理、停车设施建设的建议" * 30)[:500]
    text = "".join(
        text_of(format_, written(format_, template, {"title": title, "proposer": names, "reply": "已办。"}, shelf)).split()
    )
    assert "、".join(names) in text
    assert text.count("老旧小区") >= 2 * title.count("老旧小区") - 40


def test_characters_without_a_font_are_told_by_field_and_place(template: Template, shelf: FontShelf) -> None:
    answers: dict[str, Value] = {"title": WILD["emoji"], "proposer": ("张三", "李😀四"), "handling": WILD["rare"]}
    found = [(each.field, each.position, each.character) for each in uncovered(template, answers, shelf)]
    assert found[:2] == [("title", 1, "😀"), ("title", 3, "🇨")]
    assert ("proposer", 4, "😀") in found
    assert not [each for each in found if each[0] == "handling" and each[2] in "镕喆䶮㛃𬭎𬱖"]


@settings(max_examples=40, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(text=st.text(st.characters(), max_size=200))
def test_any_text_at_all(text: str, template: Template) -> None:
    """Lone surrogates, noncharacters and all: what the door would clean is set and written nevertheless."""
    shelf = FontShelf.bundled()
    answers: dict[str, Value] = {"title": text, "handling": text, "reply": text, "proposer": (text,)}
    assert lay_out(template, answers, shelf).pages
    for format_ in FORMATS:
        assert len(written(format_, template, answers, shelf)) > 1000
