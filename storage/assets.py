"""Pictures and scans by content: signatures, seals, papers that came back, each under the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from forms.errors import Failure

from .atomic import replace_file
from .failures import writing
from .folders import DataFolder

MOST_BYTES = 64 * 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")
_SUFFIX = re.compile(r"[a-z0-9]{1,8}")


class Assets:
    """The folder `assets/`. A file in it is written once and never changed."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder.assets

    def keep(self, data: bytes, suffix: str) -> str:
        """Keep bytes and return their digest; `suffix` is the kind of the file without a dot (png, pdf …).

        Failure `asset_too_large`, and what `writing` says.
        """
        if len(data) > MOST_BYTES:
            raise Failure("asset_too_large", megabytes=-(-len(data) // 2**20), limit=MOST_BYTES // 2**20)
        digest = hashlib.sha256(data).hexdigest()
        if not self._holds(digest):
            kind = suffix.lower().lstrip(".")
            path = self.path(digest) or self._folder / f"{digest}.{kind if _SUFFIX.fullmatch(kind) else 'bin'}"
            with writing(path):
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                replace_file(path, data)
        return digest

    def path(self, digest: str) -> Path | None:
        """Return the file of a digest, None where there is none. Whether its content is still the same, `read` knows."""
        if _DIGEST.fullmatch(digest) is None:
            return None
        return next(iter(sorted(self._folder.glob(f"{digest}.*"))), None)

    def read(self, digest: str) -> bytes:
        """Return the bytes of a digest, as `ExportOptions.assets` asks; KeyError where they are not there, or are others."""
        path = self.path(digest)
        try:
            data = path.read_bytes() if path else b""
        except OSError as error:
            raise KeyError(digest) from error
        if path is None or hashlib.sha256(data).hexdigest() != digest:
            raise KeyError(digest)
        return data

    def _holds(self, digest: str) -> bool:
        try:
            self.read(digest)
        except KeyError:
            return False
        return True
