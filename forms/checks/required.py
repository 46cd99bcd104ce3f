"""Nothing is missing that must be there, given the stage: what is another's, later, is not missing yet."""

from __future__ import annotations

from collections.abc import Iterator

from ..fields import Field, Role, Value
from ..record import FROM_PAPER
from ..stages import has_had_turn
from .finding import Case, Finding, Severity


def check(case: Case) -> Iterator[Finding]:
    answers = case.record.answers
    for field in case.template.fields:
        if field.signed or _there(answers.get(field.name)) or field.name in case.record.signatures:  # written by hand
            continue
        conditional = any(condition.holds(answers) for condition in field.required_when)
        if conditional and _from_paper(case, field):
            yield Finding("required_on_paper", Severity.WARNING, field.name)
        elif conditional:
            yield Finding("required_here", Severity.ERROR, field.name, {"kind": field.kind})
        elif field.required and has_had_turn(field.role, case.record.stage):
            yield Finding("required", Severity.ERROR, field.name, {"kind": field.kind})
    if answers.get("remainder"):
        yield Finding("remainder_left", Severity.WARNING, "remainder")


def _from_paper(case: Case, field: Field) -> bool:
    """True for what a deputy left out on the paper they sent back: nobody else can put it right, least of all the clerk."""
    return field.role is Role.DEPUTY and case.record.origins.get(field.role.value, {}).get("how") == FROM_PAPER


def _there(value: Value | None) -> bool:
    """True where an answer says something: a draft keeps blanks that were typed, and blanks are no answer."""
    return bool(value.strip() if isinstance(value, str) else value)
