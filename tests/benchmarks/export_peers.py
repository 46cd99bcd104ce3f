"""What others need for the same sheet: docxtpl with LibreOffice, typst, fpdf2, and the bare floor under each of our formats.

Each function returns what is to be measured, or None where the peer is not installed or cannot do it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import pylopdf_fonts_zh_cn
from export_case import BODY, ROOT
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from forms.export import ExportOptions, write
from forms.grid import Cell
from forms.record import Record
from forms.template import Template
from forms.typesetting.fonts import FontShelf
from forms.typesetting.layout import lay_out
from forms.typesetting.paragraphs import paragraphs

try:
    import docxtpl
except ImportError:
    docxtpl = None
try:
    import typst
except ImportError:
    typst = None
try:
    import fpdf
except ImportError:
    fpdf = None

Action = Callable[[], object]
COPIES = 4
SOFFICE = shutil.which("soffice")
FONTS = Path(pylopdf_fonts_zh_cn.serif_path()).parent


def floor_pdf(template: Template, record: Record, shelf: FontShelf) -> Action:
    """Draw lines that are broken already, with a font that is not even embedded."""
    pages = lay_out(template, record.answers, shelf).pages
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

    def draw() -> bytes:
        stream = BytesIO()
        canvas = Canvas(stream, initialFontName="STSong-Light", pageCompression=1)
        for page in pages * COPIES:
            parts = [part for cell in page.cells for part in cell.parts]
            for line in (*page.lines, *(line for part in parts for line in (*part.label, *part.lines))):
                canvas.setFont("STSong-Light", line.size)
                canvas.drawString(line.x, page.height - line.baseline, line.text)
            for cell in page.cells:
                canvas.rect(cell.rect.x, page.height - cell.rect.bottom, cell.rect.width, cell.rect.height)
            canvas.showPage()
        canvas.save()
        return stream.getvalue()

    return draw


def floor_docx(content: bytes) -> Action:
    """Zip the parts of a finished DOCX."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}

    def pack() -> bytes:
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return stream.getvalue()

    return pack


def docxtpl_render(template: Template, record: Record, shelf: FontShelf, folder: Path) -> Action | None:
    if docxtpl is None:
        return None
    source = _jinja_source(template, record, shelf, folder)
    return partial(_render, source, _context(template, record), folder)


def docxtpl_to_pdf(template: Template, record: Record, shelf: FontShelf, folder: Path) -> Action | None:
    if docxtpl is None or SOFFICE is None:
        return None
    source = _jinja_source(template, record, shelf, folder)
    context = _context(template, record)
    fonts = folder / "fonts.conf"
    fonts.write_text(f"<fontconfig><dir>{FONTS}</dir><cachedir>{folder / 'cache'}</cachedir></fontconfig>", "utf-8")
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}

    def convert() -> object:
        files = _render(source, context, folder)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [str(SOFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, files)]
        return subprocess.run(command, check=True, capture_output=True, env=environment)

    return convert


def _jinja_source(template: Template, record: Record, shelf: FontShelf, folder: Path) -> Path:
    """One copy of our own DOCX with places for docxtpl where the answers stood."""
    fields = {name: "{{ " + name + " }}" for name in ("title", "handling", "phone")}
    body = "{%p for line in reply %}\n{{ line }}\n{%p endfor %}"
    marked = record.with_answers({**fields, "proposer": ("{{ proposer }}",), "reply": body, "reply_title": "{{ title }}"})
    path = folder / "source.docx"
    path.write_bytes(write("docx", template, marked, ExportOptions(copies=(1,)), shelf))
    return path


def _context(template: Template, record: Record) -> dict[str, object]:
    shown = {name: template.show(name, value) for name, value in record.answers.items()}
    return {**shown, "reply": [each.text for each in paragraphs(BODY)]}


def _render(source: Path, context: dict[str, object], folder: Path) -> list[Path]:
    files = []
    for copy in range(1, COPIES + 1):
        document = docxtpl.DocxTemplate(source)
        document.render({**context, "copy": copy})
        files.append(folder / f"copy{copy}.docx")
        document.save(files[-1])
    return files


