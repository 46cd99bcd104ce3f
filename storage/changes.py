"""What has changed in a sheet since the leader last sent it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from forms.fields import Role
from forms.record import Record
from forms.template import Template

from .journal import Event
from .versions import Version

RETURN, REHANDLE = "return", "rehandle"
"""The steps in a history, and why a version was kept."""


class FieldChange(NamedTuple):
    """One field whose answer is another now, as both are shown; "" for none."""

    field: str
    old: str
    new: str


def changed_fields(template: Template, old: Record, new: Record, role: Role = Role.CLERK) -> tuple[FieldChange, ...]:
    """Return the fields of a role whose answers differ, in the order in which one reads the sheet."""
    names = [
        field.name
        for field in template.fields
        if field.role is role and not field.signed and old.answers.get(field.name) != new.answers.get(field.name)
    ]
    return tuple(
        FieldChange(name, template.show(name, old.answers.get(name)), template.show(name, new.answers.get(name)))
        for name in names
    )


def last_return(events: Iterable[Event]) -> Event | None:
    """Return the last time that the sheet was sent back in this round, from its history, oldest event first."""
    found = None
    for event in events:
        if event.what in (RETURN, REHANDLE):
            found = event if event.what == RETURN else None
    return found


def returned_version(versions: Sequence[Version], events: Iterable[Event]) -> Version | None:
    """Return the state in which the sheet was last sent back, from its versions, newest first.

    None where it never was in this round, or where that state is not kept: it came from another machine.
    """
    event = last_return(events)
    if event is None:
        return None
    revision = event.detail.get("revision")
    if isinstance(revision, int):
        return next((one for one in versions if one.revision == revision), None)
    return next((one for one in versions if one.why == RETURN), None)
