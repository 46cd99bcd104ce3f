"""The ledger (台账): a row a sheet, made from its record, and the plain form in which the index keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from forms.dates import iso_date
from forms.deadlines import reply_due
from forms.fields import PeopleField, TextField, Value
from forms.record import Record
from forms.template import Template


class LedgerRow(NamedTuple):
    """What the ledger shows of one sheet. `updated` is an ISO 8601 instant; `problem` says by code why it cannot be opened."""

    id: str
    number: str
    title: str
    proposers: tuple[str, ...]
    stage: str
    round: int
    due: date | None
    updated: str
    problem: str = ""


def row_of(record: Record, template: Template | None) -> LedgerRow:
    """Return the row of a record; without its template (it is not installed) what can be known without."""
    number = record.answers.get("number")
    return LedgerRow(
        id=record.id,
        number=number if isinstance(number, str) else "",
        title=_title(record, template),
        proposers=_proposers(record, template),
        stage=record.stage.value,
        round=record.round,
        due=reply_due(template, record) if template else None,
        updated=record.updated,
        problem="" if template else "template_unknown",
    )


def unreadable_row(sheet_id: str, problem: str) -> LedgerRow:
    """Return the row of a sheet that is there and cannot be read: it must not look lost."""
    return LedgerRow(sheet_id, "", "", (), "", 1, None, "", problem)


def plain_row(row: LedgerRow) -> dict[str, Any]:
    """Return the row as JSON can hold it; what is empty is left out."""
    plain = {**row._asdict(), "proposers": list(row.proposers), "due": row.due.isoformat() if row.due else None}
    return {name: value for name, value in plain.items() if value not in ("", None, [])}


def row_from(plain: Mapping[str, Any]) -> LedgerRow:
    """Read what `plain_row` wrote; KeyError, TypeError or ValueError where the shape is another."""
    get = plain.get
    return LedgerRow(
        plain["id"],
        get("number", ""),
        get("title", ""),
        tuple(get("proposers", ())),
        get("stage", ""),
        plain["round"],
        iso_date(get("due")),
        get("updated", ""),
        get("problem", ""),
    )


def last_changed(row: LedgerRow) -> float:
    """Return when the row's sheet was last changed, to order by; what is unknown comes last."""
    try:
        return datetime.fromisoformat(row.updated).timestamp()
    except (ValueError, OverflowError):
        return 0.0


def _title(record: Record, template: Template | None) -> str:
    title = record.answers.get("title")
    if title is None and template and "title" not in template.by_name:
        title = _first(record, template, TextField)
    return title if isinstance(title, str) else ""


def _proposers(record: Record, template: Template | None) -> tuple[str, ...]:
    people = record.answers.get("proposer")
    if people is None and template and "proposer" not in template.by_name:
        people = _first(record, template, PeopleField)
    return (people,) if isinstance(people, str) else people or ()


def _first(record: Record, template: Template, kind: type) -> Value | None:
    """The first answer of a kind, for a paper that calls its title or its people by other names."""
    answers = (record.answers.get(field.name) for field in template.fields if type(field) is kind)
    return next((answer for answer in answers if answer is not None), None)
