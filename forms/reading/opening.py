"""What the opening of a reply says about its case: the deputies it speaks to, the title and number, the session."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..text import usual_width

_LONGEST = 2_000
"""Characters of a paragraph that are looked at: an opening says early what it answers."""
_LONGEST_HEADING = 300

_NUMERAL = "一二三四五六七八九十百零〇0-9０-９"

_SALUTATION = re.compile(
    r"\s*(?:尊敬的)?(?P<names>[^。：:！!？?；;《》“”\"]{1,400}?)(?:代表|委员)(?:们|同志|先生|女士)?\s*"
    r"(?:(?P<end>[:：]\s*$)|[:：，,]?\s*(?:您们|你们|您|你|大家)好)"
)
_NOT_NAMES = re.compile(rf"(?:等?\s*[{_NUMERAL}两]+\s*[位名个]|等)?\s*(?:全国|[省市区县镇乡]{{1,2}})?(?:人大|政协)?$")
_NOBODY = re.compile(r"各位|全体|诸位|你们|您")
_ANY_BUT_NAMES = re.compile(r"[、，,；;]|(?:代表|委员)(?=[、，,；;\s])")

_LONGEST_NAME = 4
_NAME = re.compile(rf"(?!等)[\u3400-\u9fff·]{{1,{_LONGEST_NAME}}}")

_SUGGESTION = r"(?:建议|议案|提案|意见|批评|议事原案|原案)"
_NUMBER = re.compile(
    rf"第\s*(?P<a>[0-9０-９]{{1,6}})\s*号|(?<![0-9０-９〕\]】)）第])(?P<b>[0-9０-９]{{1,6}})\s*号(?=[^，。；、]{{0,6}}{_SUGGESTION})"
)
_NEAR_SUGGESTION = re.compile(rf"{_SUGGESTION}|代表|答复")

_SESSION = re.compile(
    rf"(?P<term>[^\s，。、；：:“”\"《》（）()在于对向从自]{{0,20}}?第?[{_NUMERAL}]{{1,4}}[届次]"
    rf"(?:人民代表大会|人大|委员会))(?P<session>第?[{_NUMERAL}]{{1,4}}次(?:全体)?会议)"
)
_DOCUMENT_NUMBER = re.compile(r"(?P<sign>[\u4e00-\u9fff]{1,12})[〔\[［【（(](?P<year>(?:19|20)\d{2})[〕\]］】）)]第?\d{1,5}号")
_DOCUMENT_LABEL = re.compile(r"^(?:发文字号|发文文号|文件编号|文件字号|文号|编号)")

_QUOTES = {"《": "》", "“": "”", "「": "」", "『": "』", '"': '"', "〈": "〉"}
_HANDED_IN = re.compile(r"(?:提出|提交|所提|来信|反映)[了的]*\s*$")
_PLAIN_TITLE = re.compile(r"关于(?P<title>关于[^《》“”]{2,200}?的(?:建议|议案|提案))的?(?:答复|复函|回复|办理)")
_HEADING = re.compile(r"答复|回复|复函|的函(?:\s|$)")
_SENTENCE = re.compile(r"[。！？；]")
_AFTER_TITLE = re.compile(r"\s*[(（][^()（）]{0,40}[)）]\s*$")


def salutation(line: str) -> tuple[str, ...] | None:
    """Return the names a line speaks to, () where it names nobody (各位代表), None where it is no salutation."""
    match = _SALUTATION.match(line[:_LONGEST])
    if match is None or (match["end"] is None and re.search(r"[，,]", match["names"])):
        return None
    names = match["names"].strip(" \u3000")
    if _NOBODY.search(names):
        return ()
    return tuple(_names(_NOT_NAMES.sub("", names)))


def _names(text: str) -> Iterator[str]:
    for part in _ANY_BUT_NAMES.split(text):
        yield from names_apart(part)


def names_apart(text: str) -> list[str]:
    """Return the names that only spaces part; 李　明 is one name, spread to the width of the others."""
    words = text.split()
    if not all(_NAME.fullmatch(word) for word in words):
        return [" ".join(words)] if words else []
    if all(len(word) > 1 for word in words):
        return words
    whole = "".join(words)
    return [whole] if len(whole) <= _LONGEST_NAME else [" ".join(words)]


def number_in(texts: Iterable[str]) -> tuple[str | None, tuple[str, ...]]:
    """Return the suggestion's number as it is written most fully (068 before 68), and all that differ from it in value."""
    written = [number for text in texts for number in _numbers(text)]
    if not written:
        return None, ()
    first = written[0]
    fullest = max((number for number in written if int(number) == int(first)), key=len)
    others = dict.fromkeys(number for number in written if int(number) != int(first))
    return fullest, tuple(others)


def _numbers(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text[:_LONGEST]):
        around = text[max(0, match.start() - 12) : match.end() + 12]
        if match["b"] or _NEAR_SUGGESTION.search(around):
            yield usual_width(match["a"] or match["b"])


def session_in(text: str) -> tuple[str, str] | None:
    """Return the congress and its session as written: 宝山区第九次人民代表大会, 第三次会议."""
    match = _SESSION.search(text[:_LONGEST])
    return (match["term"], match["session"]) if match else None


def document_number_in(text: str) -> str | None:
    """Return a document number (弥民函〔2017〕14号) that stands in a line of a letter's head."""
    match = _DOCUMENT_NUMBER.search(text)
    return _DOCUMENT_LABEL.sub("", match["sign"]) + match[0][len(match["sign"]) :] if match else None


def title_in(text: str) -> str | None:
    """Return the title that an opening or a heading gives: what stands in quotes and begins with 关于, or was handed in."""
    text = text[:_LONGEST]
    for place, sign in enumerate(text):
        if sign in _QUOTES:
            quoted = _quoted(text, place)
            if quoted and (quoted.startswith("关于") or _HANDED_IN.search(text[:place])):
                return quoted
    match = _PLAIN_TITLE.search(text)
    return match["title"] if match else None


def _quoted(text: str, place: int) -> str:
    """Return what the quotation that opens at `place` holds, quotations of the same kind inside included."""
    opening, closing = text[place], _QUOTES[text[place]]
    depth = 0
    for end in range(place, min(len(text), place + 500)):
        if text[end] == closing and (opening != closing or end > place):
            depth -= 1
            if depth <= 0 or opening == closing:
                return text[place + 1 : end].strip(" \u3000")
        elif text[end] == opening:
            depth += 1
    return ""


def is_heading(line: str) -> bool:
    """True for the title of a reply: it says so, is no sentence and no label."""
    if len(line) > _LONGEST_HEADING:
        return False
    plain = _AFTER_TITLE.sub("", line).strip(" \u3000")
    return bool(_HEADING.search(line)) and len(plain) >= 2 and not _SENTENCE.search(line) and plain[-1] not in ":：,，"
