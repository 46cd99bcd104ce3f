"""The ids of the paragraph styles by which our DOCX says what a paragraph is: the writer sets them, the reader asks for them.

`Continuation-<field>` begins a paragraph of a field's text on a continuation page, `ContinuationRest-<field>` goes on in the
middle of the one before; `ReplyTitleMade` is a title that the template's pattern made, so no answer; `ReplyBlank` is an empty
line of the text around it; `SheetEntry` is an answer in the grid, kept with every blank.
"""

from __future__ import annotations

SHEET_ENTRY = "SheetEntry"
CONTINUATION_HEADING = "ContinuationHeading"
CONTINUATION = "Continuation-"
CONTINUATION_REST = "ContinuationRest-"
REPLY_TITLE = "ReplyTitle"
REPLY_TITLE_MADE = "ReplyTitleMade"
REPLY_BODY = "ReplyBody"
REPLY_HEADING = "ReplyHeading"
"""With the level behind it: ReplyHeading1 … ReplyHeading4."""
REPLY_BLANK = "ReplyBlank"
