"""The DOCX is a real table with real check boxes, in sections a copy, and goes on where the PDF does."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from forms.export import ExportOptions, write
from forms.record import Record
from forms.template import Template
from forms.template_file import read_template
from forms.typesetting.fonts import FontShelf
from forms.typesetting.layout import lay_out_grid

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

WIDE = """
id = "wide"
version = 1
name = "宽表"
columns = 120
[[fields]]
name = "subject"
kind = "long_text"
label = "事由"
role = "clerk"
[[grid]]
cells = [ { text = "事由", span = 30, rowspan = 2 }, { text = "左", span = 45 }, { text = "右", span = 45 } ]
[[grid]]
cells = [ { span = 90, valign = "bottom", parts = [ { text = "内容：", field = "subject" } ] } ]
[[grid]]
cells = [ { parts = [], span = 120 } ]
[[copies]]
recipient = "存"
purpose = "存"
"""


def opened(content: bytes) -> Any:
    return Document(BytesIO(content))


def part_of(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


def boxes(document: Any) -> Iterator[tuple[str, bool, str]]:
    """Yield tag, state and shown sign of each check box."""
    for sdt in document.element.iter(qn("w:sdt")):
        tag = sdt.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        checked = sdt.find(f".//{W14}checked").get(f"{W14}val") == "1"
        yield tag, checked, "".join(node.text for node in sdt.iter(qn("w:t")))


def squeezed(text: str) -> str:
    return "".join(text.split())


def body_text(document: Any) -> str:
    return squeezed("".join(node.text or "" for node in document.element.iter(qn("w:t"))))


def test_each_copy_is_a_set_of_sections_with_its_mark_in_the_header(docx: bytes) -> None:
    document = opened(docx)
    marks = [section.header.paragraphs[0].text for section in document.sections]
    assert marks[::2] == marks[1::2]
    assert marks[::2] == [
        "第1份，共4份 · 承办单位存",
        "第2份，共4份 · 送意见提出人",
        "第3份，共4份 · 送区政府办公室",
        "第4份，共4份 · 送区政府办公室",
    ]
    first = document.sections[0]
    sides = (first.page_width, first.page_height, first.top_margin, first.left_margin, first.right_margin, first.bottom_margin)
    assert [round(side.mm) for side in sides] == [210, 297, 37, 28, 26, 35]


def test_the_table_has_the_declared_cells_and_spans(docx: bytes, template: Template) -> None:
    tables = opened(docx).tables
    assert len(tables) == 8
    rows = [row for table in tables[:2] for row in table.rows]
    assert len(rows) == len(template.grid.rows)
    for row, declared in zip(rows, template.grid.rows, strict=True):
        cells = [tc for tc in row._tr.tc_lst if tc.vMerge != "continue"]
        assert [tc.grid_span for tc in cells] == [cell.span for cell in declared.cells]
        assert sum(tc.grid_span for tc in row._tr.tc_lst) == template.grid.columns
        assert row.height.mm >= declared.min_height_mm - 0.1
    merged = [tc for row in rows for tc in row._tr.tc_lst if tc.vMerge]
    assert [tc.vMerge for tc in merged] == ["restart", "continue"]
    assert tables[0]._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"


def test_the_labels_are_exact(docx: bytes, template: Template) -> None:
    printed = [paragraph.text for table in opened(docx).tables[:2] for cell in table._cells for paragraph in cell.paragraphs]
    for part in template.grid.parts():
        for line in part.text.split("\n"):
            assert any(line in text for text in printed), line


def test_every_option_has_a_check_box_and_the_chosen_ones_are_ticked(docx: bytes, template: Template) -> None:
    found = list(boxes(opened(docx)))
    expected = [".".join(part.tick) for part in template.grid.parts() if part.tick]
    assert [tag for tag, _, _ in found] == expected * 4
    assert {tag for tag, checked, _ in found if checked} == {"outcome.being_solved", "disclosure.proactive_full"}
    assert {(checked, shown) for _, checked, shown in found} == {(True, "√"), (False, "\u3000")}
    numbers = [node.get(qn("w:val")) for node in opened(docx).element.iter(qn("w:id"))]
    assert len(set(numbers)) == len(numbers)


def test_every_printed_answer_stands_in_each_copy(docx: bytes, template: Template, filled: Record) -> None:
    text = body_text(opened(docx))
    for name in ("title", "proposer", "handling", "phone", "handled_on", "reply"):
        assert text.count(squeezed(template.show(name, filled.answers[name]))) >= 4, name


def test_the_reply_has_styles_that_say_what_it_is(docx: bytes) -> None:
    document = opened(docx)
    styles = [paragraph.style.style_id for paragraph in document.paragraphs if paragraph.style.style_id != "SheetGap"]
    reply = styles[: len(styles) // 4]
    assert reply[:3] == ["ReplyTitleMade", "ReplyBody", "ReplyHeading1"]
    assert reply.count("ReplyHeading1") == 4
    assert "ReplyBlank" in reply
    body = document.styles["ReplyBody"].paragraph_format
    assert (body.line_spacing.pt, document.styles["ReplyBody"].font.size.pt) == (28, 16)
    footers = {section.footer.paragraphs[0].text for section in document.sections}
    assert footers == {"", "— 1 —"}
    assert document.settings.odd_and_even_pages_header_footer


def test_the_end_of_a_letter_stands_as_on_paper(template: Template, filled: Record, shelf: FontShelf) -> None:
    letter = "（一）加强领导。成立专班。\n  　缩进。\n附件：1.名单\n2.标准\n民政局\n2023年5月6日\n附件1\n名单\n张三。"
    content = write("docx", template, filled.with_answers({"reply": letter}), ExportOptions(copies=(1,)), shelf)
    first, blank, listed, item, unit, date, annex, name, last = opened(content).paragraphs[-9:]
    assert next((run.style.style_id, run.text) for run in first.runs) == ("ReplyRunIn2", "（一）加强领导。")
    assert round(blank.paragraph_format.first_line_indent.pt) == 0  # as wide as its blanks: the words begin two characters in
    assert blank.text == "  　缩进。"
    assert listed.paragraph_format.first_line_indent.pt < 0 < listed.paragraph_format.left_indent.pt
    assert listed.paragraph_format.space_before.pt == 28
    assert item.paragraph_format.left_indent.pt == pytest.approx(listed.paragraph_format.left_indent.pt, abs=4)
    assert (unit.paragraph_format.space_before.pt, unit.paragraph_format.keep_with_next) == (56, True)
    assert round(date.paragraph_format.right_indent.pt) == 63
    assert (annex.style.style_id, annex.paragraph_format.page_break_before) == ("ReplyHeading5", True)
    assert (name.alignment, last.alignment) == (1, None)


def test_chinese_fonts_are_named_for_every_script(docx: bytes) -> None:
    styles = etree.fromstring(part_of(docx, "word/styles.xml"))
    fonts = list(styles.iter(qn("w:rFonts")))
    assert len(fonts) > 10
    assert all(font.get(qn("w:eastAsia")) == font.get(qn("w:ascii")) for font in fonts)
    assert {font.get(qn("w:eastAsia")) for font in fonts} == {"方正小标宋简体", "仿宋", "黑体", "楷体", "宋体"}


def test_properties_come_from_the_record_and_no_clock(docx: bytes, long_docx: bytes, filled: Record) -> None:
    core = opened(docx).core_properties
    assert (core.title, core.author) == (filled.answers["title"], "宝山区民政局")
    assert core.keywords.startswith("replysheet:5f0c2a9d41b7e368:1:1,2,3,4")
    assert core.modified.isoformat().startswith("2023-05-06T06:03:00")
    assert b"dcterms" not in part_of(long_docx, "docProps/core.xml").split(b">", 2)[2]


def test_what_does_not_fit_goes_on_in_styles_of_its_own(
    long_docx: bytes, template: Template, overflowing: Record, shelf: FontShelf
) -> None:
    document = opened(long_docx)
    paragraphs = [(paragraph.style.style_id, paragraph.text) for paragraph in document.paragraphs]
    taken = {
        part.part.field: part.taken
        for page in lay_out_grid(template, overflowing.answers, shelf)
        for cell in page.cells
        for part in cell.parts
        if part.taken is not None
    }
    for name in ("handling", "review_opinion"):
        shown = template.show(name, overflowing.answers[name])
        there = "".join(text for style, text in paragraphs if style.endswith(f"-{name}"))
        assert there == squeezed(shown[taken[name] :])
    headings = [text for style, text in paragraphs if style == "ContinuationHeading"]
    assert headings == ["办理情况（续）：", "承办单位领导审核意见（续）："]
    assert "ContinuationRest-review_opinion" in [style for style, _ in paragraphs]
    assert document.styles["Continuation-handling".replace("-", " ")].base_style.style_id == "SheetEntry"
    head = document.sections[1].header.paragraphs
    assert head[1].text == "续页 1"
    assert head[2].text.startswith("标  题：一一")
    assert body_text(document).count("（接续页）") == len(taken)


def test_a_draft_says_so_in_the_header(template: Template, filled: Record, shelf: FontShelf) -> None:
    content = write("docx", template, filled, ExportOptions(copies=(2,), draft=True), shelf)
    assert opened(content).sections[0].header.paragraphs[0].text == "草稿 · 第2份，共4份 · 送意见提出人"
    assert 'string="草稿"'.encode() in part_of(content, "word/header1.xml")


def test_an_empty_sheet_ends_with_its_table(template: Template, shelf: FontShelf) -> None:
    document = opened(write("docx", template, Record(id="a", template=template.id, version=1), ExportOptions(), shelf))
    assert (len(document.sections), len(document.tables)) == (4, 8)
    assert not any(checked for _, checked, _ in boxes(document))


def test_another_paper_is_written_by_the_same_code(street_letter: Template, letter_record: Record, shelf: FontShelf) -> None:
    document = opened(write("docx", street_letter, letter_record, ExportOptions(), shelf))
    assert document.paragraphs[0].text == "居民来信办理单"
    assert [tag for tag, checked, _ in boxes(document) if checked] == ["result.passed_on"] * 2
    assert body_text(document).count("已与物业沟通。") == 2 * 120
    merged = [tc.vMerge for row in document.tables[0].rows for tc in row._tr.tc_lst if tc.vMerge]
    assert merged == ["restart", "continue", "continue"]


def test_a_grid_of_more_columns_than_word_takes_keeps_its_shape(shelf: FontShelf) -> None:
    wide = read_template(WIDE.encode(), "wide/sheet.toml")
    record = Record(id="a", template="wide", version=1, answers={"subject": "第一段\n第二段"})
    table = opened(write("docx", wide, record, ExportOptions(), shelf)).tables[0]
    assert [[tc.grid_span for tc in row._tr.tc_lst] for row in table.rows] == [[1, 1, 1], [1, 2], [3]]
    assert [round(tc.width.pt) for tc in table.rows[0]._tr.tc_lst] == [111, 166, 166]
    assert [paragraph.text for paragraph in table.cell(1, 1).paragraphs] == ["内容：第一段", "第二段"]
    blank = opened(write("docx", wide, record.with_answers({"subject": None}), ExportOptions(), shelf)).tables[0]
    assert [paragraph.text for paragraph in blank.cell(1, 1).paragraphs] == ["内容："]


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/settings.xml", "word/fontTable.xml"])
def test_every_part_is_well_formed_and_related(name: str, long_docx: bytes) -> None:
    assert etree.fromstring(part_of(long_docx, name)).tag.startswith("{http://schemas.openxmlformats.org/")
    assert name.encode() in part_of(long_docx, "[Content_Types].xml")
