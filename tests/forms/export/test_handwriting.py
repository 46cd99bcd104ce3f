"""What the deputy wrote by hand stands below the typed words where it can be read there, else on a continuation page."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from docx import Document
from pypdf import PdfReader

from forms.errors import Failure
from forms.export import ExportOptions, write
from forms.export.handwriting import MOVED_MARK, Written, with_writing
from forms.ink import Ink, Point
from forms.pen import pen_width, writing_width
from forms.reading import read_file
from forms.record import Record
from forms.template import Template
from forms.typesetting.fonts import FontShelf
from forms.typesetting.layout import lay_out
from forms.typesetting.page import PageKind

from .docx_validity import WP, faults
from .hands import WRITING, signed

ONE = ExportOptions((1,))


def placed(template: Template, record: Record, shelf: FontShelf) -> Written:
    return with_writing(template, record, lay_out(template, record.answers, shelf).pages, shelf)


@pytest.fixture(scope="module")
def written(template: Template, filled: Record) -> Record:
    return signed(template, filled.with_answers({"deputy_comments": "谢谢。"}), deputy_comments=WRITING)


@pytest.fixture(scope="module")
def crowded(template: Template, written: Record) -> Record:
    """So much is typed that nothing is left of the place."""
    return written.with_answers({"deputy_comments": "请进一步总结经验，形成长效机制，并定期反馈办理的进展情况。" * 6})


@pytest.fixture(scope="module")
def nearly_full(template: Template, written: Record) -> Record:
    """A line is left, but not room enough to read what was written by hand."""
    return written.with_answers({"deputy_comments": "请进一步总结经验，形成长效机制，并定期反馈办理的进展情况。" * 2})


def test_it_stands_below_the_typed_words_within_its_cell(template: Template, written: Record, shelf: FontShelf) -> None:
    pages, (writing,) = (found := placed(template, written, shelf)).pages, found.writings
    (cell, part) = next((c, p) for c in pages[1].cells for p in c.parts if p.part.field == "deputy_comments")
    assert (writing.page, writing.moved) == (1, False)
    assert part.lines[-1].baseline < writing.rect.y
    assert writing.rect.bottom < part.place.bottom < cell.rect.bottom
    assert cell.rect.x < writing.rect.x < writing.rect.right < cell.rect.right


def test_without_typed_words_it_is_larger_but_no_larger_than_one_writes(
    template: Template, written: Record, shelf: FontShelf
) -> None:
    (below,) = placed(template, written, shelf).writings
    (alone,) = placed(template, written.with_answers({"deputy_comments": None}), shelf).writings
    assert below.rect.height < alone.rect.height
    assert alone.rect.width / alone.rect.height == pytest.approx(below.rect.width / below.rect.height)
    assert writing_width(alone.ink) * alone.rect.width / alone.ink.box.width < 1.5


def test_where_it_cannot_be_read_it_has_a_page_behind_the_sheet(
    template: Template, nearly_full: Record, shelf: FontShelf
) -> None:
    found = placed(template, nearly_full, shelf)
    assert [page.kind for page in found.pages[:4]] == [
        PageKind.SHEET,
        PageKind.SHEET,
        PageKind.CONTINUATION,
        PageKind.REPLY,
    ]
    assert [page.number for page in found.pages] == list(range(1, len(found.pages) + 1))
    (writing,) = found.moved
    assert writing.page == 2
    lines = [line.text for cell in found.pages[1].cells for part in cell.parts for line in part.lines]
    assert MOVED_MARK in lines


def test_what_is_typed_goes_on_first(template: Template, crowded: Record, shelf: FontShelf) -> None:
    found = placed(template, crowded, shelf)
    assert [writing.page for writing in found.moved] == [3]
    assert next(line.text for line in found.pages[3].lines) == "续页 2"


@pytest.mark.parametrize("which", ["written", "nearly_full", "crowded"])
def test_the_pdf_draws_it_as_strokes_and_reads_it_out(
    which: str, template: Template, shelf: FontShelf, request: pytest.FixtureRequest
) -> None:
    record: Record = request.getfixturevalue(which)
    content = write("pdf", template, record, ONE, shelf)
    page = PdfReader(BytesIO(content)).pages[placed(template, record, shelf).writings[0].page]
    assert page.get_contents().get_data().count(b" c\n") > 50  # type: ignore[union-attr]
    with pikepdf.open(BytesIO(content)) as document:
        figures = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        assert [str(one.ActualText) for one in figures] == ["对办理情况您有什么意见和建议：手写意见"]
        assert document.open_metadata().pdfa_status == "2B"
    assert content == write("pdf", template, Record.from_plain(record.to_plain()), ONE, shelf)


@pytest.mark.parametrize("which", ["written", "nearly_full", "crowded"])
def test_the_docx_holds_one_picture_of_it(
    which: str, template: Template, shelf: FontShelf, request: pytest.FixtureRequest
) -> None:
    content = write("docx", template, request.getfixturevalue(which), ExportOptions((1, 2)), shelf)
    assert faults(content) == []
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert len([name for name in archive.namelist() if "media" in name]) == 1
    anchors = list(Document(BytesIO(content)).element.iter(f"{WP}anchor"))
    assert [each.find(f"{WP}docPr").get("descr") for each in anchors] == ["对办理情况您有什么意见和建议：手写意见"] * 2


@pytest.mark.parametrize("which", ["written", "nearly_full", "crowded"])
def test_what_was_typed_beside_it_is_read_again(
    which: str, template: Template, shelf: FontShelf, request: pytest.FixtureRequest
) -> None:
    record: Record = request.getfixturevalue(which)
    reading = read_file("a.docx", write("docx", template, record, ONE, shelf), template)
    assert reading.answers["deputy_comments"] == record.answers["deputy_comments"]
    assert "remainder" not in reading.answers


def test_it_is_on_the_paper_although_nobody_signed_it_yet(template: Template, written: Record, shelf: FontShelf) -> None:
    changed = written.with_answers({"phone": "021-1"})
    assert len(placed(template, changed, shelf).writings) == 1


def test_damaged_handwriting_is_said(template: Template, written: Record, shelf: FontShelf) -> None:
    damaged = replace(written, signatures={"deputy_comments": {"kind": "strokes", "width": 9, "height": 9, "strokes": [[[1]]]}})
    for format_ in ("pdf", "docx"):
        with pytest.raises(Failure) as refused:
            write(format_, template, damaged, ONE, shelf)
        assert (refused.value.code, refused.value.params["field"]) == ("signature_damaged", "deputy_comments")


def test_words_are_written_with_a_finer_pen_than_names() -> None:
    words = tuple((Point(x, y), Point(x + 40, y + 3)) for y in range(50, 350, 60) for x in range(40, 800, 60))
    assert writing_width(Ink(900, 400, words)) < 0.6 * pen_width(Ink(900, 400, words))
    name = ((Point(40, 40), Point(700, 300)),)
    assert writing_width(Ink(900, 400, name)) == pen_width(Ink(900, 400, name))
    assert writing_width(Ink(900, 400, ((Point(40, 40),),))) == pen_width(Ink(900, 400, name))
