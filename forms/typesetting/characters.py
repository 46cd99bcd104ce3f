"""What each character may do at the ends of a line (GB/T 15834-2011, 5.1), as classes of one letter."""

from __future__ import annotations

import unicodedata

OPENING = frozenset("（《〈「『【〔［｛“‘〖〘〚([{<＜")
"""No line ends with one of these."""
CLOSING = frozenset(
    "，。、；：？！）》〉」』】〕］｝”’〗〙〛)]}>＞…‥—–―·・～〜％‰℃℉°′″．／＼｜"
    "々〻ー゛゜ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
"""No line begins with one of these. — and … stand here too, so that —— and …… are never split."""

_JOINERS = frozenset(".,:;!?'\\&=_~*|%^`")
_SIGNS = frozenset("+-±−")
_PREFIXES = frozenset("￥¥$€£№＃#@＠")
_UNITS = frozenset(
    "年月日号时分秒元角万亿千百十个位名人次件项条户岁倍度页章届期吨克米里亩顷升瓦平方立公小钟周工作天毫厘斤摄氏家张所套"
    "栋辆台处场批种类组队只根块座支份级层楼室册部"
)
"""Signs that stand behind numbers, alone or in words of up to four: 4小时, 3个工作日, 120平方米."""

SPACE, MARK, LATIN, DIGIT, HAN = "S", "M", "L", "N", "H"


class _Classes(dict[int, str]):
    """Code point to class, for `str.translate`; classified on first sight.

    O opening, X 〔, C closing, Y 〕, J inside Latin words and closing elsewhere, D the stroke of 元/月 and like J
    elsewhere, G sign of a number, R before a number, L Latin and other letters, N digit, U unit behind a number, K 第,
    S space, M mark on the character before, H all else.
    """

    def __missing__(self, code: int) -> str:
        found = self[code] = _classify(chr(code))
        return found


def _classify(char: str) -> str:
    for letter, members in _SETS:
        if char in members:
            return letter
    return _by_category(char)


def _by_category(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Zs" or char == "\t":
        return SPACE
    if category in ("Mn", "Mc", "Me", "Cf", "Sk"):
        return MARK
    if category == "Nd":
        return DIGIT
    if category.startswith("L") and not _ideographic(ord(char)):
        return LATIN
    return HAN


def _ideographic(code: int) -> bool:
    """True for letters that are set without spaces: kana, bopomofo, Han, Hangul; full-width Latin is set like Latin."""
    return 0x2E80 <= code <= 0xD7FF or 0xF900 <= code <= 0xFAFF or 0xFF66 <= code <= 0xFFDC or code >= 0x16FE0


_SETS = (
    ("X", frozenset("〔")),
    ("Y", frozenset("〕")),
    ("O", OPENING),
    ("C", CLOSING),
    ("J", _JOINERS),
    ("D", frozenset("/")),
    ("G", _SIGNS),
    ("R", _PREFIXES),
    ("U", _UNITS),
    ("K", frozenset("第")),
)
_CLASSES = _Classes()  # a cache of a pure function


def classes(text: str) -> str:
    """Return one class letter for each character of `text`. A straight quote is opening and closing by turns."""
    found = text.translate(_CLASSES)
    return _quoted(text, found) if '"' in text else found


def _quoted(text: str, found: str) -> str:
    letters = list(found)
    opening = True
    for place, char in enumerate(text):
        if char == '"':
            letters[place] = "O" if opening else "C"
            opening = not opening
    return "".join(letters)


def shapeless(char: str) -> bool:
    """True for a character that leaves no ink and no advance: variation selectors, joiners, other format characters."""
    return unicodedata.category(char) in ("Cf", "Mn", "Cc")
