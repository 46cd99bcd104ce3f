"""Our line breaker beside that of typst on the real replies: `python tests/benchmarks/bench_breaking.py`.

Both set the same paragraphs at 16 pt on 156 mm in the same font. Printed are how many lines end elsewhere, the line ends
and beginnings that GB/T 15834 forbids in each, and the time. Typst is a peer, not a dependency: without it ours is shown
alone. Nothing is asserted.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pylopdf_fonts_zh_cn
import pypdfium2

from forms.text import clean
from forms.typesetting.breaking import break_lines
from forms.typesetting.faces import FontRole
from forms.typesetting.fonts import FontShelf

try:
    import typst
except ImportError:
    typst = None

ROOT = Path(__file__).resolve().parents[2]
REPLIES = ("baoshan_068", "shucheng_3_reply", "shucheng_8_joint_reply", "mile_200_reply", "shanghai_0238_published")
WIDTH, SIZE = 156 * 72 / 25.4, 16.0
TRACKING = WIDTH / 28 - SIZE
"""28 characters a line, as official letters have them."""
NO_START = set("，。、；：？！）》〉」』】〕”’…—％℃,.:;!?)")
NO_END = set("（《〈「『【〔“‘(")
HEAD = f"""#set page(width: 156mm, height: 400cm, margin: 0pt)
#set text(font: "Noto Serif SC", size: 16pt, tracking: {TRACKING:.4f}pt, lang: "zh", region: "cn", hyphenate: false)
#set par(justify: true, leading: 12pt, first-line-indent: (amount: 2em, all: true))
"""


def paragraphs() -> list[str]:
    texts = (clean((ROOT / "tests" / "real" / f"{name}.txt").read_text("utf-8")) for name in REPLIES)
    return [line.strip(" \u3000") for text in texts for line in text.split("\n") if len(line.strip(" \u3000")) > 28]


def ours(texts: list[str]) -> list[list[str]]:
    shelf = FontShelf.bundled()
    return [
        [
            line.text
            for line in break_lines(text, WIDTH, SIZE, FontRole.BODY, shelf, indent=2 * (SIZE + TRACKING), tracking=TRACKING)
        ]
        for text in texts
    ]


def typsts(texts: list[str]) -> list[list[str]]:
    """Set each paragraph on a page of its own and read its lines back."""
    source = HEAD + "\n#pagebreak()\n".join(f"#text({_quoted(text)})" for text in texts)
    folder = str(Path(pylopdf_fonts_zh_cn.serif_path()).parent)
    document = pypdfium2.PdfDocument(typst.compile(source.encode(), font_paths=[folder]))
    try:
        return [_lines(page) for page in document]
    finally:
        document.close()


def _lines(page: pypdfium2.PdfPage) -> list[str]:
    text = page.get_textpage()
    try:
        return [line for line in text.get_text_range().replace("\ufffe", "-\r\n").split("\r\n") if line.strip()]
    finally:
        text.close()
        page.close()


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def breaks(lines: list[str]) -> set[int]:
    """The places of line ends, counted in characters that are no space."""
    ends, at = set(), 0
    for line in lines[:-1]:
        at += len("".join(line.split()))
        ends.add(at)
    return ends


def forbidden(broken: list[list[str]]) -> Iterator[str]:
    for lines in broken:
        for line, following in pairwise(lines):
            if line.strip()[-1:] in NO_END or following.strip()[:1] in NO_START:
                yield f"{line.strip()[-8:]} | {following.strip()[:8]}"


def report(name: str, broken: list[list[str]], seconds: float) -> None:
    wrong = list(forbidden(broken))
    print(f"{name:<8}{sum(map(len, broken)):6} lines {len(wrong):4} forbidden {seconds * 1000:8.1f} ms")
    for place in wrong:
        print(f"        {place}")


def main() -> None:
    texts = paragraphs()
    print(f"{len(texts)} paragraphs, {sum(map(len, texts))} characters")
    ours(texts)
    start = time.perf_counter()
    mine = ours(texts)
    report("ours", mine, time.perf_counter() - start)
    if typst is None:
        print("typst is not installed: no comparison")
        return
    typsts(texts[:1])
    start = time.perf_counter()
    theirs = typsts(texts)
    report("typst", theirs, time.perf_counter() - start)
    differing = [(one, other) for one, other in zip(mine, theirs, strict=True) if breaks(one) != breaks(other)]
    apart = sum(len(breaks(one) ^ breaks(other)) for one, other in differing)
    print(f"{len(differing)} paragraphs broken otherwise, {apart} line ends in one of the two alone")
    for one, other in differing[:3]:
        print("  ours ", " / ".join(one)[:150])
        print("  typst", " / ".join(other)[:150])


if __name__ == "__main__":
    main()
