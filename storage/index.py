"""The index: the ledger's rows in memory, and a file of them that spares reading every sheet at the start.

The file is derived. It is written when the desk closes, never with a save; each row carries the signature of the sheet's
file, so whatever changed meanwhile (a crash, another program, a copied folder) is read again.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tinydb import TinyDB

from forms.errors import Failure

from .failures import Damaged, reading, writing
from .ledger import LedgerRow, last_changed, plain_row, row_from
from .sealed import SealedStorage, Tables
from .sheets import Signature

_ROWS, _ABOUT = "rows", "about"


class Index:
    """The rows of all sheets by id, newest first on demand."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._rows: dict[str, LedgerRow] = {}
        self._signatures: dict[str, Signature] = {}
        self._ranked: list[LedgerRow] | None = None
        self._changed = False

    def load(self, templates: str) -> bool:
        """Take what the file holds, if it was made with the same `templates`; False where there is none to be used."""
        try:
            rows, signatures = self._read(templates)
        except (Failure, KeyError, TypeError, ValueError, AttributeError):
            self._changed = True
            return False
        self._rows, self._signatures, self._ranked = rows, signatures, None
        return bool(rows)

    def stale(self, signatures: Mapping[str, Signature]) -> list[str]:
        """Forget the rows of sheets that are gone; return the ids of those that must be read again."""
        for sheet_id in self._rows.keys() - signatures.keys():
            self.drop(sheet_id)
        changed = (sheet_id for sheet_id, signature in signatures.items() if self._signatures.get(sheet_id) != signature)
        unread = (sheet_id for sheet_id, row in self._rows.items() if row.problem)  # it may be readable by now
        return list({**dict.fromkeys(changed), **dict.fromkeys(unread)})

    def put(self, row: LedgerRow, signature: Signature) -> None:
        """Know the row of a sheet, anew or for the first time."""
        self._unrank(row.id)
        self._rows[row.id] = row
        self._signatures[row.id] = signature
        if self._ranked is not None:
            bisect.insort(self._ranked, row, key=_rank)
        self._changed = True

    def drop(self, sheet_id: str) -> None:
        """Forget a sheet, if it is known."""
        self._unrank(sheet_id)
        self._rows.pop(sheet_id, None)
        self._signatures.pop(sheet_id, None)
        self._changed = True

    def clear(self) -> None:
        """Forget all rows: the sheets have been replaced."""
        self._ranked = None
        for sheet_id in list(self._rows):
            self.drop(sheet_id)

    def ranked(self) -> list[LedgerRow]:
        """Return all rows, the last changed first. The list is the index's own: do not change it."""
        if self._ranked is None:
            self._ranked = sorted(self._rows.values(), key=_rank)
        return self._ranked

    def ids(self) -> Iterable[str]:
        return self._rows.keys()

    def get(self, sheet_id: str) -> LedgerRow | None:
        return self._rows.get(sheet_id)

    def write(self, templates: str) -> None:
        """Write the file if anything changed; `templates` is the digest of those in use. Raises what `writing` says."""
        if not self._changed:
            return
        rows = [_with_signature(row, self._signatures[sheet_id]) for sheet_id, row in self._rows.items()]
        tables = {_ABOUT: {"1": {"templates": templates}}, _ROWS: {str(n): row for n, row in enumerate(rows, start=1)}}
        with writing(self._path), TinyDB(self._path, storage=SealedStorage) as database:
            database.storage.write(tables)
        self._changed = False

    def _unrank(self, sheet_id: str) -> None:
        """Take a row out of the order, which is kept from save to save: to sort ten thousand rows anew takes too long."""
        row = self._rows.get(sheet_id)
        if self._ranked is not None and row is not None:
            del self._ranked[bisect.bisect_left(self._ranked, _rank(row), key=_rank)]

    def _read(self, templates: str) -> tuple[dict[str, LedgerRow], dict[str, Signature]]:
        with reading(self._path), TinyDB(self._path, storage=SealedStorage, migrate=_refuse_older) as database:
            tables = database.storage.read() or {}  # at once: a table would be read anew for each look at it
        if tables[_ABOUT]["1"]["templates"] != templates:
            raise Damaged(self._path, "made with other templates")
        plain_rows = tables[_ROWS].values()
        rows = {plain["id"]: row_from(plain) for plain in plain_rows}
        return rows, {plain["id"]: (plain["changed"], plain["size"]) for plain in plain_rows}


def _refuse_older(tables: Tables, schema: int) -> Tables:
    """Of another schema, or without a seal since somebody wrote in it: made anew, since it is only derived."""
    raise ValueError(f"an index of schema {schema}")


def _rank(row: LedgerRow) -> tuple[float, str]:
    return -last_changed(row), row.id


def _with_signature(row: LedgerRow, signature: Signature) -> dict[str, Any]:
    return {**plain_row(row), "changed": signature[0], "size": signature[1]}
