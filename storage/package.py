"""A backup package: a ZIP of everything that is kept, with a manifest of sizes and digests. What may be in one, and no more.

A package comes from outside. It is trusted with nothing: names are taken from a list of forms, never used as they are.
"""

from __future__ import annotations

import json
import re
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from forms.errors import Failure
from forms.record import SCHEMA

from .archive import Archive, Entry, Terms, is_device
from .sealed import MAX_FILE

FORMAT = 1
PARTS = ("sheets", "bin", "history", "assets", "templates", "backups/versions")
"""The folders of the data folder that are kept; beside them `FILES`."""
SETTINGS, PEOPLE = "settings.ini", "people.json"
FILES = (SETTINGS, PEOPLE)

MAX_FILES = 1_000_000
MAX_MANIFEST = 256 * 1024 * 1024
MAX_GROWTH, FREE_GROWTH = 100, 64 * 1024 * 1024
"""A package that unpacks to more than so many times its size, beyond some that is always free, is a bomb."""

_ID = r"[0-9a-z][0-9a-z_-]{0,63}"
_KEPT = re.compile(
    rf"sheets/{_ID}\.json|bin/{_ID}\.json|history/{_ID}\.jsonl|backups/versions/{_ID}/[0-9A-Za-z._-]{{1,120}}\.json\.gz"
    rf"|assets/[0-9a-f]{{64}}\.[a-z0-9]{{1,8}}|templates/[0-9a-z][0-9a-z-]{{0,63}}/sheet\.toml|settings\.ini|people\.json"
)


def is_kept(name: str) -> bool:
    """True for the path, from the data folder and with slashes, of a file that a backup holds."""
    return _KEPT.fullmatch(name) is not None and not is_device(name)


def sheet_in(name: str) -> str | None:
    """Return the id of the sheet whose file `name` is, None for other files."""
    folder, _, file = name.rpartition("/")
    return file.removesuffix(".json") if folder in ("sheets", "bin") else None


def manifest(made: str, entries: Mapping[str, Entry]) -> bytes:
    """Return the manifest of a package."""
    files = {name: entry.plain() for name, entry in sorted(entries.items())}
    return json.dumps({"format": FORMAT, "schema": SCHEMA, "made": made, "files": files}, indent=0).encode()


def package_in(archive: zipfile.ZipFile, file: str) -> Archive:
    """Return what is in an opened backup, looked at but not unpacked. Failure `backup_…`, or `no_backup` where it is none."""
    terms = Terms(
        kind="backup",
        stranger="no_backup",
        allows=is_kept,
        check=_check,
        most_files=MAX_FILES,
        most_manifest=MAX_MANIFEST,
        most_bytes=lambda name: MAX_FILE,
        growth=MAX_GROWTH,
        free_growth=FREE_GROWTH,
    )
    return Archive(archive, file, terms)


def opened(file: Path) -> zipfile.ZipFile:
    """Return the archive at `file`; Failure `no_backup` where it is none."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise Failure("not_a_file", file=str(file))
        return zipfile.ZipFile(file)
    except FileNotFoundError as error:
        raise Failure("file_missing", file=str(file)) from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Failure("no_backup", file=str(file)) from error
    except OSError as error:
        raise Failure("file_unreadable", file=str(file), reason=error.strerror or str(error)) from error


def _check(plain: Mapping[str, Any]) -> str | None:
    """The code with which a manifest is refused."""
    if plain["format"] == "rsheet":
        return "backup_is_package"
    numbers = plain["format"], plain["schema"]
    if not all(type(number) is int for number in numbers):
        raise TypeError("no numbers")
    return "backup_newer" if numbers[0] > FORMAT or numbers[1] > SCHEMA else None
