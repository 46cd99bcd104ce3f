"""A signature that holds no longer is never printed as one; a draft says so, the final paper leaves the place open."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from forms.export import ExportOptions, write
from forms.export.ink_shown import VOID_WORDS, Voided, shown_ink
from forms.ink import Ink
from forms.record import Record
from forms.template import Template
from forms.typesetting.fonts import FontShelf

from .docx_validity import WP, faults
from .hands import SIGNATURE, signed


@pytest.fixture(scope="module")
def void(template: Template, filled: Record) -> Record:
    """The clerk has signed, and changed the sheet afterwards."""
    return signed(template, filled, handled_by=SIGNATURE).with_answers({"phone": "021-1"})


def test_what_stands_is_shown_and_what_does_not_is_not(template: Template, filled: Record, void: Record) -> None:
    field = template.by_name["handled_by"]
    for draft in (False, True):
        assert isinstance(shown_ink(template, signed(template, filled, handled_by=SIGNATURE), field, draft), Ink)
    assert shown_ink(template, void, field, draft=True) == Voided("张三")
    assert shown_ink(template, void, field, draft=False) is None


def test_a_signature_that_binds_nothing_is_void(template: Template, filled: Record) -> None:
    unbound = replace(filled, signatures={"handled_by": SIGNATURE})
    assert shown_ink(template, unbound, template.by_name["handled_by"], draft=True) == Voided("")


def test_a_place_confirmed_for_ink_stays_open(template: Template, filled: Record) -> None:
    record = signed(template, filled, handled_by={"kind": "open"})
    assert shown_ink(template, record, template.by_name["handled_by"], draft=True) is None


def test_seals_always_hold(template: Template, void: Record) -> None:
    record = signed(template, void, seal=SIGNATURE)
    assert isinstance(shown_ink(template, record, template.by_name["seal"], draft=False), Ink)


@pytest.mark.parametrize("draft", [True, False])
def test_a_draft_as_pdf_says_it_in_the_place(draft: bool, template: Template, void: Record, shelf: FontShelf) -> None:
    page = PdfReader(BytesIO(write("pdf", template, void, ExportOptions((1,), draft=draft), shelf))).pages[0]
    assert (VOID_WORDS in page.extract_text()) is draft
    assert ("张三" in page.extract_text()) is draft
    drawing = page.get_contents().get_data()  # type: ignore[union-attr]
    assert b"0.7 w 0 G" in drawing if draft else b"0.7 w 0 G" not in drawing


@pytest.mark.parametrize("draft", [True, False])
def test_a_draft_as_docx_says_it_behind_the_label(draft: bool, template: Template, void: Record, shelf: FontShelf) -> None:
    content = write("docx", template, void, ExportOptions((1,), draft=draft), shelf)
    assert faults(content) == []
    body = Document(BytesIO(content)).element
    assert not list(body.iter(f"{WP}anchor"))
    struck = [run for run in body.iter(qn("w:r")) if run.find(f"{qn('w:rPr')}/{qn('w:strike')}") is not None]
    assert ["".join(text.text for text in run.iter(qn("w:t"))) for run in struck] == (["张三"] if draft else [])
    assert (VOID_WORDS in "".join(text.text for text in body.iter(qn("w:t")))) is draft
