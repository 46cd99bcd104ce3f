"""The bin: sheets that were deleted, until somebody brings them back or empties it."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from forms.errors import Failure
from forms.record import Record

from .atomic import PREVIOUS, sync_folder
from .failures import writing
from .folders import DataFolder, is_id
from .ledger import LedgerRow
from .sheet_file import read_record, write_record


class BinRow(NamedTuple):
    """A deleted sheet: its row of the ledger, and when it was deleted (ISO 8601)."""

    row: LedgerRow
    deleted: str


class Bin:
    """The files of deleted sheets. A sheet that is also among the living (a crash in mid-delete) counts as alive."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder

    def put(self, record: Record) -> None:
        """Keep a sheet; `record.extra` says when it was deleted."""
        write_record(self._folder.binned(record.id), record)

    def has(self, sheet_id: str) -> bool:
        """True where the sheet is in the bin and not alive."""
        return is_id(sheet_id) and self._folder.binned(sheet_id).is_file() and not self._folder.sheet(sheet_id).exists()

    def get(self, sheet_id: str) -> Record:
        """Return a deleted sheet; Failure `not_in_bin` or Damaged."""
        if not self.has(sheet_id):
            raise Failure("not_in_bin", id=sheet_id)
        return read_record(self._folder.binned(sheet_id), sheet_id)

    def ids(self) -> list[str]:
        """Return the ids of all files in the bin that are not alive."""
        if not self._folder.bin.is_dir():
            return []
        stems = (path.name.removesuffix(".json") for path in self._folder.bin.iterdir() if path.name.endswith(".json"))
        return sorted(stem for stem in stems if self.has(stem))

    def records(self) -> list[Record]:
        """Return all deleted sheets that can be read."""
        found: list[Record] = []
        for sheet_id in self.ids():
            with suppress(Failure):
                found.append(self.get(sheet_id))
        return found

    def drop(self, sheet_id: str) -> None:
        """Remove a file from the bin for good. Raises what `writing` says."""
        path = self._folder.binned(sheet_id)
        with writing(path):
            path.with_name(path.name + PREVIOUS).unlink(missing_ok=True)
            path.unlink(missing_ok=True)
            sync_folder(path.parent)
