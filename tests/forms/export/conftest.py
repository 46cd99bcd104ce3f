"""What the tests of the writers share: filled records and their exports, written once a session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from forms.export import ExportOptions, write
from forms.fields import Role, Value
from forms.record import Record
from forms.sheet import Sheet
from forms.template import Template
from forms.typesetting.fonts import FontShelf

TITLE = "关于对2022年居、村委防疫抗疫工作进行工作总结、经验交流、提练，提升全区基层治理能力水平的建议"
NAMES = ("镕喆䶮", "㛃𬭎𬱖", *(f"代表{char}" for char in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午"), "周😀菁")


@pytest.fixture(scope="session")
def filled(template: Template, real: Callable[[str], Path]) -> Record:
    """The real sheet with its whole reply, and what the clerk fills in."""
    text = real("baoshan_068.txt").read_text("utf-8")
    answers = {
        "title": TITLE,
        "proposer": ["周菁菁"],
        "handling": f"周菁菁代表，您好！您在会议上提出的《{TITLE}》已转我局收悉，现形成答复意见。（请见附件）",
        "phone": "021-56789012",
        "handled_on": "2023-05-06",
        "outcome": "being_solved",
        "disclosure": "proactive_full",
        "reply": text.split("》的答复意见")[-1].strip(),
        "number": "068",
        "lead_unit": "宝山区民政局",
    }
    return _record(template, answers, updated="2023-05-06T14:03:00+08:00")


@pytest.fixture(scope="session")
def overflowing(template: Template) -> Record:
    """Twenty proposers with rare characters, a handling of 10,000 characters, an opinion that goes on too."""
    handling = "\n".join(f"第{number}段：说明办理的情况，" + "经过调查研究，" * 10 + f"完{number}。" for number in range(120))
    answers = {"title": "一" * 500, "proposer": NAMES, "handling": handling[:10_000], "reply": "已办。\n\n谢谢。"}
    record = _record(template, answers)
    return record.with_answers({"review_opinion": "同意答复，请按期送达。" * 60, "reviewed_on": "2023-05-08"})


def _record(template: Template, answers: dict[str, object], updated: str = "") -> Record:
    sheet = Sheet(template, Record(id="5f0c2a9d41b7e368", template=template.id, version=template.version, updated=updated))
    sheet.fill(answers, Role.CLERK)
    return sheet.record


@pytest.fixture(scope="session")
def letter_record(street_letter: Template) -> Record:
    answers: dict[str, Value] = {"subject": "楼道噪音", "writers": ("王某", "李某"), "letter_no": "0012", "result": "passed_on"}
    answers |= {"answer": "已与物业沟通。\n" * 120, "contact": "12345"}
    return Record(id="aa", template=street_letter.id, version=street_letter.version, answers=answers)


@pytest.fixture(scope="session")
def pdf(template: Template, filled: Record, shelf: FontShelf) -> bytes:
    return write("pdf", template, filled, ExportOptions(), shelf)


@pytest.fixture(scope="session")
def docx(template: Template, filled: Record, shelf: FontShelf) -> bytes:
    return write("docx", template, filled, ExportOptions(), shelf)


@pytest.fixture(scope="session")
def long_pdf(template: Template, overflowing: Record, shelf: FontShelf) -> bytes:
    return write("pdf", template, overflowing, ExportOptions(copies=(1,)), shelf)


@pytest.fixture(scope="session")
def long_docx(template: Template, overflowing: Record, shelf: FontShelf) -> bytes:
    return write("docx", template, overflowing, ExportOptions(copies=(1,)), shelf)
