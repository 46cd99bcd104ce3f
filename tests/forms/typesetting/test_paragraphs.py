"""Headings by their numbers, salutations by their colon, everything else is text."""

from __future__ import annotations

import pytest

from forms.typesetting.closing import Place, list_mark, places
from forms.typesetting.paragraphs import ANNEX, Paragraph, heading_level, is_salutation, paragraphs


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("一、关于社区防疫工作总结", 1),
        ("十二、其他", 1),
        ("（一）加强领导", 2),
        ("(三)完善制度", 2),
        ("1.建立台账", 3),
        ("12．完善清单", 3),
        ("（1）登记", 4),
        ("一是及时总结经验亮点。", 0),
        ("1.5万元补贴已经发放", 0),
        ("（一）加强领导。成立专班，落实责任。", 0),
        ("一、" + "很" * 70, 0),
        ("普通的一句话", 0),
        ("附件", ANNEX),
        ("附 件2", ANNEX),
        ("附件一", ANNEX),
        ("附件：1.名单", 0),
        ("附件已寄出", 0),
    ],
)
def test_a_heading_is_known_by_its_number(line: str, level: int) -> None:
    assert heading_level(line) == level


@pytest.mark.parametrize(
    ("line", "run_in", "level"),
    [
        ("（一）加强领导。成立专班，落实责任。", "（一）加强领导。", 2),
        ("一、成立机构，组织保障。市民政局高度重视。", "一、成立机构，组织保障。", 1),
        ("（一）加强领导。", "", 0),
        ("1.建立台账。逐户登记。", "", 0),
        ("（一）" + "很长的一句话" * 9 + "。后面", "", 0),
        ("一是及时总结。开展调研。", "", 0),
    ],
)
def test_a_heading_on_the_line_of_its_text_ends_with_its_sentence(line: str, run_in: str, level: int) -> None:
    (found,) = paragraphs(line)
    assert (found.level, found.flush, line[: found.run_in], found.run_in_level) == (0, False, run_in, level)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("周菁菁代表：", True),
        ("王玉书、薛维功、王家传代表:", True),
        ("周菁菁代表，您好！", True),
        ("你们好：", True),
        ("周菁菁代表，您好！您提出的建议收悉，现回复如下:", False),
        ("现将有关情况答复如下：", False),
        ("感谢您的关心。", False),
    ],
)
def test_a_salutation_is_a_line_of_its_own(line: str, expected: bool) -> None:
    assert is_salutation(line) is expected


def test_only_the_first_line_addresses_somebody() -> None:
    text = "\n 周菁菁代表：\n　　收悉。 \n\n办理单位：\n"
    assert list(paragraphs(text)) == [
        Paragraph("周菁菁代表：", 2, flush=True),
        Paragraph("收悉。", 11),
        Paragraph("办理单位：", 17, empty=1),
    ]


def test_empty_lines_between_paragraphs_are_counted() -> None:
    text = "\n \n一\n二 \n\n　\n\n三\n四\n\n"
    assert [(each.text, each.empty) for each in paragraphs(text)] == [("一", 0), ("二", 0), ("三", 3), ("四", 0)]
    assert [each.empty for each in paragraphs(text, text.index("三") - 2)] == [0, 0]


def test_the_rest_of_a_paragraph_is_not_indented() -> None:
    text = "前一半，一、后一半\n下一段"
    assert list(paragraphs(text, 4)) == [Paragraph("一、后一半", 4, flush=True), Paragraph("下一段", 10)]
    assert list(paragraphs(text, 10)) == [Paragraph("下一段", 10)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["正文。", "宝山区民政局", "2023年5月6日"], [Place.TEXT, Place.UNIT, Place.DATE]),
        (
            ["正文。", "宝山区民政局", "二〇二三年五月六日", "（联系人：张三）"],
            [Place.TEXT, Place.UNIT, Place.DATE, Place.TEXT],
        ),
        (["正文结束。", "2023年5月6日"], [Place.TEXT, Place.DATE]),
        (["2023年5月6日"], [Place.TEXT]),
        (["2023年5月6日", "一", "二", "三", "四"], [Place.TEXT] * 5),
        ([], []),
        (
            [
                "正文。",
                "附件：1.名单",
                "2.标准",
                "民政局",
                "2023年5月6日",
                "（联系人：张三）",
                "附件1",
                "名单",
                "张三。",
                "附件2",
            ],
            [Place.TEXT, Place.LIST, Place.ITEM, Place.UNIT, Place.DATE, Place.TEXT, Place.TEXT, Place.ANNEX_TITLE]
            + [Place.TEXT] * 2,
        ),
        (["附件", "名单"], [Place.TEXT, Place.TEXT]),
        (["正文。", "附件：名单", "正文。", "1.要点"], [Place.TEXT, Place.LIST, Place.TEXT, Place.TEXT]),
    ],
)
def test_unit_and_date_close_a_letter(texts: list[str], expected: list[Place]) -> None:
    assert places(texts) == expected


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("附件：1.名单", ("附件：", "1.")),
        ("附件：名单", ("附件：", "")),
        ("2. 标准", ("", "2. ")),
        ("2.5万元", ("", "")),
    ],
)
def test_names_of_annexes_hang_behind_their_marks(text: str, marks: tuple[str, str]) -> None:
    assert list_mark(text) == marks
