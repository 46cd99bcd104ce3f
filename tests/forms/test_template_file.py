"""A template is data: a good one is read as declared, a bad one is refused with file, key and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.errors import TemplateError
from forms.fields import ChoiceField, Role
from forms.template import Template
from forms.template_file import read_template

FILE = "templates/x/sheet.toml"

SMALL = """
id = "small"
version = 1
name = "小表"
notes = ["1.甲。", "2.乙。"]
date_order = ["on"]
[attachment]
body = "body"
title_pattern = "《{title}》的答复"
[[fields]]
name = "title"
kind = "text"
label = "标题"
role = "clerk"
[[fields]]
name = "on"
kind = "date"
label = "日期"
role = "clerk"
[[fields]]
name = "pick"
kind = "choice"
label = "选择"
role = "leader"
options = [ { code = "yes", label = "是" }, { code = "no", label = "否" } ]
[[fields]]
name = "body"
kind = "long_text"
label = "正文"
role = "clerk"
[[grid]]
cells = [ { text = "标题", span = 2 }, { field = "title", span = 10 } ]
[[grid]]
cells = [
  { label_of = "pick.yes", span = 3 }, { tick = "pick.yes", span = 3 },
  { text = "否", span = 3 }, { tick = "pick.no", span = 3 },
]
[[grid]]
cells = [ { field = "on" } ]
[[copies]]
recipient = "本局"
purpose = "存"
"""


def read(source: str) -> Template:
    return read_template(source.encode(), FILE)


def test_the_shipped_sheet_has_every_field_of_the_paper(template: Template) -> None:
    assert [field.label for field in template.fields if field.printed and field.role is Role.DEPUTY] == [
        "对办理结果",
        "对办理方案",
        "对办理态度表示",
        "对办理情况您有什么意见和建议",
        "代表签名",
        "代表签名日期",
    ]
    attitude = template.by_name["satisfaction_attitude"]
    assert isinstance(attitude, ChoiceField)
    assert [option.label for option in attitude.options] == ["满意", "基本满意", "不满意"]


def test_the_shipped_sheet_goes_out_in_four_copies(template: Template) -> None:
    assert [(copy.number, copy.mark) for copy in template.copies] == [
        (1, "承办单位存"),
        (2, "送意见提出人"),
        (3, "送区政府办公室"),
        (4, "送区政府办公室"),
    ]


def test_the_shipped_sheet_stands_on_two_pages(template: Template) -> None:
    assert [len(page) for page in template.grid.pages()] == [4, 13]


def test_a_second_paper_needs_no_line_of_python() -> None:
    path = Path(__file__).parents[1] / "templates" / "street-letter" / "sheet.toml"
    template = read_template(path.read_bytes(), str(path))
    assert (len(template.copies), template.attachment, template.grid.columns) == (2, None, 12)


def test_the_notes_stand_behind_their_heading_one_a_line() -> None:
    with_notes = SMALL + '[[grid]]\nborder = false\ncells = [ { text = "说明：", notes = true } ]\n'
    *_, last = read(with_notes).grid.rows
    assert [part.text for part in last.cells[0].parts] == ["说明：1.甲。", "2.乙。"]


def test_a_cell_under_a_rowspan_goes_to_the_next_free_column() -> None:
    rows = """
