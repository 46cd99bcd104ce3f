"""The styles, the fonts and the settings of the DOCX: everything a colleague who edits on will need by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..paragraph_styles import (
    CONTINUATION,
    CONTINUATION_HEADING,
    CONTINUATION_REST,
    REPLY_BLANK,
    REPLY_BODY,
    REPLY_HEADING,
    REPLY_TITLE,
    REPLY_TITLE_MADE,
    SHEET_ENTRY,
)
from ..typesetting import measures as m
from ..typesetting.faces import FontRole
from ..typesetting.letter import LEVEL_ROLES
from ..typesetting.paragraphs import ANNEX
from .docx_xml import FONTS, part, twips

GAP = "SheetGap"
COPY_MARK = "CopyMark"
HEADING = "SheetHeading"
LABEL = "SheetLabel"
LABEL_TEXT = "SheetLabelText"
NOTE = "SheetNote"
ENTRY = SHEET_ENTRY
ENTRY_TEXT = "SheetEntryText"
TICK = "SheetTick"
CONTINUATION_TITLE = "ContinuationTitle"
REPLY_RUN_IN = "ReplyRunIn"
PAGE_NUMBER = "ReplyPageNumber"

_TIGHTER = -0.1
"""Points between characters on the sheet: where our lines end, those of a word processor with other digits end too."""
_TIGHTER_BODY = -0.25
"""The reply: 28 characters of 16 pt on 156 mm."""
_EVEN_GRID = '<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
"""No mark hangs over the edge, nothing is added between Han and Latin. Each style says so: some look only there."""
_SEEN_AS = {
    "方正小标宋简体": ("FZXiaoBiaoSong-B05S", "02010601030101010101", "roman"),
    "仿宋": ("FangSong", "02010609060101010101", "modern"),
    "黑体": ("SimHei", "02010609060101010101", "modern"),
    "楷体": ("KaiTi", "02010609060101010101", "modern"),
    "宋体": ("SimSun", "02010600030101010101", "auto"),
}
"""By font: its other name, its PANOSE number and its family, by which systems without it find one that is like it."""


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style. Lengths in points; `first` is the indent of first lines in characters."""

    id: str
    role: FontRole
    size: float
    pitch: float
    align: str = "left"
    first: float = 0.0
    based_on: str = ""
    keep: str = ""
    tighter: float = 0.0
    level: int | None = None


def styles(continued: Iterable[str]) -> bytes:
    """Return the styles part; `continued` are the names of the fields that go on on continuation pages."""
    every = [*_sheet_styles(), *_continuation_styles(continued), *_reply_styles()]
    entry = _character_style(ENTRY_TEXT, FontRole.BODY, m.ENTRY_SIZE, _TIGHTER)
    label = _character_style(LABEL_TEXT, FontRole.LABEL, m.LABEL_SIZE, 0.0)
    title = _character_style(CONTINUATION_TITLE, FontRole.HEADING, m.BODY_SIZE, 0.0)
    run_in = (_character_style(f"{REPLY_RUN_IN}{n}", LEVEL_ROLES[n], m.BODY_SIZE, _TIGHTER_BODY) for n in (1, 2))
    paragraphs = (_paragraph_style(style) for style in every)
    return part("styles", "".join([_defaults(), *paragraphs, entry, label, title, *run_in]))


def _sheet_styles() -> Iterator[_Style]:
    label, body = FontRole.LABEL, FontRole.BODY
    yield _Style(GAP, label, 1, 1)
    yield _Style(COPY_MARK, label, m.MARK_SIZE, 12, "right")
    yield _Style(HEADING, FontRole.TITLE, m.TITLE_SIZE, m.TITLE_PITCH, "center")
    yield _Style(LABEL, label, m.LABEL_SIZE, m.LABEL_PITCH)
    yield _Style(NOTE, label, m.NOTE_SIZE, m.NOTE_PITCH)
    yield _Style(ENTRY, body, m.ENTRY_SIZE, m.ENTRY_PITCH, "both", tighter=_TIGHTER)
    yield _Style(TICK, label, m.TICK_SIZE, m.TICK_PITCH, "center")


