"""Where the leader writes on a sheet: the first long text and signature, and the day, that the template gives them."""

from __future__ import annotations

from typing import NamedTuple

from forms.fields import Field, LongTextField, Role, SignatureField
from forms.signing import signing_day
from forms.template import Template


class LeaderFields(NamedTuple):
    """Names of fields, "" where the sheet has none."""

    opinion: str
    signature: str
    day: str


def leader_fields(template: Template) -> LeaderFields:
    return LeaderFields(_first(template, LongTextField), _first(template, SignatureField), signing_day(template, Role.LEADER))


def _first(template: Template, kind: type[Field]) -> str:
    own = (field.name for field in template.of(Role.LEADER) if isinstance(field, kind))
    return next(own, "")
