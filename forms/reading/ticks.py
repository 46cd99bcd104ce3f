"""Ticks as they are written: which characters mean a tick, which an empty box."""

from __future__ import annotations

TICKS = frozenset("√✓✔☑✅■☒⊠◼▣●◉🗸🗹🗷\uf0fc\uf0fe\uf052\uf050")
"""U+F0FC and its like are what a tick of the font Wingdings becomes when it is copied as text."""

EMPTY_BOXES = frozenset("□☐○◯◻▢⬜❏❐❑❒◇\uf0a8\uf06f\uf0a3\ufe0e\ufe0f")

_LETTERS = frozenset("VvＶｖⅤⅴ")
"""Typed for a tick where no tick could be; a mark only where they stand alone."""


def is_mark(character: str) -> bool:
    """True for a tick and for an empty box."""
    return character in TICKS or character in EMPTY_BOXES


def ticks_in(text: str, *, letters: bool = False) -> int:
    """How many ticks `text` holds; with `letters`, a V that stands alone is one."""
    if letters and text.strip(" \u3000()（）") in _LETTERS:
        return 1
    return sum(character in TICKS for character in text)


def without_marks(text: str) -> str:
    """Return what is left of `text` without ticks, boxes and the brackets round them, "" for a V alone."""
    left = "".join(character for character in text if not is_mark(character))
    left = left.replace("()", "").replace("（）", "").strip(" \u3000")
    return "" if left in _LETTERS or left in ("()", "（）") else left
