"""Reads of a CFF font program the one thing an embedder must know: whether it is CID-keyed, and each glyph's CID.

In a PDF the code of a glyph of a CID-keyed program is its CID, of any other its place (ISO 32000-1, 9.7.4.2). The layout
of the file: Adobe Technical Note 5176.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

_CHARSET = 15
_CHAR_STRINGS = 17
_ROS = (12, 30)


def cids(program: bytes) -> list[int] | None:
    """Return the CID of each glyph in order, or None where the program is not CID-keyed."""
    names_at = program[2]
    _, tops_at = _index(program, names_at)
    tops, _ = _index(program, tops_at)
    top = dict(_entries(program[slice(*tops[0])]))
    if _ROS not in top:
        return None
    glyphs = len(_index(program, top[_CHAR_STRINGS][0])[0])
    charset = top.get(_CHARSET, [0])[0]
    return _charset(program, charset, glyphs) if charset > 2 else list(range(glyphs))


def _index(program: bytes, at: int) -> tuple[list[tuple[int, int]], int]:
    """Return the (start, end) of each object of an INDEX, and where the INDEX ends."""
    count = int.from_bytes(program[at : at + 2], "big")
    if not count:
        return [], at + 2
    size = program[at + 2]
    table = at + 3
    data = table + (count + 1) * size - 1
    places = [data + int.from_bytes(program[table + i * size : table + (i + 1) * size], "big") for i in range(count + 1)]
    return list(pairwise(places)), places[-1]


def _entries(data: bytes) -> Iterator[tuple[int | tuple[int, int], list[int]]]:
    """Yield the operators of a DICT with their whole numbers; a real number counts as 0, none is needed here."""
    operands: list[int] = []
    at = 0
    while at < len(data):
        byte = data[at]
        if byte <= 21:
            at += 2 if byte == 12 else 1
            yield (12, data[at - 1]) if byte == 12 else byte, operands
            operands = []
        else:
            value, at = _number(data, at)
            operands.append(value)


def _number(data: bytes, at: int) -> tuple[int, int]:
    byte = data[at]
    if byte == 28:
        return int.from_bytes(data[at + 1 : at + 3], "big", signed=True), at + 3
    if byte == 29:
        return int.from_bytes(data[at + 1 : at + 5], "big", signed=True), at + 5
    if byte == 30:
        at += 1
        while data[at] & 0x0F != 0x0F and data[at] >> 4 != 0x0F:
            at += 1
        return 0, at + 1
    if byte <= 246:
        return byte - 139, at + 1
    high = (byte - 247) * 256 + 108 if byte <= 250 else -(byte - 251) * 256 - 108
    return high + data[at + 1] if byte <= 250 else high - data[at + 1], at + 2


def _charset(program: bytes, at: int, glyphs: int) -> list[int]:
    form, at = program[at], at + 1
    found = [0]
    if form == 0:
        found += [int.from_bytes(program[at + 2 * i : at + 2 * i + 2], "big") for i in range(glyphs - 1)]
        return found
    wide = form  # ranges: one byte of length in form 1, two in form 2
    while len(found) < glyphs:
        first = int.from_bytes(program[at : at + 2], "big")
        left = int.from_bytes(program[at + 2 : at + 2 + wide], "big")
        found += range(first, first + left + 1)
        at += 2 + wide
    return found[:glyphs]
