"""A sheet being filled in: the one door through which answers change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from types import MappingProxyType
from typing import Any

from .deputies import NOBODY, deputies, view_of, with_view
from .errors import BadValue, ChangeRefused, Failure
from .fields import Field, LongTextField, Role, SealField, Value
from .ink import read_signature
from .record import IN_PERSON, Record
from .remarks import Remark
from .signing import is_settled
from .stages import IN_CHARGE, may_change
from .template import Template

REMARKS = "remarks"
"""Stands among the changed fields where the leader's notes changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one change did: views redraw only these fields. Empty where every value stood already."""

    fields: frozenset[str]
    revision: int


class Sheet:
    """The answers over their template. Every change names who makes it, and is refused whole or made whole.

    Of a joint suggestion it shows and changes the part of one deputy: of `deputy`, or else of the lead deputy.
    """

    def __init__(self, template: Template, record: Record, deputy: str = NOBODY) -> None:
        if record.template != template.id:
            raise Failure("wrong_template", template=template.id, record=record.template)
        if deputy and deputy not in deputies(template, record):
            raise Failure("deputy_unknown", deputy=deputy)
        self.template = template
        self.deputy = deputy
        self._record = record
        self._view = view_of(template, record, deputy)
        self._handed: dict[str, str] = {}

    def hand_over(self, by: str, at: str) -> None:
        """Say who handed the sheet to its deputy and when (ISO 8601): stands with the origin of the first mark."""
        self._handed = {"by": by, "at": at}

    @property
    def record(self) -> Record:
        """The sheet as it stands now, of all deputies; a later change leaves this snapshot as it is."""
        return self._record

    @property
    def view(self) -> Record:
        """The sheet as the paper of its deputy shows it."""
        return self._view

    @property
    def id(self) -> str:
        return self._record.id

    def answer(self, name: str) -> Value | None:
        return self._view.answers.get(name)

    def shown(self, name: str) -> str:
        """Return the answer to `name` as it is printed, "" for none."""
        return self.template.show(name, self.answer(name))

    def may_change(self, name: str, role: Role) -> bool:
        field = self.template.by_name.get(name)
        return field is not None and may_change(field, role, self._record.stage) and not self._locked(role)

    def draft(self, name: str, raw: object, role: Role) -> Change:
        """Set one answer from what was typed: text is kept even where it is none (yet). ChangeRefused otherwise."""
        return self.draft_many({name: raw}, role)

    def draft_many(self, raws: Mapping[str, object], role: Role) -> Change:
        """As `draft`, for several answers at once: all are set, or ChangeRefused and none is."""
        fields = self._to_change(raws, role)
        return self._apply({field.name: self._cleaned(field, field.keep, raws[field.name]) for field in fields}, role)

    def fill(self, raws: Mapping[str, object], role: Role) -> Change:
        """Set answers that must all be right; ChangeRefused names the first that is not, and nothing is changed."""
        fields = self._to_change(raws, role)
        return self._apply({field.name: self._cleaned(field, field.read, raws[field.name]) for field in fields}, role)

    def put_ink(self, name: str, plain: Mapping[str, Any] | None, role: Role) -> Change:
        """Put a signature, a seal or a handwritten comment into its place, or take it away; ChangeRefused otherwise.

        `plain` is the entry of `Record.signatures`, made by `signing.sign` where it signs.
        """
        if self._view.signatures.get(name) == plain:
            return Change(frozenset(), self._record.revision)
        field = self._field(name, role)
        _refuse_ink(field, plain)
        inks = {**self._view.signatures, name: plain}
        kept = MappingProxyType({one: entry for one, entry in inks.items() if entry is not None})
        self._keep(replace(self._view, signatures=kept, revision=self._view.revision + 1), role)
        return Change(frozenset({name}), self._record.revision)

    def put_remarks(self, remarks: Sequence[Mapping[str, Any]], role: Role) -> Change:
        """Set the leader's notes on passages, all of them; ChangeRefused where it is not the leader's turn, or one is none."""
        if tuple(remarks) == self._record.remarks:
            return Change(frozenset(), self._record.revision)
        if role is not Role.LEADER or IN_CHARGE[self._record.stage] is not role:
            raise ChangeRefused("remarks_not_yours", field=REMARKS, role=role.value, stage=self._record.stage.value)
        if any(Remark.of(remark) is None for remark in remarks):
            raise ChangeRefused("remark_damaged", field=REMARKS)
        self._keep(replace(self._view, remarks=tuple(remarks), revision=self._view.revision + 1), role)
        return Change(frozenset({REMARKS}), self._record.revision)

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
        if self._locked(role):
            raise ChangeRefused("signed_already", field=name)
        return field

    def _locked(self, role: Role) -> bool:
        """True where the deputy's part is done: it stays as it is, also while others of a joint suggestion are awaited."""
        return role is Role.DEPUTY and is_settled(self.template, self._view)

    @staticmethod
    def _cleaned(field: Field, clean: Callable[[object], Value | None], raw: object) -> Value | None:
        try:
            return clean(raw)
        except BadValue as bad:
            raise ChangeRefused(bad.code, field=field.name, **bad.params) from bad

    def _apply(self, answers: Mapping[str, Value | None], role: Role) -> Change:
        changed = {name: value for name, value in answers.items() if self.answer(name) != value}
        if changed:
            self._keep(self._view.with_answers(changed), role)
        return Change(frozenset(changed), self._record.revision)

    def _keep(self, view: Record, role: Role) -> None:
        if role is Role.DEPUTY and Role.DEPUTY.value not in view.origins:
            name = self.deputy or deputies(self.template, view)[0]
            origin = {"how": IN_PERSON, "name": name, **self._handed}
            view = replace(view, origins=MappingProxyType({**view.origins, Role.DEPUTY.value: origin}))
        self._record = with_view(self.template, self._record, view, self.deputy)
        self._view = view


def _refuse_ink(field: Field, plain: Mapping[str, Any] | None) -> None:
    """ChangeRefused for ink in a field that takes none, for what is no ink, and for a signature that says not what it binds."""
    if plain is None:
        return
    written = isinstance(field, LongTextField) and field.role is Role.DEPUTY
    if not field.signed and not written:
        raise ChangeRefused("takes_no_ink", field=field.name)
    try:
        read_signature(plain)
    except Failure as failure:
        raise ChangeRefused(failure.code, **{**failure.params, "field": field.name}) from failure
    beside = (value for name, value in plain.items() if name != "strokes")
    if not all(isinstance(value, (str, int)) or (isinstance(value, float) and isfinite(value)) for value in beside):
        raise ChangeRefused("signature_damaged", field=field.name)
    if field.signed and not isinstance(field, SealField) and "digest" not in plain:
        raise ChangeRefused("signature_unbound", field=field.name)
