"""Every DOCX is what Word calls valid, and LibreOffice shows the same pages with the same words."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest
from pypdf import PdfReader

from forms.export import ExportOptions, write
from forms.fields import Value
from forms.record import Record
from forms.template import Template
from forms.typesetting.fonts import FontShelf
from forms.typesetting.layout import lay_out
from forms.typesetting.page import PageKind

from .docx_validity import faults

SOFFICE = shutil.which("soffice")
LETTER = """周菁菁代表：
收悉。现答复如下：
一、总体情况
（一）加强组织领导。成立由局长任组长的工作专班，明确责任分工。
  　缩进的一段。

附件：1.宝山区养老服务设施布局规划（2021—2035年）及其实施情况的说明
2.标准
宝山区民政局
2023年5月6日
（联系人：张三）
附件1
布局规划
第一条。"""
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""


def test_the_real_sheet_is_valid(docx: bytes) -> None:
    assert faults(docx) == []


def test_a_sheet_that_goes_on_is_valid(long_docx: bytes) -> None:
    assert faults(long_docx) == []


@pytest.mark.parametrize("draft", [False, True])
def test_a_letter_with_annexes_is_valid(draft: bool, template: Template, filled: Record, shelf: FontShelf) -> None:
    content = write("docx", template, filled.with_answers({"reply": LETTER}), ExportOptions(draft=draft), shelf)
    assert faults(content) == []


@pytest.mark.parametrize("answers", [{}, {"title": 'a < b & c > "d" \' ]]>'}, {"handling": "字" * 3000, "reply": " \n "}])
def test_empty_and_odd_sheets_are_valid(answers: dict[str, Value], template: Template, shelf: FontShelf) -> None:
    record = Record(id="a", template=template.id, version=1, answers=answers)
    assert faults(write("docx", template, record, ExportOptions(), shelf)) == []


def test_another_paper_is_valid(street_letter: Template, letter_record: Record, shelf: FontShelf) -> None:
    assert faults(write("docx", street_letter, letter_record, ExportOptions(), shelf)) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"<w:cantSplit/>", b"<w:vAlign/>", "vAlign"),
        (b'<w:gridSpan w:val="60"/>', b"", "of 60 columns"),
        (b'w:type="default" r:id="rId', b'w:type="default" r:id="rId9', "is not declared"),
        (b'mc:Ignorable="w14"', b"", "is not ignorable"),
        (b"<w:tblW", b"<w:tblLayout/><w:tblW", "out of order"),
    ],
)
def test_what_is_wrong_is_found(old: bytes, new: bytes, fault: str, docx: bytes) -> None:
    assert any(fault in each for each in faults(changed(docx, old, new)))


def changed(content: bytes, old: bytes, new: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.replace(old, new) if name == "word/document.xml" else data)
    return stream.getvalue()


def converted(content: bytes, folder: Path) -> list[str]:
    """The text of each page as LibreOffice sets it, with the bundled fonts in place of the official ones."""
    (folder / "fonts.conf").write_text(
        FONTS.format(fonts=Path(pylopdf_fonts_zh_cn.serif_path()).parent, cache=folder / "cache"), "utf-8"
    )
    (folder / "sheet.docx").write_bytes(content)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(folder),
         str(folder / "sheet.docx")],
        check=True, capture_output=True, timeout=110, env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")},
    )  # fmt: skip
    return ["".join(page.extract_text().split()) for page in PdfReader(folder / "sheet.pdf").pages]


def letters(text: str) -> str:
    """The text without marks: LibreOffice hangs some over the edge of the line, where readers do not find them."""
    return re.sub(r"\W", "", text)


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_same_pages(template: Template, filled: Record, shelf: FontShelf, tmp_path: Path) -> None:
    record = filled.with_answers({"reviewed_on": "2023-05-08", "satisfaction_result": "satisfied"})
    pages = converted(write("docx", template, record, ExportOptions(copies=(1, 2)), shelf), tmp_path)
    layout = lay_out(template, record.answers, shelf)
    assert len(pages) == 2 * len(layout.pages)
    reply = str(record.answers["reply"]).split("\n")
    wanted = [
        str(record.answers["title"]),
        "周菁菁",
        "办理情况：",
        str(record.answers["handling"]),
        "021-56789012",
        "2023年5月6日",
    ]
    wanted += [
        "承办单位对办理结果的分类",
        "2023年5月8日",
        "对办理情况您有什么意见和建议：",
        *(line for line in reply if line.strip()),
    ]
    for copy, mark in ((pages[: len(layout.pages)], "第1份"), (pages[len(layout.pages) :], "第2份")):
        assert all(mark in page for page in copy)
        text = "".join(re.sub(r"第[12]份，共4份·(?:承办单位存|送意见提出人)|—\d+—", "", page) for page in copy)
        places = [letters(text).find(letters(each)) for each in wanted]
        assert [each for each, place in zip(wanted, places, strict=True) if place < 0] == []
        assert places[3:] == sorted(places[3:])
        assert "".join(page.count("√") * "√" for page in copy) == "√" * (3 + 3)  # three are printed in the instructions


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_libreoffice_ends_pages_with_empty_lines_where_we_do(
    template: Template, filled: Record, shelf: FontShelf, tmp_path: Path
) -> None:
    reply = "\n".join(["", *(f"第{number}段。\n" + "\n" * (number % 3) for number in range(30)), "一、标题", "", "正文。", ""])
    reply += "宝山区民政局\n2023年5月6日\n" + "\n" * 3 + "附件1\n\n规划\n第一条。\n\n"
    record = filled.with_answers({"handling": "\n第一段。\n\n\n\n第二段。\n\n", "reply": reply})
    pages = converted(write("docx", template, record, ExportOptions(copies=(1,)), shelf), tmp_path)
    layout = lay_out(template, record.answers, shelf)
    assert len(pages) == len(layout.pages)
    wanted = [
        "".join("".join(line.text.split()) for line in page.lines[:-1]) for page in layout.pages if page.kind is PageKind.REPLY
    ]
    seen = [re.sub(r"第1份，共4份·承办单位存|—\d+—", "", page) for page in pages[-len(wanted) :]]
    assert [letters(page) for page in seen] == [letters(page) for page in wanted]


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_libreoffice_goes_on_where_the_sheet_is_full(
    template: Template, overflowing: Record, shelf: FontShelf, tmp_path: Path
) -> None:
    pages = converted(write("docx", template, overflowing, ExportOptions(copies=(1,)), shelf), tmp_path)
    whole = "".join(pages)
    numbers = [int(number) for number in re.findall(r"第([0-9]+)段：", whole)]
    shown = template.show("handling", overflowing.answers["handling"])
    assert numbers == list(range(shown.count("段：")))
    marks = re.findall(r"第1份，共4份·承办单位存续页([0-9]+)", "\n".join(pages))
    assert marks == [str(number) for number in range(1, len(marks) + 1)]
    assert len(marks) > 10
