"""Is a changed record one that its owner may have made? The store asks before every save, whoever calls it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from .deputies import deputies, view_of
from .errors import ChangeRefused
from .fields import Role
from .record import IN_PERSON, Record
from .sheet import REMARKS
from .signing import is_settled
from .stages import IN_CHARGE, LOCKED, may_change
from .template import Template

_FIXED = ("id", "template", "version", "stage", "round", "created", "scans", "earlier", "reopened")
"""What no edit changes: steps do (`course.py`)."""


def refuse_unlawful(template: Template, old: Record, new: Record, role: Role) -> None:
    """ChangeRefused where `new` differs from `old` in anything that `role` may not change at this stage."""
    for name in _FIXED:
        if getattr(old, name) != getattr(new, name):
            raise ChangeRefused("not_by_editing", field=name)
    if old.stage in LOCKED and old.extra != new.extra:
        raise ChangeRefused("not_by_editing", field="extra")
    if old.remarks != new.remarks and (role is not Role.LEADER or IN_CHARGE[old.stage] is not role):
        raise ChangeRefused("remarks_not_yours", field=REMARKS, role=role.value, stage=old.stage.value)
    _refuse_view(template, old, new, role)  # the lead deputy's part stays where it is when the clerk corrects the names
    others = {*deputies(template, old)[1:]}
    for deputy in old.joint.keys() | new.joint.keys():
        if old.joint.get(deputy) == new.joint.get(deputy):
            continue
        if deputy not in others:
            raise ChangeRefused("deputy_unknown", field="", deputy=deputy)
        other = view_of(template, replace(old, joint=new.joint), deputy)
        _refuse_view(template, view_of(template, old, deputy), other, role)


def changed_keys(template: Template, old: Record, new: Record) -> set[str]:
    """Return the keys (`deputies.key_of`) of all answers, inks and remarks in which two records differ."""
    keys = {REMARKS} if old.remarks != new.remarks else set()
    keys |= {*_differing(old.answers, new.answers), *_differing(old.signatures, new.signatures)}
    for deputy in old.joint.keys() | new.joint.keys():
        was, now = old.joint.get(deputy, {}), new.joint.get(deputy, {})
        for part in ("answers", "signatures"):
            keys |= {f"{name}@{deputy}" for name in _differing(was.get(part, {}), now.get(part, {}))}
    return keys


def _refuse_view(template: Template, old: Record, new: Record, role: Role) -> None:
    names = list(_differing(old.answers, new.answers)) + list(_differing(old.signatures, new.signatures))
    for name in names:
        field = template.by_name.get(name)
        if field is None:
            raise ChangeRefused("unknown_field", field=name)
        if field.role is not role:
            raise ChangeRefused("not_yours", field=name, owner=field.role.value, role=role.value)
        if not may_change(field, role, old.stage):
            raise ChangeRefused("not_your_turn", field=name, stage=old.stage.value, role=role.value)
        if role is Role.DEPUTY and is_settled(template, old):
            raise ChangeRefused("signed_already", field=name)
    for whose in _differing(old.origins, new.origins):
        marked = new.origins.get(whose)
        if role.value != whose or role is not Role.DEPUTY or not marked or marked.get("how") != IN_PERSON:
            raise ChangeRefused("origin_not_yours", field="", role=role.value)


def _differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    return (name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
