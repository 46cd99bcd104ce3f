"""Handwriting is printed as large as typed words, however small somebody wrote on however large a pad."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from math import sin

import pikepdf
import pytest
from docx import Document

from forms.export import ExportOptions, write
from forms.export.ink_place import written_in
from forms.ink import Ink, Point
from forms.pen import line_height
from forms.record import Record
from forms.template import Template
from forms.typesetting.fonts import FontShelf
from forms.typesetting.measures import BODY_SIZE
from forms.typesetting.page import Rect

from .docx_validity import WP
from .hands import signed

CELL = Rect(90, 600, 441, 64)
EMU = 12_700


def joined(lines: Sequence[float], high: float, wide: int = 9) -> tuple[tuple[Point, ...], ...]:
    """Characters of a fluent hand, each one stroke, in lines round these heights."""
    return tuple(
        tuple(Point(60 + 66 * number + 4 * step, middle + high / 2 * sin(step / 2 + number), step * 8) for step in range(13))
        for middle in lines
        for number in range(wide)
    )


def square(lines: Sequence[float], high: float) -> tuple[tuple[Point, ...], ...]:
    """Characters of a careful hand, each of six strokes."""
    return tuple(
        (Point(60 + high * number, top), Point(60 + high * number + high * wide, top + high * tall))
        for middle in lines
        for number in range(9)
        for top, wide, tall in (
            (middle - high / 2, 0.8, 0.02), (middle - high / 2, 0.02, 1), (middle - high / 4, 0.4, 0.4),
            (middle, 0.7, 0.05), (middle - high / 4, 0.05, 0.7), (middle + high / 3, 0.5, 0.1),
        )
    )  # fmt: skip


def on_paper(ink: Ink, high: float, free: Rect = CELL) -> float:
    """How many points high a line is printed that is `high` on the pad."""
    rect = written_in(free, ink)
    assert rect is not None and rect.right <= free.right and rect.bottom <= free.bottom
    return high * rect.height / ink.box.height


@pytest.mark.parametrize("high", [30, 56, 90])
@pytest.mark.parametrize("hand", [joined, square])
def test_a_line_that_is_small_on_the_pad_is_as_high_as_typed_words(hand, high: float) -> None:
    assert on_paper(Ink(900, 360, hand([100], high)), high) >= BODY_SIZE


def test_a_long_line_is_no_wider_than_its_cell() -> None:
    ink = Ink(1200, 360, joined([100], 40, wide=16))
    assert on_paper(ink, 40, Rect(90, 600, 200, 64)) < BODY_SIZE


def test_of_two_lines_each_is_as_high_as_typed_words_where_there_is_room() -> None:
    assert on_paper(Ink(900, 360, joined([80, 160], 60)), 60) >= BODY_SIZE


@pytest.mark.parametrize("apart", [62, 52])
def test_lines_are_told_apart_also_where_they_touch(apart: int) -> None:
    ink = Ink(900, 360, square([80, 80 + apart, 80 + 2 * apart], 60))
    assert line_height(ink) == pytest.approx(60, rel=0.15)


def test_the_pdf_and_the_docx_print_a_comment_in_the_same_size(template: Template, filled: Record, shelf: FontShelf) -> None:
    strokes = [[list(point) for point in stroke] for stroke in joined([100], 72)]
    ink = {"kind": "strokes", "width": 900, "height": 360, "strokes": strokes}
    record = signed(template, filled, deputy_comments=ink)
    options = ExportOptions((1,))
    pdf, docx = (write(format_, template, record, options, shelf) for format_ in ("pdf", "docx"))
    with pikepdf.open(BytesIO(pdf)) as document:
        (figure,) = (one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure")
        left, low, right, high = (float(number) for number in figure.A.BBox)
    assert zipfile.is_zipfile(BytesIO(docx))
    (extent,) = Document(BytesIO(docx)).element.iter(f"{WP}extent")
    assert (int(extent.get("cx")) / EMU, int(extent.get("cy")) / EMU) == pytest.approx((right - left, high - low), abs=0.1)
    assert BODY_SIZE <= high - low < 2 * BODY_SIZE
