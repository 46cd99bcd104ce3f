"""A DOCX of ours, read by our own importer, is the same sheet again: a colleague may edit it and bring it back."""

from __future__ import annotations

import pytest

from forms.export import ExportOptions, write
from forms.fields import Value
from forms.reading import read_file
from forms.record import Record
from forms.template import Template
from forms.typesetting.fonts import FontShelf


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
    ],
)
def test_titles_headings_and_blank_lines_come_back(
    changes: dict[str, Value], template: Template, filled: Record, shelf: FontShelf
) -> None:
    record = filled.with_answers(changes)
    assert read_back(template, record, shelf) == printed(template, dict(record.answers))
