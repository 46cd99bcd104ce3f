"""What became of signatures between two states of a sheet: each time a line of its own in the history.

A signature is an act, not an edit: signing twice within a minute is two acts, and one that a change made void is told where
that change stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from forms.deputies import read_key, view_of
from forms.fields import Role
from forms.record import Record
from forms.signing import STANDS, signed_by, standing
from forms.template import Template

SIGNED, REMOVED, VOID, HOLDS = "signed", "signature_removed", "signature_void", "signature_holds"
PLACES = "places"
"""Which signatures became void, or hold again; not `fields`: those are what somebody changed, and was free to change."""


class Act(NamedTuple):
    """A line of a history about signatures: what happened, and its entries; `keys` are the changes that it tells."""

    what: str
    detail: Mapping[str, Any]
    keys: frozenset[str] = frozenset()


def acts(template: Template, old: Record, new: Record, changed: Collection[str]) -> list[Act]:
    """Return what became of the signatures, in the order in which it is told; `changed` are all keys that differ."""
    put, again, removed, void, holds = (list[str]() for _ in range(5))
    for key, name, was, now in _places(template, old, new, changed):
        before, after = _entry(old, key), _entry(new, key)
        if before == after:
            stood, stands = (_stands(template, view, name, before) for view in (was, now))
            (void if stood else holds).extend([key] if stood != stands else [])
        elif after is None:
            removed.append(key)
        else:
            (put if before is None else again).append(key)
    told = (_about(VOID, void), _about(HOLDS, holds), _of(REMOVED, removed), _of(SIGNED, put), _of(SIGNED, again, again=True))
    return [act for act in told if act is not None]


def _places(
    template: Template, old: Record, new: Record, changed: Collection[str]
) -> Iterator[tuple[str, str, Record, Record]]:
    """Yield each signature that the change may concern: its key, its place, and the sheet as its signer saw it and sees it.

    What one of many deputies marked concerns no other, so their papers are not asked.
    """
    owners = {one.name: one.role for one in template.fields}
    shared = any("@" not in key and owners.get(key) is not Role.DEPUTY for key in changed)
    for name in (name for role in Role for name in signed_by(template, role)):
        if name in old.signatures or name in new.signatures:
            yield name, name, old, new
    for deputy in sorted({*old.joint, *new.joint}):
        if shared or any(key.endswith(f"@{deputy}") for key in changed):
            was, now = (view_of(template, record, deputy) for record in (old, new))
            for name in signed_by(template, Role.DEPUTY):
                if _entry(old, key := f"{name}@{deputy}") or _entry(new, key):
                    yield key, name, was, now


def _entry(record: Record, key: str) -> Any:
    """What stands under a key, whoever is the lead deputy now."""
    name, voice = read_key(key)
    return (record.joint.get(voice, {}).get("signatures", {}) if voice else record.signatures).get(name)


def _stands(template: Template, view: Record, name: str, entry: Any) -> bool:
    """False also where another's signature has come into this place of the paper."""
    return view.signatures.get(name) == entry and standing(template, view, name) in STANDS


def _of(what: str, keys: list[str], **more: bool) -> Act | None:
    return Act(what, {"fields": sorted(keys), **more}, frozenset(keys)) if keys else None


def _about(what: str, keys: list[str]) -> Act | None:
    return Act(what, {PLACES: sorted(keys)}) if keys else None
