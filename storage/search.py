"""Search as one types: number, title and proposer at once, the texts of the sheets once they have been read in.

A plain scan. To look for one character is several times faster than to look for a word, so a text is searched for a word only
where it has the first and the last of its characters: most have not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from forms.record import Record
from forms.template import Template

from .ledger import LedgerRow

_NUMBER = re.compile(r"第?(\d+)号?")


class Search:
    """The words of all sheets in memory: some hundred bytes a sheet, and its text (two bytes a character) once read in."""

    def __init__(self) -> None:
        self._heads: dict[str, str] = {}
        self._texts: dict[str, str] = {}

    def put_row(self, row: LedgerRow) -> None:
        """Know number, title and proposers of a sheet."""
        self._heads[row.id] = "\n".join((row.number, row.title, *row.proposers)).casefold()

    def put_text(self, sheet_id: str, text: str) -> None:
        """Know the whole text of a sheet."""
        self._texts[sheet_id] = text.casefold()

    def has_text(self, sheet_id: str) -> bool:
        return sheet_id in self._texts

    def drop(self, sheet_id: str) -> None:
        self._heads.pop(sheet_id, None)
        self._texts.pop(sheet_id, None)

    def find(self, words: str, rows: Sequence[LedgerRow]) -> list[str]:
        """Return the ids of the `rows` that have all words (parted by white space), in the order of `rows`."""
        found: Iterable[LedgerRow] = rows
        for word in sorted(words.casefold().split(), key=len, reverse=True):
            found = self._having(word, found)
        return [row.id for row in found]

    def _having(self, word: str, rows: Iterable[LedgerRow]) -> list[LedgerRow]:
        match = _NUMBER.fullmatch(word)
        digits = match[1].lstrip("0") if match else None
        heads, text_of, first, last = self._heads, self._texts.get, word[0], word[-1]
        return [
            row
            for row in rows
            if word in heads[row.id]
            or (digits and row.number.lstrip("0") == digits)
            or ((text := text_of(row.id)) and first in text and last in text and word in text)
        ]


def text_of(record: Record, template: Template | None) -> str:
    """Return all that is written on a sheet, as it is printed."""
    shown = (template.show(name, value) if template else str(value) for name, value in record.answers.items())
    return "\n".join(shown)
