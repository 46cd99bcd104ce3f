"""Deleting: sheets go into the bin and come back, and leave it for good; what is signed belongs to the files and stays."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from forms.deputies import deputies, view_of
from forms.errors import Failure
from forms.record import Record
from forms.signing import is_settled
from forms.stages import LOCKED

from .bin import BinRow
from .store import Store, instant


class Deleting:
    """The bin of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def delete(self, sheet_id: str) -> None:
        """Put a sheet into the bin. Failure `sheet_locked` where a deputy has signed, in this round or before."""
        with self._store.guard:
            self._store.must_write()
            record = self._store.read(sheet_id)
            if self._belongs_to_the_files(record):
                raise Failure("sheet_locked", stage=record.stage.value)
            self._store.keep_version(record, "delete")
            self._store.bin.put(replace(record, extra={**record.extra, "deleted": instant(self._store.clock())}))
            self._store.remove(sheet_id)
            self._store.log(sheet_id, "deleted")

    def _belongs_to_the_files(self, record: Record) -> bool:
        """True also where one of several deputies has answered, and where a former round was signed."""
        if record.stage in LOCKED or record.earlier:
            return True
        template = self._store.template_of(record)
        if template is None:
            return False
        return any(is_settled(template, view_of(template, record, deputy)) for deputy in deputies(template, record))

    def rows(self) -> list[BinRow]:
        """Return the deleted sheets, the last deleted first."""
        with self._store.guard:
            records = self._store.bin.records()
        rows = [BinRow(self._store.row(record), str(record.extra.get("deleted", ""))) for record in records]
        return sorted(rows, key=lambda row: row.deleted, reverse=True)

    def undelete(self, sheet_id: str) -> None:
        """Bring a sheet back from the bin, as it was."""
        with self._store.guard:
            self._store.must_write()
            record = self._store.bin.get(sheet_id)
            extra = {name: value for name, value in record.extra.items() if name != "deleted"}
            self._store.write(replace(record, extra=extra))
            self._store.bin.drop(sheet_id)
            self._store.log(sheet_id, "undeleted")

    def empty(self, ids: Iterable[str] | None = None) -> int:
        """Remove deleted sheets and their versions for good; return how many. Their histories stay."""
        with self._store.guard:
            self._store.must_write()
            chosen = self._store.bin.ids() if ids is None else [one for one in ids if self._store.bin.has(one)]
            for sheet_id in chosen:
                self._store.bin.drop(sheet_id)
                self._store.versions.drop(sheet_id)
                self._store.log(sheet_id, "purged")
            return len(chosen)
