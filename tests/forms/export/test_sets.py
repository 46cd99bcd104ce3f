"""Each deputy of a joint suggestion has copies of their own, and each round says which it is; files know both."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from docx import Document
from pypdf import PdfReader

from forms.errors import Failure
from forms.export import ExportOptions, write
from forms.export.fingerprint import fingerprint
from forms.export.mark import Mark, find_mark
from forms.export.naming import file_name
from forms.export.options import page_mark
from forms.export.properties import mark_of, properties_of
from forms.reading import read_file
from forms.record import Record
from forms.template import Template
from forms.typesetting.fonts import FontShelf

FIRST = ExportOptions((1,))


@pytest.fixture(scope="module")
def joint(filled: Record) -> Record:
    """Two deputies; the second has marked already, the lead has not."""
    own: Mapping[str, Any] = {"satisfaction_result": "dissatisfied", "deputy_comments": "尚需改进。"}
    both = filled.with_answers({"proposer": ("周菁菁", "李明")})
    return replace(both, joint={"李明": {"answers": own, "signatures": {}, "origin": None}})


def text_of(content: bytes, page: int = 1) -> str:
    return PdfReader(BytesIO(content)).pages[page].extract_text()


def test_each_deputy_sees_their_own_marks_alone(template: Template, joint: Record, shelf: FontShelf) -> None:
    lead, other = (text_of(write("pdf", template, joint, replace(FIRST, deputy=name), shelf)) for name in ("周菁菁", "李明"))
    assert "周菁菁代表 · 第1份，共4份 · 承办单位存" in lead
    assert "李明代表 · 第1份，共4份 · 承办单位存" in other
    assert ("尚需改进" in lead, "尚需改进" in other) == (False, True)


@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_a_single_deputy_is_not_named_and_the_first_round_neither(
    format_: str, template: Template, filled: Record, shelf: FontShelf
) -> None:
    assert page_mark(template, template.copies[0], FIRST, 1) == "第1份，共4份 · 承办单位存"
    mark = find_mark(write(format_, template, filled, FIRST, shelf))
    assert mark is not None
    assert (mark.round, mark.deputy, "~" in mark.keyword, "@" in mark.keyword) == (1, "", False, False)


@pytest.mark.parametrize("format_", ["pdf", "docx"])
@pytest.mark.parametrize("draft", [True, False])
def test_a_file_says_whose_it_is_and_of_which_round(
    format_: str, draft: bool, template: Template, joint: Record, shelf: FontShelf
) -> None:
    again = replace(joint, round=2)
    content = write(format_, template, again, ExportOptions((2, 3), draft, deputy="李明"), shelf)
    mark = find_mark(content)
    assert mark is not None
    assert (mark.round, mark.deputy, mark.copies, mark.options.draft) == (2, "李明", (2, 3), draft)
    assert write(format_, template, again, mark.options, shelf) == content


def test_the_round_stands_over_every_page_and_in_the_properties(template: Template, joint: Record, shelf: FontShelf) -> None:
    again = replace(joint, round=2)
    content = write("pdf", template, again, replace(FIRST, deputy="李明"), shelf)
    reader = PdfReader(BytesIO(content))
    assert all("第2次办理 · 李明代表 · 第1份，共4份 · 承办单位存" in page.extract_text() for page in reader.pages)
    assert reader.metadata is not None
    assert reader.metadata.subject == "宝山区人大代表建议办理情况表（第2次办理，李明代表）"
    assert properties_of(template, joint, (1,)).subject == template.name


@pytest.mark.parametrize(
    ("round_", "deputy", "name"),
    [
        (1, "", "068号_周菁菁等2人_一式4份.pdf"),
        (1, "李明", "068号_李明_一式4份.pdf"),
        (2, "周菁菁", "068号_第2次办理_周菁菁_一式4份.pdf"),
        (12, "", "068号_第12次办理_周菁菁等2人_一式4份.pdf"),
        (1, "../李/明\x00", "068号_李明_一式4份.pdf"),
    ],
)
def test_the_name_of_a_file_says_it_too(round_: int, deputy: str, name: str, template: Template, joint: Record) -> None:
    assert file_name(template, replace(joint, round=round_), "pdf", template.copies, deputy) == name


def test_the_fingerprint_is_of_what_that_deputys_paper_shows(template: Template, joint: Record) -> None:
    marks = [mark_of(template, joint, (1,), replace(FIRST, deputy=name)) for name in ("", "周菁菁")]
    assert {mark.code for mark in marks} == {fingerprint(template, joint)}


def test_the_paper_of_one_who_is_no_deputy_is_refused(template: Template, joint: Record, shelf: FontShelf) -> None:
    with pytest.raises(Failure, match="deputy_unknown"):
        write("pdf", template, joint, replace(FIRST, deputy="王五"), shelf)


def test_the_record_in_a_file_holds_nothing_that_its_paper_does_not_show(
    template: Template, joint: Record, shelf: FontShelf
) -> None:
    whole = replace(joint, remarks=({"note": "此处再斟酌"},), earlier=(joint.to_plain(),), scans=("0" * 64,), round=2)
    content = write("pdf", template, whole, ExportOptions((1,), attach_record=True, deputy="周菁菁"), shelf)
    with pikepdf.open(BytesIO(content)) as document:
        plain = json.loads(document.attachments["record.json"].get_file().read_bytes())
    assert not plain.keys() & {"joint", "remarks", "earlier", "scans"}
    assert "尚需改进" not in json.dumps(plain, ensure_ascii=False)


def test_a_docx_of_a_later_round_and_one_deputy_is_read_again(template: Template, joint: Record, shelf: FontShelf) -> None:
    content = write("docx", template, replace(joint, round=2), ExportOptions(draft=True, deputy="周菁菁"), shelf)
    assert "第2次办理 · 周菁菁代表" in "".join(
        paragraph.text for paragraph in Document(BytesIO(content)).sections[0].header.paragraphs
    )
    reading = read_file("a.docx", content, template)
    assert "remainder" not in reading.answers
    assert reading.answers["proposer"] == joint.answers["proposer"]


@pytest.mark.parametrize(
    "mark",
    [
        Mark("a1", 3, (1,), "0123456789ABCDEF", "df", 2, "周菁菁"),
        Mark("a1", 3, (1,), "0123456789ABCDEF", "", 2),
        Mark("a1", 3, (1, 4), "0123456789ABCDEF", "", 1, "Anna Ли"),
    ],
)
def test_marks_with_round_and_deputy_are_read_as_they_were_written(mark: Mark) -> None:
    assert mark.keyword.isascii()
    assert find_mark(b"%PDF x " + mark.keyword.encode() + b"</pdf:Keywords>") == mark
