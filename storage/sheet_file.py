"""The file of one sheet: a TinyDB file with one document in its table `sheet`."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.table import Document

from forms.errors import Failure
from forms.record import Record

from .failures import Damaged, reading, writing
from .migrations import ONLY, SHEET, migrate
from .sealed import SealedStorage, seal, tables_in


def read_record(path: Path, sheet_id: str) -> Record:
    """Return the record of `sheet_id` in its file; Damaged, `schema_newer`, `file_missing` or `file_unreadable` otherwise."""
    with reading(path), _damage(path):
        with TinyDB(path, storage=SealedStorage, migrate=migrate) as database:
            found = database.table(SHEET).get(doc_id=ONLY)
        if found is None:
            path.stat()  # what is not there is missing, not damaged
        return _record(found, path, sheet_id)


def record_in(data: bytes, path: Path, sheet_id: str) -> Record:
    """Return the record of `sheet_id` in the bytes of its file; Damaged or `schema_newer` otherwise."""
    with _damage(path):
        tables = tables_in(data, path, migrate)
        return _record(tables.get(SHEET, {}).get(str(ONLY)), path, sheet_id)


def sheet_bytes(record: Record) -> bytes:
    """Return the file of a sheet."""
    return seal({SHEET: {str(ONLY): record.to_plain()}})


def write_record(path: Path, record: Record) -> None:
    """Replace the sheet in its file, durably; what other tables of the file hold stays. Raises what `writing` says."""
    plain = record.to_plain()

    def lay(stored: MutableMapping[str, Any]) -> None:
        stored.clear()
        stored.update(plain)

    with writing(path), TinyDB(path, storage=SealedStorage, migrate=migrate, keep_previous=True) as database:
        if path.exists():
            database.table(SHEET).update(lay, doc_ids=[ONLY])
        else:
            database.table(SHEET).insert(Document(plain, doc_id=ONLY))


def _record(document: object, path: Path, sheet_id: str) -> Record:
    if not isinstance(document, dict):
        raise Damaged(path, "no sheet inside")
    record = Record.from_plain(document)
    if record.id != sheet_id:
        raise Damaged(path, "another sheet inside")
    return record


@contextmanager
def _damage(path: Path) -> Iterator[None]:
    """Whatever else is wrong inside the file is damage too."""
    try:
        yield
    except Failure as failure:
        if failure.code == "record_damaged":
            raise Damaged(path, str(failure.params.get("detail", ""))) from failure
        raise
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise Damaged(path, repr(error)) from error
