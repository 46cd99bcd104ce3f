"""What Word and our own pages leave in a text that is no part of it: bookmarks, field codes, page numbers, copy marks."""

from __future__ import annotations

import re

from ..template import Template
from .normal import letters_of

# In text taken out of Word a field is 0x13 code 0x14 result 0x15; shown codes stand in braces.
_FIELD_CODE = re.compile("\x13[^\x13\x14\x15]{0,2000}\x14|\x13[^\x13\x14\x15]{0,2000}\x15")
_NESTED = 4
"""A field may stand within another's code."""
_BRACED_CODE = re.compile(
    r"\{\s*(?:PAGE|NUMPAGES|SECTIONPAGES|HYPERLINK|PAGEREF|REF|TOC|SEQ|DATE|TIME|FORMTEXT|FORMCHECKBOX|MERGEFIELD)\b[^{}\n]{0,500}\}"
)
_BOOKMARK = re.compile(r"\[bookmark:[ \t]*[^\]\n]{1,80}\]")
_PAGE_NUMBER = re.compile(r"[—–－-]+\s*\d{1,4}\s*[—–－-]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?")
_COPY_MARK = re.compile(r"第\d{1,3}份共\d{1,3}份")
_DRAFT = re.compile(r"^草稿\s*[·•]?\s*|\s*[·•]?\s*草稿$")
_CONTINUATION = re.compile(r"续页\s*\d{1,4}\b")


def without_leftovers(text: str) -> str:
    """Return raw text without the codes of Word's fields and bookmarks."""
    for _ in range(_NESTED):
        text = _FIELD_CODE.sub("", text)
    return _BOOKMARK.sub("", _BRACED_CODE.sub("", text))


def is_continuation_mark(text: str) -> bool:
    """True for the heading of a continuation page: 续页 2."""
    return _CONTINUATION.fullmatch(text.strip(" \u3000")) is not None


def is_page_mark(text: str, template: Template) -> bool:
    """True for a line that only says which page or copy it stands on: — 1 —, 第1份，共4份 · 承办单位存, 续页 2."""
    plain = text.strip(" \u3000")
    if _PAGE_NUMBER.fullmatch(plain) or is_continuation_mark(plain):
        return True
    letters = letters_of(plain)
    marked = _COPY_MARK.match(letters)
    marks = {letters_of(copy.mark) for copy in template.copies}
    return marked is not None and letters[marked.end() :] in marks | {""}


def is_running_mark(text: str, template: Template) -> bool:
    """True for a line of a header or footer that repeats nothing but page, copy, draft mark or the name of the sheet."""
    known = {"", letters_of(template.name), letters_of(template.heading)}
    parts = [_DRAFT.sub("", part) for part in re.split(r"\s{2,}|\n", text.strip(" \u3000"))]
    return all(is_page_mark(part, template) or part.strip(" —–-").isdecimal() or letters_of(part) in known for part in parts)
