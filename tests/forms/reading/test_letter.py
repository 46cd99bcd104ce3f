"""Letters in the shapes in which they are sent and published, with and without a sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from forms.reading import Reading, read_file
from forms.template import Template

TITLE = "《关于对2022年居、村委防疫抗疫工作进行工作总结、经验交流、提练，提升全区基层治理能力水平的建议》的答复意见"
Read = Callable[[str], Reading]


def test_a_heading_broken_over_lines_is_one_title(read: Read) -> None:
    reading = read("宝山区民政局\n\n关于区九届人大三次会议\n第068号代表建议\n的答复\n\n周菁菁代表：\n    正文。")
    assert reading.answers["reply_title"] == "关于区九届人大三次会议第068号代表建议的答复"
    assert (reading.answers["number"], reading.answers["reply"]) == ("068", "周菁菁代表：\n正文。")
    assert reading.remainder == "宝山区民政局"


def test_lines_that_do_not_stand_together_are_no_heading(read: Read) -> None:
    reading = read("《工作简报》\n\n\n答复\n张三代表：\n正文。")
    assert (reading.answers["reply_title"], reading.remainder) == ("答复", "《工作简报》")


def test_a_letter_without_a_heading(read: Read) -> None:
    reading = read("张三、李四代表：\n你们提出的《关于路灯的建议》收悉。")
    assert reading.answers == {
        "title": "关于路灯的建议",
        "proposer": ("张三", "李四"),
        "reply": "张三、李四代表：\n你们提出的《关于路灯的建议》收悉。",
    }


def test_a_letter_to_everybody_names_nobody(read: Read) -> None:
    assert "proposer" not in read("各位代表：\n正文。").answers


def test_a_letter_whose_heading_is_like_the_pattern(read: Read) -> None:
    reading = read("《关于路灯的建议》的答复意见\n正文第一段。\n正文第二段。")
    assert reading.answers == {
        "title": "关于路灯的建议",
        "reply_title": "《关于路灯的建议》的答复意见",
        "reply": "正文第一段。\n正文第二段。",
    }


def test_a_heading_alone_is_no_reply(read: Read) -> None:
    reading = read("关于第12号建议的答复\n发文字号：宝民〔2023〕12号")
    assert reading.answers["document_number"] == "宝民〔2023〕12号"
    assert reading.answers["reply_title"] == "关于第12号建议的答复"


def test_a_detail_that_is_none_stays_in_the_remainder(read: Read) -> None:
    reading = read("交办日期：2023年2月30日\n张三代表：\n正文。")
    assert ("assigned_on" in reading.answers, reading.remainder) == (False, "交办日期：2023年2月30日")


def test_numbers_that_differ_are_told(read: Read) -> None:
    reading = read("对第91号建议的答复\n张三代表：\n您提出的第091号建议和第92号建议收悉。")
    assert reading.answers["number"] == "091"
    assert reading.warned("numbers_differ") == {"number": "091", "others": ("92",)}


def test_a_letter_in_front_of_its_sheet(real: Callable[[str], Path], read: Read) -> None:
    text = real("baoshan_068.txt").read_text(encoding="utf-8")
    start = text.index(
        "《关于对2022年居、村委防疫抗疫工作进行工作总结、经验交流、提练，提升全区基层治理能力水平的建议》的答复意见"
    )
    sheet, reply = text[:start].strip("\n "), text[start:].strip()
    reading = read(f"{reply}\n\n{sheet}")
    assert dict(reading.answers) == dict(read(text).answers)
    assert reading.remainder == ""


def test_a_letter_of_another_heading_in_front_of_its_sheet(real: Callable[[str], Path], read: Read) -> None:
    text = real("baoshan_068.txt").read_text(encoding="utf-8")
    sheet = text[
        : text.index(
            "《关于对2022年居、村委防疫抗疫工作进行工作总结、经验交流、提练，提升全区基层治理能力水平的建议》的答复意见"
        )
    ]
    reading = read(f"宝民函〔2023〕6号\n关于第068号建议的复函\n周菁菁代表：\n正文。\n{sheet}")
    assert reading.answers["reply_title"] == "关于第068号建议的复函"
    assert reading.answers["reply"] == "周菁菁代表：\n正文。"
    assert reading.answers["document_number"] == "宝民函〔2023〕6号"
    assert reading.remainder == "宝民函〔2023〕6号"


def test_a_letter_as_docx(word: Callable[..., bytes], template: Template) -> None:
    lines = ["关于第012号建议的答复", "张三代表：", "您提出的“关于路灯的建议”收悉。"]
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    reading = read_file("a.docx", word(body), template)
    assert (reading.answers["number"], reading.answers["title"]) == ("012", "关于路灯的建议")
    assert reading.answers["proposer"] == ("张三",)


def test_endless_quotes_and_spaces_take_no_time(read: Read) -> None:
    endless = ["《关于" * 100_000, "第1号" * 100_000, "x" + " " * 300_000 + "年", "\x13" * 300_000 + "x", "满意 " * 100_000]
    for text in endless:
        assert read(f"张三代表：\n{text}").answers["proposer"] == ("张三",)
