"""The checks (校核): one small module a subject, each a function from a case to findings. A new one is added to CHECKS."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..deputies import deputies, view_of
from ..errors import Failure
from ..record import Record
from ..template import Template
from . import dates, required, signatures, values
from .finding import Case, Check, Finding, Severity

__all__ = ["CHECKS", "Case", "Check", "Finding", "Severity", "check", "errors", "in_order", "refuse"]

CHECKS: tuple[Check, ...] = (required.check, values.check, dates.check, signatures.check)

_GRAVEST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.HINT)


def check(template: Template, record: Record, today: date, deputy: str | None = None) -> tuple[Finding, ...]:
    """Return all findings, gravest first, then in the order in which one reads the sheet.

    Of a joint suggestion those on the paper of `deputy` alone, or for None those on the lead deputy's, and whose signatures
    do not hold on any.
    """
    names = deputies(template, record)
    chosen = names if deputy is None else (deputy or names[0],)
    views = {name: view_of(template, record, name) for name in chosen}
    case = Case(template, views[chosen[0]], today, views, len(names) > 1)
    return in_order(template, (finding for one in CHECKS for finding in one(case)))


def errors(template: Template, record: Record, today: date, deputy: str | None = None) -> tuple[Finding, ...]:
    """Return the errors alone, as `check` orders them."""
    return tuple(one for one in check(template, record, today, deputy) if one.severity is Severity.ERROR)


def refuse(template: Template, found: Iterable[Finding]) -> None:
    """Failure `sheet_has_errors`, with their number and the labels of their fields, where anything was found."""
    errors_ = tuple(found)
    if errors_:
        names = dict.fromkeys(one.field for one in errors_ if one.field in template.by_name)
        raise Failure(
            "sheet_has_errors", count=len(errors_), fields=tuple(template.by_name[name].short_label for name in names)
        )


def in_order(template: Template, found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings gravest first, then in the order in which one reads the sheet."""
    place = {field.name: number for number, field in enumerate(template.fields)}
    return tuple(sorted(found, key=lambda f: (_GRAVEST_FIRST.index(f.severity), place.get(f.field, len(place)))))
