"""Files that leave: what is written to a place that somebody named goes anywhere but into a data folder.

There it could stand in the place of a sheet, a history or the people with their PINs. The folder is known by what lies in it,
not by which one is open, so that the folder of another office is as safe.
"""

from __future__ import annotations

import os
from pathlib import Path

from forms.errors import Failure

_SIGNS = ("sheets", "history", "backups")
"""The folders that every data folder has since it was first opened."""


def must_leave(folder: Path) -> None:
    """Failure `target_in_data` where `folder`, wherever its links lead, is a data folder or lies in one."""
    true = Path(os.path.realpath(folder))  # unlike `resolve`, it goes on where links run in a circle: writing tells of those
    for place in (true, *true.parents):
        if all((place / sign).is_dir() for sign in _SIGNS):
            raise Failure("target_in_data", path=str(folder), data=str(place))
