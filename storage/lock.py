"""One process a data folder: the lock is the system's, so it goes when the process dies, however it dies."""

from __future__ import annotations

from filelock import FileLock, Timeout

from forms.errors import Failure

from .failures import write_failure
from .folders import DataFolder


def lock(folder: DataFolder) -> FileLock:
    """Return the lock of the folder, held. Failure `data_in_use` where another process holds it, `no_locks`, `not_writable`."""
    held = FileLock(folder.lock, timeout=0)
    path = str(folder.root)
    try:
        held.acquire()
    except Timeout as error:
        raise Failure("data_in_use", path=path) from error
    except NotImplementedError as error:  # some network drives have none
        raise Failure("no_locks", path=path) from error
    except OSError as error:
        raise write_failure(error, folder.root) from error
    return held
