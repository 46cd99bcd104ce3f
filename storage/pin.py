"""A PIN and its recovery code: what may be one, how it is kept (scrypt, RFC 7914), and how long to wait after wrong tries.

A PIN keeps colleagues at the same machine apart. It hides nothing from somebody who can read the files: four digits are
found in minutes there, whatever the hash.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from forms.errors import Failure

SHORTEST, LONGEST = 4, 12
_MOST_TYPED = 200
CODE_SIGNS, _GROUP = 20, 4
"""100 bits: nobody guesses it."""

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that what was printed is typed as it was meant."""
_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SALT, _DIGEST = 16, 32
_MEMORY = 160 * 1024 * 1024
"""Bytes that a hash may take; today's takes 32 MiB."""

FREE_TRIES = 3
_FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(hours=1)


class Cost(NamedTuple):
    """What one guess costs: N, r and p of scrypt."""

    n: int
    r: int
    p: int

    @property
    def bearable(self) -> bool:
        """False for numbers that would stop the machine or that scrypt refuses: they come from a file."""
        return 2 <= self.n <= 2**17 and self.n & (self.n - 1) == 0 and 1 <= self.r <= 8 and 1 <= self.p <= 4


COST = Cost(2**15, 8, 1)
"""A tenth of a second on an office machine."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What is kept of a PIN or a code: never the words themselves."""

    salt: bytes
    digest: bytes
    cost: Cost

    @classmethod
    def of(cls, words: str, cost: Cost = COST) -> Secret:
        """Return the secret of `words`, each time with a salt of its own. Slow on purpose."""
        salt = secrets.token_bytes(_SALT)
        return cls(salt, _hash(words, salt, cost), cost)

    def fits(self, words: str) -> bool:
        """True for the words that the secret was made of. Slow on purpose."""
        return hmac.compare_digest(_hash(words, self.salt, self.cost), self.digest)

    def to_plain(self) -> dict[str, object]:
        return {"salt": self.salt.hex(), "digest": self.digest.hex(), "cost": list(self.cost)}

    @classmethod
    def from_plain(cls, plain: object) -> Secret:
        """Read what `to_plain` wrote; ValueError, TypeError or KeyError where the shape is another."""
        if not isinstance(plain, dict):
            raise TypeError("no secret")
        salt, digest = bytes.fromhex(plain["salt"]), bytes.fromhex(plain["digest"])
        n, r, p = plain["cost"]
        if not all(type(number) is int for number in (n, r, p)) or not Cost(n, r, p).bearable:
            raise ValueError("cost")
        if not 8 <= len(salt) <= 64 or len(digest) != _DIGEST:
            raise ValueError("length")
        return cls(salt, digest, Cost(n, r, p))


def pin_text(raw: str) -> str:
    """Return a new PIN as it is kept, full-width digits as plain ones; Failure `pin_form` where it is too short or too long.

    Digits alone: where a device is handed to a guest, its screen may be all there is to type on.
    """
    pin = typed_text(raw)
    if not SHORTEST <= len(pin) <= LONGEST or not (pin.isascii() and pin.isdigit()):
        raise Failure("pin_form", shortest=SHORTEST, longest=LONGEST)
    return pin


def typed_text(raw: str) -> str:
    """Return what was typed as it is compared with a PIN: one of former days may have letters and other signs."""
    return unicodedata.normalize("NFKC", raw[:_MOST_TYPED])


def new_code() -> str:
    """Return a recovery code as it is printed: five groups of four signs."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(CODE_SIGNS))
    return "-".join(signs[place : place + _GROUP] for place in range(0, CODE_SIGNS, _GROUP))


def code_text(raw: str) -> str:
    """Return the signs of a code however it was typed: small, without hyphens, with O for 0. What is no sign is left out."""
    plain = unicodedata.normalize("NFKC", raw[:_MOST_TYPED]).upper().translate(_ALIKE)
    return "".join(sign for sign in plain if sign in _SIGNS)


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after so many wrong tries: none for the first three, then 5 s, 10 s, 20 s … up to an hour."""
    doublings = tries - FREE_TRIES - 1
    if doublings < 0:
        return timedelta()
    return min(LONGEST_WAIT, _FIRST_WAIT * (1 << min(doublings, 20)))


def left_to_wait(tries: int, last: datetime, now: datetime) -> timedelta:
    """Return what is left of the wait since the `last` try. A clock that was set back makes it whole again, never longer."""
    wait = wait_after(tries)
    return min(wait, max(timedelta(), wait - (now - last)))


def _hash(words: str, salt: bytes, cost: Cost) -> bytes:
    data = words.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(data, salt=salt, n=cost.n, r=cost.r, p=cost.p, maxmem=_MEMORY, dklen=_DIGEST)
