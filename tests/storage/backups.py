"""What a data folder holds, to be compared before a backup and after a restore."""

from __future__ import annotations

from storage import package
from storage.desk import Desk
from storage.folders import DataFolder


def content(folder: DataFolder) -> dict[str, bytes]:
    """Every file that is kept, histories without what restoring adds."""
    files = {path.relative_to(folder.root).as_posix(): path.read_bytes() for path in folder.root.rglob("*") if path.is_file()}
    kept = {name: data for name, data in files.items() if package.is_kept(name)}
    return {
        name: b"".join(line for line in data.splitlines(keepends=True) if b"backup_restored" not in line)
        for name, data in kept.items()
    }


def titles(desk: Desk) -> list[str]:
    return sorted(row.title for row in desk.ledger())
