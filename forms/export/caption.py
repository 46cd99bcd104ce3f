"""What names a sheet outside itself: the title, the people and the number of a record, whatever its template calls them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..fields import Field, NumberField, PeopleField, TextField
from ..record import Record
from ..template import Template


@dataclass(frozen=True, slots=True)
class Caption:
    """The first printed text, the first people and the first number of a sheet; "" or () where it has none."""

    title: str
    people: tuple[str, ...]
    number: str


def caption_of(template: Template, record: Record) -> Caption:
    """Return what names this sheet in file names and properties of files."""
    printed = [field for field in template.fields if field.printed]
    people = record.answers.get(_first(printed, PeopleField), ())
    return Caption(
        title=template.show(title, record.answers.get(title)) if (title := _first(printed, TextField)) else "",
        people=people if isinstance(people, tuple) else (people,),
        number=str(record.answers.get(_first(template.fields, NumberField), "")),
    )


def _first(fields: Sequence[Field], kind: type[Field]) -> str:
    """Return the name of the first field of exactly this kind, "" where there is none."""
    return next((field.name for field in fields if type(field) is kind), "")
