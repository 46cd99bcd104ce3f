"""Text as it may stand in a record: cleaned once, on entry, of what no paper can show."""

from __future__ import annotations

import re

MAX_TEXT = 1_000_000
"""Characters one answer may hold; a whole sheet on paper has some thousands."""

# Word and WPS paste U+000B for a soft line break and U+00A0 for a space that must not break.
_AS_NEWLINE = {0x0B: "\n", 0x0C: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n"}
_AS_SPACE = {0xA0: " ", 0x09: " "}
# Characters without a shape of their own: controls, direction marks, zero-width marks, BOM, lone surrogates, noncharacters.
_SET = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
)
_SHAPELESS = re.compile(f"[{_SET}]")
_UNCLEAN = re.compile(f"[{_SET}\xa0\u2028\u2029]")
"""Whatever `clean` touches: to find that there is none of it is many times faster than to clean."""


def clean(text: str) -> str:
    """Return `text` with line ends as \\n and without characters that have no shape; nothing visible is touched."""
    if _UNCLEAN.search(text) is None:
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_AS_NEWLINE | _AS_SPACE)
    return _SHAPELESS.sub("", text)


_USUAL_WIDTH = str.maketrans("０１２３４５６７８９－", "0123456789-")


def usual_width(text: str) -> str:
    """Return `text` with the digits and hyphens of an input method's full width as they are dialled and counted."""
    return text.translate(_USUAL_WIDTH)


def clean_line(text: str) -> str:
    """Return `text` cleaned and on one line: a line end becomes nothing, since Chinese is set without spaces."""
    first, *others = clean(text).split("\n")
    if not others:
        return first
    *middle, last = others
    return "".join([first.rstrip(" "), *(line.strip(" ") for line in middle), last.lstrip(" ")])


def paragraphs(text: str) -> list[str]:
    """Return the lines of `text` that hold something, without white space at their ends."""
    return [line.strip(" \u3000") for line in text.split("\n") if line.strip(" \u3000")]
