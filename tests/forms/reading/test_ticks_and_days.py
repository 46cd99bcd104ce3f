"""Ticks and days of a sheet, as people write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from forms.reading import Reading


@pytest.fixture
def sheet(real: Callable[[str], Path]) -> str:
    return real("baoshan_068.txt").read_text(encoding="utf-8")


def behind(text: str, label: str, mark: str, nth: int = 1) -> str:
    """Put a mark into the empty cell behind the nth cell with this label."""
    parts = text.split(f"\t{label}\n\t\n")
    return f"\t{label}\n\t\n".join(parts[:nth]) + f"\t{label}\n\t{mark}\n" + f"\t{label}\n\t\n".join(parts[nth:])


@pytest.mark.parametrize("mark", [*"√✓✔☑✅■☒VvＶ", "\uf0fc", " √ ", "（√）", "√√"])
def test_every_usual_mark_is_a_tick(mark: str, sheet: str, read: Callable[[str], Reading]) -> None:
    reading = read(behind(sheet, "正在解决", mark))
    assert (reading.answers.get("outcome"), reading.remainder) == ("being_solved", "")


@pytest.mark.parametrize("mark", ["□", "☐", "○", " ", ""])
def test_an_empty_box_is_none(mark: str, sheet: str, read: Callable[[str], Reading]) -> None:
    reading = read(behind(sheet, "正在解决", mark))
    assert ("outcome" in reading.answers, reading.remainder) == (False, "")


def test_text_beside_a_tick_is_left_over(sheet: str, read: Callable[[str], Reading]) -> None:
    reading = read(behind(sheet, "已采纳", "√ 部分"))
    assert (reading.answers["outcome"], reading.remainder) == ("adopted", "承办单位对办理结果的分类：部分")


@pytest.mark.parametrize("mark", ["是", "1", "x", "对"])
def test_text_in_place_of_a_tick_is_left_over_with_its_question(mark: str, sheet: str, read: Callable[[str], Reading]) -> None:
    reading = read(behind(sheet, "已采纳", mark))
    assert ("outcome" in reading.answers, reading.remainder) == (False, f"承办单位对办理结果的分类：{mark}")
    assert reading.warned("unclear_tick") == {"field": "outcome", "label": "承办单位对办理结果的分类"}


def test_a_tick_is_not_guessed_where_more_boxes_than_expected_stand_in_no_row(
    sheet: str, read: Callable[[str], Reading]
) -> None:
    """In the text of a Word file as Word keeps it, cell marks end the rows too, and cannot be told from empty cells."""
    header = "主动公开\x07依申请公开\x07不公开\x07\x07全文公开\x07摘要公开\x07全文公开\x07摘要公开\x07\x07\x07"
    table = header + "\x07\x07√\x07\x07\x07\x07承办单位领导"
    start, stop = sheet.index("\t主动公开"), sheet.index("\t承办单位领导")
    reading = read(sheet[:start] + table + sheet[stop + len("\t承办单位领导") :])
    assert "disclosure" not in reading.answers and reading.remainder == "办理复文公开属性的分类：√"


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        (("\t正在研究\n\t\n", "\t正在研究√\n\t\n"), "outcome", "under_study"),
        (("\t正在研究\n\t\n", "\t√正在研究\n\t\n"), "outcome", "under_study"),
        (("\t正在研究\n\t\n", "\t正在研究（√）\n\t\n"), "outcome", "under_study"),
        (("\t已解决\n\t\n\t正在解决\n\t\n\t暂难解决\n\t\n", "□已解决 ☑正在解决 □暂难解决\n"), "outcome", "being_solved"),
        (("\t已解决\n\t\n\t正在解决\n\t\n\t暂难解决\n\t\n", "已解决□ 正在解决☑ 暂难解决□\n"), "outcome", "being_solved"),
        (("\t已解决\n\t\n\t正在解决\n\t\n\t暂难解决\n\t\n", "已解决\t\t正在解决\t√\t暂难解决\t\n"), "outcome", "being_solved"),
        (("\t\n\t\n\t\n\t\n\t\n", "\t\n\t\n\t√\n\t\n\t\n"), "disclosure", "on_request_full"),
        (("\t\n\t\n\t\n\t\n\t\n", "\t\n\t\n\t\n\t\n\t√\n"), "disclosure", "withheld"),
        (("\t\n\t\n\t\n\t\n\t\n", "\t√\t\t\t\n"), "disclosure", "proactive_summary"),
        (("\t不公开\n", "\t☑不公开\n"), "disclosure", "withheld"),
        (("\t全文公开\n", "\t全文公开√\n"), "disclosure", "proactive_full"),
    ],
)
def test_a_tick_is_found_where_people_put_it(
    change: tuple[str, str], field: str, code: str, sheet: str, read: Callable[[str], Reading]
) -> None:
    reading = read(sheet.replace(*change, 1))
    assert (reading.answers.get(field), reading.remainder) == (code, "")


def test_a_deputys_ticks_are_read_and_told_to_be_a_copy(sheet: str, read: Callable[[str], Reading]) -> None:
    text = behind(behind(behind(sheet, "基本满意", "√", 3), "理解", "√", 2), "不满意", "√", 1)
    reading = read(text)
    assert reading.answers["satisfaction_attitude"] == "basically_satisfied"
    assert reading.answers["satisfaction_plan"] == "understanding"
    assert reading.answers["satisfaction_result"] == "dissatisfied"
    told = reading.warned("marks_from_file")
    assert told is not None and told["fields"] == ("satisfaction_result", "satisfaction_plan", "satisfaction_attitude")


def test_of_two_ticks_none_is_taken_and_both_are_left_over(sheet: str, read: Callable[[str], Reading]) -> None:
    reading = read(behind(behind(sheet, "已采纳", "√"), "暂难解决", "V"))
    assert "outcome" not in reading.answers
    assert [line.rpartition("：")[2] for line in reading.remainder.split("\n")] == [
        "建议性意见·已采纳 √",
        "具体操作性意见·暂难解决 √",
    ]
    told = reading.warned("two_ticks")
    assert told is not None and told["field"] == "outcome"


def test_a_tick_that_stands_at_no_box_is_left_over_with_its_question(sheet: str, read: Callable[[str], Reading]) -> None:
    reading = read(sheet.replace("\t", "").replace("承办单位领导审核", "√\n承办单位领导审核"))
    assert "disclosure" not in reading.answers
    assert reading.remainder.startswith("办理复文公开属性的分类") and reading.remainder.endswith("：√")
    assert reading.warned("unclear_tick") is not None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023年5月6日", "2023-05-06"),
        ("2023 年 05 月 06 日", "2023-05-06"),
        ("                  2023年    5月   6日", "2023-05-06"),
        ("2023年5月6号", "2023-05-06"),
        ("2023-5-6", "2023-05-06"),
        ("2023.05.06", "2023-05-06"),
        ("20230506", "2023-05-06"),
        ("２０２３年５月６日", "2023-05-06"),
        ("二〇二三年十二月二十一日", "2023-12-21"),
        ("二○二三年十月三十日", "2023-10-30"),
        ("  年  月  日", None),
        ("____年__月__日", None),
    ],
)
def test_a_day_is_read_as_it_is_written(written: str, day: str | None, sheet: str, read: Callable[[str], Reading]) -> None:
    reading = read(sheet.replace(" " * 49 + "年    月    日", written))
    assert (reading.answers.get("handled_on"), reading.remainder) == (day, "")


def test_each_day_goes_to_its_place(sheet: str, read: Callable[[str], Reading]) -> None:
    first, second, third, fourth = sheet.split("年    月    日")
    reading = read(f"{first}2023年5月6日{second}2023年5月8日{third}2023年5月10日{fourth}")
    days = [reading.answers[name] for name in ("handled_on", "reviewed_on", "deputy_signed_on")]
    assert days == ["2023-05-06", "2023-05-08", "2023-05-10"]


def test_a_day_beside_a_signature_is_read(sheet: str, read: Callable[[str], Reading]) -> None:
    reading = read(sheet.replace("代表签名：\n年    月    日", "代表签名：周菁菁    2023年5月10日"))
    assert reading.answers["deputy_signed_on"] == "2023-05-10"
    assert reading.remainder == "代表签名：周菁菁"


def test_a_day_inside_an_opinion_is_not_the_day_below_it(sheet: str, read: Callable[[str], Reading]) -> None:
    opinion = "审核意见：\n会议日期：2023年4月1日\n同意答复。\n2023年5月8日\n"
    reading = read(sheet.replace("审核意见：\n\n\n\n签名：\n年    月    日", opinion, 1))
    assert reading.answers["review_opinion"] == "会议日期：2023年4月1日\n同意答复。"
    assert reading.answers["reviewed_on"] == "2023-05-08"


@pytest.mark.parametrize(
    ("written", "code"),
    [("2008年9月31日", "impossible_date"), ("2023年5月  日", "incomplete_date"), ("2023-13-01", "impossible_date")],
)
def test_a_day_that_is_none_is_left_over(written: str, code: str, sheet: str, read: Callable[[str], Reading]) -> None:
    reading = read(sheet.replace(" " * 49 + "年    月    日", written))
    assert "handled_on" not in reading.answers
    assert reading.remainder == f"办理日期：{written}"
    told = reading.warned(code)
    assert told is not None and told["value"] == written


@pytest.mark.parametrize(
    ("written", "phone", "left"),
    [
        ("联系电话：021-56789012", "021-56789012", ""),
        ("联系电话： 56789012 转 8003", "56789012 转 8003", ""),
        ("联系电话：\n021-56789012", "021-56789012", ""),
        ("联系电话：１３８０１２３４５６７", "13801234567", ""),
        ("联系电话：\n联系人王五", None, "联系人王五"),
        ("联系电话：021-56789012\n养老科", "021-56789012", "养老科"),
    ],
)
def test_the_telephone(written: str, phone: str | None, left: str, sheet: str, read: Callable[[str], Reading]) -> None:
    reading = read(sheet.replace("联系电话：", written))
    assert (reading.answers.get("phone"), reading.remainder) == (phone, left)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("周菁菁、李四", ("周菁菁", "李四")),
        ("周菁菁，李四；王五", ("周菁菁", "李四", "王五")),
        ("周菁菁、\n李四", ("周菁菁", "李四")),
        ("周菁菁\n李四", ("周菁菁", "李四")),
        ("周 菁 菁", ("周菁菁",)),
        ("周菁菁、李　四，王五", ("周菁菁", "李四", "王五")),
        ("周菁菁  李四  欧阳娜娜", ("周菁菁", "李四", "欧阳娜娜")),
        ("周 菁 菁 李 四", ("周 菁 菁 李 四",)),
        ("周菁菁 等三人", ("周菁菁 等三人",)),
        ("买买提·吐尔逊、John Smith", ("买买提·吐尔逊", "John Smith")),
    ],
)
def test_several_proposers(written: str, names: tuple[str, ...], sheet: str, read: Callable[[str], Reading]) -> None:
    assert read(sheet.replace("\t周菁菁\n", f"\t{written}\n")).answers["proposer"] == names


def test_a_sheet_that_names_nobody_is_for_whom_its_reply_speaks_to(sheet: str, read: Callable[[str], Reading]) -> None:
    assert read(sheet.replace("提出人\n\t周菁菁\n", "提出人\n\t\n")).answers["proposer"] == ("周菁菁",)


def test_a_sentence_below_the_names_is_no_name(sheet: str, read: Callable[[str], Reading]) -> None:
    reading = read(sheet.replace("\t周菁菁\n", "\t周菁菁\n注：另有五人联名。\n"))
    assert (reading.answers["proposer"], reading.remainder) == (("周菁菁",), "注：另有五人联名。")
