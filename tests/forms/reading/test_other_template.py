"""A template of quite other labels is read with no line of Python."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from forms.fields import Value
from forms.reading import read_file
from forms.template import Template

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
