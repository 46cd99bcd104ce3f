"""The record of one sheet: an immutable snapshot of its answers, and its plain form for the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from .errors import Failure
from .fields import Answers, Value
from .stages import Stage

SCHEMA = 1
"""Number of the plain form. A change of the form raises it and adds a migration in `storage/migrations.py`."""

_KNOWN = ("id", "template", "version", "stage", "round", "revision", "answers", "signatures", "created", "updated")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One sheet as it stands. `answers` holds only answered fields, choices as codes, days as ISO 8601.

    `signatures` by name of the signature field; `revision` grows with every change; `created` and `updated` are
    ISO 8601 instants set by the store, "" before the first save. `extra` carries what a newer version wrote.
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
    extra: Mapping[str, Any] = field(default_factory=dict)

    def with_answers(self, answers: Mapping[str, Value | None]) -> Record:
        """Return the record with `answers` laid over its own; None takes an answer away."""
        merged = {**self.answers, **answers}
        kept = {name: value for name, value in merged.items() if value is not None}
        return replace(self, answers=MappingProxyType(kept), revision=self.revision + 1)

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
        }

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Record:
        """Read what `to_plain` wrote; Failure `record_damaged` where the shape is another."""
        try:
            answers = {str(name): _value(value) for name, value in plain["answers"].items() if value not in (None, "", [])}
            return cls(
                id=_is(str, plain["id"]),
                template=_is(str, plain["template"]),
                version=_is(int, plain["version"]),
                stage=Stage(plain["stage"]),
                round=_is(int, plain["round"]),
                revision=_is(int, plain["revision"]),
                created=_is(str, plain.get("created", "")),
                updated=_is(str, plain.get("updated", "")),
                answers=MappingProxyType(answers),
                signatures=MappingProxyType(dict(plain.get("signatures", {}))),
                extra={name: value for name, value in plain.items() if name not in _KNOWN},
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Failure("record_damaged", detail=repr(error)) from error


def _is(kind: type[Any], value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _value(value: Any) -> Value:
    return tuple(_is(str, name) for name in value) if isinstance(value, (list, tuple)) else str(_is(str, value))
