"""Titles fall into lines of like length and never leave a character alone."""

from __future__ import annotations

import pytest

from forms.typesetting.fonts import FontShelf
from forms.typesetting.titles import break_title

WIDTH = 156 * 72 / 25.4


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("", []),
        ("关于加强社区养老服务的答复意见", ["关于加强社区养老服务的答复意见"]),
        (
            "关于进一步加强老旧小区物业管理和停车设施建设的答复意见",
            ["关于进一步加强老旧小区物业", "管理和停车设施建设的答复意见"],
        ),
        (
            "《关于完善居家养老服务，提升社区医疗水平的建议》的答复意见",
            ["《关于完善居家养老服务，", "提升社区医疗水平的建议》的答复意见"],
        ),
    ],
)
def test_a_title_is_broken_at_sense(title: str, lines: list[str], shelf: FontShelf) -> None:
    assert [line.text for line in break_title(title, WIDTH, shelf)] == lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "《关于对2022年居、村委防疫抗疫工作进行工作总结、经验交流、提练，提升全区基层治理能力水平的建议》的答复意见",
            [
                "《关于对2022年居、村委防疫抗疫工作",
                "进行工作总结、经验交流、提练，提升全区",
                "基层治理能力水平的建议》的答复意见",
            ],
        ),
        ("弥勒市民政局关于市人大代表建议第200号答复的函", ["弥勒市民政局关于市人大", "代表建议第200号答复的函"]),
        (
            "对上海市第十五届人民代表大会第五次会议第0238号代表建议的答复",
            ["对上海市第十五届人民代表大会", "第五次会议第0238号代表建议的答复"],
        ),
        ("《关于瓦草冲建老年活动室的建议》的答复意见", ["《关于瓦草冲建老年", "活动室的建议》的答复意见"]),
    ],
)
def test_real_titles_have_a_shape_and_whole_words(title: str, lines: list[str], shelf: FontShelf) -> None:
    assert [line.text for line in break_title(title, WIDTH, shelf)] == lines


@pytest.mark.parametrize("length", range(18, 75))
def test_no_character_is_left_alone(length: int, shelf: FontShelf) -> None:
    title = ("关于推进城区河道综合整治与沿岸绿化步道贯通工程的" * 4)[: length - 2] + "建议"
    lines = break_title(title, WIDTH, shelf)
    assert "".join(line.text for line in lines) == title
    assert len(lines) == 1 or min(len(line.text) for line in lines) > 5


@pytest.mark.parametrize("title", ["一" * 500, "a" * 500, "网址" + "b" * 60, "关于，" * 2000])
def test_a_title_without_end_is_set_whole(title: str, shelf: FontShelf) -> None:
    lines = break_title(title, WIDTH, shelf)
    assert "".join(line.text for line in lines) == title
    assert all(line.width <= WIDTH + 0.01 for line in lines)
