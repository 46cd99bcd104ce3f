"""Files that come in, dropped on the window or named when the program is started: packages are opened, others imported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Slot

from storage.handover.form import SUFFIX


class Way(Protocol):
    """A flow that begins with files."""

    def start(self, paths: Sequence[Path]) -> None: ...


class Arrivals(QObject):
    """Sends each file its way."""

    def __init__(self, packages: Way, others: Way, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._packages, self._others = packages, others

    @Slot(object)
    def take(self, paths: Sequence[Path]) -> None:
        packages = [path for path in paths if is_package(path)]
        others = [path for path in paths if path not in packages]
        if others:
            self._others.start(others)
        if packages:
            self._packages.start(packages)


def is_package(path: Path) -> bool:
    """True for a file that is to be opened rather than imported."""
    return path.suffix.lower() == SUFFIX
