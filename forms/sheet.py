"""A sheet being filled in: the one door through which answers change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .errors import BadValue, ChangeRefused, Failure
from .fields import Field, Role, Value
from .record import Record
from .stages import may_change
from .template import Template


@dataclass(frozen=True, slots=True)
class Change:
    """What one change did: views redraw only these fields. Empty where every value stood already."""

    fields: frozenset[str]
    revision: int


class Sheet:
    """The answers over their template. Every change names who makes it, and is refused whole or made whole."""

    def __init__(self, template: Template, record: Record) -> None:
        if record.template != template.id:
            raise Failure("wrong_template", template=template.id, record=record.template)
        self.template = template
        self._record = record

    @property
    def record(self) -> Record:
        """The sheet as it stands now; a later change leaves this snapshot as it is."""
        return self._record

    @property
    def id(self) -> str:
        return self._record.id

    def answer(self, name: str) -> Value | None:
        return self._record.answers.get(name)

    def shown(self, name: str) -> str:
        """Return the answer to `name` as it is printed, "" for none."""
        return self.template.show(name, self.answer(name))

    def may_change(self, name: str, role: Role) -> bool:
        field = self.template.by_name.get(name)
        return field is not None and may_change(field, role, self._record.stage)

    def draft(self, name: str, raw: object, role: Role) -> Change:
        """Set one answer from what was typed: text is kept even where it is none (yet). ChangeRefused otherwise."""
        return self.draft_many({name: raw}, role)

    def draft_many(self, raws: Mapping[str, object], role: Role) -> Change:
        """As `draft`, for several answers at once: all are set, or ChangeRefused and none is."""
        fields = self._to_change(raws, role)
        return self._apply({field.name: self._cleaned(field, field.keep, raws[field.name]) for field in fields})

    def fill(self, raws: Mapping[str, object], role: Role) -> Change:
        """Set answers that must all be right; ChangeRefused names the first that is not, and nothing is changed."""
        fields = self._to_change(raws, role)
        return self._apply({field.name: self._cleaned(field, field.read, raws[field.name]) for field in fields})

    def _to_change(self, raws: Mapping[str, object], role: Role) -> list[Field]:
        """The fields whose answers would be others; to say again what stands is no change, and needs no right."""
        return [self._field(name, role) for name, raw in raws.items() if not self._stands(name, raw)]

    def _stands(self, name: str, raw: object) -> bool:
        field, answer = self.template.by_name.get(name), self.answer(name)
        if answer is not None and (tuple(raw) if isinstance(raw, list) else raw) == answer:
            return True  # also where a newer template asked for it, or an older one had that option
        try:
            return field is not None and field.keep(raw) == answer
        except BadValue:
            return False

    def _field(self, name: str, role: Role) -> Field:
        field = self.template.by_name.get(name)
        if field is None:
            raise ChangeRefused("unknown_field", field=name)
        if field.role is not role:
            raise ChangeRefused("not_yours", field=name, owner=field.role.value, role=role.value)
        if not may_change(field, role, self._record.stage):
            raise ChangeRefused("not_your_turn", field=name, stage=self._record.stage.value, role=role.value)
        return field

    @staticmethod
    def _cleaned(field: Field, clean: Callable[[object], Value | None], raw: object) -> Value | None:
        try:
            return clean(raw)
        except BadValue as bad:
            raise ChangeRefused(bad.code, field=field.name, **bad.params) from bad

    def _apply(self, answers: Mapping[str, Value | None]) -> Change:
        changed = {name: value for name, value in answers.items() if self.answer(name) != value}
        if changed:
            self._record = self._record.with_answers(changed)
        return Change(frozenset(changed), self._record.revision)
