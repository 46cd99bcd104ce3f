"""Which characters of a sheet no font has, and where they stand: told before a page is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from ..fields import Answers
from ..template import Template
from .faces import FontRole
from .fonts import FontShelf


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A character that is drawn as a marked box: the field and its place in the answer as printed, from 0."""

    field: str
    position: int
    character: str


def uncovered(template: Template, answers: Answers, shelf: FontShelf) -> tuple[Uncovered, ...]:
    """Return each character of the printed answers that no font has, at its first place in each field."""
    found: list[Uncovered] = []
    for field in template.fields:
        shown = field.show(answers.get(field.name)) if field.printed else ""
        missing = shelf.missing(shown, FontRole.BODY)
        found += [Uncovered(field.name, place, char) for place, char in sorted((shown.index(char), char) for char in missing)]
    return tuple(found)
