"""The numbers that Word puts in front of paragraphs by itself (一、 1. （一）): they are on the paper, but not in the text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from .ooxml import attribute, child, children, value, whole

_LEVELS = 9
_CHINESE = "〇一二三四五六七八九"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"))
_ROMAN_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_COUNTED_IN_CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand",
     "ideographDigital", "koreanCounting"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str


class Numbering:
    """Counts the paragraphs of a document. `prefix` must be asked once for each, in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        abstract = {attribute(each, "abstractNumId"): _levels(each) for each in children(numbering, "abstractNum")}
        self._levels = {
            attribute(each, "numId"): {**abstract.get(value(each, "abstractNumId"), {}), **_overrides(each)}
            for each in children(numbering, "num")
        }
        self._of_style = {
            attribute(each, "styleId"): properties
            for each in children(styles, "style")
            if (properties := child(each, "pPr", "numPr")) is not None
        }
        self._counts: dict[str | None, dict[int, int]] = defaultdict(dict)

    def prefix(self, properties: Element | None, style: str) -> str:
        """Return the number in front of a paragraph with these properties, "" where it has none."""
        numbered = child(properties, "numPr")
        from_style = self._of_style.get(style)
        identifier = value(numbered, "numId") or value(from_style, "numId")
        depth = whole(value(numbered, "ilvl") or value(from_style, "ilvl"), 0)
        levels = self._levels.get(identifier, {})
        if identifier in (None, "0") or depth not in levels:
            return ""
        counts = self._counts[identifier]
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            counts.pop(deeper, None)
        return re.sub(r"%([1-9])", lambda match: _shown(levels, counts, int(match[1]) - 1), levels[depth].text)


def _levels(parent: Element) -> dict[int, _Level]:
    return {whole(attribute(each, "ilvl"), 0): _level(each) for each in children(parent, "lvl")}


def _overrides(number: Element) -> dict[int, _Level]:
    return {
        whole(attribute(each, "ilvl"), 0): _level(level)
        for each in children(number, "lvlOverride")
        if (level := child(each, "lvl")) is not None
    }


def _level(element: Element) -> _Level:
    form = value(element, "numFmt") or "decimal"
    text = value(element, "lvlText") or ""
    return _Level(whole(value(element, "start"), 1), form, "" if form in ("bullet", "none") else text)


def _shown(levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
    level = levels.get(depth)
    if level is None:
        return ""
    return _in_form(counts.get(depth, level.start), level.form)


def _in_form(number: int, form: str) -> str:
    if form in _COUNTED_IN_CHINESE:
        return _chinese(number)
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        return chr((ord("a") if form == "lowerLetter" else ord("A")) + number - 1)
    if form in ("lowerRoman", "upperRoman") and 1 <= number < 4000:
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    if form == "decimalFullWidth":
        return str(number).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    return str(number)


def _chinese(number: int) -> str:
    """Return 1 to 99 as one counts in Chinese (十二); above, the digits one by one."""
    tens, ones = divmod(number, 10)
    if number >= 100:
        return "".join(_CHINESE[int(digit)] for digit in str(number))
    if not tens:
        return _CHINESE[ones]
    return ("" if tens == 1 else _CHINESE[tens]) + "十" + (_CHINESE[ones] if ones else "")


def _roman(number: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        text += sign * (number // worth)
        number %= worth
    return text + _ROMAN_ONES[number]