def _continuation_styles(continued: Iterable[str]) -> Iterator[_Style]:
    yield _Style(CONTINUATION_HEADING, FontRole.LABEL, m.LABEL_SIZE, m.ENTRY_PITCH, keep="<w:keepNext/>")
    for name in continued:
        for prefix in (CONTINUATION, CONTINUATION_REST):
            yield _Style(prefix + name, FontRole.BODY, m.ENTRY_SIZE, m.ENTRY_PITCH, "both", 0, ENTRY, tighter=_TIGHTER)


def _reply_styles() -> Iterator[_Style]:
    for title in (REPLY_TITLE, REPLY_TITLE_MADE):
        yield _Style(title, FontRole.TITLE, m.TITLE_SIZE, m.TITLE_PITCH, "center", keep="<w:keepNext/>")
    size, pitch = m.BODY_SIZE, m.BODY_PITCH
    yield _Style(REPLY_BODY, LEVEL_ROLES[0], size, pitch, "both", 2, keep="<w:widowControl/>", tighter=_TIGHTER_BODY)
    keep = "<w:keepNext/><w:keepLines/>"
    for level, role in enumerate(LEVEL_ROLES[1:ANNEX], 1):
        yield _Style(f"{REPLY_HEADING}{level}", role, size, pitch, "both", 2, REPLY_BODY, keep, _TIGHTER_BODY, level - 1)
    yield _Style(f"{REPLY_HEADING}{ANNEX}", LEVEL_ROLES[ANNEX], size, pitch, "left", 0, REPLY_BODY, keep, _TIGHTER_BODY, 0)
    yield _Style(REPLY_BLANK, LEVEL_ROLES[0], size, pitch)
    yield _Style(PAGE_NUMBER, FontRole.LABEL, m.PAGE_NUMBER_SIZE, m.PAGE_NUMBER_SIZE + 4)


def _defaults() -> str:
    """Return the document's defaults and the styles of no special look."""
    look = _look(FontRole.BODY, m.ENTRY_SIZE, 0.0) + '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    spacing = f'{_EVEN_GRID}<w:spacing w:before="0" w:after="0"/>'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{look}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{spacing}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:semiHidden/></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
    )


def _paragraph_style(style: _Style) -> str:
    first = (
        f' w:firstLineChars="{style.first * 100:.0f}" w:firstLine="{twips(style.first * style.size)}"' if style.first else ""
    )
    level = "" if style.level is None else f'<w:outlineLvl w:val="{style.level}"/>'
    properties = (
        f'{style.keep}{_EVEN_GRID}<w:spacing w:line="{twips(style.pitch)}" w:lineRule="exact"/>'
        f'{f"<w:ind{first}/>" if first else ""}<w:jc w:val="{style.align}"/>{level}'
    )
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style.id}"><w:name w:val="{_name(style.id)}"/>'
        f'<w:basedOn w:val="{style.based_on or "Normal"}"/><w:qFormat/>'
        f"<w:pPr>{properties}</w:pPr><w:rPr>{_look(style.role, style.size, style.tighter)}</w:rPr></w:style>"
    )


def _name(style_id: str) -> str:
    return style_id.replace("-", " ")


def _character_style(style_id: str, role: FontRole, size: float, tighter: float) -> str:
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{style_id}"/>'
        f"<w:rPr>{_look(role, size, tighter)}</w:rPr></w:style>"
    )


def _look(role: FontRole, size: float, tighter: float) -> str:
    """Return the properties of runs: the font for every script, so that “ ” and — are set as Chinese, and the size."""
    font = FONTS[role]
    spacing = f'<w:spacing w:val="{twips(tighter)}"/>' if tighter else ""
    half = round(size * 2)
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
        f'{spacing}<w:kern w:val="0"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    )


def font_table() -> bytes:
    """Return the table of fonts: what systems that lack one may take in its place."""
    fonts = (
        f'<w:font w:name="{name}"><w:altName w:val="{also}"/><w:panose1 w:val="{panose}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, (also, panose, family) in _SEEN_AS.items()
    )
    return part("fonts", "".join(fonts))


def settings() -> bytes:
    """Return the settings: odd and even pages differ (page numbers), tables stand as in current versions of Word."""
    uri = "http://schemas.microsoft.com/office/word"
    return part(
        "settings",
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>',
    )
