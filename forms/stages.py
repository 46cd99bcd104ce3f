"""Stages of a sheet and whose turn it is in each: the one place that knows who may change what, and when."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from .fields import Field, Role, SealField


class Stage(StrEnum):
    DRAFTING = "drafting"
    IN_REVIEW = "in_review"
    VISITING = "visiting"
    SIGNED = "signed"
    ARCHIVED = "archived"


IN_CHARGE: Mapping[Stage, Role | None] = {
    Stage.DRAFTING: Role.CLERK,
    Stage.IN_REVIEW: Role.LEADER,
    Stage.VISITING: Role.DEPUTY,
    Stage.SIGNED: None,
    Stage.ARCHIVED: None,
}
"""Whose turn it is. Nobody's: the sheet is locked."""

LOCKED = (Stage.SIGNED, Stage.ARCHIVED)

ORDER = (Role.CLERK, Role.LEADER, Role.DEPUTY)
"""Whose turn comes after whose; each sees what those before have written."""
_SEALING = (Stage.DRAFTING, Stage.VISITING)
"""The seal is applied once the leader has signed; a unit that seals earlier does so while drafting."""


def may_change(field: Field, role: Role, stage: Stage) -> bool:
    """True where `role` may change `field` now: it is theirs, and it is their turn."""
    if isinstance(field, SealField):
        return field.role is role and stage in _SEALING
    return field.role is role and IN_CHARGE[stage] is role


def has_had_turn(role: Role, stage: Stage) -> bool:
    """True where the turn of `role` has come or is over: only then can something of theirs be missing."""
    in_charge = IN_CHARGE[stage]
    return in_charge is None or ORDER.index(role) <= ORDER.index(in_charge)
