"""Days as they are written on a sheet: at the end of a line, in figures or Chinese numerals, or as the blank 年 月 日 alone."""

from __future__ import annotations

import re
from dataclasses import dataclass

_GAP = r"[\s_＿\u3000]*"
_DIGIT = "0-9０-９〇零○一二三四五六七八九十"
_OFFICIAL = re.compile(
    rf"(?:^|(?<=[\s_＿：:]))(?P<y>[{_DIGIT}]{{0,4}}){_GAP}年{_GAP}(?P<m>[{_DIGIT}]{{0,3}}){_GAP}月{_GAP}(?P<d>[{_DIGIT}]{{0,3}}){_GAP}[日号]\s*$"
)
_SHORT = re.compile(r"(?:^|(?<=[\s_：:]))(?:\d{4}\s*[-./／．]\s*\d{1,2}\s*[-./／．]\s*\d{1,2}|(?:19|20)\d{6})\s*$")
_NUMERALS = {numeral: str(value) for value, numeral in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}

_LONGEST = 200
"""Characters that a day with all its spaces may take."""


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day at the end of a text: where it begins, and what it says; "" for an empty blank."""

    start: int
    text: str


def day_in(text: str, blank: str) -> WrittenDay | None:
    """Return the day, or the template's empty `blank`, with which `text` ends; None where it ends with neither."""
    nearest = max(0, len(text) - _LONGEST)
    if match := _OFFICIAL.search(text, nearest):
        parts = [_figures(match[name]) for name in "ymd"]
        return WrittenDay(match.start(), "{}年{}月{}日".format(*parts) if any(parts) else "")
    if match := _SHORT.search(text, nearest):
        return WrittenDay(match.start(), match[0].strip())
    signs = [re.escape(sign) for sign in blank if not sign.isspace() and sign not in "_＿"]
    if signs and (match := re.fullmatch(_GAP + _GAP.join(signs) + _GAP, text)):
        return WrittenDay(0, "")
    return None


def _figures(written: str) -> str:
    """Return a number in ASCII digits: 十二 is 12, 二十 is 20, 二〇二三 is 2023."""
    if "十" in written:
        tens, _, ones = written.partition("十")
        return (_NUMERALS.get(tens, tens) or "1") + (_NUMERALS.get(ones, ones) or "0")
    return "".join(_NUMERALS.get(sign, sign) for sign in written)