def typst_warm(template: Template, record: Record) -> Action | None:
    """Compile with another character each time, since what has not changed is taken from a cache."""
    if typst is None:
        return None
    source = _typst_source(template, record)
    turns = iter(range(10**9))
    return lambda: typst.compile(source.replace("收悉", f"收悉{next(turns)}").encode(), font_paths=[str(FONTS)])


def typst_cold(template: Template, record: Record, folder: Path) -> Action | None:
    if typst is None:
        return None
    path = folder / "sheet.typ"
    path.write_text(_typst_source(template, record), "utf-8")
    code = f"import typst; typst.compile({str(path)!r}, output={str(folder / 'typst.pdf')!r}, font_paths=[{str(FONTS)!r}])"
    return partial(subprocess.run, [sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT)


def _typst_source(template: Template, record: Record) -> str:
    paper = template.paper
    tables = "#pagebreak()\n".join(_typst_tables(template, record))
    body = "".join(
        f"#text(font: {_quoted('Noto Sans SC' if each.level == 1 else 'Noto Serif SC')})[#{_quoted(each.text)}]\n\n"
        for each in paragraphs(BODY)
    )
    return (
        f"#set page(width: {paper.width_mm}mm, height: {paper.height_mm}mm, margin: (top: {paper.top_mm}mm, "
        f"bottom: {paper.bottom_mm}mm, left: {paper.left_mm}mm, right: {paper.right_mm}mm))\n"
        '#set text(font: "Noto Serif SC", size: 14pt, lang: "zh", region: "cn")\n'
        f"{tables}#pagebreak()\n"
        f"#align(center, text(size: 22pt)[#{_quoted(template.attachment_title(record.answers))}])\n"
        "#set text(size: 16pt)\n#set par(justify: true, leading: 12pt, first-line-indent: (amount: 2em, all: true))\n" + body
    )


def _typst_tables(template: Template, record: Record) -> Iterator[str]:
    for page in template.grid.pages():
        rows = [template.grid.rows[number] for number in page]
        heights = "".join(f"{row.min_height_mm}mm," for row in rows)
        cells = "".join(
            f"table.cell(colspan: {cell.span}, rowspan: {cell.rowspan})[#{_quoted(_cell_text(cell, template, record))}],\n"
            for row in rows
            for cell in row.cells
        )
        yield f"#table(columns: (1fr,) * {template.grid.columns}, rows: ({heights}), inset: 3pt, {cells})\n"


def _cell_text(cell: Cell, template: Template, record: Record) -> str:
    lines = []
    for part in cell.parts:
        shown = template.show(part.field, record.answers.get(part.field)) if part.field else ""
        ticked = part.tick and record.answers.get(part.tick[0]) == part.tick[1]
        lines.append(part.text + (shown or part.blank) + ("√" if ticked else ""))
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def fpdf2(template: Template, record: Record) -> Action | None:
    """The sheet as rows of boxes and the reply as running text, without any rule of Chinese line breaking."""
    if fpdf is None:
        return None
    return partial(_fpdf_pages, template, record)


def _fpdf_pages(template: Template, record: Record) -> bytes:
    paper = template.paper
    document = fpdf.FPDF(format="A4")
    document.add_font("serif", fname=pylopdf_fonts_zh_cn.serif_path())
    document.set_margins(paper.left_mm, paper.top_mm, paper.right_mm)
    document.set_auto_page_break(True, paper.bottom_mm)
    width = paper.width_mm - paper.left_mm - paper.right_mm
    for _ in range(COPIES):
        document.set_font("serif", size=14)
        for page in template.grid.pages():
            document.add_page()
            for row in (template.grid.rows[number] for number in page):
                top, left = document.get_y(), paper.left_mm
                for cell in row.cells:
                    box = width * cell.span / template.grid.columns
                    document.rect(left, top, box, row.min_height_mm)
                    document.set_xy(left, top)
                    document.multi_cell(box, 7, _cell_text(cell, template, record))
                    left += box
                document.set_y(top + row.min_height_mm)
        document.add_page()
        document.set_font("serif", size=16)
        document.multi_cell(width, 9.88, BODY)
    return bytes(document.output())