[[grid]]
cells = [ { text = "高", span = 2, rowspan = 2 }, { text = "右", span = 10 } ]
[[grid]]
cells = [ { text = "下", span = 10 } ]
"""
    cells = list(read(SMALL + rows).grid.cells())
    assert (cells[-1].row, cells[-1].column, cells[-1].span) == (4, 2, 10)


def test_the_title_of_the_reply_follows_the_title_until_one_is_written() -> None:
    template = read(SMALL)
    assert template.attachment_title({}) == ""
    assert template.attachment_title({"title": "修路的建议"}) == "《修路的建议》的答复"
    named = read(
        SMALL.replace('body = "body"', 'body = "body"\ntitle = "heading"').replace("[[grid]]", HEADING_FIELD + "[[grid]]", 1)
    )
    assert named.attachment_title({"title": "修路", "heading": "关于修路的函"}) == "关于修路的函"


HEADING_FIELD = '[[fields]]\nname = "heading"\nkind = "text"\nlabel = "题目"\nrole = "clerk"\n'


@pytest.mark.parametrize(
    ("change", "key", "reason"),
    [
        (('kind = "text"', 'kind = "txt"'), "fields[0].kind", "unknown kind 'txt'"),
        (('role = "leader"', 'role = "boss"'), "fields[2].role", "must be one of clerk, leader, deputy"),
        (('name = "on"', 'name = "title"'), "fields[1].name", "'title' stands twice"),
        (('name = "on"', 'name = "On!"'), "fields[1].name", "lower-case"),
        (('label = "标题"', 'lable = "标题"'), "fields[0].label", "missing"),
        (('label = "日期"', 'label = "日期"\nlenght = 3'), "fields[1].lenght", "unknown key"),
        (('label = "日期"', "label = 3"), "fields[1].label", "must be text, not 3"),
        (('id = "small"', 'id = "../x"'), "id", "lower-case"),
        (("version = 1", "version = 0"), "version", "at least 1"),
        (("version = 1", "version = true"), "version", "a whole number"),
        (("version = 1", "version = 1\nshape = 2"), "shape", "unknown key"),
        (('code = "no"', 'code = "yes"'), "fields[2].options[1].code", "stands twice"),
        ((', { code = "no", label = "否" }', ""), "fields[2].options", "at least two"),
        (("span = 10 }", "span = 11 }"), "grid[0].cells[1].span", "reaches past column 12"),
        (("span = 10 }", "span = 9 }"), "grid[0].cells", "no cell covers column 12"),
        (("span = 10 }", "span = 0 }"), "grid[0].cells[1].span", "at least 1"),
        (("span = 10 }", "span = 10, rowspan = 9 }"), "grid[1].cells[0].span", "reaches past"),
        (('{ field = "on" }', '{ field = "on", rowspan = 2 }'), "grid[2]", "below the last row"),
        (('{ field = "on" }', '{ field = "off" }'), "grid[2].cells[0].field", "unknown field 'off'"),
        (('{ field = "on" }', '{ field = "pick" }'), "grid[2].cells[0].field", "is a choice"),
        (('{ field = "on" }', '{ text = "空" }'), "fields[1]", "'on' stands 0 times on the paper, not 1"),
        (('{ field = "on" }', '{ field = "title" }'), "fields[0]", "'title' stands 2 times"),
        (('{ field = "on" }', '{ field = "on", colour = "red" }'), "grid[2].cells[0].colour", "unknown key"),
        (('{ field = "on" }', '{ field = "on", align = "justify" }'), "grid[2].cells[0].align", "must be one of"),
        (('{ field = "on" }', '{ field = "on", notes = "x" }'), "grid[2].cells[0].notes", "true or false"),
        (('{ field = "on" }', '{ parts = [ { field = "on", x = 1 } ] }'), "grid[2].cells[0].parts[0].x", "unknown key"),
        (('{ field = "on" }', "{ parts = [ 7 ] }"), "grid[2].cells[0].parts[0]", "must be a table"),
        (('{ tick = "pick.no", span = 3 }', '{ tick = "pick.maybe", span = 3 }'), "grid[1].cells[3].tick", "unknown option"),
        (('{ tick = "pick.no", span = 3 }', '{ tick = "pick.no", text = "x", span = 3 }'), "grid[1].cells[3].tick", "alone"),
        (('{ tick = "pick.no", span = 3 }', '{ text = "", span = 3 }'), "fields[2]", "box pick.no stands 0 times"),
        (('date_order = ["on"]', 'date_order = ["title"]'), "date_order[0]", "'title' is no date field"),
        (('date_order = ["on"]', "date_order = [4]"), "date_order[0]", "must be text"),
        (('body = "body"', 'body = "title"'), "attachment.body", "is no long_text field"),
        (('body = "body"', 'body = "body"\ntitle = "none"'), "attachment.title", "unknown field 'none'"),
        (("《{title}》", "《{titel}》"), "attachment.title_pattern", "unknown field 'titel'"),
        (("《{title}》", "《{title》"), "attachment.title_pattern", "expected '}'"),
        (('purpose = "存"', 'purpose = "存"\ncount = 99'), "copies[0].count", "more than 20 copies"),
        (('[[copies]]\nrecipient = "本局"\npurpose = "存"\n', ""), "copies", "at least one copy"),
        (("[[grid]]", "[[gird]]"), "grid", "missing"),
        (("version = 1", "version = 1\ncolumns = 1000"), "columns", "must be 1 to"),
        (("[attachment]", "[paper]\nleft_mm = 180\n[attachment]"), "paper", "less than 50 mm"),
        (("[attachment]", "[deadlines]\nreply_months = 0\n[attachment]"), "deadlines.reply_months", "at least 1"),
        (("[attachment]", "[paper]\nwidth_mm = nan\n[attachment]"), "paper.width_mm", "must be a length"),
        (("[attachment]", "[paper]\ntop_mm = -5\n[attachment]"), "paper.top_mm", "must be a length"),
        (("[attachment]", "[paper]\nheight_mm = 1e6\n[attachment]"), "paper", "larger than 1200 mm"),
        (("《{title}》", "《{title:>100000000}》"), "attachment.title_pattern", "only a field's name"),
        (
            ('label = "日期"', 'label = "日期"\nrequired_when = [ { any_of = ["pick"], is = "maybe" } ]'),
            "fields[1].required_when[0]",
            "unknown option pick.maybe",
        ),
        (
            ('label = "日期"', 'label = "日期"\nrequired_when = [ { any_of = ["z"], is = "a" } ]'),
            "fields[1].required_when[0]",
            "'z'",
        ),
    ],
)
def test_a_mistake_in_a_template_is_named_with_its_place(change: tuple[str, str], key: str, reason: str) -> None:
    old, new = change
    assert old in SMALL
    with pytest.raises(TemplateError) as refused:
        read(SMALL.replace(old, new))
    assert (refused.value.file, refused.value.key) == (FILE, key)
    assert reason in refused.value.reason
    assert str(refused.value).startswith(f"{FILE}: {key}: ")


@pytest.mark.parametrize(
    ("source", "reason"),
    [(b"\xff\xfe", "not UTF-8"), (b"id = ", "not TOML"), (b"[[[[", "not TOML"), (b"a = " + b"[" * 100_000, "not TOML")],
)
def test_a_file_that_is_no_template_is_refused_without_a_traceback(source: bytes, reason: str) -> None:
    with pytest.raises(TemplateError, match=reason):
        read_template(source, FILE)


def test_notes_that_are_not_declared_are_refused() -> None:
    without = SMALL.replace('notes = ["1.甲。", "2.乙。"]\n', "") + "[[grid]]\ncells = [ { notes = true } ]\n"
    with pytest.raises(TemplateError, match="the template has none"):
        read(without)
