"""Where the leader writes on a sheet: the first long text, signature and day that the template gives them."""

from __future__ import annotations

from typing import NamedTuple

from forms.fields import DateField, Field, LongTextField, Role, SignatureField
from forms.template import Template


class LeaderFields(NamedTuple):
    """Names of fields, "" where the sheet has none."""

    opinion: str
    signature: str
    day: str


def leader_fields(template: Template) -> LeaderFields:
    return LeaderFields(_first(template, LongTextField), _first(template, SignatureField), _first(template, DateField))


def _first(template: Template, kind: type[Field]) -> str:
    own = (field.name for field in template.of(Role.LEADER) if isinstance(field, kind))
    return next(own, "")
