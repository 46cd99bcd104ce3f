"""Which deputies are not satisfied: what proposes to handle a suggestion again (重办). A person decides.

Sources: domain rules say that 不满意 on 态度 or 结果 carries 具体意见; whether one row alone starts re-handling, none says.
"""

from __future__ import annotations

from .deputies import deputies, view_of
from .fields import Role
from .record import Record
from .template import Template


def dissatisfied(template: Template, record: Record) -> tuple[str, ...]:
    """Return the deputies who gave an answer for which the template asks their reasons; ("",) for one without a name."""
    conditions = [one for field in template.of(Role.DEPUTY) for one in field.required_when]
    return tuple(
        name
        for name in deputies(template, record)
        if any(condition.holds(view_of(template, record, name).answers) for condition in conditions)
    )
