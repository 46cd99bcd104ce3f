"""Where everything lies in the data folder."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from forms.errors import Failure

from .atomic import PREVIOUS

_ID = re.compile(r"[0-9a-z][0-9a-z_-]{0,63}")


def is_id(text: str) -> bool:
    """True for what can be the id of a sheet, and so the stem of a file name on any system."""
    return _ID.fullmatch(text) is not None


def new_id() -> str:
    """Return an id that no other sheet has, here or in another office."""
    return secrets.token_hex(8)


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The paths under `root`; see the data folder in the README."""

    root: Path

    @classmethod
    def at(cls, path: Path) -> Self:
        """Return the folder by its true path; Failure `data_unreachable` where its links lead in a circle."""
        try:
            return cls(path.resolve())
        except (OSError, RuntimeError) as error:  # what Python says to a circle has changed
            raise Failure("data_unreachable", path=str(path)) from error

    @property
    def sheets(self) -> Path:
        return self.root / "sheets"

    @property
    def bin(self) -> Path:
        return self.root / "bin"

    @property
    def history(self) -> Path:
        return self.root / "history"

    @property
    def backups(self) -> Path:
        return self.root / "backups"

    @property
    def versions(self) -> Path:
        return self.root / "backups" / "versions"

    @property
    def damaged(self) -> Path:
        return self.root / "damaged"

    @property
    def templates(self) -> Path:
        return self.root / "templates"

    @property
    def assets(self) -> Path:
        """Signatures, seals and scans, by content."""
        return self.root / "assets"

    @property
    def printing(self) -> Path:
        return self.root / "print.json"

    @property
    def people(self) -> Path:
        return self.root / "people.json"

    @property
    def index(self) -> Path:
        return self.root / "index.json"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    @property
    def restoring(self) -> Path:
        """There while the folders are being exchanged with those of a backup."""
        return self.root / "restoring.json"

    def sheet(self, sheet_id: str) -> Path:
        return self.sheets / f"{sheet_id}.json"

    def previous(self, sheet_id: str) -> Path:
        """The last but one content of a sheet's file."""
        return self.sheets / f"{sheet_id}.json{PREVIOUS}"

    def binned(self, sheet_id: str) -> Path:
        return self.bin / f"{sheet_id}.json"

    def history_of(self, sheet_id: str) -> Path:
        return self.history / f"{sheet_id}.jsonl"

    def versions_of(self, sheet_id: str) -> Path:
        return self.versions / sheet_id

    def create(self) -> None:
        """Make the folders that saving needs, so that a save makes none. Raises OSError."""
        for folder in (self.sheets, self.bin, self.history, self.versions, self.templates):
            folder.mkdir(parents=True, exist_ok=True)
