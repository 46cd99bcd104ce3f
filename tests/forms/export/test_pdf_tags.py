"""Whoever hears the PDF instead of seeing it hears the same: headings, paragraphs, the table with its ticks, in order."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest
from pypdf import PdfReader

from forms.export import ExportOptions, write
from forms.export.pdf_structure import Element
from forms.export.pdf_tags import Flow, text_pieces
from forms.record import Record
from forms.template import Template
from forms.typesetting.faces import FontRole
from forms.typesetting.fonts import FontShelf
from forms.typesetting.page import Line

Nested = list[Any]


class Heard(NamedTuple):
    """An element: its type, what is read out for it, the depth at which it stands."""

    kind: str
    text: str
    depth: int
    element: Any
    document: Any
    """Kept, since elements live as long as their document."""


def squeezed(text: str) -> str:
    return "".join(text.split())


def heard(content: bytes) -> list[Heard]:
    """Return all elements in reading order, with the text that their own marks hold."""
    document = pikepdf.open(BytesIO(content))
    marked = {page.objgen: _marked_text(page) for page in document.pages}
    return [Heard(*each, document) for each in _walk(document.Root.StructTreeRoot.K, marked, 0)]


def _walk(element: Any, marked: dict[tuple[int, int], dict[int, str]], depth: int) -> Iterator[tuple[str, str, int, Any]]:
    kids = list(element.K) if "/K" in element and isinstance(element.K, pikepdf.Array) else [element.get("/K", None)]
    own = []
    for kid in kids:
        if isinstance(kid, int):
            own.append(marked[element.Pg.objgen][kid])
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
            own.append(marked[kid.Pg.objgen][int(kid.MCID)])
    yield str(element.S)[1:], str(element.get("/ActualText", "".join(own))), depth, element
    for kid in kids:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            assert kid.P.objgen == element.objgen
            yield from _walk(kid, marked, depth + 1)


def _marked_text(page: Any) -> dict[int, str]:
    """Return the text between the marks of a page, read through the fonts' maps to characters."""
    maps = {name: _characters(font.ToUnicode.read_bytes()) for name, font in page.Resources.Font.items()}
    texts: dict[int, str] = {}
    font, mark = "", -1
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                assert mark == -1, "marks never nest"
                mark = int(operands[1].get("/MCID", -2))
                texts[mark] = texts.get(mark, "")
            case "EMC":
                mark = -1
            case "Tf":
                font = str(operands[0])
            case "Tj":
                assert mark != -1, "all text is tagged or an artifact"
                code, width = bytes(operands[0]), 1 if font.startswith("/B") else 2
                texts[mark] += "".join(maps[font][code[at : at + width]] for at in range(0, len(code), width))
    return texts


def _characters(cmap: bytes) -> dict[bytes, str]:
    pairs = re.findall(rb"^<([0-9A-F]+)> <([0-9A-F]+)>$", cmap, re.MULTILINE)
    return {bytes.fromhex(code.decode()): bytes.fromhex(char.decode()).decode("utf-16-be") for code, char in pairs}


def kinds_of(elements: list[Heard]) -> list[str]:
    return [each.kind for each in elements]


def test_each_copy_is_heard_whole_and_alike(pdf: bytes) -> None:
    elements = heard(pdf)
    assert elements[0].kind == "Document"
    copies = [number for number, each in enumerate(elements) if each.depth == 1]
    titles = [str(elements[number].element.T) for number in copies]
    recipients = ("承办单位存", "送意见提出人", "送区政府办公室", "送区政府办公室")
    assert titles == [f"第{number}份，共4份 · {recipient}" for number, recipient in enumerate(recipients, 1)]
    bounds = [*copies, len(elements)]
    texts = [[(each.kind, each.text) for each in elements[start + 1 : end]] for start, end in pairwise(bounds)]
    assert texts[0] == texts[1] == texts[2] == texts[3]


def test_the_reply_is_heard_by_heading_and_paragraph(pdf: bytes, filled: Record) -> None:
    elements = heard(pdf)
    start = next(number for number, each in enumerate(elements) if each.kind == "H1")
    end = next(number for number in range(start, len(elements)) if elements[number].kind == "Sect")
    reply = elements[start:end]
    body = [squeezed(line) for line in str(filled.answers["reply"]).split("\n") if line.strip()]
    assert [squeezed(each.text) for each in reply[1:]] == body
    assert kinds_of(reply).count("H2") == 4
    assert set(kinds_of(reply)[1:]) == {"H2", "P"}


def test_the_table_has_its_spans_and_headers(pdf: bytes) -> None:
    elements = heard(pdf)
    start = next(number for number, each in enumerate(elements) if each.kind == "Table")
    second = next(number for number in range(start + 1, len(elements)) if elements[number].kind == "Table")
    assert kinds_of(elements[start : start + 7]) == ["Table", "TR", "TH", "P", "TD", "P", "TR"]
    note = next(each.text for each in elements[start:second] if each.depth == 3 and each.kind == "P")
    assert note.startswith("说明：1.")
    cells = {each.text: elements[second + number - 1] for number, each in enumerate(elements[second:]) if each.kind == "P"}
    withheld, offered = cells["不公开"], cells["主动公开"]
    assert (withheld.kind, int(withheld.element.A.RowSpan)) == ("TH", 2)
    assert (offered.kind, str(offered.element.A.Scope)) == ("TH", "/Column")
    assert str(cells["对办理方案"].element.A.Scope) == "/Row"
    assert len(set(widths_of_rows(elements[second:]))) == 1


