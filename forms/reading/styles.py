"""The paragraph styles by which our own DOCX says what a paragraph is; a file without them is read by its labels alone."""

from __future__ import annotations

from dataclasses import dataclass, field

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
from ..template import Template
from .document import Document, Line
from .leftovers import is_continuation_mark
from .normal import letters_of

_REPLY_BODY = (REPLY_BODY, REPLY_HEADING, REPLY_BLANK)


def is_reply_body(style: str) -> bool:
    return style.startswith(_REPLY_BODY)


def continued_field(style: str) -> str:
    """Return the name of the field whose text a continuation paragraph holds, "" for any other paragraph."""
    for prefix in (CONTINUATION, CONTINUATION_REST):
        if style.startswith(prefix):
            return style.removeprefix(prefix)
    return ""


def is_ours(style: str) -> bool:
    """True for the styles that only our own writer uses."""
    return (
        style in (REPLY_TITLE, REPLY_TITLE_MADE, CONTINUATION_HEADING, SHEET_ENTRY)
        or is_reply_body(style)
        or bool(continued_field(style))
    )


@dataclass(slots=True)
class Styled:
    """Lines sorted by their styles; `others` are those that have none of ours."""

    title: list[str] = field(default_factory=list)
    title_made: bool = False
    body: list[str] = field(default_factory=list)
    continued: dict[str, str] = field(default_factory=dict)
    others: list[Line] = field(default_factory=list)

    @property
    def has_reply(self) -> bool:
        return bool(self.title or self.body)


def sort_by_style(document: Document, template: Template) -> Styled:
    """Return the lines sorted; heads and captions of continuation pages, which only repeat, are left out."""
    if not document.exact:
        return Styled(others=list(document.lines))
    styled = Styled()
    in_head, before = False, ""
    for line in document.lines:
        name = continued_field(line.style)
        in_head = is_continuation_mark(line.text) or (in_head and not name and line.cell == 0 and _is_caption(line, template))
        if in_head or line.style == CONTINUATION_HEADING:
            continue
        if line.style != REPLY_BLANK:
            before = name if name in template.by_name else ""
        if name in template.by_name:
            _go_on(styled, name, line)
        elif line.style in (REPLY_TITLE, REPLY_TITLE_MADE):
            styled.title.append(line.text)
            styled.title_made |= line.style == REPLY_TITLE_MADE
        elif line.style == REPLY_BLANK and before and not line.cell:
            styled.continued[before] += "\n"
        elif not (line.cell or line.aside) and (is_reply_body(line.style) or styled.has_reply):
            styled.body.append(line.text)  # also what a colleague has added in another style
        elif not (_is_caption(line, template) and line.text.rstrip().endswith(("（续）：", "(续):"))):
            styled.others.append(line)
    return styled


def _go_on(styled: Styled, name: str, line: Line) -> None:
    before = styled.continued.get(name)
    rest = line.style.startswith(CONTINUATION_REST)
    styled.continued[name] = line.text if before is None else before + ("" if rest else "\n") + line.text
    if before is None and not rest:
        styled.continued[name] = "\n" + line.text


def _is_caption(line: Line, template: Template) -> bool:
    """True for a line that repeats a field by its label: 标题：…, 办理情况（续）："""
    head, colon, _ = line.text.replace(":", "：").partition("：")
    plain = letters_of(head).removesuffix("续")
    return not plain or (bool(colon) and any(letters_of(each.label) == plain for each in template.fields))
