"""Lines begin and end as Chinese lines may, nothing is lost, nothing is too wide."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forms.text import clean
from forms.typesetting.breaking import break_at, break_lines, unit_ends
from forms.typesetting.characters import CLOSING, OPENING, classes
from forms.typesetting.faces import FontRole
from forms.typesetting.fonts import FontShelf

NO_START = set("，。、；：？！）》〉」』】〕”’…—％℃")
NO_END = set("（《〈「『【〔“‘")
SIZE = 16.0

chinese = st.text(
    st.sampled_from(
        "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
        "，。、；：？！（）《》〈〉「」『』【】〔〕“”‘’…—％℃·第号万元0123456789abcXYZ.,:;/-+%()\"'￥ \u3000𬭎😀e\u0301"
    ),
    max_size=300,
)


def lines_of(text: str, shelf: FontShelf, width: float = 8 * SIZE, **more: float) -> list[str]:
    return [line.text for line in break_lines(text, width, SIZE, FontRole.BODY, shelf, **more)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("八个字一行正好。", ["八个字一行正好。"]),
        ("八个字一行还多了。", ["八个字一行还多", "了。"]),
        ("前面七个字的话（括号里）", ["前面七个字的话", "（括号里）"]),
        ("连着的几个标记》）。”后面", ["连着的几个标", "记》）。”后面"]),
        ("一二三四五六七——完", ["一二三四五六", "七——完"]),
        ("一二三四五六七……完", ["一二三四五六", "七……完"]),
        ("总共补助资金12.5万元", ["总共补助资金", "12.5万元"]),
        ("本年增长了整整50%左右", ["本年增长了整整", "50%左右"]),
        ("文号是沪府办〔2022〕5号", ["文号是沪府办", "〔2022〕5号"]),
        ("气温是零下几度呢-5℃", ["气温是零下几度呢", "-5℃"]),
        ("他说的就是第068号建议", ["他说的就是", "第068号建议"]),
        ("请各位看Windows系统", ["请各位看", "Windows系统"]),
        ("一二三四五六七八　　九", ["一二三四五六七八　　", "九"]),
        ("一二三四五六七八 九", ["一二三四五六七八 ", "九"]),
        ('他们都说了一句"好的"呀', ["他们都说了一句", '"好的"呀']),
        ("两段\n文字", ["两段", "文字"]),
        ("工作时间超过了4小时的", ["工作时间超过了", "4小时的"]),
        ("请在收到后的3个工作日内", ["请在收到后的", "3个工作日内"]),
        ("月平均薪酬9395元/月左右", ["月平均薪酬", "9395元/月左右"]),
        ("共发动了志愿12.3万抗疫", ["共发动了志愿", "12.3万抗疫"]),
        ("补助每人每天150元的", ["补助每人每天", "150元的"]),
        ("已于今年2022年3月28日", ["已于今年2022年", "3月28日"]),
        ("自２０２２年起共１２万户", ["自２０２２年起共", "１２万户"]),
        ("网址和信箱为zs@a.gov.cn", ["网址和信箱为", "zs@a.gov.cn"]),
        ("一是加强领导和管理（一）", ["一是加强领导和管", "理（一）"]),
        ("电话是021-56789012", ["电话是", "021-56789012"]),
        ("详见<若干措施>的通知", ["详见<若干措施>", "的通知"]),
    ],
)
def test_lines_end_where_a_chinese_line_may_end(text: str, lines: list[str], shelf: FontShelf) -> None:
    assert lines_of(text, shelf) == lines


def test_a_word_wider_than_the_line_is_broken_and_still_complete(shelf: FontShelf) -> None:
    address = "https://www.shbsq.gov.cn/shbs/bsdt/20230506/375911.html?from=reply&copy=4"
    lines = lines_of(f"网址：{address}。", shelf)
    assert len(lines) > 4
    assert "".join(lines) == f"网址：{address}。"


def test_a_long_address_is_broken_behind_its_strokes(shelf: FontShelf) -> None:
    lines = lines_of("https://www.shbsq.gov.cn/shbs/bsdt/20230506/375911.html", shelf, width=12 * SIZE)
    assert lines == ["https://www.shbsq.gov.", "cn/shbs/bsdt/20230506/", "375911.html"]


@pytest.mark.parametrize("char", ["，", "（", "a", "一", "😀", "—", " ", "\u0301"])
def test_a_run_of_one_character_is_set_without_end(char: str, shelf: FontShelf) -> None:
    text = char * 500
    assert "".join(lines_of(text, shelf)) == text


def test_a_line_narrower_than_a_character_still_takes_one(shelf: FontShelf) -> None:
    assert lines_of("一二三", shelf, width=5) == ["一", "二", "三"]


@given(text=chinese, width=st.floats(2 * SIZE, 30 * SIZE), indent=st.sampled_from([0.0, 2 * SIZE]))
@example(text="（（（（（（", width=2 * SIZE, indent=0.0)
@example(text="，，，，，，", width=2 * SIZE, indent=2 * SIZE)
@example(text="\u3000" * 40 + "年", width=3 * SIZE, indent=0.0)
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: float, indent: float) -> None:
    shelf = FontShelf.bundled()
    lines = break_lines(text, width, SIZE, FontRole.BODY, shelf, indent=indent)
    assert "".join(line.text for line in lines) == text
    for line in lines:
        assert line.start == sum(len(before.text) for before in lines[: lines.index(line)])
        natural = shelf.width(line.text.rstrip(" \u3000"), FontRole.BODY, SIZE)
        spread = line.spacing * max(0, len(line.text.rstrip(" \u3000")) - 1)
        if len(line.text.strip()) > 1:
            assert line.indent + natural + spread <= width + 0.01


@given(text=chinese, width=st.floats(12 * SIZE, 30 * SIZE))
def test_no_line_begins_or_ends_with_a_forbidden_mark(text: str, width: float) -> None:
    shelf = FontShelf.bundled()
    lines = lines_of(text, shelf, width)
    ends = {0, *unit_ends(text)}
    start = 0
    for line, following in pairwise(lines):
        start += len(line)
        if start in ends:  # elsewhere a unit wider than the line was broken inside
            assert following[0] not in NO_START
            assert line.rstrip(" \u3000")[-1:] not in NO_END


def test_the_real_replies_break_well(real: Callable[[str], Path], shelf: FontShelf) -> None:
    for name in ("baoshan_068", "shucheng_3_reply", "shucheng_8_joint_reply", "mile_200_reply", "shanghai_0238_published"):
        for paragraph in clean(real(f"{name}.txt").read_text("utf-8")).split("\n"):
            lines = lines_of(paragraph.strip(), shelf, width=28 * SIZE, indent=2 * SIZE)
            assert not any(line[0] in NO_START for line in lines[1:])
            assert not any(line[-1] in NO_END for line in lines[:-1])


def test_justified_lines_reach_the_edge_and_the_last_does_not(shelf: FontShelf) -> None:
    width = 10.5 * SIZE
    *full, last = break_lines("一二三四五六七八九十" * 3, width, SIZE, FontRole.BODY, shelf)
    assert [line.width for line in full] == [width] * len(full)
    assert last.spacing == 0
    assert last.last
    assert not full[0].last


def test_a_line_that_would_be_stretched_too_far_stays_ragged(shelf: FontShelf) -> None:
    first = break_lines("网址" + "a" * 13, 8 * SIZE, SIZE, FontRole.BODY, shelf)[0]
    assert (first.text, first.spacing) == ("网址", 0)


def test_a_tighter_grid_takes_28_characters_on_156_millimetres(shelf: FontShelf) -> None:
    width = 156 * 72 / 25.4
    lines = break_lines("字" * 56, width, SIZE, FontRole.BODY, shelf, tracking=width / 28 - SIZE)
    assert [len(line.text) for line in lines] == [28, 28]


def test_lines_may_be_broken_by_another_at_the_places_allowed(shelf: FontShelf) -> None:
    text = "关于加强管理的建议"
    assert [line.text for line in break_at(text, [4], 99, SIZE, FontRole.BODY, shelf)] == ["关于加强", "管理的建议"]


def test_the_marks_of_the_standard_are_all_known() -> None:
    assert NO_START <= CLOSING
    assert NO_END <= OPENING
    assert classes("〔（，a1年第 一\u0301é") == "XOCLNUKSHML"


def test_a_hundred_thousand_characters_are_broken_in_time_that_grows_no_faster(shelf: FontShelf) -> None:
    text = ("各位代表，" + "1,234.5万元" + "（见附件）" + "a" * 50) * 1500
    assert len(text) > 100_000
    assert "".join(lines_of(text, shelf, width=28 * SIZE)) == text
