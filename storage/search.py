"""Search as one types: number, title and proposer at once, the texts of the sheets once they have been read in.

Each character of a text points to the sheets that have it; a word is looked for only in sheets that have all of its
characters. So a search over ten thousand sheets reads a few of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from forms.record import Record
from forms.template import Template

from .ledger import LedgerRow

_NUMBER = re.compile(r"(?:第)?(\d+)(?:号)?")


class Search:
    """The words of all sheets in memory: some hundred bytes a sheet, and its text (two bytes a character) once read in."""

    def __init__(self) -> None:
        self._heads: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._slots: dict[str, int] = {}
        self._holders: dict[str, bytearray] = {}

    def put_row(self, row: LedgerRow) -> None:
        """Know number, title and proposers of a sheet."""
        self._heads[row.id] = "\n".join((row.number, row.title, *row.proposers)).casefold()

    def put_text(self, sheet_id: str, text: str) -> None:
        """Know the whole text of a sheet."""
        text = text.casefold()
        slot = self._slots.setdefault(sheet_id, len(self._slots))
        place, bit = slot >> 3, 1 << (slot & 7)
        for character in set(text).difference(self._texts.get(sheet_id, "")):
            holders = self._holders.setdefault(character, bytearray())
            if len(holders) <= place:
                holders.extend(bytes(place + 64 - len(holders)))
            holders[place] |= bit
        self._texts[sheet_id] = text

    def has_text(self, sheet_id: str) -> bool:
        return sheet_id in self._texts

    def drop(self, sheet_id: str) -> None:
        self._heads.pop(sheet_id, None)
        self._texts.pop(sheet_id, None)

    def clear(self) -> None:
        for table in (self._heads, self._texts, self._slots, self._holders):
            table.clear()

    def find(self, words: str, rows: Sequence[LedgerRow]) -> list[str]:
        """Return the ids of the `rows` that have all words (parted by white space), in the order of `rows`."""
        found: Iterable[LedgerRow] = rows
        for word in sorted(words.casefold().split(), key=len, reverse=True):
            found = self._having(word, found)
        return [row.id for row in found]

    def _having(self, word: str, rows: Iterable[LedgerRow]) -> list[LedgerRow]:
        match = _NUMBER.fullmatch(word)
        digits = match[1].lstrip("0") if match else None
        heads, texts, slots, possible = self._heads, self._texts, self._slots, self._holding_all(word)
        return [
            row
            for row in rows
            if word in heads[row.id]
            or (digits is not None and row.number.lstrip("0") == digits)
            or (possible and possible[slots.get(row.id, -1)] == "1" and word in texts.get(row.id, ""))
        ]

    def _holding_all(self, word: str) -> str:
        """Return a digit for each slot and a "0" after the last: "1" where the sheet has all characters of the word; "" for none."""
        tables = [self._holders.get(character) for character in set(word)]
        if not all(tables):
            return ""
        bits = -1
        for table in tables:
            bits &= int.from_bytes(table or b"", "little")
        return f"{bits:0{len(self._slots)}b}"[::-1] + "0" if bits else ""


def text_of(record: Record, template: Template | None) -> str:
    """Return all that is written on a sheet, as it is printed."""
    shown = (template.show(name, value) if template else str(value) for name, value in record.answers.items())
    return "\n".join(shown)
