"""The TinyDB storage of this product: one JSON file, replaced whole, with its schema number and a checksum inside.

The file stays a plain TinyDB file: the seal is a table of its own (`seal`), so that stock TinyDB can read everything.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

from tinydb.storages import Storage

from forms.errors import Failure
from forms.record import SCHEMA

from .atomic import replace_file
from .bounded import read_at_most
from .failures import Damaged

Tables: TypeAlias = "dict[str, dict[str, Any]]"
Migration: TypeAlias = "Callable[[Tables, int], Tables]"

MAX_FILE = 256 * 1024 * 1024
"""Bytes that a file of the store may have; a sheet has some ten thousand."""

_SEAL = "seal"
_HEAD = re.compile(rb'\{"seal":\{"1":\{"schema":(\d{1,9}),"sha256":"([0-9a-f]{64})"\}\}(,|\})')


class SealedStorage(Storage):
    """Reads and writes `path`. Damaged where the checksum differs; Failure `schema_newer` where a newer program wrote it."""

    def __init__(self, path: Path, *, keep_previous: bool = False, migrate: Migration | None = None) -> None:
        super().__init__()
        self._path = path
        self._keep_previous = keep_previous
        self._migrate = migrate

    def read(self) -> Tables | None:
        """Return the tables without the seal, in today's schema; None where there is no file. Raises OSError."""
        data = read_limited(self._path)
        return None if data is None else tables_in(data, self._path, self._migrate)

    def write(self, data: Tables) -> None:
        """Serialise first, then replace the file. Raises OSError."""
        replace_file(self._path, seal(data), keep_previous=self._keep_previous)


def tables_in(data: bytes, path: Path, migrate: Migration | None = None) -> Tables:
    """Return the tables in a file's bytes, without the seal, in today's schema; Damaged or Failure `schema_newer`."""
    tables, schema = unseal(data, path)
    if schema > SCHEMA:
        raise Failure("schema_newer", path=str(path), schema=schema, known=SCHEMA)
    return migrate(tables, schema) if migrate and schema < SCHEMA else tables


def seal(tables: Tables) -> bytes:
    """Return the file of `tables`: JSON in UTF-8 that begins with schema number and checksum of all that follows."""
    body = _body(tables)
    head = b'{"seal":{"1":{"schema":%d,"sha256":"%s"}}' % (SCHEMA, hashlib.sha256(body).hexdigest().encode())
    return head + (b"}" if body == b"{}" else b"," + body[1:])


def unseal(data: bytes, path: Path) -> tuple[Tables, int]:
    """Return tables and schema number of a file's bytes; a file without a seal has schema 0. Raises Damaged."""
    if head := _HEAD.match(data):
        body = b"{" + (data[head.end() :] if head[3] == b"," else b"}")
        if hashlib.sha256(body).hexdigest().encode() == head[2]:
            return _parsed(body, path), int(head[1])
    tables = _parsed(data, path)
    seals = tables.pop(_SEAL, None)
    if seals is None:
        return tables, 0
    return tables, _checked_schema(tables, seals, path)


def read_limited(path: Path) -> bytes | None:
    """Return the bytes of a file of the store, None where there is none; Damaged where it is beyond all measure."""
    try:
        with path.open("rb") as file:
            data = read_at_most(file, MAX_FILE + 1)
    except FileNotFoundError:
        return None
    if len(data) > MAX_FILE:
        raise Damaged(path, "too large")
    return data


def _checked_schema(tables: Tables, seals: dict[str, Any], path: Path) -> int:
    """The seal of a file that another program wrote anew: same content, other spacing or order of tables."""
    try:
        schema, digest = seals["1"]["schema"], seals["1"]["sha256"]
    except (KeyError, TypeError) as error:
        raise Damaged(path, "seal broken") from error
    if type(schema) is not int or hashlib.sha256(_body(tables)).hexdigest() != digest:
        raise Damaged(path, "checksum differs")
    return schema


def _body(tables: Tables) -> bytes:
    compact = (",", ":")
    try:
        return json.dumps(tables, ensure_ascii=False, separators=compact, allow_nan=False).encode()
    except UnicodeEncodeError:  # a lone surrogate, kept for a newer version: UTF-8 has none, JSON has an escape
        return json.dumps(tables, separators=compact, allow_nan=False).encode()


def _finite(text: str) -> float:
    """Refuse a number that could be read but never be written again."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _parsed(data: bytes, path: Path) -> Tables:
    try:
        tables = json.loads(data.decode("utf-8-sig"), parse_float=_finite, parse_constant=_finite)
    except (ValueError, RecursionError) as error:
        raise Damaged(path, "empty" if not data else type(error).__name__) from error
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise Damaged(path, "no tables")
    return tables
