"""A DOCX of ours, read by our own importer, is the same sheet again: a colleague may edit it and bring it back."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from forms.errors import ChangeRefused
from forms.export import ExportOptions, write
from forms.fields import Field, Value
from forms.reading import read_file
from forms.record import Record
from forms.sheet import Sheet
from forms.template import Template
from forms.template_file import read_template
from forms.typesetting.fonts import FontShelf

SHEET_TOML = Path(__file__).parents[3] / "templates" / "baoshan-npc" / "sheet.toml"


def printed(template: Template, answers: dict[str, Value]) -> dict[str, Value]:
    return {field.name: answers[field.name] for field in template.fields if field.printed and field.name in answers}


def read_back(template: Template, record: Record, shelf: FontShelf) -> dict[str, Value]:
    content = write("docx", template, record, ExportOptions(), shelf)
    return printed(template, dict(read_file("export.docx", content, template).answers))


def test_the_real_sheet_comes_back(template: Template, filled: Record, shelf: FontShelf) -> None:
    assert read_back(template, filled, shelf) == printed(template, dict(filled.answers))


def test_a_sheet_that_goes_on_on_other_pages_comes_back(template: Template, overflowing: Record, shelf: FontShelf) -> None:
    assert read_back(template, overflowing, shelf) == printed(template, dict(overflowing.answers))


@pytest.mark.parametrize(
    "changes",
    [
        {"reply_title": "关于养老工作的答复", "reply": "周菁菁代表：\n正文。\n宝山区民政局\n2023年5月6日"},
        {"handling": "第一段。\n\n第二段，中间空一行。\n" + "很长的一段，" * 400 + "\n\n\n最后一段。"},
        {"reply": "（一）小标题\n1.要点\n\n（1）细节\n结尾。"},
        {"reply": "  　缩进的一段。 \n   \n（一）加强领导。成立专班。\n附件：1.名单\n2.标准\n附件1\n名单"},
        {"handling": "　　缩进的一段。  \n  \n\n" + "一段。\n\n\n" * 60 + "末段。"},
        {"reply": None, "handling": "  第一段。 \n\n  第二段。"},
        {"reply": None, "handling": "一段。\n" * 30 + "末段。\n\u3000"},
        {"reply": "正文。\n\u3000\n  "},
    ],
)
def test_titles_headings_and_blank_lines_come_back(
    changes: dict[str, Value], template: Template, filled: Record, shelf: FontShelf
) -> None:
    record = filled.with_answers(changes)
    assert read_back(template, record, shelf) == printed(template, dict(record.answers))


WILD = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
    "，。、；：？！（）《》“”—…％·0123456789abcXYZ.,:;/-+%()<>&'\"￥√ \u3000\t\u00a0\u200b\ufeff\x07\n𬭎😀e\u0301"
)
line = st.one_of(
    st.text(st.sampled_from(WILD), max_size=60),
    st.sampled_from(
        [
            "一、关于养老",
            "（一）加强领导。成立专班。",
            "1.要点",
            "附件：1.名单",
            "附件1",
            "  　缩进的一段。",
            "",
            "周菁菁代表：",
            "民政局",
            "2023年5月6日",
        ]
    ),
)
long_text = st.lists(line, max_size=12).map("\n".join)
very_long = st.builds(lambda text, times: text + ("\n" + text) * times, long_text, st.integers(0, 40))
names = st.lists(st.text(st.sampled_from("周菁菁王玉书薛维功㛃𬭎𬱖镕喆䶮"), min_size=2, max_size=4), min_size=1, max_size=20)
day = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31)).map(dt.date.isoformat)


def answer_to(field: Field) -> st.SearchStrategy[object]:
    kinds: dict[str, st.SearchStrategy[object]] = {
        "text": st.text(st.sampled_from(WILD.replace("\n", "")), max_size=80),
        "long_text": very_long if field.name in ("handling", "reply") else long_text,
        "people": names,
        "choice": st.sampled_from([option.code for option in getattr(field, "options", ())] or [""]),
        "date": day,
        "phone": st.integers(0, 10**8 - 1).map("021-{:08d}".format),
    }
    return kinds[field.kind]


SHEET = read_template(SHEET_TOML.read_bytes(), "sheet.toml")
answers = st.fixed_dictionaries(
    {}, optional={field.name: answer_to(field) for field in SHEET.fields if field.printed and not field.signed}
)


# A failure is told as it was found: to make it smaller would take minutes.
@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(answers=answers)
def test_whatever_was_filled_in_comes_back(answers: dict[str, object]) -> None:
    """Every field filled through the door by the role that owns it, or left open."""
    sheet = Sheet(SHEET, Record(id="5f0c2a9d41b7e368", template=SHEET.id, version=SHEET.version))
    for name, raw in answers.items():
        with suppress(ChangeRefused):
            sheet.fill({name: raw}, SHEET.by_name[name].role)
    record = sheet.record
    assert read_back(SHEET, record, FontShelf.bundled()) == printed(SHEET, dict(record.answers))
