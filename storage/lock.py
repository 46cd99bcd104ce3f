"""One process a data folder: the lock is the system's, so it goes when the process dies, however it dies."""

from __future__ import annotations

from filelock import FileLock, Timeout

from forms.errors import Failure

from .failures import writing
from .folders import DataFolder


def lock(folder: DataFolder) -> FileLock:
    """Return the lock of the data folder, held; Failure `data_in_use` where another process holds it."""
    held = FileLock(folder.lock, timeout=0)
    try:
        with writing(folder.root):
            held.acquire()
    except Timeout as error:
        raise Failure("data_in_use", path=str(folder.root)) from error
    except NotImplementedError as error:  # some network drives have no locks
        raise Failure("no_locks", path=str(folder.root)) from error
    return held
