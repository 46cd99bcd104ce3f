"""The reply: 28 characters by 22 lines, headings in their fonts, nothing left alone."""

from __future__ import annotations

import pytest

from forms.template import Template
from forms.typesetting.block import text_block
from forms.typesetting.closing import Place
from forms.typesetting.faces import FontRole
from forms.typesetting.fonts import FontShelf
from forms.typesetting.layout import lay_out
from forms.typesetting.letter_rows import Spot, spots
from forms.typesetting.page import Line, Page, PageKind
from forms.typesetting.paragraphs import ANNEX


def reply_pages(template: Template, shelf: FontShelf, reply: str, **answers: str) -> list[Page]:
    layout = lay_out(template, {"title": "关于养老的建议", "reply": reply, **answers}, shelf)
    return [page for page in layout.pages if page.kind is PageKind.REPLY]


def body(page: Page) -> list[Line]:
    return [line for line in page.lines if line.size == 16]


def test_a_page_holds_22_lines_of_28_characters(template: Template, shelf: FontShelf) -> None:
    first, second, *_ = reply_pages(template, shelf, "字" * 2000)
    assert len(body(second)) == 22
    assert {len(line.text) for line in body(second)} == {28}
    assert {round(b.baseline - a.baseline, 3) for a, b in zip(body(first), body(first)[1:], strict=False)} == {28}
    block = text_block(template.paper)
    assert body(second)[-1].baseline < block.bottom
    assert body(second)[0].baseline - 16 > block.y


def test_headings_have_the_fonts_of_their_level(template: Template, shelf: FontShelf) -> None:
    page = reply_pages(
        template, shelf, "周菁菁代表：\n正文。\n一、养老\n（一）居家\n1.送餐\n（1）时间\n宝山区民政局\n2023年5月6日"
    )[0]
    roles = [(line.text, line.role) for line in body(page)]
    assert roles[2:6] == [
        ("一、养老", FontRole.HEADING),
        ("（一）居家", FontRole.SUBHEADING),
        ("1.送餐", FontRole.BODY),
        ("（1）时间", FontRole.BODY),
    ]
    left = text_block(template.paper).x
    assert [round(line.x - left, 1) for line in body(page)[:3]] == [0, 31.6, 31.6]
    unit, date = body(page)[-2:]
    middle = [line.x + shelf.width(line.text, line.role, line.size) / 2 for line in (unit, date)]
    assert middle[0] == pytest.approx(middle[1], abs=1)


def test_a_heading_and_its_text_share_a_line_in_two_fonts(template: Template, shelf: FontShelf) -> None:
    text = "（一）加强领导。" + "成立专班，落实责任，" * 4 + "完成。"
    first, second, *others = body(reply_pages(template, shelf, text)[0])
    assert (first.text, first.role, second.role) == ("（一）加强领导。", FontRole.SUBHEADING, FontRole.BODY)
    assert first.baseline == second.baseline
    width = shelf.width(first.text, first.role, 16) + len(first.text) * first.spacing
    assert second.x == pytest.approx(first.x + width)
    assert "".join(line.text for line in (first, second, *others)) == text


def test_a_heading_of_two_lines_keeps_its_font_up_to_its_end(template: Template, shelf: FontShelf) -> None:
    text = "一、" + "成立机构并且落实保障" * 3 + "。后面是正文。"
    first, second, third = body(reply_pages(template, shelf, text)[0])
    assert [line.role for line in (first, second, third)] == [FontRole.HEADING, FontRole.HEADING, FontRole.BODY]
    assert second.baseline == third.baseline > first.baseline


def test_the_end_of_a_letter_stands_as_the_standard_wants(template: Template, shelf: FontShelf) -> None:
    name = "宝山区养老服务设施布局规划及其实施情况的说明（征求意见稿）"
    text = f"正文。\n附件：1.{name}\n2.标准\n民政局\n2023年5月6日\n（联系人：张三）\n附件1\n规划\n第一条。"
    first, annex = (body(page) for page in reply_pages(template, shelf, text))
    left = text_block(template.paper).x
    rows = {line.text: round((line.baseline - first[0].baseline) / 28) for line in first}
    assert list(rows.values()) == [0, 2, 3, 4, 7, 8, 9]
    cells = [round((line.x - left) / 15.79, 1) for line in first[1:4]]
    assert cells[0] == 2
    assert cells[1] == pytest.approx(2 + 3 + 1, abs=0.5)
    assert cells[2] == 5
    assert round((first[-1].x - left) / 15.79, 1) == 2
    assert (annex[0].text, annex[0].role, round(annex[0].x - left, 3)) == ("附件1", FontRole.HEADING, 0)
    assert round((annex[1].baseline - annex[0].baseline) / 28) == 2
    assert annex[1].x == pytest.approx(left + (442.2 - 2 * 15.79) / 2, abs=0.3)


def test_the_title_stands_in_the_middle_over_the_body(template: Template, shelf: FontShelf) -> None:
    page = reply_pages(template, shelf, "正文。")[0]
    title = page.lines[0]
    assert (title.text, title.role, title.size) == ("《关于养老的建议》的答复意见", FontRole.TITLE, 22)
    assert title.x + shelf.width(title.text, title.role, 22) / 2 == pytest.approx(text_block(template.paper).x + 221.1, abs=0.1)
    assert reply_pages(template, shelf, "正文。", reply_title="答复")[0].lines[0].text == "答复"


def test_pages_are_numbered_right_and_left_by_turns(template: Template, shelf: FontShelf) -> None:
    first, second, *_ = reply_pages(template, shelf, "字" * 2000)
    block = text_block(template.paper)
    assert (first.lines[-1].text, second.lines[-1].text) == ("— 1 —", "— 2 —")
    assert first.lines[-1].x > block.x + block.width / 2 > second.lines[-1].x
    assert first.lines[-1].baseline > block.bottom


