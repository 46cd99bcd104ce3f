"""The code of a glyph in a CID-keyed font is its CID, in any other its place."""

from __future__ import annotations

import pytest

from forms.typesetting.cff import cids
from forms.typesetting.faces import FontRole
from forms.typesetting.fonts import FontShelf

ROS = bytes([139, 139, 139, 12, 30])
REAL = bytes([30, 0xE2, 0xA2, 0x5F, 12, 7])


def index(*items: bytes) -> bytes:
    if not items:
        return b"\x00\x00"
    ends = [1 + sum(map(len, items[:number])) for number in range(len(items) + 1)]
    return len(items).to_bytes(2, "big") + b"\x01" + bytes(ends) + b"".join(items)


def number(value: int) -> bytes:
    return b"\x1d" + value.to_bytes(4, "big")


def program(top_extra: bytes, charset: bytes | None, glyphs: int) -> bytes:
    head = b"\x01\x00\x04\x01" + index(b"Name")
    size = len(head) + len(index(bytes(len(top_extra) + 12))) + 4
    strings = index(*[b"\x0e"] * glyphs)
    top = top_extra + number(size) + b"\x11" + (number(size + len(strings)) if charset else number(0)) + b"\x0f"
    return head + index(top) + index() + index() + strings + (charset or b"")


@pytest.mark.parametrize(
    ("charset", "expected"),
    [
        (b"\x00" + bytes([0, 7, 1, 0]), [0, 7, 256]),
        (b"\x01" + bytes([0, 5, 1]), [0, 5, 6]),
        (b"\x02" + bytes([0, 9, 0, 1]), [0, 9, 10]),
        (None, [0, 1, 2]),
    ],
)
def test_the_cid_of_each_glyph_is_read_in_every_form(charset: bytes | None, expected: list[int]) -> None:
    assert cids(program(ROS, charset, 3)) == expected
    assert cids(program(REAL + bytes([28, 255, 255, 247, 0, 251, 0]) + ROS, charset, 3)) == expected


def test_a_font_that_is_not_cid_keyed_has_none() -> None:
    assert cids(program(b"", b"\x00" + bytes([0, 7, 1, 0]), 3)) is None


def test_the_bundled_font_keeps_the_cids_of_the_whole_font(shelf: FontShelf) -> None:
    face = shelf.face(FontRole.BODY)
    glyphs = [face.glyph(char) for char in "一龙镕"]
    subset = face.subset(glyphs)
    assert sorted(subset.codes) == sorted([0, *glyphs])
    assert subset.codes[0] == 0
    assert set(cids(subset.program) or []) == set(subset.codes.values())
    assert face.subset(reversed(glyphs)) is subset
