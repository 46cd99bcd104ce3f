"""Files that come in, dropped on the window or named when the program is started: packages are opened, others imported."""

from __future__ import annotations

from pathlib import Path

from storage.handover.form import SUFFIX


def is_package(path: Path) -> bool:
    """True for a file that is to be opened rather than imported."""
    return path.suffix.lower() == SUFFIX
