"""What a pen and a finger leave on the pads of the window is in the PDF as lines and in the Word file as pictures."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image
from pypdf import PdfReader

from forms.export import ExportOptions
from gui.signing.sign_dialog import SignDialog
from storage.exporting import ExportOrder

from ..signing.conftest import Writer
from .conftest import Make
from .hands import Dialogs, Machine, draw, press

EMU_PER_MM = 36_000
LINE = [(30 + 12 * number, 100) for number in range(40)]
LEADERS, COMMENTS, DEPUTYS = "领导签名：手写签名", "对办理情况您有什么意见和建议：手写意见", "代表签名：手写签名"
INK = [LEADERS, COMMENTS, DEPUTYS]


@pytest.fixture
def signed(machine: Make, real: Any, dialogs: Dialogs) -> Machine:
    """The leader signs by a straight line of a pen that presses harder and harder; the deputy writes and signs by touch."""

    def sign(dialog: SignDialog) -> None:
        Writer(dialog.box.pad).pen(LINE, pressure=0.1)
        dialog.accept_button.click()

    one = machine("data")
    one.import_file(real("baoshan_068.txt"))
    one.write("handled_on", "2026-11-10")
    one.write("phone", "021-56789012")
    one.tick("outcome.being_solved", "disclosure.proactive_full")
    one.press("step.submit")
    one.become("李建国")
    dialogs.expect(SignDialog, sign)
    one.press("phrase.1", "sign", "approve")
    one.become("王勤")
    visit_by_touch(one)
    return one


def visit_by_touch(one: Machine) -> None:
    window = one.begin_visit()
    press(window, "visit.next")
    press(window, *(f"satisfaction_{row}.satisfied" for row in ("result", "plan", "attitude")), "visit.next")
    press(window, "visit.handwrite.deputy_comments")
    draw(window.comments.places["deputy_comments"].box.pad, pen=False)
    press(window, "visit.next")
    draw(window.summary.place.box.pad, pen=False)
    press(window, "visit.next", "visit.return", "visit.return_first", "visit.return_second")


def places_of_ink(content: bytes) -> Mapping[str, list[float]]:
    """What the PDF says of its figures, and where: left, low, right, high."""
    with pikepdf.open(BytesIO(content)) as document:
        things = [thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary)]
        return {str(one.Alt): [float(side) for side in one.A.BBox] for one in things if one.get("/S") == "/Figure"}


def page_of_ink(content: bytes) -> int:
    pages = PdfReader(BytesIO(content)).pages
    return next(number for number, page in enumerate(pages) if "对办理结果" in page.extract_text())


def seen(content: bytes, page: int, place: list[float], scale: int) -> Image.Image:
    """A place of a page, as it is drawn at so many pixels a point."""
    document = pypdfium2.PdfDocument(content)
    width, height = document[page].get_size()
    left, low, right, high = place
    picture = document[page].render(scale=scale, crop=(left, low, width - right, height - high)).to_pil().convert("L")
    document.close()
    return picture


def dark(picture: Image.Image) -> float:
    return sum(picture.histogram()[:110]) / (picture.width * picture.height)


def test_in_the_pdf_they_are_lines_in_their_places_sharp_at_any_size(signed: Machine) -> None:
    content = signed.desk.pdf(signed.record, ExportOptions(copies=(1,)))
    places = places_of_ink(content)
    assert list(places) == INK
    number = page_of_ink(content)
    drawing = PdfReader(BytesIO(content)).pages[number].get_contents().get_data()  # type: ignore[union-attr]
    assert b" Do" not in drawing and drawing.count(b" c\n") > 100
    for place in places.values():
        assert dark(seen(content, number, place, 4)) == pytest.approx(dark(seen(content, number, place, 12)), abs=0.05)
        assert dark(seen(content, number, place, 12)) > 0.02


def test_the_line_of_a_pen_is_broader_where_it_was_pressed_harder(signed: Machine) -> None:
    content = signed.desk.pdf(signed.record, ExportOptions(copies=(1,)))
    line = seen(content, page_of_ink(content), places_of_ink(content)[LEADERS], 24)
    shares = [dark(line.crop((line.width * part // 10, 0, line.width * (part + 1) // 10, line.height))) for part in (2, 5, 8)]
    assert all(before * 1.1 < after for before, after in pairwise(shares))


def test_in_the_word_file_they_are_pictures_that_say_what_they_are(signed: Machine, tmp_path: Path) -> None:
    (file,) = signed.desk.export(ExportOrder((signed.record.id,), tmp_path, ("docx",), copies=(1,))).files
    anchors = list(Document(str(file)).element.iter(qn("wp:anchor")))
    assert [each.find(qn("wp:docPr")).get("descr") for each in anchors] == [words.replace("手写签名", "签名") for words in INK]
    broad = [int(each.find(qn("wp:extent")).get("cx")) / EMU_PER_MM for each in anchors]
    with ZipFile(file) as archive:
        pictures = [archive.read(name) for name in sorted(archive.namelist()) if name.startswith("word/media/")]
    for picture, millimetres in zip(pictures, broad, strict=True):
        with Image.open(BytesIO(picture)) as image:
            assert image.width / millimetres > 11  # 300 points to the inch
            assert image.getchannel("A").getextrema() == (0, 255)
