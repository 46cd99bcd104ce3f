"""Field kinds: what may be asked, how an answer is read, what is wrong with it, how it is printed.

An answer is text, or a tuple of names for `people`; a field without an answer has none (never "" or an empty tuple).
A new kind is one class here, registered in KINDS, and one editor in `gui/paper/editors.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import ClassVar, TypeAlias

from .dates import iso_date, official, read_date
from .errors import BadValue, Params
from .text import MAX_TEXT, clean, clean_line, usual_width

MOST_NAMES = 100
"""Names that one field takes. A suggestion has some dozens of deputies at most, and each of them has a paper of their own."""

Value: TypeAlias = "str | tuple[str, ...]"
Answers: TypeAlias = "Mapping[str, Value]"


class Role(StrEnum):
    """Who owns a field: only this person may change it."""

    CLERK = "clerk"
    LEADER = "leader"
    DEPUTY = "deputy"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one answer, as a code; `grave` problems stop the final export."""

    code: str
    grave: bool = True
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Holds while any of the named fields has the answer `value`."""

    any_of: tuple[str, ...]
    value: str

    def holds(self, answers: Answers) -> bool:
        return any(answers.get(name) == self.value for name in self.any_of)


@dataclass(frozen=True, kw_only=True)
class Field:
    """A place for one answer. Subclasses say how it is read, checked and printed."""

    kind: ClassVar[str]
    signed: ClassVar[bool] = False
    """True where the place is filled by a hand or a seal, never by an answer."""

    name: str
    label: str
    role: Role
    required: bool = False
    required_when: tuple[Condition, ...] = ()
    printed: bool = True
    hint: str = ""

    @property
    def short_label(self) -> str:
        """The label on one line, without the explanation in brackets and the spaces that only spread it on paper (标  题)."""
        return re.sub(r"\s+", "", re.sub(r"（.*?）", "", self.label)).rstrip("：:") or self.label

    def read(self, raw: object) -> Value | None:
        """Return the answer that `raw` stands for, None for no answer; BadValue where it stands for none."""
        return self._text(raw).strip(" \u3000\n") or None

    def keep(self, raw: object) -> Value | None:
        """Return what a draft keeps of `raw`: as `read`, but text that was typed is never refused for its meaning."""
        return self.read(raw)

    def problems(self, value: Value) -> Iterator[Problem]:
        """Yield what is wrong with an answer that is there."""
        yield from ()

    def show(self, value: Value | None) -> str:
        """Return the answer as it is printed, "" for none."""
        return "" if value is None else str(value)

    def needed(self, answers: Answers) -> bool:
        """True where the field must have an answer, given the others."""
        return self.required or any(condition.holds(answers) for condition in self.required_when)

    def _text(self, raw: object) -> str:
        if raw is None:
            return ""
        if not isinstance(raw, str):
            raise BadValue("wrong_type", expected="text")
        if len(raw) > MAX_TEXT:
            raise BadValue("too_long", limit=MAX_TEXT)
        return clean(raw)


@dataclass(frozen=True, kw_only=True)
class TextField(Field):
    """One line."""

    kind: ClassVar[str] = "text"

    def read(self, raw: object) -> Value | None:
        return clean_line(self._text(raw)).strip(" \u3000") or None

    def keep(self, raw: object) -> Value | None:
        return clean_line(self._text(raw)) or None


@dataclass(frozen=True, kw_only=True)
class LongTextField(Field):
    """Paragraphs, one a line. White space is the writer's own business: it is kept as typed."""

    kind: ClassVar[str] = "long_text"

    def read(self, raw: object) -> Value | None:
        return self._text(raw).strip("\n") or None

    def keep(self, raw: object) -> Value | None:
        return self._text(raw) or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of the boxes of a choice."""

    code: str
    label: str
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class ChoiceField(Field):
    """Exactly one of some options, kept as its code."""

    kind: ClassVar[str] = "choice"
    options: tuple[Option, ...]

    @cached_property
    def by_code(self) -> dict[str, Option]:
        return {option.code: option for option in self.options}

    def read(self, raw: object) -> Value | None:
        code = self._text(raw).strip()
        if code and code not in self.by_code:
            raise BadValue("unknown_option", value=code, options=tuple(self.by_code))
        return code or None

    def show(self, value: Value | None) -> str:
        option = self.by_code.get(str(value))
        if option is None:
            return ""
        return f"{option.group}·{option.label}" if option.group else option.label


@dataclass(frozen=True, kw_only=True)
class DateField(Field):
    """A day, kept as ISO 8601. A draft keeps what was typed where it is no day, and `problems` says so."""

    kind: ClassVar[str] = "date"

    def read(self, raw: object) -> Value | None:
        text = clean_line(self._text(raw)).strip(" \u3000")
        return read_date(text).isoformat() if text else None

    def keep(self, raw: object) -> Value | None:
        try:
            return self.read(raw)
        except BadValue as refused:
            if refused.code in ("no_date", "impossible_date"):
                return clean_line(self._text(raw)) or None
            raise

    def problems(self, value: Value) -> Iterator[Problem]:
        if iso_date(value) is None:
            try:
                read_date(str(value))
            except BadValue as refused:
                yield Problem(refused.code, params=refused.params)

    def show(self, value: Value | None) -> str:
        day = iso_date(value)
        return official(day) if day else super().show(value)


@dataclass(frozen=True, kw_only=True)
class PhoneField(TextField):
    """A telephone number as it is dialled; several are separated by 、"""

    kind: ClassVar[str] = "phone"

    def read(self, raw: object) -> Value | None:
        return super().read(usual_width(self._text(raw)))

    def problems(self, value: Value) -> Iterator[Problem]:
        if not all(_plausible_phone(part) for part in re.split(r"[、，,；;/]", str(value))):
            yield Problem("implausible_phone", grave=False, params={"value": value})


def _plausible_phone(text: str) -> bool:
    """True for a mobile number, a land line with or without area code and extension, or a service number (12345)."""
    plain = re.sub(r"[\s()（）—–－-]", "", text)
    extension = r"(?:(?:转|#)\d{1,6})?"
    return (
        re.fullmatch(rf"(?:\+?86)?(?:1[3-9]\d{{9}}|(?:0\d{{2,3}})?[2-9]\d{{6,7}}|1\d{{2,4}}|[48]00\d{{7}}){extension}", plain)
        is not None
    )


@dataclass(frozen=True, kw_only=True)
class NumberField(TextField):
    """A number that is a name: digits kept as text, with the leading zeros that were written (068, 0238)."""

    kind: ClassVar[str] = "number"

    def read(self, raw: object) -> Value | None:
        text = clean_line(self._text(raw)).strip(" \u3000")
        digits = re.fullmatch(r"(?:第)?([0-9０-９]+)(?:号)?", text)
        if digits is None and text:
            raise BadValue("no_number", value=text)
        return usual_width(digits[1]) if digits else None

    def keep(self, raw: object) -> Value | None:
        return clean_line(self._text(raw)) or None

    def problems(self, value: Value) -> Iterator[Problem]:
        if re.fullmatch(r"[0-9]+", str(value)) is None:
            yield Problem("no_number", grave=False, params={"value": value})


@dataclass(frozen=True, kw_only=True)
class PeopleField(Field):
    """One or more names, in the order in which they are written; printed with 、 between them."""

    kind: ClassVar[str] = "people"

    def read(self, raw: object) -> Value | None:
        if isinstance(raw, (list, tuple)):
            names = [clean_line(self._text(name)).strip(" \u3000") for name in raw]
        else:
            names = [name.strip(" \u3000") for name in re.split(r"[、，,；;\n]", self._text(raw))]
        kept = tuple(name for name in names if name)
        if len(kept) > MOST_NAMES:
            raise BadValue("names_many", limit=MOST_NAMES)
        return kept or None

    def show(self, value: Value | None) -> str:
        return "、".join(value) if isinstance(value, tuple) else super().show(value)


class _SignedPlace(Field):
    """A place for ink: it takes no answer, so nobody can type another's name into it."""

    signed: ClassVar[bool] = True

    def read(self, raw: object) -> Value | None:
        if raw in (None, ""):
            return None
        raise BadValue("not_typed", kind=self.kind)


@dataclass(frozen=True, kw_only=True)
class SignatureField(_SignedPlace):
    """The place where a person signs."""

    kind: ClassVar[str] = "signature"


@dataclass(frozen=True, kw_only=True)
class SealField(_SignedPlace):
    """The place of the unit's seal."""

    kind: ClassVar[str] = "seal"


KINDS: Mapping[str, type[Field]] = {
    kind.kind: kind
    for kind in (
        TextField,
        LongTextField,
        ChoiceField,
        DateField,
        PhoneField,
        NumberField,
        PeopleField,
        SignatureField,
        SealField,
    )
}
