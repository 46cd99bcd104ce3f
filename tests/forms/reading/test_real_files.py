"""The real sheet and the real replies, read as they were published."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from forms.reading import Reading, best_template, read_file
from forms.template import Template

TITLE = "关于对2022年居、村委防疫抗疫工作进行工作总结、经验交流、提练，提升全区基层治理能力水平的建议"


@pytest.fixture
def reading(real: Callable[[str], Path], template: Template) -> Callable[[str], Reading]:
    return lambda name: read_file(name, real(name).read_bytes(), template)


def test_the_sheet_of_baoshan(reading: Callable[[str], Reading]) -> None:
    read = reading("baoshan_068.txt")
    handling, reply = str(read.answers["handling"]), str(read.answers["reply"]).split("\n")
    assert {name: read.answers[name] for name in ("title", "proposer", "reply_title", "number", "term", "session")} == {
        "title": TITLE,
        "proposer": ("周菁菁",),
        "reply_title": f"《{TITLE}》的答复意见",
        "number": "068",
        "term": "宝山区第九次人民代表大会",
        "session": "第三次会议",
    }
    assert handling.startswith("周菁菁代表，您好！") and handling.endswith("（请见附件）") and "\n" not in handling
    assert [line for line in reply if line[:2] in ("一、", "二、", "三、", "四、")] == [
        "一、关于社区防疫工作总结",
        "二、关于特殊群体的基本民生保障",
        "三、关于志愿者队伍",
        "四、关于防疫补贴资金使用情况",
    ]
    assert len(reply) == 15 and reply[-1].endswith("确保落实到位。")
    assert not {"outcome", "disclosure", "phone", "handled_on", "satisfaction_result"} & set(read.answers)
    assert (read.remainder, read.warnings) == ("", ())


LETTERS = {
    "shucheng_8_joint_reply.txt": {
        "proposer": (
            "王玉书",
            "薛维功",
            "王家传",
            "陈传慧",
            "花敬玲",
            "韦九青",
            "陈留根",
            "吴本松",
            "宋茂谷",
            "黄光秀",
            "周宗福",
            "王世凤",
            "韩芳",
        ),
        "title": "关于要求解决孔集办事处部分村农村饮水安全问题",
        "number": "8",
        "term": "县十六届人大",
        "session": "二次会议",
        "reply_title": "关于对县十六届人大二次会议第8号议事原案的答复(水利局)",
    },
    "shucheng_3_reply.txt": {
        "proposer": ("王孝友",),
        "title": "关于加固杭埠河河堤,提高防洪能力",
        "number": "3",
        "term": "县十六届人大",
        "session": "一次会议",
        "reply_title": "对县十六届人大一次会议第3号建议的答复(水利局)",
    },
    "mile_200_reply.txt": {
        "proposer": ("李文章",),
        "title": "关于瓦草冲建老年活动室的建议",
        "number": "200",
        "document_number": "弥民函〔2017〕14号",
        "reply_title": "弥勒市民政局关于市人大代表建议第200号答复的函",
    },
    "shanghai_0238_published.txt": {
        "title": "关于完善自治共治机制,提升后疫情期社区防控治理者能力的建议",
        "number": "0238",
        "term": "市十五届人大",
        "session": "五次会议",
    },
}


@pytest.mark.parametrize(("name", "expected"), LETTERS.items(), ids=LETTERS)
def test_a_letter_without_a_sheet(name: str, expected: dict[str, object], reading: Callable[[str], Reading]) -> None:
    answers = dict(reading(name).answers)
    answers.pop("reply")
    if "reply_title" not in expected:
        answers.pop("reply_title")
    assert answers == expected


@pytest.mark.parametrize(
    ("name", "first", "last", "left"),
    [
        ("shucheng_8_joint_reply.txt", "王玉书、", "支持。", "发布日期:2013-08-02"),
        ("mile_200_reply.txt", "李文章代表:", "here]", "- 索引号"),
        ("shanghai_0238_published.txt", "该建议对疫情防控", "实效。", "办理结果:解决采纳"),
    ],
)
def test_the_reply_begins_with_the_salutation_and_metadata_is_left_over(
    name: str, first: str, last: str, left: str, reading: Callable[[str], Reading]
) -> None:
    read = reading(name)
    reply = str(read.answers["reply"])
    assert reply.startswith(first) and reply.endswith(last)
    assert left in read.remainder and left not in reply


def test_the_template_is_chosen_by_its_labels(real: Callable[[str], Path], template: Template, tiny: Template) -> None:
    sheet, letter = real("baoshan_068.txt").read_bytes(), real("mile_200_reply.txt").read_bytes()
    assert best_template("a.txt", sheet, [tiny, template]) is template
    assert best_template("a.txt", letter, [tiny, template]) is tiny
