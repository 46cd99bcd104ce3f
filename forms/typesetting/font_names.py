"""The names in a font file, read without loading the font: the header and the `name` table alone (ISO/IEC 14496-22, 5.2.6).

A folder of some hundred fonts is looked through in tens of milliseconds; what is broken in a file has no names.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_MOST_MEMBERS = 64
_MOST_TABLES = 512
_LONGEST = 1 << 20
_FAMILY, _STYLE, _FULL, _TYPOGRAPHIC_FAMILY = 1, 2, 4, 16
_PLAIN = frozenset({"", "regular", "normal", "roman", "book", "medium", "常规", "標準", "标准"})
_FONTS = (b"\x00\x01\x00\x00", b"true", b"OTTO")


@dataclass(frozen=True, slots=True)
class Member:
    """One font of a file: its place in a collection, all its family and full names, whether it is the plain style."""

    number: int
    names: frozenset[str]
    """Small letters, in every language that the font has them."""
    plain: bool


def members(path: Path) -> tuple[Member, ...]:
    """Return the fonts of a file, () where it is none or cannot be read."""
    try:
        with path.open("rb") as file:
            return tuple(_member(file, number, at) for number, at in enumerate(_offsets(file)))
    except (OSError, struct.error):
        return ()


def _offsets(file: BinaryIO) -> list[int]:
    head = _read(file, 0, 12)
    if head[:4] in _FONTS:
        return [0]
    if head[:4] != b"ttcf":
        return []
    count = min(struct.unpack(">L", head[8:12])[0], _MOST_MEMBERS)
    return list(struct.unpack(f">{count}L", _read(file, 12, 4 * count)))


def _member(file: BinaryIO, number: int, at: int) -> Member:
    found: dict[int, set[str]] = {}
    for kind, text in _texts(_name_table(file, at)):
        found.setdefault(kind, set()).add(text.strip().lower())
    names = frozenset(name for kind in (_FAMILY, _FULL, _TYPOGRAPHIC_FAMILY) for name in found.get(kind, ()) if name)
    return Member(number, names, bool(_PLAIN & found.get(_STYLE, {""})))


def _name_table(file: BinaryIO, at: int) -> bytes:
    count = min(struct.unpack(">H", _read(file, at + 4, 2))[0], _MOST_TABLES)
    directory = _read(file, at + 12, 16 * count)
    for tag, _, start, length in struct.iter_unpack(">4sLLL", directory):
        if tag == b"name":
            return _read(file, start, min(length, _LONGEST))
    return struct.pack(">HHH", 0, 0, 6)


def _texts(table: bytes) -> Iterator[tuple[int, str]]:
    _, count, texts = struct.unpack(">HHH", table[:6])
    records = table[6 : 6 + 12 * count]
    for platform, encoding, _, kind, length, start in struct.iter_unpack(">6H", records[: len(records) // 12 * 12]):
        if kind in (_FAMILY, _STYLE, _FULL, _TYPOGRAPHIC_FAMILY):
            raw = table[texts + start : texts + start + length]
            yield kind, raw.decode(_encoding(platform, encoding), "replace")


def _encoding(platform: int, encoding: int) -> str:
    if platform == 1:
        return {25: "gbk", 2: "big5"}.get(encoding, "latin-1")
    return {3: "gbk", 4: "big5"}.get(encoding, "utf-16-be") if platform == 3 else "utf-16-be"


def _read(file: BinaryIO, at: int, length: int) -> bytes:
    """Return so many bytes; struct.error where the file is too short for them."""
    file.seek(at)
    data = file.read(length)
    if len(data) < length:
        raise struct.error(f"{len(data)} of {length} bytes at {at}")
    return data