@pytest.mark.parametrize("filler", range(12, 24))
def test_no_heading_ends_a_page_and_no_line_stands_alone(filler: int, template: Template, shelf: FontShelf) -> None:
    text = "\n".join(["一行。"] * filler + ["一、标题", "（一）小标题"] + ["三行的段落" * 14] * 6)
    for page in reply_pages(template, shelf, text)[:-1]:
        assert not body(page)[-1].text.startswith(("一、", "（一）"))
        starts = [line.x > text_block(template.paper).x + 1 for line in body(page)]
        assert not (starts[-1] and len(body(page)[-1].text) > 20)


def test_a_title_over_many_pages_and_no_reply_at_all(template: Template, shelf: FontShelf) -> None:
    assert reply_pages(template, shelf, "") == []
    pages = reply_pages(template, shelf, "正文。", reply_title="题" * 900)
    assert sum(line.text.count("题") for page in pages for line in page.lines) == 900
    assert pages[-1].lines[-2].text == "正文。"


def test_unit_and_date_have_text_above_them_and_room_for_the_seal() -> None:
    text, unit, date = (21, 0, Place.TEXT), (1, 0, Place.UNIT), (1, 0, Place.DATE)
    found = spots([text, unit, date], 22, 22)
    assert found[18:] == [Spot(0, 18), Spot(1, 0), Spot(1, 1), Spot(1, 4), Spot(1, 5)]
    assert spots([text, unit, date], 0, 30)[-3:] == [Spot(1, 20), Spot(1, 23), Spot(1, 24)]
    assert spots([(18, 0, Place.TEXT), unit, date], 22, 22)[-1] == Spot(0, 21)


def test_an_annex_begins_on_a_page_of_its_own_unless_it_comes_first() -> None:
    assert spots([(2, 0, Place.TEXT), (1, ANNEX, Place.TEXT), (1, 0, Place.TEXT)], 9, 9)[2:] == [Spot(1, 0), Spot(1, 1)]
    assert spots([(1, ANNEX, Place.TEXT), (1, 0, Place.TEXT)], 9, 9) == [Spot(0, 0), Spot(0, 1)]


def rows(page: Page) -> list[int]:
    return sorted({round((line.baseline - body(page)[0].baseline) / 28) for line in body(page)})


def test_empty_lines_are_printed_as_typed_but_not_before_and_behind_the_text(template: Template, shelf: FontShelf) -> None:
    (page,) = reply_pages(template, shelf, "\n \n周菁菁代表：\n收悉。\n\n　\n一、养老\n\n正文。\n\n\n")
    (plain,) = reply_pages(template, shelf, "周菁菁代表：")
    assert rows(page) == [0, 1, 4, 6]
    assert body(page)[0].baseline == body(plain)[0].baseline


def test_typed_empty_lines_are_counted_into_those_before_unit_and_date(template: Template, shelf: FontShelf) -> None:
    for empty, unit in ((0, 3), (1, 3), (2, 3), (3, 4)):
        (page,) = reply_pages(template, shelf, "正文。\n" + "\n" * empty + "民政局\n2023年5月6日")
        assert rows(page) == [0, unit, unit + 1]


EMPTY = (1, 0, Place.EMPTY)


def test_an_empty_line_takes_a_row_at_the_top_of_a_page_too() -> None:
    text = (1, 0, Place.TEXT)
    assert spots([text, text, EMPTY, EMPTY, text], 3, 3) == [Spot(0, 0), Spot(0, 1), Spot(0, 2), Spot(1, 0), Spot(1, 1)]
    assert spots([text, text, EMPTY, EMPTY], 3, 3)[2:] == [Spot(0, 2), Spot(1, 0)]


def test_a_heading_goes_with_its_text_over_an_empty_line() -> None:
    text, heading = (1, 0, Place.TEXT), (1, 1, Place.TEXT)
    assert spots([text, text, heading, EMPTY, text], 4, 4)[1:] == [Spot(0, 1), Spot(1, 0), Spot(1, 1), Spot(1, 2)]
    assert spots([text, text, text, heading, EMPTY, text], 4, 4)[2:4] == [Spot(0, 2), Spot(1, 0)]


def test_unit_and_date_keep_text_above_them_over_empty_lines() -> None:
    unit, date = (1, 0, Place.UNIT), (1, 0, Place.DATE)
    found = spots([(16, 0, Place.TEXT), *[EMPTY] * 5, unit, date], 22, 22)
    assert found[13:] == [Spot(0, 13), *(Spot(1, row) for row in range(9))]


def test_empty_lines_before_an_annex_make_no_empty_page() -> None:
    text, annex = (3, 0, Place.TEXT), (1, ANNEX, Place.TEXT)
    assert spots([text, EMPTY, EMPTY, annex], 3, 3)[2:] == [Spot(0, 2), Spot(0, 2), Spot(0, 2), Spot(1, 0)]
    assert spots([text, EMPTY, EMPTY, annex], 4, 4)[3:] == [Spot(0, 3), Spot(0, 3), Spot(1, 0)]


def test_a_hundred_thousand_empty_lines_are_set_in_no_time(template: Template, shelf: FontShelf) -> None:
    pages = reply_pages(template, shelf, "首\n" + "\n" * 100_000 + "尾")
    assert len(pages) == -(-(100_002 + 3) // 22)
    assert (len(body(pages[0])), body(pages[-1])[0].text, body(pages[1])) == (1, "尾", [])
    assert len(reply_pages(template, shelf, "\n" * 100_000 + "正文。" + "\n" * 100_000)) == 1
