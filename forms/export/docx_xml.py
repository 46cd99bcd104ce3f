"""The few elements of WordprocessingML that the sheet is made of, as text (ECMA-376, part 1, 17)."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from ..grid import Align
from ..typesetting.faces import FontRole

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" mc:Ignorable="w14"'
)
FONTS = {
    FontRole.TITLE: "方正小标宋简体",
    FontRole.BODY: "仿宋",
    FontRole.HEADING: "黑体",
    FontRole.SUBHEADING: "楷体",
    FontRole.LABEL: "宋体",
}
"""The fonts by the names that Word and WPS know them by; `docx_styles` names what may stand in for them."""


def twips(points: float) -> int:
    """Return a length in twentieths of a point."""
    return round(points * 20)


def part(root: str, content: str) -> bytes:
    """Return a whole part of the package with its root element."""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f"{head}<w:{root} {NAMESPACES}>{content}</w:{root}>".encode()


def run(text: str, style: str = "") -> str:
    """Return a run; `style` is a character style."""
    return f'<w:r>{_look(style)}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""


def small_run(text: str, size: float, *, struck: bool = False) -> str:
    """Return a run of another size than that of its paragraph, in points."""
    look = f'{"<w:strike/>" if struck else ""}<w:sz w:val="{round(2 * size)}"/>'
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


LINE_BREAK = "<w:r><w:br/></w:r>"


_EXACT = ' w:lineRule="exact"'
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="000000"/></w:pBdr>'


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its style, its runs, and what differs from the style. Lengths in points; None: as the style says.

    `before` and `after` are the room around it, `pitch` is that of its lines, `left`, `right` and `first_line` (beyond
    `left`, negative: to the left of it) are indents. `ruled` draws a rule below it.
    """

    style: str
    content: str = ""
    before: float | None = None
    after: float | None = None
    pitch: float | None = None
    first_line: float | None = None
    left: float | None = None
    right: float | None = None
    align: Align | None = None
    keeps_next: bool = False
    breaks_page: bool = False
    ruled: bool = False
    section: str = ""

    def xml(self) -> str:
        properties = [f'<w:pStyle w:val="{self.style}"/>']
        if self.keeps_next:
            properties.append("<w:keepNext/>")
        if self.breaks_page:
            properties.append("<w:pageBreakBefore/>")
        if self.ruled:
            properties.append(_RULE)
        room = _length("before", self.before) + _length("after", self.after) + _length("line", self.pitch)
        if room:
            properties.append(f"<w:spacing{room}{'' if self.pitch is None else _EXACT}/>")
        indents = _length("left", self.left) + _length("right", self.right) + _first_line(self.first_line)
        if indents:
            properties.append(f"<w:ind{indents}/>")
        if self.align is not None:
            properties.append(f'<w:jc w:val="{self.align.value}"/>')
        return f"<w:p><w:pPr>{''.join(properties)}{self.section}</w:pPr>{self.content}</w:p>"


def _first_line(points: float | None) -> str:
    """Return the indent of first lines; the one in characters that the style may have goes before it, so it is taken back."""
    if points is None:
        return ""
    name = "hanging" if points < 0 else "firstLine"
    return ' w:firstLineChars="0"' + _length(name, abs(points))


def _length(name: str, points: float | None) -> str:
    return "" if points is None else f' w:{name}="{twips(points)}"'


def check_box(name: str, checked: bool, number: int) -> str:
    """Return a check box as a content control. Unchecked it shows an empty character: the paper has an empty cell."""
    tag = quoteattr(name)
    state = f'<w14:checked w14:val="{int(checked)}"/>'
    signs = '<w14:checkedState w14:val="221A" w14:font="宋体"/><w14:uncheckedState w14:val="3000" w14:font="宋体"/>'
    properties = f'<w:alias w:val={tag}/><w:tag w:val={tag}/><w:id w:val="{number}"/>'
    box = f"<w14:checkbox>{state}{signs}</w14:checkbox>"
    shown = run("√" if checked else "\u3000")
    return f"<w:sdt><w:sdtPr>{properties}{box}</w:sdtPr><w:sdtContent>{shown}</w:sdtContent></w:sdt>"


def field(code: str, style: str = "") -> str:
    """Return a field that the word processor computes, such as PAGE; `style` is a character style."""
    pieces = (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        "<w:t>1</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    )
    return "".join(f"<w:r>{_look(style)}{piece}</w:r>" for piece in pieces)


def _look(style: str) -> str:
    return f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
