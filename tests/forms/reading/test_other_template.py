"""A template of quite other labels is read with no line of Python."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forms.fields import Value
from forms.reading import read_file
from forms.template import Template
from forms.template_file import read_template

Paper = Callable[..., bytes]

TEXT = """某街道回访单
事由\t路灯不亮
办结\t未办结\t部分办结
\t√\t
回访意见：
已经看过
修得很快
日期：2023年5月6日
张三同志代表：
谢谢。
"""


def test_its_text(tiny: Template) -> None:
    reading = read_file("a.txt", TEXT.encode(), tiny)
    assert reading.answers == {
        "subject": "路灯不亮",
        "result": "no",
        "said": "已经看过\n修得很快",
        "visited_on": "2023-05-06",
        "letter": "张三同志代表：\n谢谢。",
    }
    assert reading.remainder == ""
    told = reading.warned("marks_from_file")
    assert told is not None and told["labels"] == ("回访意见",)


@pytest.mark.parametrize("result", ["yes", "no", "part"])
def test_its_table(result: str, paper: Paper, tiny: Template) -> None:
    answers: dict[str, Value] = {"subject": "路灯", "result": result, "visited_on": "2023-05-06", "said": "好\n很好"}
    reading = read_file("a.docx", paper(tiny, answers, ["张三代表：", "正文。"]), tiny)
    assert reading.answers == {**answers, "letter": "张三代表：\n正文。"}
    assert reading.remainder == ""


def test_a_letter_fills_only_the_fields_that_it_has(tiny: Template) -> None:
    text = "关于关于路灯的建议的答复\n张三代表：\n您在市十五届人大五次会议上提出的第012号建议收悉。\n正文。"
    reading = read_file("a.txt", text.encode(), tiny)
    assert list(reading.answers) == ["letter"]
    assert reading.remainder == "关于关于路灯的建议的答复"


def test_what_is_neither_sheet_nor_letter_is_left_over_whole(tiny: Template) -> None:
    reading = read_file("a.txt", "今天天气很好。\n\n明天也好。".encode(), tiny)
    assert (reading.answers, reading.remainder) == ({}, "今天天气很好。\n明天也好。")
    assert reading.warned("not_recognised") == {}


PLAIN = """
id = "plain"
version = 1
name = "签收单"
[[fields]]
name = "receipt"
kind = "number"
label = "收文号"
role = "clerk"
[[fields]]
name = "note"
kind = "text"
label = "备注"
role = "clerk"
[[grid]]
cells = [{ text = "★收文号：", field = "receipt" }]
[[grid]]
cells = [{ text = "（二）备  注", span = 3 }, { field = "note", span = 9 }]
[[copies]]
recipient = "本单位"
purpose = "存"
"""


@pytest.fixture
def plain() -> Template:
    """A sheet without a reply."""
    return read_template(PLAIN.encode(), "plain")


@pytest.mark.parametrize(
    ("text", "answers", "left"),
    [
        ("★收文号：第012号\n(二)备注\t急件", {"receipt": "012", "note": "急件"}, ""),
        ("收文号：012\n备注\n\n急件\n\n再说", {"receipt": "012", "note": "急件"}, "再说"),
        ("★收文号：暂无\n备注\t急件", {"note": "急件"}, "★收文号：暂无"),
        ("★收★文号：012\n备注\t急件", {"receipt": "012", "note": "急件"}, "★"),
        ("张三代表：\n正文。\n", {}, "张三代表：\n正文。"),
        ("备注\t急件\n", {"note": "急件"}, ""),
    ],
)
def test_a_sheet_without_a_reply(text: str, answers: dict[str, Value], left: str, plain: Template) -> None:
    reading = read_file("a.txt", text.encode(), plain)
    assert (dict(reading.answers), reading.remainder) == (answers, left)


def test_an_answer_that_its_field_refuses_is_told(plain: Template) -> None:
    told = read_file("a.txt", "收文号：暂无\n备注\t急件".encode(), plain).warned("answer_refused")
    assert told == {"field": "receipt", "label": "收文号", "value": "暂无"}


def test_what_stands_aside_between_the_lines_of_a_label_is_kept(word: Callable[..., bytes], plain: Template) -> None:
    def p(text: str, hidden: str = "") -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>{hidden}</w:t></w:r></w:p>"

    reading = read_file("a.docx", word(p("★收", "藏") + p("文号：7") + p("备注") + p("急件")), plain)
    assert (dict(reading.answers), reading.remainder) == ({"receipt": "7", "note": "急件"}, "藏")


def test_reply_styles_in_a_file_for_a_sheet_without_a_reply(word: Callable[..., bytes], plain: Template) -> None:
    def p(text: str, style: str = "") -> str:
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'

    body = p("★收文号：7") + p("备注") + p("急") + p("二", "Continuation-receipt") + p("件", "ContinuationRest-note")
    reading = read_file("a.docx", word(body + p("", "ReplyBlank") + p("题", "ReplyTitle") + p("文", "ReplyBody")), plain)
    assert (dict(reading.answers), reading.remainder) == ({"receipt": "7", "note": "急件"}, "二\n题\n文")
