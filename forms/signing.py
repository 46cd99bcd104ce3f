"""What a signature binds: a digest of exactly what its writer saw, with name, role, time and the words of the paper.

Whatever of it changes later voids the signature: the digest no longer fits, and everybody sees that. Case details that no
paper shows are not bound, so that a document number may still be given after the leader has signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from .canonical import digest
from .errors import Failure
from .fields import DateField, Field, Role, SealField
from .ink import LeftOpen, read_signature
from .record import FROM_PAPER, Record
from .stages import ORDER
from .template import Template

_ABOUT = ("name", "role", "at", "version", "words", "digest")


class Standing(StrEnum):
    """What a place for a signature holds: nothing, a word that ink will follow, a signature that holds, one that is void."""

    NONE = "none"
    OPEN = "open"
    HOLDS = "holds"
    VOID = "void"


STANDS = (Standing.OPEN, Standing.HOLDS)


def sign(template: Template, view: Record, field: str, ink: Mapping[str, Any], *, name: str, at: str) -> dict[str, Any]:
    """Return the entry of `Record.signatures` with which `name` signs the field at the instant `at` (ISO 8601).

    `view` is the record as that person saw it (`deputies.view_of`). Failure as `read_signature` says where `ink` is none.
    """
    read_signature(ink)
    about = {"name": name, "role": template.by_name[field].role.value, "at": at}
    entry = {**ink_of(ink), **about, "version": template.version, "words": template.words}
    return {**entry, "digest": digest(seen(template, view, field, entry))}


def ink_of(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the hand left, without who, when and what for."""
    return {name: value for name, value in entry.items() if name not in _ABOUT}


def seen(template: Template, view: Record, field: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a signature in `field` binds, as JSON holds it: all that the paper shows up to the signer's own part.

    Answers are bound as they stand, to the last character. Every door into a record cleans them, also the one that reads a
    file (`Record.from_plain`), so there is no text that is shown and another that is signed.
    """
    signed = template.by_name[field]
    shown = [one for one in template.fields if one.printed and ORDER.index(one.role) <= ORDER.index(signed.role)]
    return {
        "template": view.template,
        "sheet": view.id,
        "round": view.round,
        "field": field,
        **{name: entry.get(name) for name in _ABOUT if name != "digest"},
        "ink": digest(ink_of(entry)),
        "answers": {one.name: view.answers[one.name] for one in shown if one.name in view.answers},
        "signatures": {one.name: _bound(one, signed, view) for one in shown if _bound(one, signed, view)},
    }


def standing(template: Template, view: Record, field: str) -> Standing:
    """Return whether the signature in a field still holds, for the record as its paper shows it now."""
    entry = view.signatures.get(field)
    if entry is None:
        return Standing.NONE
    try:
        left = read_signature(entry)
    except Failure:
        return Standing.VOID
    place = template.by_name.get(field)
    if isinstance(place, SealField) or (place is not None and not place.signed):
        return Standing.HOLDS  # a seal picture and handwriting bind nothing by themselves
    if place is None or not _fits(template, view, place, entry):
        return Standing.VOID
    return Standing.OPEN if isinstance(left, LeftOpen) else Standing.HOLDS


def void(template: Template, view: Record) -> tuple[str, ...]:
    """Return the fields whose signature holds no longer, as one reads the sheet."""
    names = (field.name for field in template.fields if field.name in view.signatures)
    return tuple(name for name in names if standing(template, view, name) is Standing.VOID)


def void_of(template: Template, view: Record, role: Role) -> tuple[str, ...]:
    """Return the fields in which `role` has signed, and whose signature holds no longer."""
    return tuple(name for name in void(template, view) if template.by_name[name].role is role)


def signed_by(template: Template, role: Role) -> tuple[str, ...]:
    """Return the fields in which `role` signs by hand."""
    return tuple(one.name for one in template.of(role) if one.signed and not isinstance(one, SealField))


def signing_day(template: Template, role: Role) -> str:
    """Return the field of the day on which `role` signs, "" where the paper asks for none: the last of their printed days.

    What is dated before, the assignment say, stands before it in `date_order`, or at least on the paper.
    """
    days = [one.name for one in template.of(role) if isinstance(one, DateField) and one.printed]
    ordered = [name for name in template.date_order if name in days]
    return next(reversed(ordered or days), "")


def has_signed(template: Template, view: Record, role: Role) -> bool:
    """True where every signature of `role` stands; False also for a sheet on which `role` signs nowhere."""
    fields = signed_by(template, role)
    return bool(fields) and all(standing(template, view, field) in STANDS for field in fields)


def is_settled(template: Template, view: Record) -> bool:
    """True where the deputy has nothing to add: they have signed, or their signed paper was copied."""
    origin = view.origins.get(Role.DEPUTY.value) or {}
    return origin.get("how") == FROM_PAPER or has_signed(template, view, Role.DEPUTY)


def _fits(template: Template, view: Record, place: Field, entry: Mapping[str, Any]) -> bool:
    """False where anything differs; another wording of the paper counts only under the same version."""
    if entry.get("version") == template.version and entry.get("words") != template.words:
        return False
    try:
        return entry.get("role") == place.role.value and entry.get("digest") == digest(seen(template, view, place.name, entry))
    except RecursionError:  # lists within lists without end: nobody's hand wrote that
        return False


def _bound(one: Field, signed: Field, view: Record) -> str:
    """The digest of another ink that a signer saw: what earlier roles signed, handwriting, and for the deputy the seal."""
    entry = view.signatures.get(one.name)
    if not isinstance(entry, Mapping):
        return ""
    if isinstance(one, SealField):
        return digest(ink_of(entry)) if signed.role is Role.DEPUTY else ""
    if not one.signed:
        return digest(ink_of(entry))
    return str(entry.get("digest", "")) if one.role is not signed.role else ""
