"""The fingerprint stays while the paper stays; it is printed, scanned and found in files again, whoever made them."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from forms.export import ExportOptions, write
from forms.export.fingerprint import canonical, fingerprint, spaced
from forms.export.mark import Mark, find_mark, read_scanned
from forms.export.properties import mark_of
from forms.record import Record
from forms.stages import Stage
from forms.template import Paper, Template
from forms.typesetting.fonts import FontShelf

STROKES = {"kind": "strokes", "width": 600.0, "height": 200.0, "strokes": [[[10.0, 10.0, 0.0, 0.5], [300.0, 150.0, 90.0, 0.7]]]}


@pytest.mark.parametrize(
    "same",
    [
        {"revision": 99},
        {"updated": "2024-01-01T00:00:00Z"},
        {"created": "2024-01-01T00:00:00Z"},
        {"stage": Stage.SIGNED},
        {"extra": {"newer": 1}},
    ],
)
def test_it_stays_while_the_paper_shows_the_same(same: dict[str, Any], template: Template, filled: Record) -> None:
    assert fingerprint(template, replace(filled, **same)) == fingerprint(template, filled)


@pytest.mark.parametrize("answers", [{"number": "069"}, {"remainder": "余下"}, {"title_of_a_newer_version": "x"}])
def test_what_no_paper_shows_does_not_change_it(answers: Mapping[str, str], template: Template, filled: Record) -> None:
    assert fingerprint(template, filled.with_answers(answers)) == fingerprint(template, filled)


@pytest.mark.parametrize(
    "change",
    [
        {"answers": {"title": "别的"}},
        {"round": 2},
        {"version": 2},
        {"signatures": {"handled_by": STROKES}},
    ],
)
def test_it_changes_with_what_the_paper_shows(change: dict[str, Any], template: Template, filled: Record) -> None:
    assert fingerprint(template, replace(filled, **change)) != fingerprint(template, filled)


def test_order_and_shapeless_characters_do_not_matter(template: Template, filled: Record) -> None:
    turned = dict(reversed(filled.answers.items())) | {"title": f"{filled.answers['title']}\u200b"}
    assert canonical(template, replace(filled, answers=turned)) == canonical(template, filled)
    read_again = Record.from_plain(filled.to_plain())
    assert canonical(template, read_again) == canonical(template, filled)


def test_it_can_be_read_out(template: Template, filled: Record) -> None:
    code = fingerprint(template, filled)
    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{16}", code)
    assert re.fullmatch(r"(\w{4}-){3}\w{4}", spaced(code))


@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_every_export_carries_it(format_: str, template: Template, filled: Record, shelf: FontShelf) -> None:
    content = write(format_, template, filled, ExportOptions((2, 4)), shelf)
    mark = find_mark(content)
    assert mark is not None
    assert (mark.id, mark.revision, mark.copies) == (filled.id, filled.revision, (2, 4))
    assert mark.code == fingerprint(template, filled)


@pytest.mark.parametrize("draft", [False, True])
@pytest.mark.parametrize("attach_record", [False, True])
@pytest.mark.parametrize("printed", [False, True])
def test_a_file_says_how_it_can_be_written_again(
    draft: bool, attach_record: bool, printed: bool, template: Template, filled: Record, shelf: FontShelf
) -> None:
    content = write("pdf", template, filled, ExportOptions((3,), draft, attach_record, printed), shelf)
    mark = find_mark(content)
    assert mark is not None
    assert write("pdf", template, filled, mark.options, shelf) == content


def test_it_is_printed_and_scanned_at_the_foot_of_every_page(template: Template, filled: Record, shelf: FontShelf) -> None:
    content = write("pdf", template, filled, ExportOptions((1, 3), fingerprint=True), shelf)
    code = fingerprint(template, filled)
    assert all(f"校验码 {spaced(code)}" in page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    document = pypdfium2.PdfDocument(content)
    for number, copy in ((0, 1), (5, 1), (6, 3), (11, 3)):
        (found,) = zxingcpp.read_barcodes(document[number].render(scale=150 / 72).to_pil())
        assert read_scanned(found.text) == Mark(filled.id, filled.revision, (copy,), code)
    document.close()


def test_the_foot_leaves_text_and_page_numbers_alone(template: Template, filled: Record, shelf: FontShelf) -> None:
    bare, footed = (
        PdfReader(BytesIO(write("pdf", template, filled, ExportOptions((1,), fingerprint=on), shelf))) for on in (False, True)
    )
    for before, after in zip(bare.pages, footed.pages, strict=True):
        assert re.sub(r"\s*校验码 \S+\s*", "", after.extract_text()) == re.sub(r"\n$", "", before.extract_text())
    rectangles = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re", footed.pages[2].get_contents().get_data())  # type: ignore[union-attr]
    assert max(float(y) + float(height) for _, y, _, height in rectangles) < 72 / 25.4 * (35 - 12)
    assert min(float(y) for _, y, _, _ in rectangles) > 72 / 25.4 * 5


def test_on_paper_without_room_the_code_stands_in_words_alone(template: Template, filled: Record, shelf: FontShelf) -> None:
    narrow = replace(template, paper=Paper(bottom_mm=20))
    content = write("pdf", narrow, filled, ExportOptions((1,), fingerprint=True), shelf)
    page = PdfReader(BytesIO(content)).pages[0]
    assert "校验码" in page.extract_text()
    assert b" re\n" not in page.get_contents().get_data()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("mark", "keyword"),
    [
        (Mark("a1", 3, (1, 2), "0123456789ABCDEF", "df"), "replysheet:a1:3:1,2:0123456789ABCDEF:df"),
        (Mark("a1", 3, (1,), "0123456789ABCDEF"), "replysheet:a1:3:1:0123456789ABCDEF"),
        (Mark("a1", 3, (1,)), "replysheet:a1:3:1"),
    ],
)
def test_marks_are_read_as_they_were_written(mark: Mark, keyword: str) -> None:
    assert mark.keyword == keyword
    assert find_mark(b"%PDF x" + keyword.encode() + b"</pdf:Keywords>") == mark


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        b"PK\x03\x04 no archive",
        b"replysheet:../etc:1:1",
        b"replysheet:a:99999999999999999999:1",
        b"replysheet:a:1:1,",
        b"replysheet:a:1:" + b"1," * 200 + b"1",
    ],
)
def test_what_is_no_export_has_no_mark(data: bytes) -> None:
    assert find_mark(data) is None


def test_a_swollen_archive_is_not_unpacked() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/core.xml", b" " * 30_000_000 + b"replysheet:a:1:1")
    assert find_mark(file.getvalue()) is None


@pytest.mark.parametrize("text", ["", "https://example.org", "REPLYSHEET:2:A:1:1:0123456789ABCDEF", "REPLYSHEET:1:A:1:1:OIL"])
def test_other_codes_are_none_of_ours(text: str) -> None:
    assert read_scanned(text) is None


@given(st.from_regex(r"[0-9a-z][0-9a-z_-]{0,20}", fullmatch=True), st.integers(0, 10**11), st.integers(1, 999))
def test_what_is_scanned_is_what_was_printed(sheet: str, revision: int, copy: int) -> None:
    mark = Mark(sheet, revision, (1, copy), "0123456789ABCDEF")
    assert read_scanned(f" {mark.scanned(copy)}\n") == mark._replace(copies=(copy,))


@given(st.binary(max_size=200))
def test_any_bytes_are_looked_through_without_harm(data: bytes) -> None:
    find_mark(data)
    find_mark(b"PK" + data)


def test_the_mark_is_of_the_chosen_copies(template: Template, filled: Record) -> None:
    assert mark_of(template, filled, [2], ExportOptions(draft=True)).written == "d"
