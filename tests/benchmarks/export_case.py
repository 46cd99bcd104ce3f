"""The real sheet, filled in: what the benchmarks of the writers write."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from forms.template import Template
from forms.template_file import read_template

ROOT = Path(__file__).resolve().parents[2]
TITLE = "关于对2022年居、村委防疫抗疫工作进行工作总结、经验交流、提练，提升全区基层治理能力水平的建议"
BODY = (ROOT / "tests" / "real" / "baoshan_068.txt").read_text("utf-8").split("》的答复意见")[-1].strip()
ANSWERS = {
    "title": TITLE,
    "proposer": ["周菁菁"],
    "handling": f"周菁菁代表，您好！您在会议上提出的《{TITLE}》已转我局收悉，现形成答复意见。（请见附件）",
    "phone": "021-56789012",
    "handled_on": "2023-05-06",
    "outcome": "being_solved",
    "disclosure": "proactive_full",
    "reply": BODY,
    "number": "068",
    "lead_unit": "宝山区民政局",
}


@cache
def real_template() -> Template:
    file = ROOT / "templates" / "baoshan-npc" / "sheet.toml"
    return read_template(file.read_bytes(), str(file))


@cache
def real_record() -> Record:
    template = real_template()
    sheet = Sheet(template, Record(id="5f0c2a9d41b7e368", template=template.id, version=template.version))
    sheet.fill(ANSWERS, Role.CLERK)
    return sheet.record
