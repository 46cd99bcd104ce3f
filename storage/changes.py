"""What has changed in a sheet since the leader last sent it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from forms.fields import Role
from forms.record import Record
from forms.signing import signed_by
from forms.template import Template

from .journal import Event
from .versions import Version

RETURN, REHANDLE = "return", "rehandle"
"""The steps in a history, and why a version was kept."""


GONE, ANEW, GIVEN = "gone", "anew", "given"
"""What became of a signature: taken off, made anew, made for the first time."""


class FieldChange(NamedTuple):
    """One field whose answer is another now, as both are shown; "" for none. `ink` says it of a signature instead."""

    field: str
    old: str
    new: str
    ink: str = ""


def changed_fields(template: Template, old: Record, new: Record, role: Role = Role.CLERK) -> tuple[FieldChange, ...]:
    """Return the fields of a role whose answers or signatures differ, in the order in which one reads the sheet."""
    places = signed_by(template, role)
    changes: list[FieldChange] = []
    for name in (field.name for field in template.of(role)):
        if name in places and (ink := _ink_change(old.signatures.get(name), new.signatures.get(name))):
            changes.append(FieldChange(name, "", "", ink))
        elif old.answers.get(name) != new.answers.get(name):
            shown = (template.show(name, record.answers.get(name)) for record in (old, new))
            changes.append(FieldChange(name, *shown))
    return tuple(changes)


def _ink_change(old: object, new: object) -> str:
    if old == new:
        return ""
    return GONE if not new else ANEW if old else GIVEN


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
