"""Files made for the reader's tests: sheets as Word writes them, and DOCX from raw XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape

import pytest

from forms.fields import Value
from forms.grid import Cell, Part
from forms.reading import Reading, read_file
from forms.template import Template
from forms.template_file import read_template

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:v="urn:schemas-microsoft-com:vml"'
)

TINY = """
id = "tiny"
version = 3
name = "回访单"
heading = "某街道回访单"
columns = 4
[attachment]
body = "letter"
[[fields]]
name = "subject"
kind = "text"
label = "事由"
role = "clerk"
[[fields]]
name = "result"
kind = "choice"
label = "结果"
role = "clerk"
options = [{ code = "yes", label = "办结" }, { code = "no", label = "未办结" }, { code = "part", label = "部分办结" }]
[[fields]]
name = "visited_on"
kind = "date"
label = "回访日期"
role = "clerk"
[[fields]]
name = "said"
kind = "long_text"
label = "回访意见"
role = "deputy"
[[fields]]
name = "letter"
kind = "long_text"
label = "附信"
role = "clerk"
[[grid]]
cells = [{ text = "事由", span = 1 }, { field = "subject", span = 3 }]
[[grid]]
cells = [{ label_of = "result.yes", span = 1 }, { label_of = "result.no", span = 1 }, { label_of = "result.part", span = 2 }]
[[grid]]
cells = [{ tick = "result.yes", span = 1 }, { tick = "result.no", span = 1 }, { tick = "result.part", span = 2 }]
[[grid]]
cells = [{ span = 4, parts = [{ text = "回访意见：" }, { field = "said" }, { text = "日期：", field = "visited_on" }] }]
[[copies]]
recipient = "街道"
purpose = "存"
count = 2
"""


@pytest.fixture(scope="session")
def tiny() -> Template:
    """Another sheet: other labels, three options in one row, no case details, a letter without a title."""
    return read_template(TINY.encode(), "tiny")


@pytest.fixture
def read(template: Template) -> Callable[[str], Reading]:
    """Reads a text as the Baoshan template's."""
    return lambda text: read_file("sheet.txt", text.encode(), template)


@pytest.fixture
def word() -> Callable[..., bytes]:
    """A DOCX from the XML inside `w:body`; other parts by path, related to the document by the kind in their names."""

    def build(body: str, parts: Mapping[str, str] | None = None) -> bytes:
        parts = parts or {}
        relations = "".join(
            f'<Relationship Id="r{i}" Type="{OFFICE}/{name.strip("0123456789")}" Target="{name}.xml"/>'
            for i, name in enumerate(parts)
        )
        members = {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{OFFICE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{relations}</Relationships>',
            **{f"word/{name}.xml": text.replace("NS", NAMESPACES, 1) for name, text in parts.items()},
        }
        return zipped(members)

    return build


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.fixture(name="zipped")
def zipped_fixture() -> Callable[[Mapping[str, str | bytes]], bytes]:
    return zipped


@pytest.fixture
def paper(word: Callable[..., bytes]) -> Callable[..., bytes]:
    """A DOCX of a filled sheet, made of one real table with merged cells, and paragraphs behind it."""

    def build(template: Template, answers: Mapping[str, Value], behind: Sequence[str] = (), times: int = 1) -> bytes:
        heading = paragraph(template.heading) if template.heading else ""
        return word((heading + _table(template, answers) + "".join(map(paragraph, behind))) * times)

    return build


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _table(template: Template, answers: Mapping[str, Value]) -> str:
    rows = []
    for number in range(len(template.grid.rows)):
        cells = [cell for cell in template.grid.cells() if cell.row <= number < cell.row + cell.rowspan]
        rows.append("".join(_cell(cell, number, template, answers) for cell in sorted(cells, key=lambda cell: cell.column)))
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def _cell(cell: Cell, row: int, template: Template, answers: Mapping[str, Value]) -> str:
    merged = "" if cell.rowspan == 1 else '<w:vMerge w:val="restart"/>' if row == cell.row else "<w:vMerge/>"
    texts = "\n".join(_printed(part, template, answers) for part in cell.parts).split("\n") if row == cell.row else [""]
    inner = "".join(map(paragraph, texts))
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{cell.span}"/>{merged}</w:tcPr>{inner}</w:tc>'


def _printed(part: Part, template: Template, answers: Mapping[str, Value]) -> str:
    if part.tick:
        return "√" if answers.get(part.tick[0]) == part.tick[1] else ""
    return part.text + (template.show(part.field, answers.get(part.field)) or part.blank) if part.field else part.text
