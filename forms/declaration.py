"""A table of a template file, read key by key: a wrong type, a missing or an unknown key is refused with its place."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from .errors import TemplateError
from .record import MOST
from .text import clean

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

_NAMES = {str: "text", int: "a whole number", bool: "true or false", float: "a number", list: "a list", dict: "a table"}


class Table:
    """A TOML table at a known place. Take what you need, then `done()`: a key that nobody took is unknown."""

    def __init__(self, data: Mapping[str, Any], file: str, place: str = "") -> None:
        self._left = dict(data)
        self._file = file
        self._place = place

    def refuse(self, key: str, reason: str) -> TemplateError:
        """Return the error that names this file, the place of `key` and the reason."""
        return TemplateError(self._file, f"{self._place}.{key}".strip("."), reason)

    def has(self, key: str) -> bool:
        return key in self._left

    def take(self, key: str, kind: type[T], default: T | None = None) -> T:
        """Return the value of `key`, which must be of `kind`; without `default` it must be there."""
        if key not in self._left:
            if default is None:
                raise self.refuse(key, "missing")
            return default
        value = self._left.pop(key)
        if type(value) is str:
            value = clean(value)  # marks that turn words on the screen are printed nowhere
        if type(value) is int and abs(value) > MOST:  # a record would not be read back with it; no length is as long
            raise self.refuse(key, f"must be at most {MOST}")
        if kind is float and type(value) is int:
            value = float(value)
        if type(value) is not kind:
            raise self.refuse(key, f"must be {_NAMES[kind]}, not {_told(value)}")
        if isinstance(value, float) and not (math.isfinite(value) and value >= 0):
            raise self.refuse(key, f"must be a length, not {value!r}")
        return value

    def one_of(self, key: str, kinds: type[E], default: E | None = None) -> E:
        """Return the member of an enumeration that `key` names."""
        value = self.take(key, str, None if default is None else default.value)
        if value not in {member.value for member in kinds}:
            raise self.refuse(key, f"must be one of {', '.join(kinds)}, not {value!r}")
        return kinds(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, () where there is none."""
        values: list[Any] = self.take(key, list, [])
        for number, value in enumerate(values):
            if not isinstance(value, str):
                raise self.refuse(f"{key}[{number}]", f"must be text, not {_told(value)}")
        return tuple(map(clean, values))

    def table(self, key: str) -> Table:
        """Return the sub-table `key`, an empty one where there is none."""
        return Table(self.take(key, dict, {}), self._file, f"{self._place}.{key}".strip("."))

    def tables(self, key: str) -> Iterator[Table]:
        """Yield the tables of the list `key`."""
        for number, value in enumerate(self.take(key, list, [])):
            if not isinstance(value, dict):
                raise self.refuse(f"{key}[{number}]", f"must be a table, not {_told(value)}")
            yield Table(value, self._file, f"{self._place}.{key}[{number}]".strip("."))

    def done(self) -> None:
        """Refuse what nobody took."""
        for key in self._left:
            raise self.refuse(key, "unknown key")


def _told(value: object) -> str:
    """A value as a reason names it; tables without end and numbers of thousands of digits have no such form."""
    try:
        return repr(value)
    except (ValueError, RecursionError):
        return "something else"
