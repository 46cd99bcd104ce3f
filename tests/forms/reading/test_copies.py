"""A file with several copies of one sheet is read once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from forms.fields import Value
from forms.reading import Reading, read_file
from forms.template import Template

Paper = Callable[..., bytes]

ANSWERS: dict[str, Value] = {
    "title": "关于养老的建议",
    "proposer": ("张三",),
    "outcome": "solved",
    "handling": "张三代表，您好！",
}
REPLY = ["《关于养老的建议》的答复意见", "张三代表：", "正文。"]


def test_four_copies_are_read_as_one(paper: Paper, template: Template) -> None:
    one, four = (read_file("a.docx", paper(template, ANSWERS, REPLY, times=times), template) for times in (1, 4))
    assert four == one
    assert four.answers["reply"] == "张三代表：\n正文。"


def test_labels_that_a_reply_quotes_begin_no_copy(real: Callable[[str], Path], read: Callable[[str], Reading]) -> None:
    text = real("baoshan_068.txt").read_text(encoding="utf-8").rstrip()
    reading = read(text + "\n今后的表须填：\n标  题\n提出人\n办理情况：\n三项。\n")
    assert str(reading.answers["reply"]).endswith("标  题\n提出人\n办理情况：\n三项。")
    assert (reading.remainder, reading.warnings) == ("", ())


def test_copies_with_a_heading_above_each(paper: Paper, tiny: Template) -> None:
    answers = {"subject": "路灯", "result": "part", "said": "满意"}
    one, two = (read_file("a.docx", paper(tiny, answers, ["李四代表：", "正文。"], times=times), tiny) for times in (1, 2))
    assert two == one
    assert two.answers == {**answers, "letter": "李四代表：\n正文。"}


def test_copies_in_a_text(real: Callable[[str], Path], read: Callable[[str], Reading]) -> None:
    text = real("baoshan_068.txt").read_text(encoding="utf-8")
    assert read("第1份，共2份 · 承办单位存\n" + text + "\n第2份，共2份 · 送意见提出人\n" + text) == read(text)


@pytest.mark.parametrize(
    ("old", "new", "field", "left"),
    [
        ("\t周菁菁\n", "\t周菁\n", "proposer", "提出人：周菁"),
        ("\t正在研究\n\t\n", "\t正在研究\n\t√\n", "outcome", "：建议性意见·正在研究"),
        ("年    月    日\n\n\t请您", "2023年5月6日\n\n\t请您", "reviewed_on", "审核日期：2023年5月6日"),
    ],
)
def test_what_differs_in_another_copy_is_left_over(
    old: str, new: str, field: str, left: str, real: Callable[[str], Path], read: Callable[[str], Reading]
) -> None:
    text = real("baoshan_068.txt").read_text(encoding="utf-8")
    reading = read(text + "\n" + text.replace(old, new))
    assert dict(reading.answers) == dict(read(text).answers)
    assert reading.remainder.endswith(left) and "\n" not in reading.remainder
    told = reading.warned("copies_differ")
    assert told is not None and told["fields"] == (field,) and told["copies"] == 2


def test_a_stray_line_of_another_copy_is_left_over(real: Callable[[str], Path], read: Callable[[str], Reading]) -> None:
    text = real("baoshan_068.txt").read_text(encoding="utf-8")
    reading = read(text + "\n" + text.replace("说明：1", "退回请盖章\n说明：1"))
    assert reading.remainder == "退回请盖章"
    assert reading.warned("unplaced_text") == {"lines": 1}


def test_a_label_quoted_in_the_reply_begins_no_copy(real: Callable[[str], Path], read: Callable[[str], Reading]) -> None:
    text = real("baoshan_068.txt").read_text(encoding="utf-8") + "\n标  题\n提出人\n"
    assert str(read(text).answers["reply"]).endswith("标  题\n提出人")
