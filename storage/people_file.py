"""The file of the office's people, `<data>/people.json`: its shape, and what may stand in it. Read with suspicion."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from forms.canonical import digest
from forms.errors import Failure
from forms.fields import Role
from forms.text import clean_line

from .failures import Damaged, reading
from .pin import Secret

FORMAT = 1
MAX_BYTES = 1024 * 1024
MOST_PEOPLE, MOST_PHRASES = 200, 200
LONGEST_NAME, LONGEST_LINE, LONGEST_PHRASE = 40, 120, 200
ROLES = (Role.CLERK, Role.LEADER)
"""Who works in an office. Deputies do not."""
USUAL_PHRASES = ("同意。", "同意答复。")

_SHORT = 16
_ID = re.compile(r"[0-9a-f]{1,32}")
_SHA = re.compile(r"[0-9a-f]{64}")
_KNOWN = ("format", "unit", "phone", "people", "phrases", "seal", "tries")


class Tries(NamedTuple):
    """How many wrong ones in a row, and the instant of the last, ISO 8601."""

    number: int
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person of the office with what guards their role. `tried` is the instant of the last try, ISO 8601."""

    id: str
    name: str
    role: Role
    pin: Secret | None = None
    code: Secret | None = None
    tries: int = 0
    tried: str = ""

    def after(self, tries: Tries | None) -> Member:
        """Return the person with tries that another file has counted, where these are more."""
        more = tries is not None and tries.number > self.tries
        return replace(self, tries=tries.number, tried=tries.last) if tries is not None and more else self


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """All that the file holds; `extra` is what a newer program wrote beside it."""

    unit: str = ""
    phone: str = ""
    members: tuple[Member, ...] = ()
    phrases: tuple[str, ...] = USUAL_PHRASES
    seal: str = ""
    tries: Mapping[str, Tries] = field(default_factory=dict)
    """Those of people who are not in the file now, by id: another backup may bring them back."""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def guards(self) -> str:
        """Changes whenever somebody comes, goes, or has another PIN: the history of the office keeps it."""
        kept = [
            [one.id, one.name, one.role, one.pin and one.pin.to_plain(), one.code and one.code.to_plain()]
            for one in self.members
        ]
        return digest(kept)[:_SHORT]

    def to_bytes(self) -> bytes:
        plain = {
            **self.extra,
            "format": FORMAT,
            "unit": self.unit,
            "phone": self.phone,
            "people": [_plain_member(member) for member in self.members],
            "phrases": list(self.phrases),
            "seal": self.seal,
            **({"tries": {who: list(tries) for who, tries in self.tries.items()}} if self.tries else {}),
        }
        return json.dumps(plain, ensure_ascii=False, indent=1).encode()


def read_people(path: Path) -> People:
    """Return what the file holds, nobody where there is none; Damaged, or Failure `schema_newer` of a newer program.

    Failure `file_unreadable` where the disk refuses it just now: to go on as if there were no PINs would open every role.
    """
    try:
        with reading(path):
            if not path.exists():
                return People()
            with path.open("rb") as file:
                data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise Damaged(path, "too large")
        plain = json.loads(data)
        if type(plain["format"]) is int and plain["format"] > FORMAT:
            raise Failure("schema_newer", path=str(path), schema=plain["format"], known=FORMAT)
        return _people(plain)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise Damaged(path, type(error).__name__) from error


def short_line(raw: str, most: int) -> str:
    """Return `raw` as one line without blanks at its ends; Failure `people_line` where it is longer than `most`."""
    line = clean_line(raw).strip(" \u3000")
    if len(line) > most:
        raise Failure("people_line", limit=most)
    return line


def _people(plain: Mapping[str, Any]) -> People:
    lengths = ((plain["people"], MOST_PEOPLE), (plain["phrases"], MOST_PHRASES), (plain.get("tries", {}), MOST_PEOPLE))
    if plain["format"] != FORMAT or any(len(some) > most for some, most in lengths):
        raise ValueError("people")
    members = tuple(map(_member, plain["people"]))
    _refuse(len({member.id for member in members}) != len(members))
    seal = _text(plain["seal"], 64)
    _refuse(bool(seal) and not _SHA.fullmatch(seal))
    return People(
        unit=_text(plain["unit"], LONGEST_LINE),
        phone=_text(plain["phone"], LONGEST_LINE),
        members=members,
        phrases=tuple(_text(phrase, LONGEST_PHRASE) for phrase in plain["phrases"]),
        seal=seal,
        tries=dict(map(_absent, plain.get("tries", {}).items())),
        extra={name: value for name, value in plain.items() if name not in _KNOWN},
    )


def _absent(plain: tuple[str, Any]) -> tuple[str, Tries]:
    who, (tries, tried) = plain
    _refuse(not _ID.fullmatch(who))
    return who, _tries(tries, tried)


def _tries(count: object, last: object) -> Tries:
    tried = _text(last, 40)
    if type(count) is not int or count < 0 or (count and not tried):
        raise ValueError("tries")
    _refuse(bool(tried) and datetime.fromisoformat(tried).tzinfo is None)
    return Tries(count, tried)


def _member(plain: Mapping[str, Any]) -> Member:
    role = Role(plain["role"])
    tries, tried = _tries(plain.get("tries", 0), plain.get("tried", ""))
    _refuse(role not in ROLES or not _ID.fullmatch(plain["id"]))
    return Member(
        id=plain["id"],
        name=_text(plain["name"], LONGEST_NAME),
        role=role,
        pin=_secret(plain, "pin"),
        code=_secret(plain, "code"),
        tries=tries,
        tried=tried,
    )


def _plain_member(member: Member) -> dict[str, object]:
    plain = {
        "id": member.id,
        "name": member.name,
        "role": member.role.value,
        "pin": member.pin.to_plain() if member.pin else None,
        "code": member.code.to_plain() if member.code else None,
        "tries": member.tries,
        "tried": member.tried,
    }
    return {name: value for name, value in plain.items() if value not in (None, 0, "") or name == "name"}


def _secret(plain: Mapping[str, Any], name: str) -> Secret | None:
    return Secret.from_plain(plain[name]) if plain.get(name) is not None else None


def _text(value: object, most: int) -> str:
    _refuse(not isinstance(value, str) or len(value) > most)
    return clean_line(str(value))


def _refuse(wrong: bool) -> None:
    if wrong:
        raise ValueError("people")


def without_repeats(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for line in lines if line))
