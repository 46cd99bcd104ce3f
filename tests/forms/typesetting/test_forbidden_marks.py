"""No line of an export begins or ends with a mark that must not stand there: the real replies, ten thousand paragraphs."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from forms.template import Template
from forms.text import clean
from forms.typesetting.breaking import TextLine, break_lines
from forms.typesetting.faces import FontRole
from forms.typesetting.fonts import FontShelf
from forms.typesetting.layout import lay_out
from forms.typesetting.page import Line

NO_START = set("，。、；：？！）》〉」』】〕”’…—％℃")
NO_END = set("（《〈「『【〔“‘")
REPLIES = ("baoshan_068", "shucheng_3_reply", "shucheng_8_joint_reply", "mile_200_reply", "shanghai_0238_published")
WORDS = (
    *"的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经",
    "一是", "二是", "（一）", "（试行）", "《条例》", "“四类”", "“直播+录播”", "“社工节”“风采展”", "——", "……", "12.3万",
    "150元", "4小时", "2022年3月28日", "〔2022〕5号", "沪府办规〔2022〕5号", "77.7%", "-5℃", "第068号", "9395元/月", "A1",
    "120救护车", "https://www.shbsq.gov.cn/bsdt/375911.html", "zs@shbsq.gov.cn", "021-56789012", "Windows系统", "１２３",
    '"引号"', "<办法>",
)  # fmt: skip
MARKS = (
    "，",
    "。",
    "、",
    "；",
    "：",
    "？",
    "！",
    "）。",
    "》）",
    "”，",
    "……”",
    "（《",
    "：“",
    " ",
    "\u3000",
    ",",
    "’",
    "‘",
    "％",
    "】",
    "【",
)


def paragraph(chance: random.Random) -> str:
    """A paragraph of words with a mark behind every fifth or so."""
    pieces = chance.choices(WORDS, k=chance.randrange(2, 90))
    return "".join(piece + (chance.choice(MARKS) if chance.random() < 0.2 else "") for piece in pieces).strip()


def wrong(texts: Iterable[str]) -> Iterator[str]:
    """Yield the line ends of one paragraph that must not be."""
    for line, following in pairwise(texts):
        if line.rstrip(" \u3000")[-1:] in NO_END or following[:1] in NO_START:
            yield f"{line[-6:]}|{following[:6]}"


def by_paragraph(lines: Iterable[TextLine]) -> Iterator[list[str]]:
    found: list[str] = []
    for line in lines:
        if line.first and found:
            yield found
            found = []
        found.append(line.text)
    yield found


@pytest.mark.parametrize(("width", "indent", "seed"), [(28, 2, 1), (31.2, 2, 2), (26, 0, 3), (20.1, 0, 4)])
def test_ten_thousand_paragraphs(width: float, indent: float, seed: int, shelf: FontShelf) -> None:
    chance = random.Random(seed)
    text = "\n".join(paragraph(chance) for _ in range(2500))
    lines = break_lines(text, width * 16, 16, FontRole.BODY, shelf, indent=indent * 16)
    assert len(lines) > 5000
    assert [place for each in by_paragraph(lines) for place in wrong(each)] == []


@pytest.mark.parametrize("name", REPLIES)
def test_the_real_replies_on_every_page(name: str, real: Callable[[str], Path], template: Template, shelf: FontShelf) -> None:
    text = clean(real(f"{name}.txt").read_text("utf-8"))
    layout = lay_out(template, {"title": text[:90].replace("\n", ""), "handling": text, "reply": text}, shelf)
    shown = [list(page.lines) for page in layout.pages]
    shown += [list(part.lines) for page in layout.pages for cell in page.cells for part in cell.parts]
    found = [place for lines in shown for place in wrong(_texts(lines))]
    assert found == []


def _texts(lines: Iterable[Line]) -> list[str]:
    """The texts line by line: two pieces on one base line are one line."""
    rows: dict[float, str] = {}
    for line in lines:
        rows[line.baseline] = rows.get(line.baseline, "") + line.text
    return [text for text in rows.values() if "— " not in text and "（接续页）" not in text and "（续）" not in text]
