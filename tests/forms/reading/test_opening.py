"""What the opening of a reply tells: salutation, title, number, session, document number."""

from __future__ import annotations

import pytest

from forms.reading.opening import document_number_in, is_heading, number_in, salutation, session_in, title_in


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("周菁菁代表，您好！您在……", ("周菁菁",)),
        ("王玉书、薛维功、韩芳代表:", ("王玉书", "薛维功", "韩芳")),
        ("尊敬的李　明代表：", ("李明",)),
        ("王玉书 薛维功 韩芳代表：", ("王玉书", "薛维功", "韩芳")),
        ("张三代表、李四代表：", ("张三", "李四")),
        ("张三等5位代表：", ("张三",)),
        ("张三、李四等十三名市人大代表：", ("张三", "李四")),
        ("张三，李四代表：", ("张三", "李四")),
        ("    张三委员：", ("张三",)),
        ("各位代表：", ()),
        ("请代表帮助进行宣传。", None),
        ("代表可以当面向承办单位反馈办理结果，也可以寄送", None),
        ("发布机构：区人大代表工作委员会", None),
    ],
)
def test_salutation(line: str, names: tuple[str, ...] | None) -> None:
    assert salutation(line) == names


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("您提出的《关于落实《条例》的建议》收悉", "关于落实《条例》的建议"),
        ("你提出的“关于加固河堤”的建议", "关于加固河堤"),
        ('你提出的"关于加固河堤的建议"收悉', "关于加固河堤的建议"),
        ("您提出的《加快旧改》收悉", "加快旧改"),
        ("关于关于加固河堤的建议的答复", "关于加固河堤的建议"),
        ("根据《农村供水规划》，", None),
        ("《关于没有收尾", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert title_in(text) == title


@pytest.mark.parametrize(
    ("texts", "number", "others"),
    [
        (["现将068号人大建议办理情况"], "068", ()),
        (["关于市人大代表建议第200号答复的函"], "200", ()),
        (["第0238号代表建议的答复情况"], "0238", ()),
        (["第８号议事原案"], "8", ()),
        (["对第91号建议的答复", "第091号代表建议"], "091", ()),
        (["第12号建议", "第13号建议"], "12", ("13",)),
        (["（沪府办规〔2022〕5号）要求落实建议"], None, ()),
        (["世纪大道第100号"], None, ()),
    ],
)
def test_number(texts: list[str], number: str | None, others: tuple[str, ...]) -> None:
    assert number_in(texts) == (number, others)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("您在宝山区第九次人民代表大会第三次会议上提出", ("宝山区第九次人民代表大会", "第三次会议")),
        ("市十五届人大五次会议第0238号", ("市十五届人大", "五次会议")),
        ("对县十六届人大一次会议第3号建议", ("县十六届人大", "一次会议")),
        ("在政协上海市第十四届委员会第二次会议期间", ("政协上海市第十四届委员会", "第二次会议")),
        ("你在人代会上提出的", None),
    ],
)
def test_session(text: str, told: tuple[str, str] | None) -> None:
    assert session_in(text) == told


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("- 文号弥民函〔2017〕14号", "弥民函〔2017〕14号"),
        ("发文字号：宝民[2023]12号", "宝民[2023]12号"),
        ("宝民（2023）第12号", "宝民（2023）第12号"),
        ("二〇二三年", None),
    ],
)
def test_document_number(text: str, number: str | None) -> None:
    assert document_number_in(text) == number


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("关于对第3号建议的答复(水利局)", True),
        ("《关于加固河堤的建议》的答复意见", True),
        ("弥勒市民政局关于建议第200号答复的函", True),
        ("答复情况如下:", False),
        ("现将办理情况答复如下。", False),
        ("发布日期:2013", False),
    ],
)
def test_heading(line: str, heading: bool) -> None:
    assert is_heading(line) is heading