def widths_of_rows(elements: list[Heard]) -> list[int]:
    """Return how many columns each row of the first table covers, cells that reach down from above among them."""
    widths: list[int] = []
    reaching: list[tuple[int, int]] = []
    for each in elements:
        if each.kind == "TR":
            reaching = [(rows - 1, columns) for rows, columns in reaching if rows > 1]
            widths.append(sum(columns for _, columns in reaching))
        elif each.kind in ("TH", "TD"):
            spans = each.element.get("/A", {})
            columns = int(spans.get("/ColSpan", 1))
            widths[-1] += columns
            reaching.append((int(spans.get("/RowSpan", 1)), columns))
        elif each.kind == "Sect":
            break
    return widths


def test_a_box_says_what_it_stands_for_and_whether_it_is_ticked(pdf: bytes, template: Template) -> None:
    boxes = [each.text for each in heard(pdf) if "/ActualText" in each.element]
    assert len(boxes) == 4 * sum(1 for part in template.grid.parts() if part.tick)
    assert boxes[0] == "承办单位对办理结果的分类，建议性意见·已采纳：未选"
    assert [text for text in boxes if text.endswith("√")] == [
        "承办单位对办理结果的分类，具体操作性意见·正在解决：√",
        "办理复文公开属性的分类，主动公开·全文公开：√",
    ] * 4


def test_what_goes_on_is_one_text_over_all_its_pages(long_pdf: bytes, overflowing: Record, template: Template) -> None:
    elements = heard(long_pdf)
    start = next(number for number, each in enumerate(elements) if each.text == "续页 1")
    label = next(number for number, each in enumerate(elements) if each.text == "办理情况（续）：")
    assert kinds_of(elements[start : label + 1]) == ["H2", *["P"] * (label - start - 1), "H3"]
    rest = [each for each in elements[label + 1 :] if each.kind == "P"]
    paragraphs = str(overflowing.answers["handling"]).split("\n")
    first = next(number for number, text in enumerate(paragraphs) if text in [each.text for each in rest[:2]])
    found = [each.text for each in rest]
    at = found.index(paragraphs[first])
    assert found[at : at + len(paragraphs) - first] == paragraphs[first:]
    assert "续页 2" not in [each.text for each in elements]


def test_the_way_back_from_page_to_element_is_complete(pdf: bytes, long_pdf: bytes) -> None:
    for content in (pdf, long_pdf):
        document = pikepdf.open(BytesIO(content))
        numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)
        owners = {int(numbers[place]): list(numbers[place + 1]) for place in range(0, len(numbers), 2)}
        assert list(owners) == list(range(len(document.pages))) == [int(page.StructParents) for page in document.pages]
        for page in document.pages:
            marks = {mark for mark in _marked_text(page) if mark >= 0}
            assert marks == set(range(len(owners[int(page.StructParents)])))
            for mark, owner in enumerate(owners[int(page.StructParents)]):
                assert any(
                    kid == mark if isinstance(kid, int) else kid.get("/MCID") == mark and kid.Pg.objgen == page.objgen
                    for kid in owner.K
                )


def test_another_paper_is_tagged_by_the_same_code(street_letter: Template, letter_record: Record, shelf: FontShelf) -> None:
    elements = heard(write("pdf", street_letter, letter_record, ExportOptions((1,)), shelf))
    assert next(each.text for each in elements if each.kind == "H1") == "居民来信办理单"
    assert sum(each.text.count("已与物业沟通。") for each in elements) == 120


def test_an_empty_sheet_and_a_draft_are_tagged(template: Template, shelf: FontShelf) -> None:
    record = Record(id="a", template=template.id, version=1)
    elements = heard(write("pdf", template, record, ExportOptions(draft=True, fingerprint=True), shelf))
    assert "草稿" not in "".join(each.text for each in elements)
    assert "校验码" not in "".join(each.text for each in elements)


def line(text: str) -> Line:
    return Line(text, 0, 0, 16, FontRole.BODY)


@pytest.mark.parametrize(
    ("expected", "lines", "found"),
    [
        (["一二三四"], ["一二", "三四"], ["一二三四"]),
        (["一二", "一二"], ["一二", "一二"], ["一二", "一二"]),
        (["一 二", "三"], ["一", " ", "二", "三"], ["一二", "三"]),
        (["一二"], ["甲", "一二", "乙"], ["甲", "一二", "乙"]),
        (["一二三"], ["一", "甲", "二三"], ["一二三", "甲"]),
        ([], ["一", "二"], ["一", "二"]),
    ],
)
def test_lines_find_their_paragraph(expected: list[str], lines: list[str], found: list[str]) -> None:
    under = Element("Sect")
    pieces = text_pieces(map(line, lines), Flow(under, [("P", text) for text in expected]))
    texts: dict[int, str] = {}
    for piece in pieces:
        texts[id(piece.element)] = texts.get(id(piece.element), "") + "".join(each.text for each in piece.lines)
    assert list(texts.values()) == found
    assert len(under.kids) == len(found)


@pytest.mark.skipif(not shutil.which("pdfinfo"), reason="needs pdfinfo")
def test_other_readers_agree(pdf: bytes, tmp_path: Path) -> None:
    file = tmp_path / "sheet.pdf"
    file.write_bytes(pdf)
    said = subprocess.run(["pdfinfo", "-struct-text", file], capture_output=True, check=True)
    assert said.stderr == b""
    words = said.stdout.decode("utf-8", "replace")
    assert words.count("联系电话：") == 4
    assert re.search(r"H2 \(block\)\s+\"一、关于社区防疫工作总结\"", words)
    about = subprocess.run(["pdfinfo", file], capture_output=True, check=True).stdout.decode("utf-8", "replace")
    assert re.search(r"Tagged:\s+yes", about)
    document = pypdfium2.PdfDocument(pdf)
    assert document.is_tagged()
    document.close()
    assert len(PdfReader(BytesIO(pdf), strict=True).pages) == 24
