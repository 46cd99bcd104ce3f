"""The ledger (台账): a row a sheet, made from its record, and the plain form in which the index keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from forms.course import awaiting
from forms.dates import iso_date
from forms.deadlines import reply_due
from forms.fields import PeopleField, Role, TextField, Value
from forms.record import Record
from forms.stages import Stage
from forms.template import Template


class LedgerRow(NamedTuple):
    """What the ledger shows of one sheet. `updated` is an ISO 8601 instant; `problem` says by code why it cannot be opened.

    `marked` says whose hand the deputies' marks are from: in_person, from_paper, from_file, mixed, "" where nobody marked yet.
    `awaiting` are the deputies who have still to answer, named only while the visit goes on.
    """

    id: str
    number: str
    title: str
    proposers: tuple[str, ...]
    stage: str
    round: int
    due: date | None
    updated: str
    problem: str = ""
    marked: str = ""
    awaiting: tuple[str, ...] = ()


MIXED = "mixed"


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
        marked=_marked(record),
        awaiting=_awaiting(record, template),
    )


def unreadable_row(sheet_id: str, problem: str) -> LedgerRow:
    """Return the row of a sheet that is there and cannot be read: it must not look lost."""
    return LedgerRow(sheet_id, "", "", (), "", 1, None, "", problem)


def plain_row(row: LedgerRow) -> dict[str, Any]:
    """Return the row as JSON can hold it; what is empty is left out."""
    names = {"proposers": list(row.proposers), "awaiting": list(row.awaiting)}
    plain = {**row._asdict(), **names, "due": row.due.isoformat() if row.due else None}
    return {name: value for name, value in plain.items() if value not in ("", None, [])}


def row_from(plain: Mapping[str, Any]) -> LedgerRow:
    """Read what `plain_row` wrote; KeyError, TypeError or ValueError where the shape is another."""
    row = LedgerRow(
        plain["id"],
        plain.get("number", ""),
        plain.get("title", ""),
        tuple(plain.get("proposers", ())),
        plain.get("stage", ""),
        plain["round"],
        iso_date(plain.get("due")),
        plain.get("updated", ""),
        plain.get("problem", ""),
        plain.get("marked", ""),
        tuple(plain.get("awaiting", ())),
    )
    texts = (row.id, row.number, row.title, row.stage, row.updated, row.problem, row.marked, *row.proposers, *row.awaiting)
    if type(row.round) is not int or not all(isinstance(text, str) for text in texts):
        raise TypeError("a row of other types")  # the seal only says that somebody knew how to seal it
    return row


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


def _marked(record: Record) -> str:
    """Return whose hand the marks of all deputies together are from."""
    origins = (record.origins.get(Role.DEPUTY.value), *(voice.get("origin") for voice in record.joint.values()))
    hows = {str(origin["how"]) for origin in origins if origin and origin.get("how")}
    return MIXED if len(hows) > 1 else next(iter(hows), "")


def _awaiting(record: Record, template: Template | None) -> tuple[str, ...]:
    if template is None or record.stage is not Stage.VISITING:
        return ()
    return tuple(name for name in awaiting(template, record) if name)


def _first(record: Record, template: Template, kind: type) -> Value | None:
    """The first answer of a kind, for a paper that calls its title or its people by other names."""
    answers = (record.answers.get(field.name) for field in template.fields if type(field) is kind)
    return next((answer for answer in answers if answer is not None), None)
