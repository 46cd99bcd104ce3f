"""One form of JSON for what is compared or signed: equal values give equal bytes."""

from __future__ import annotations

import json
from hashlib import sha256


def plain_json(value: object) -> bytes:
    """Return JSON as UTF-8, the same for equal values; what UTF-8 cannot hold stands as an escape."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def digest(value: object) -> str:
    """Return the SHA-256 of a value in that form, as 64 hexadecimal digits."""
    return sha256(plain_json(value)).hexdigest()
