"""Headers and footers of the DOCX: the mark of the copy, 草稿 behind the text, page numbers between dashes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..grid import Align
from ..typesetting.faces import FontRole
from ..typesetting.measures import PAGE_NUMBER_SIZE
from . import docx_styles as styles
from .docx_xml import FONTS, Paragraph, field, part, run
from .options import DRAFT

_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
    '<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/>'
    "</v:shapetype>"
)
"""Text along a path, as Word itself declares it before a water mark."""


def header(mark: str, draft: bool, head: Sequence[Paragraph]) -> bytes:
    """Return a header with the mark of a copy, over what continuation pages repeat."""
    lines = [Paragraph(styles.COPY_MARK, (_water_mark() if draft else "") + run(mark)), *head]
    return part("hdr", "".join(line.xml() for line in lines))


def footers() -> Iterator[bytes]:
    """Yield the empty footer, and — 1 — to the right on odd pages and to the left on even ones, one character in."""
    yield part("ftr", Paragraph(styles.GAP).xml())
    number = run("— ") + field("PAGE") + run(" —")
    yield part("ftr", Paragraph(styles.PAGE_NUMBER, number, right=PAGE_NUMBER_SIZE, align=Align.RIGHT).xml())
    yield part("ftr", Paragraph(styles.PAGE_NUMBER, number, first_line=PAGE_NUMBER_SIZE).xml())


def _water_mark() -> str:
    place = (
        "position:absolute;margin-left:0;margin-top:0;width:300pt;height:150pt;z-index:-251658752;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    font = FONTS[FontRole.HEADING]
    return (
        f'<w:r><w:pict>{_SHAPE_TYPE}<v:shape id="DraftMark" type="#_x0000_t136" style="{place}" '
        'fillcolor="#e0e0e0" stroked="f">'
        f'<v:textpath style="font-family:&quot;{font}&quot;;font-size:1pt" string="{DRAFT}"/></v:shape></w:pict></w:r>'
    )
