"""The paragraph styles by which our own DOCX says what a paragraph is; a file without them is read by its labels alone.

Style ids: `ReplyTitle` (a written title), `ReplyTitleMade` (made from the template's pattern: no answer), `ReplyBody`,
`ReplyHeading1` … `ReplyHeading4`, `ReplyBlank` (an empty line of the text around it), `Continuation-<field>` (a paragraph of
the field's text), `ContinuationRest-<field>` (goes on in the middle of the paragraph before), `ContinuationHeading` (续页 n and
what stands under it: no text), `SheetEntry` (an answer in the grid, kept with every blank).
"""

from __future__ import annotations

REPLY_TITLE = "ReplyTitle"
REPLY_TITLE_MADE = "ReplyTitleMade"
CONTINUATION = "Continuation-"
CONTINUATION_REST = "ContinuationRest-"
CONTINUATION_HEADING = "ContinuationHeading"
SHEET_ENTRY = "SheetEntry"

REPLY_BLANK = "ReplyBlank"

_REPLY_BODY = ("ReplyBody", "ReplyHeading", REPLY_BLANK)


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
