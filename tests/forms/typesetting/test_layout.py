"""The sheet as it stands on paper: every cell in its place, every word somewhere, the rest on continuation pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.fields import Value
from forms.record import Record
from forms.template import Template
from forms.template_file import read_template
from forms.typesetting import measures
from forms.typesetting.block import text_block
from forms.typesetting.faces import FontRole
from forms.typesetting.fonts import FontShelf
from forms.typesetting.layout import lay_out, lay_out_grid
from forms.typesetting.page import MM, Line, Page, PageKind, PlacedPart

TALL = """
id = "tall"
version = 1
name = "高表"
columns = 4
[[fields]]
name = "note"
kind = "long_text"
label = "说明"
role = "clerk"
[[fields]]
name = "subject"
kind = "text"
label = "事由"
role = "clerk"
[[grid]]
min_height_mm = 400
cells = [ { text = "事由", rowspan = 2, span = 1 }, { field = "subject", span = 3 } ]
[[grid]]
cells = [ { field = "note", span = 3 } ]
[[copies]]
recipient = "存"
purpose = "存"
"""


def parts_of(pages: Iterable[Page]) -> dict[str, PlacedPart]:
    return {part.part.field: part for page in pages for cell in page.cells for part in cell.parts if part.part.field}


def text_of(lines: Iterable[Line]) -> str:
    return "".join(line.text for line in lines)


def whole_text(pages: Iterable[Page]) -> str:
    return "".join(
        text_of(page.lines) + "".join(text_of((*part.label, *part.lines)) for cell in page.cells for part in cell.parts)
        for page in pages
    )


def below_the_rule(page: Page) -> list[Line]:
    """The lines of a continuation page without what it repeats."""
    return [line for line in page.lines if line.role is FontRole.BODY and line.baseline > page.rules[0].y]


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_cells_stand_where_the_template_declares_them(template: Template, shelf: FontShelf) -> None:
    first, second = lay_out_grid(template, {}, shelf)
    block = text_block(template.paper)
    assert (first.kind, first.number, second.number) == (PageKind.SHEET, 1, 2)
    assert [cell.cell for page in (first, second) for cell in page.cells] == list(template.grid.cells())
    column = block.width / template.grid.columns
    for page in (first, second):
        for placed in page.cells:
            assert placed.rect.x == pytest.approx(block.x + placed.cell.column * column)
            assert placed.rect.width == pytest.approx(placed.cell.span * column)
            if placed.cell.rowspan == 1:
                assert placed.rect.height >= template.grid.rows[placed.cell.row].min_height_mm * MM - 0.01


def test_rows_that_grow_fill_the_page(template: Template, shelf: FontShelf) -> None:
    block = text_block(template.paper)
    for page in lay_out_grid(template, {}, shelf):
        assert max(cell.rect.bottom for cell in page.cells) == pytest.approx(block.bottom - measures.SHEET_SPARE)


def test_typing_within_the_room_moves_no_rule(template: Template, shelf: FontShelf) -> None:
    before = lay_out_grid(template, {}, shelf)[1]
    after = lay_out_grid(template, {"review_opinion": "同意。\n请按期答复。", "deputy_comments": "满意。"}, shelf)[1]
    assert [cell.rect for cell in before.cells] == [cell.rect for cell in after.cells]


def test_label_and_answer_stand_on_one_base_line(template: Template, record: Record, shelf: FontShelf) -> None:
    phone = parts_of(lay_out_grid(template, record.answers, shelf))["phone"]
    assert text_of(phone.label) == "联系电话："
    assert phone.label[0].role is FontRole.LABEL
    assert phone.lines[0].baseline == phone.label[0].baseline
    assert phone.lines[0].x >= phone.label[0].x + 5 * measures.LABEL_SIZE - 0.01


def test_a_date_is_printed_officially_and_blank_while_it_is_open(template: Template, record: Record, shelf: FontShelf) -> None:
    parts = parts_of(lay_out_grid(template, record.answers, shelf))
    assert text_of(parts["handled_on"].lines) == "2023年5月6日"
    assert squeezed(text_of(parts["reviewed_on"].lines)) == "年月日"
    assert parts["reviewed_on"].lines[0].x > parts["reviewed_on"].rect.x + parts["reviewed_on"].rect.width / 2


def test_empty_lines_in_a_cell_are_printed_as_typed(template: Template, record: Record, shelf: FontShelf) -> None:
    lines = parts_of(lay_out_grid(template, {"handling": "\n一\n\n \n二\n三\n\n"}, shelf))["handling"].lines
    assert [line.text for line in lines] == ["一", "二", "三"]
    pitches = [(after.baseline - before.baseline) / measures.ENTRY_PITCH for before, after in pairwise(lines)]
    assert pitches == pytest.approx([3, 1])


def test_what_goes_on_after_empty_lines_goes_on_with_words(template: Template, shelf: FontShelf) -> None:
    handling = "首段。\n" + "\n" * 90 + "后段。\n\n末段。"
    layout = lay_out(template, {"handling": handling}, shelf)
    sheet = [page for page in layout.pages if page.kind is PageKind.SHEET]
    (more,) = (page for page in layout.pages if page.kind is PageKind.CONTINUATION)
    part = parts_of(sheet)["handling"]
    assert [line.text for line in part.lines] == ["首段。", "（接续页）"]
    assert (part.taken, part.overflow, layout.overflow) == (handling.index("后"), 3, {"handling": 3})
    first, second = (line for line in below_the_rule(more) if line.text in ("后段。", "末段。"))
    assert second.baseline - first.baseline == pytest.approx(2 * measures.ENTRY_PITCH)


@pytest.mark.parametrize("empty", range(1, 5))
def test_no_place_ends_with_a_heading_before_empty_lines(empty: int, template: Template, shelf: FontShelf) -> None:
    handling = "\n".join(["一行。"] * 9 + ["一、标题"] + [""] * empty + ["正文。"] * 9) + "\n"
    for before in range(12):
        part = parts_of(lay_out_grid(template, {"handling": "前。\n" * before + handling * 3}, shelf))["handling"]
        assert part.taken is not None
        assert part.lines[-2].text != "一、标题"


def test_places_for_ink_stay_open(template: Template, record: Record, shelf: FontShelf) -> None:
    parts = parts_of(lay_out_grid(template, record.answers, shelf))
    for name in ("handled_by", "seal", "reviewed_by", "deputy_signature"):
        assert parts[name].lines == ()
        assert parts[name].place.height >= measures.SIGNED_PITCH


@pytest.mark.parametrize("length", [0, 10, 400, 900, 3000, 10_000])
def test_every_word_of_the_handling_is_printed_once_and_in_order(
    length: int, template: Template, record: Record, shelf: FontShelf
) -> None:
    handling = "".join(f"第{number}句说明办理的情况，" + ("\n" if number % 9 == 0 else "") for number in range(length // 12))
    answers = {**record.answers, "handling": handling}
    layout = lay_out(template, answers, shelf)
    sheet = [page for page in layout.pages if page.kind is PageKind.SHEET]
    more = [page for page in layout.pages if page.kind is PageKind.CONTINUATION]
    part = parts_of(sheet)["handling"]
    here = text_of(line for line in part.lines if line.role is FontRole.BODY)
    there = "".join(text_of(below_the_rule(page)) for page in more)
    assert squeezed(here) == squeezed(handling[: part.taken])
    assert squeezed(handling[part.taken :] if part.taken is not None else "") == squeezed(there)
    assert bool(more) is (part.overflow > 0) is ("handling" in layout.overflow)
    assert bool(more) is text_of(part.lines).endswith("（接续页）")
    if more:
        assert text_of(more[-1].lines).startswith(f"续页 {len(more)}标  题：关于对2022年")
        assert "提出人：周菁菁" in text_of(more[-1].lines)
        assert "办理情况（续）：" in text_of(more[-1].lines)


def test_two_long_answers_share_the_room_and_both_go_on(template: Template, record: Record, shelf: FontShelf) -> None:
    answers = {**record.answers, "review_opinion": "同意。" * 800, "deputy_comments": "希望加快。" * 700, "phone": "1" * 300}
    layout = lay_out(template, answers, shelf)
    assert set(layout.overflow) == {"review_opinion", "deputy_comments"}
    assert squeezed(whole_text(layout.pages)).count("希望加快。") >= 690


def test_a_very_long_title_moves_the_rows_below_to_another_page(template: Template, record: Record, shelf: FontShelf) -> None:
    title = "关于".ljust(499, "治") + "理"
    layout = lay_out(template, {**record.answers, "title": title}, shelf)
    sheet = [page for page in layout.pages if page.kind is PageKind.SHEET]
    assert len(sheet) == 3
    assert title in whole_text(sheet)
    assert_no_overlap(layout.pages)


def test_a_title_longer_than_a_page_goes_on_too(template: Template, record: Record, shelf: FontShelf) -> None:
    title = "建" * 5000
    layout = lay_out(template, {**record.answers, "title": title}, shelf)
    bodies = [page.lines for page in layout.pages if page.kind is PageKind.CONTINUATION]
    printed = text_of(line for part in [parts_of(layout.pages)["title"]] for line in part.lines if line.role is FontRole.BODY)
    printed += text_of(line for lines in bodies for line in lines if line.role is FontRole.BODY)
    assert layout.overflow["title"] > 1
    assert printed.count("建") >= 5000
    assert_no_overlap(layout.pages)


def test_twenty_proposers_are_all_printed(template: Template, record: Record, shelf: FontShelf) -> None:
    names = tuple(f"代表{char}" for char in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉")
    part = parts_of(lay_out_grid(template, {**record.answers, "proposer": names}, shelf))["proposer"]
    assert text_of(part.lines) == "、".join(names)
    assert part.overflow == 0


def test_another_paper_is_set_by_the_same_code(street_letter: Template, shelf: FontShelf) -> None:
    answers: Mapping[str, Value] = {"subject": "噪音", "writers": ("王某",), "answer": "已处理。\n" * 400, "result": "done"}
    layout = lay_out(street_letter, answers, shelf)
    assert text_of(layout.pages[0].lines) == "居民来信办理单"
    assert layout.pages[0].lines[0].baseline < min(cell.rect.y for cell in layout.pages[0].cells)
    assert layout.pages[1].kind is PageKind.CONTINUATION
    assert text_of(layout.pages[1].lines).startswith("续页 1来信主题：噪音来信人：王某答复内容（续）：")
    assert_no_overlap(layout.pages)


def test_rows_higher_than_a_page_are_cut_to_it(shelf: FontShelf) -> None:
    tall = read_template(TALL.encode(), "tall/sheet.toml")
    layout = lay_out(tall, {"note": "很长。" * 2000, "subject": "很长" * 2000}, shelf)
    block = text_block(tall.paper)
    assert max(cell.rect.bottom for cell in layout.pages[0].cells) <= block.bottom + 0.01
    assert set(layout.overflow) == {"note", "subject"}


def assert_no_overlap(pages: Iterable[Page]) -> None:
    for page in pages:
        rects = [cell.rect for cell in page.cells]
        for number, one in enumerate(rects):
            for other in rects[number + 1 :]:
                apart = one.right <= other.x + 0.01 or other.right <= one.x + 0.01
                assert apart or one.bottom <= other.y + 0.01 or other.bottom <= one.y + 0.01
        for cell in page.cells:
            for line in (line for part in cell.parts for line in (*part.label, *part.lines)):
                assert cell.rect.y <= line.baseline <= cell.rect.bottom + 0.01


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    answers=st.dictionaries(
        st.sampled_from(
            ["title", "handling", "phone", "review_opinion", "deputy_comments", "reply", "reply_title", "handled_on"]
        ),
        st.text(st.sampled_from("的一，。（）“”a1 \n\u3000—…😀《》"), min_size=1, max_size=3000),
    )
)
def test_whatever_is_typed_stands_inside_its_cell(answers: dict[str, str], template: Template) -> None:
    layout = lay_out(template, answers, FontShelf.bundled())
    assert_no_overlap(layout.pages)
    assert [page.number for page in layout.pages] == list(range(1, len(layout.pages) + 1))
    printed = squeezed(whole_text(layout.pages))
    for value in answers.values():
        assert len(printed) >= len(squeezed(value))
