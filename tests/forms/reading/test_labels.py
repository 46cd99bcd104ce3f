"""Labels are found whatever a file did to their spaces, widths, numbers and line ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from forms.reading import Reading

CHANGES: dict[str, Callable[[str], str]] = {
    "no spaces inside labels": lambda text: text.replace("标  题", "标题").replace("意  见", "意见").replace("具  体", "具体"),
    "full-width spaces": lambda text: text.replace("标  题", "标　题").replace("年    月    日", "年　　月　　日"),
    "spaces that do not break": lambda text: text.replace("标  题", "标\u00a0\u00a0题"),
    "half-width punctuation": lambda text: text.replace("：\n", ":\n").replace("说明：", "说明:").replace("（请在", "(请在"),
    "half-width brackets": lambda text: text.replace("表示）", "表示)").replace("“√”", '"√"'),
    "a colon behind every label": lambda text: text.replace("标  题", "标题：").replace("提出人\n", "提出人：\n"),
    "no colons": lambda text: text.replace("：\n", "\n"),
    "other numbers in the notes": lambda text: text.replace("说明：1.", "说明：\n（1）").replace("\n2. 代表", "\n２、代表"),
    "labels on one line": lambda text: text.replace("建议性\n意  见", "建议性意见").replace("操作性\n意  见", "操作性意见"),
    "a letter a line": lambda text: text.replace("提出人\n", "提\n出\n人\n"),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "line ends of Word": lambda text: text.replace("承办单位盖章：\n", "承办单位盖章：\x0b"),
    "no blank lines": lambda text: re.sub(r"\n\n+", "\n", text),
    "twice the blank lines": lambda text: text.replace("\n\n", "\n\n\n\n"),
    "no tabs": lambda text: text.replace("\t", ""),
    "cell marks of Word": lambda text: text.replace("\n\t", "\x07\n\t"),
    "line ends inside cells": lambda text: text.replace("\n\t已采纳\n\t\n", "\t已采纳\t\n"),
    "a row a line": lambda text: text.replace("标  题\n\t", "标  题\t").replace("提出人\n\t", "提出人\t"),
    "field codes": lambda text: text.replace("提出人", "提出\x13 PAGE \\* MERGEFORMAT \x14\x15人").replace(
        "联系", "{ PAGE }联系"
    ),
    "more bookmarks": lambda text: text.replace("周菁菁\n", "[bookmark: OLE_LINK1]周菁菁\n"),
    "signature and telephone on one line": lambda text: text.replace("经办人签名：\n联系", "经办人签名：        联系"),
    "page numbers and marks of the copy": lambda text: (
        "第1份，共4份 · 承办单位存\n" + text.replace("\n\t承办", "\n— 1 —\n\t承办")
    ),
    "a mark of the byte order": lambda text: "\ufeff" + text,
    "the name of the sheet above it": lambda text: text,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_same_sheet_is_read(
    change: Callable[[str], str], read: Callable[[str], Reading], real: Callable[[str], Path]
) -> None:
    text = real("baoshan_068.txt").read_text(encoding="utf-8")
    assert read(change(text)) == read(text)


def test_a_heading_that_the_template_does_not_print_is_left_over(
    read: Callable[[str], Reading], real: Callable[[str], Path]
) -> None:
    text = real("baoshan_068.txt").read_text(encoding="utf-8")
    reading = read("上海市宝山区人民政府\n" + text)
    assert reading.remainder == "上海市宝山区人民政府"
    assert reading.warned("unplaced_text") == {"lines": 1}


def test_a_case_detail_above_the_sheet_is_taken(read: Callable[[str], Reading], real: Callable[[str], Path]) -> None:
    text = real("baoshan_068.txt").read_text(encoding="utf-8")
    reading = read("建议编号：0068\n交办日期：2023年2月20日\n" + text)
    assert reading.answers["number"] == "0068"
    assert reading.answers["assigned_on"] == "2023-02-20"
    assert reading.remainder == ""


def test_a_reply_without_the_usual_title_is_found_by_its_salutation(
    read: Callable[[str], Reading], real: Callable[[str], Path]
) -> None:
    text = real("baoshan_068.txt").read_text(encoding="utf-8")
    reading = read(re.sub(r"《[^》]*》的答复意见\n", "宝山区民政局关于区九届人大三次会议第068号建议的复函\n", text))
    assert reading.answers["reply_title"] == "宝山区民政局关于区九届人大三次会议第068号建议的复函"
    assert str(reading.answers["reply"]).startswith("周菁菁代表，您好！您在")
    assert reading.remainder == ""


def test_titles_that_differ_are_told(read: Callable[[str], Reading], real: Callable[[str], Path]) -> None:
    text = real("baoshan_068.txt").read_text(encoding="utf-8")
    reading = read(re.sub(r"提练(?=[^《]*》的答复意见)", "提炼", text))
    told = reading.warned("titles_differ")
    assert told is not None and "提练" in str(told["sheet"]) and "提炼" in str(told["reply"])


def test_what_is_typed_for_a_signature_is_left_over_with_its_label(
    read: Callable[[str], Reading], real: Callable[[str], Path]
) -> None:
    text = real("baoshan_068.txt").read_text(encoding="utf-8")
    reading = read(text.replace("经办人签名：", "经办人签名：王五").replace("代表签名：", "代表签名：周菁菁"))
    assert reading.remainder == "经办人签名：王五\n代表签名：周菁菁"
    marks = reading.warned("marks_from_file")
    assert marks is not None and marks["fields"] == ("deputy_signature",)
