"""What a package is made of: its manifest, the names of its files, and what a sheet needs to be whole elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from forms.record import SCHEMA
from forms.text import clean_line

from ..archive import Entry, Terms

FORMAT, VERSION = "rsheet", 1
SUFFIX = ".rsheet"

MOST_BYTES = 256 * 1024 * 1024
"""Of a package's file."""
MOST_TOTAL = 768 * 1024 * 1024
"""Of all that is inside."""
MOST_FILES = 20_000
MOST_SHEETS = 2_000
MOST_DIRECTORY = MOST_FILES * 256
DEEPEST = 60
"""Lists within lists in a sheet; ink has four."""
_MOST_MANIFEST = 16 * 1024 * 1024
_MEGABYTE = 1024 * 1024
_MOST = {"sheets": 32 * _MEGABYTE, "history": 32 * _MEGABYTE, "assets": 64 * _MEGABYTE, "templates": _MEGABYTE}
"""Bytes of one file, by its folder."""
_LONGEST_NAME = 200
_GROWTH, _FREE_GROWTH = 100, 64 * _MEGABYTE

_ID = r"[0-9a-z][0-9a-z_-]{0,63}"
_NAMES = re.compile(
    rf"sheets/{_ID}\.json|history/{_ID}\.jsonl|assets/[0-9a-f]{{64}}\.[a-z0-9]{{1,8}}|templates/[0-9a-z][0-9a-z-]{{0,63}}/sheet\.toml"
)
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Purpose(StrEnum):
    """What a package is for: 送审 (to the leader), 面商 (to the device of the visit), 送回 (to whoever sent it)."""

    REVIEW = "review"
    VISIT = "visit"
    RETURN = "return"


class Maker(NamedTuple):
    """Who made a package: the person and the unit, "" where nobody said."""

    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What the manifest says of a sheet; `end` is the digest of the last line of its history."""

    id: str
    title: str
    stage: str
    round: int
    revision: int
    end: str

    def plain(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in ("id", "title", "stage", "round", "revision", "end")}


def manifest(purpose: Purpose, made: str, by: Maker, sheets: Iterable[Listed], files: Mapping[str, Entry]) -> bytes:
    """Return the manifest of a package; `made` is an ISO instant."""
    plain = {
        "format": FORMAT,
        "version": VERSION,
        "schema": SCHEMA,
        "purpose": purpose.value,
        "made": made,
        "by": {"name": by.name, "unit": by.unit},
        "sheets": [sheet.plain() for sheet in sheets],
        "files": {name: entry.plain() for name, entry in sorted(files.items())},
    }
    return json.dumps(plain, ensure_ascii=False, indent=0).encode("utf-8", "backslashreplace")


def listed(plain: Mapping[str, Any]) -> tuple[Listed, ...]:
    """Return the sheets of a manifest; ValueError, TypeError or KeyError where it lists none rightly."""
    sheets = tuple(
        Listed(
            _is(str, one["id"]),
            _is(str, one["title"]),
            _is(str, one["stage"]),
            _is(int, one["round"]),
            _is(int, one["revision"]),
            _is(str, one["end"]),
        )
        for one in plain["sheets"]
    )
    if not 0 < len(sheets) <= MOST_SHEETS or len({one.id for one in sheets}) != len(sheets):
        raise ValueError("sheets")
    return sheets


def maker(plain: Mapping[str, Any]) -> Maker:
    """Return who made a package, in characters that can be shown; ValueError, TypeError or KeyError where nobody is named."""
    return Maker(*(clean_line(_is(str, plain["by"][name]))[:_LONGEST_NAME] for name in ("name", "unit")))


def terms() -> Terms:
    """What may be in a package."""
    return Terms(
        kind="package",
        stranger="no_package",
        allows=lambda name: _NAMES.fullmatch(name) is not None,
        check=_check,
        most_files=MOST_FILES,
        most_manifest=_MOST_MANIFEST,
        most_bytes=lambda name: _MOST[name.split("/")[0]],
        growth=_GROWTH,
        free_growth=_FREE_GROWTH,
    )


def sheet_file(sheet_id: str) -> str:
    return f"sheets/{sheet_id}.json"


def history_file(sheet_id: str) -> str:
    return f"history/{sheet_id}.jsonl"


def template_file(template_id: str) -> str:
    return f"templates/{template_id}/sheet.toml"


def referred(plain: object) -> frozenset[str]:
    """Return the digests of all pictures and scans that a plain record or a line of a history names, in any depth."""
    return frozenset(_referred(plain))


def depth(plain: object) -> int:
    """Return how deep lists and mappings lie within each other."""
    deep, level = 0, [plain]
    while level:
        deep += 1
        level = [part for one in level for part in _parts(one) if isinstance(part, (dict, list))]
    return deep


def _referred(plain: object) -> Iterator[str]:
    waiting: list[object] = [plain]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping):
            named = [one.get("asset"), one.get("scan"), *_list(one.get("scans"))]
            yield from (name for name in named if isinstance(name, str) and _DIGEST.fullmatch(name))
        waiting += _parts(one)


def _parts(one: object) -> list[object]:
    if isinstance(one, Mapping):
        return list(one.values())
    return _list(one)


def _list(one: object) -> list[object]:
    return list(one) if isinstance(one, (list, tuple)) else []


def _check(plain: Mapping[str, Any]) -> str | None:
    """The code with which a manifest is refused."""
    if plain.get("format") != FORMAT:
        return "package_is_backup" if {"format", "schema", "files"} <= plain.keys() else "no_package"
    if _is(int, plain["version"]) > VERSION or _is(int, plain["schema"]) > SCHEMA:
        return "package_newer"
    Purpose(plain["purpose"])
    return None


def _is(kind: type[Any], value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(f"no {kind.__name__}")
    return value
