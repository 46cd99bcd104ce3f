"""The record of one sheet: an immutable snapshot of its answers, and its plain form for the store."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from .errors import Failure
from .fields import Answers, Value
from .stages import Stage
from .text import clean

SCHEMA = 1
"""Number of the plain form. A change of the form raises it and adds a migration in `storage/migrations.py`."""

IN_PERSON, FROM_PAPER, FROM_FILE = "in_person", "from_paper", "from_file"
"""How marks came into a record: by their owner's hand, copied from a returned paper, read from an imported file."""

MOST = 10**9
"""Of rounds and revisions: whatever is larger was made up, and would not fit into the names of files."""

_LATER = ("origins", "joint", "remarks", "scans", "earlier", "reopened")
"""What only some sheets have; written only where there is something in it."""
_KNOWN = ("id", "template", "version", "stage", "round", "revision", "answers", "signatures", "created", "updated", *_LATER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One sheet as it stands. `answers` holds only answered fields, choices as codes, days as ISO 8601.

    `signatures` by name of the signature field; `revision` grows with every change; `created` and `updated` are
    ISO 8601 instants set by the store, "" before the first save. `extra` carries what a newer version wrote.

    `origins` by role: whose hand the marks of leader and (lead) deputy are from, {"how": "in_person" | "from_paper" |
    "from_file", "name", "by", "at", "scans"}. `joint` by name of a further deputy: {"answers", "signatures", "origin"}.
    `remarks` are the leader's notes on passages, `scans` the digests of pictures of the signed paper, `earlier` the former
    rounds as plain records, oldest first, `reopened` the ISO day on which this round began, "" in the first.
    """

    id: str
    template: str
    version: int
    answers: Answers = field(default_factory=dict)
    signatures: Mapping[str, Any] = field(default_factory=dict)
    stage: Stage = Stage.DRAFTING
    round: int = 1
    revision: int = 0
    created: str = ""
    updated: str = ""
    origins: Mapping[str, Any] = field(default_factory=dict)
    joint: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[Mapping[str, Any], ...] = ()
    scans: tuple[str, ...] = ()
    earlier: tuple[Mapping[str, Any], ...] = ()
    reopened: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    def with_answers(self, answers: Mapping[str, Value | None]) -> Record:
        """Return the record with `answers` laid over its own; None takes an answer away."""
        merged = {**self.answers, **answers}
        kept = {name: value for name, value in merged.items() if value is not None}
        return replace(self, answers=MappingProxyType(kept), revision=self.revision + 1)

    def without(self, names: Collection[str]) -> Record:
        """Return the record with neither answers nor signatures in these fields; its revision is the same."""
        return replace(
            self,
            answers=MappingProxyType({name: value for name, value in self.answers.items() if name not in names}),
            signatures=MappingProxyType({name: entry for name, entry in self.signatures.items() if name not in names}),
        )

    def to_plain(self) -> dict[str, Any]:
        """Return the record as JSON can hold it."""
        return {
            **self.extra,
            "id": self.id,
            "template": self.template,
            "version": self.version,
            "stage": self.stage.value,
            "round": self.round,
            "revision": self.revision,
            "created": self.created,
            "updated": self.updated,
            "answers": {name: list(v) if isinstance(v, tuple) else v for name, v in self.answers.items()},
            "signatures": dict(self.signatures),
            **{name: _unfrozen(value) for name in _LATER if (value := getattr(self, name))},
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Record:
        """Read what `to_plain` wrote; Failure `record_damaged` where the shape is another.

        Answers are cleaned here as they are on entry: an editor may have put marks into the file that no paper prints and that
        turn the order of what a screen shows. So whoever reads a record reads the same text, and signatures bind that text.
        """
        try:
            return cls(
                id=_is(str, plain["id"]),
                template=_is(str, plain["template"]),
                version=_count(plain["version"]),
                stage=Stage(plain["stage"]),
                round=_count(plain["round"]),
                revision=_count(plain["revision"]),
                created=_is(str, plain.get("created", "")),
                updated=_is(str, plain.get("updated", "")),
                answers=MappingProxyType(_answers(plain["answers"])),
                signatures=MappingProxyType(_mappings(plain.get("signatures", {}))),
                origins=MappingProxyType(_mappings(plain.get("origins", {}))),
                joint=MappingProxyType({_name(name): _voice(voice) for name, voice in plain.get("joint", {}).items()}),
                remarks=tuple(_is(dict, remark) for remark in _is(list, plain.get("remarks", []))),
                scans=tuple(_is(str, scan) for scan in _is(list, plain.get("scans", []))),
                earlier=tuple(_is(dict, former) for former in _is(list, plain.get("earlier", []))),
                reopened=_is(str, plain.get("reopened", "")),
                extra={name: value for name, value in plain.items() if name not in _KNOWN},
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Failure("record_damaged", detail=repr(error)) from error


def _is(kind: type[Any], value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _count(value: Any) -> int:
    if not 0 <= _is(int, value) <= MOST:
        raise ValueError(f"{value} is no number of a record")
    return int(value)


def _name(value: str) -> str:
    """A deputy without a name would be taken for the lead deputy."""
    if not value:
        raise ValueError("a deputy without a name")
    return value


def _answers(plain: Any) -> dict[str, Value]:
    found = {str(name): _value(value) for name, value in plain.items() if value not in (None, "", [])}
    return {name: value for name, value in found.items() if value}


def _value(value: Any) -> Value:
    if isinstance(value, (list, tuple)):
        return tuple(shown for name in value if (shown := clean(_is(str, name))))
    return clean(_is(str, value))


def _unfrozen(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _unfrozen(part) for name, part in value.items()}
    return [_unfrozen(part) for part in value] if isinstance(value, tuple) else value


def _mappings(plain: Any) -> dict[str, Any]:
    return {str(name): _is(dict, value) for name, value in _is(dict, plain).items()}


def _voice(plain: Any) -> dict[str, Any]:
    """The part of a joint deputy; answers in the form of `Record.answers`."""
    origin = plain.get("origin")
    return {
        "answers": _answers(_is(dict, plain["answers"])),
        "signatures": _mappings(plain.get("signatures", {})),
        "origin": None if origin is None else _is(dict, origin),
    }
