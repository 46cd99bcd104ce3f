"""One sheet that was changed on two machines becomes one again: by owner and field, and where that is not enough, by a choice.

Everything that a person enters has a key (`deputies.key_of`): `review_opinion`, `satisfaction_result@李明`, `remarks`,
`scans`; whose hand marks are from has one too: `origin.leader`, `origin.deputy`, `origin.deputy@李明`.

What one person says belongs together: marks, comments, signature, date and whose hand they are from are chosen whole
(`wholes.py`), so that no decision joins one's marks with another's evidence.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, NamedTuple

from .canonical import digest
from .course import awaiting
from .deputies import read_key
from .errors import Failure
from .fields import Role, Value
from .record import Record
from .sheet import REMARKS
from .signing import has_signed, signed_by
from .stages import LOCKED, Stage
from .template import Template
from .wholes import wholes

SCANS, STAGE, ORIGIN = "scans", "stage", "origin"
MINE, THEIRS = "mine", "theirs"
_STAGES = tuple(Stage)
_SHORT = 32


class Part(NamedTuple):
    """What stands under a key: an answer, ink, or both (a comment that was typed and written)."""

    answer: Value | None = None
    ink: Mapping[str, Any] | None = None


class Conflict(NamedTuple):
    """The same person changed the same field on two machines: somebody must choose. `deputy` is "" but in joint suggestions.

    `mine` and `theirs` are Part, or of an origin the mapping itself, None for none. Conflicts of one `whole` are one choice.
    """

    key: str
    field: str
    deputy: str
    mine: Any
    theirs: Any
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """The record with both sides' changes; `taken` are the keys that are others than mine now, `decided` those that a choice
    settled, `conflicts` those that still wait for one: there mine stands."""

    record: Record
    taken: tuple[str, ...]
    decided: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


def parts(record: Record) -> dict[str, Any]:
    """Return all that stands in a record, by key."""
    found: dict[str, Any] = _voice("", record.answers, record.signatures)
    for name, voice in record.joint.items():
        found |= _voice(f"@{name}", voice.get("answers", {}), voice.get("signatures", {}))
        if voice.get("origin"):
            found[f"{ORIGIN}.{Role.DEPUTY.value}@{name}"] = voice["origin"]
    found |= {f"{ORIGIN}.{role}": origin for role, origin in record.origins.items() if origin}
    found |= {REMARKS: record.remarks} if record.remarks else {}
    return found | ({SCANS: record.scans} if record.scans else {})


def with_parts(record: Record, found: Mapping[str, Any]) -> Record:
    """Return the record with `found` in the place of all that stands in it; the inverse of `parts`."""
    answers: dict[str, dict[str, Any]] = {"": {}}
    inks: dict[str, dict[str, Any]] = {"": {}}
    origins = {key.removeprefix(f"{ORIGIN}."): part for key, part in found.items() if is_origin(key)}
    for key, part in found.items():
        if isinstance(part, Part):
            name, deputy = read_key(key)
            answers.setdefault(deputy, {}).update({name: part.answer} if part.answer is not None else {})
            inks.setdefault(deputy, {}).update({name: part.ink} if part.ink is not None else {})
    names = ({*answers} | {read_key(key)[1] for key in origins}) - {""}
    joint = {
        name: {
            "answers": answers.get(name, {}),
            "signatures": inks.get(name, {}),
            "origin": origins.get(f"{Role.DEPUTY.value}@{name}"),
        }
        for name in sorted(names)
    }
    return replace(
        record,
        answers=MappingProxyType(answers[""]),
        signatures=MappingProxyType(inks[""]),
        origins=MappingProxyType({key: origin for key, origin in origins.items() if "@" not in key}),
        joint=MappingProxyType(joint),
        remarks=tuple(found.get(REMARKS, ())),
        scans=tuple(found.get(SCANS, ())),
    )


def digests(record: Record) -> dict[str, str]:
    """Return a short digest of what stands under each key: a history that holds them can tell later what was changed."""
    return {key: digest_of(part) for key, part in sorted(parts(record).items())}


def pins(template: Template, record: Record, voice: str = "") -> dict[str, str]:
    """Return the digests of what stands and of what does not, in everybody's fields but those of other deputies than `voice`.

    `voice` is "" for the lead deputy. A history that holds them tells of any later change that it does not name.
    """
    own = {f"{field.name}@{voice}" if field.role is Role.DEPUTY and voice else field.name for field in template.fields}
    stands = parts(record)
    keys = own | {key for key in stands if read_key(key)[1] in ("", voice)}
    return {key: digest_of(stands.get(key)) for key in sorted(keys)}


def digest_of(part: object) -> str:
    """Return the digest of what stands under a key, "" for nothing."""
    return "" if part is None else digest(part)[:_SHORT]


def is_origin(key: str) -> bool:
    return key.startswith(f"{ORIGIN}.")


def owner_of(template: Template, key: str) -> Role | None:
    """Return whose a key is; None for one that this template does not know."""
    field, _ = read_key(key)
    if is_origin(key):
        return next((role for role in Role if role.value == field.removeprefix(f"{ORIGIN}.")), None)
    if field in (REMARKS, SCANS):
        return Role.LEADER if field == REMARKS else Role.CLERK
    return template.by_name[field].role if field in template.by_name else None


def origin_of(template: Template, key: str) -> str | None:
    """Return the key of the origin that belongs to a mark; None for what has none."""
    owner, (field, deputy) = owner_of(template, key), read_key(key)
    if owner in (None, Role.CLERK) or is_origin(key) or field == REMARKS:
        return None
    return f"{ORIGIN}.{owner.value}" + (f"@{deputy}" if deputy else "") if owner else None


def merge(
    template: Template,
    mine: Record,
    theirs: Record,
    mine_changed: Collection[str],
    theirs_changed: Collection[str],
    choices: Mapping[str, str] = MappingProxyType({}),
) -> Merged:
    """Return the sheet with what was changed on both machines since they last had the same.

    `…_changed` are the keys that the histories name, with STAGE where a step was taken. A choice for one key decides all that
    belongs to it; choices that would part it decide nothing. Failure `package_other_round` where one side began a new round,
    `package_not_lawful` where `theirs` differs in what neither history says was changed.
    """
    _refuse_another(mine, theirs)
    ours, others = parts(mine), parts(theirs)
    first, second = _with_origins(template, mine_changed), _with_origins(template, theirs_changed)
    keys = in_order(template, ours.keys() | others.keys())
    joined = {key: _combined(key, ours.get(key), others.get(key)) for key in keys}
    differing = {key for key in keys if ours.get(key) != others.get(key) and joined[key] is None}
    if unknown := next((key for key in keys if key in differing and key not in first | second), None):
        raise Failure("package_not_lawful", field=read_key(unknown)[0])
    owners = {key: owner_of(template, key) for key in keys}
    whole_of = wholes(template, (mine, theirs), owners, (differing & first, differing & second))
    sides = _chosen(whole_of, choices)
    result: dict[str, Any] = {}
    decided: list[str] = []
    conflicts: list[Conflict] = []
    for key in keys:
        one, other, whole = ours.get(key), others.get(key), whole_of.get(key)
        if one != other and whole:
            found = other if sides.get(whole) == THEIRS else one
            decided += [key] if whole in sides else []
            conflicts += [Conflict(key, *read_key(key), one, other, whole)] if whole not in sides else []
        elif key in differing:
            found = one if key in first else other
        else:
            found = one if one == other else joined[key]
        if found is not None:
            result[key] = found
    stage = _stage(mine.stage, theirs.stage, STAGE in mine_changed, STAGE in theirs_changed)
    record = replace(with_parts(mine, result), stage=stage, extra={**theirs.extra, **mine.extra})
    if decided and _is_ahead(template, record):
        record = replace(record, stage=_stage(mine.stage, theirs.stage, True, True))
    taken = tuple(key for key in in_order(template, ours.keys() | result.keys()) if ours.get(key) != result.get(key))
    return Merged(_numbered(record, mine, theirs), taken, tuple(decided), tuple(conflicts))


def same(one: Record, other: Record) -> bool:
    """True where two records say the same, whatever number and instants they bear."""
    return _bare(one) == _bare(other)


def in_order(template: Template, keys: Collection[str]) -> list[str]:
    """Return keys in the order in which one reads the sheet."""
    places = {name: place for place, name in enumerate(template.by_name)}
    return sorted(keys, key=lambda key: (places.get(read_key(key)[0], len(places)), key))


# ---- inside


def _voice(suffix: str, answers: Mapping[str, Any], inks: Mapping[str, Any]) -> dict[str, Any]:
    return {name + suffix: Part(answers.get(name), inks.get(name)) for name in answers.keys() | inks.keys()}


def _refuse_another(mine: Record, theirs: Record) -> None:
    if mine.round != theirs.round:
        raise Failure("package_other_round", round=theirs.round, stored=mine.round)
    for name in ("id", "template", "version", "earlier", "reopened"):
        if getattr(mine, name) != getattr(theirs, name):
            raise Failure("package_not_lawful", field=name)


def _with_origins(template: Template, keys: Collection[str]) -> set[str]:
    """Whose hand marks are from changes with the marks."""
    return {*keys, *(origin for key in keys if (origin := origin_of(template, key)))}


def _combined(key: str, one: Any, other: Any) -> Any:
    """What needs no choice although both differ: pictures add up; the same hand is the same hand at another time."""
    if key == SCANS and one and other:
        return one if {*other} <= {*one} else other if {*one} <= {*other} else (*sorted({*one, *other}),)
    if is_origin(key) and one and other and all(one.get(name) == other.get(name) for name in ("how", "name", "by", "scans")):
        return max(one, other, key=lambda origin: str(origin.get("at", "")))
    return None


def _chosen(whole_of: Mapping[str, str], choices: Mapping[str, str]) -> dict[str, str]:
    """The side by whole; what was chosen both ways is not chosen."""
    sides: dict[str, set[str]] = {}
    for key, side in choices.items():
        if key in whole_of:
            sides.setdefault(whole_of[key], set()).add(THEIRS if side == THEIRS else MINE)
    return {whole: side for whole, (side, *others) in sides.items() if not others}


def _stage(mine: Stage, theirs: Stage, mine_moved: bool, theirs_moved: bool) -> Stage:
    """Where one side moved, there; where both did, the earlier of the two, from which the other can be reached again."""
    if mine_moved != theirs_moved:
        return mine if mine_moved else theirs
    return min(mine, theirs, key=_STAGES.index)


def _is_ahead(template: Template, record: Record) -> bool:
    """True where a stage was reached with a signature that was not chosen: whoever is to sign must have their turn again."""
    if _STAGES.index(record.stage) <= _STAGES.index(Stage.IN_REVIEW):
        return False
    unsigned = signed_by(template, Role.LEADER) and not has_signed(template, record, Role.LEADER)
    return bool(unsigned) or (record.stage in LOCKED and bool(awaiting(template, record)))


def _numbered(record: Record, mine: Record, theirs: Record) -> Record:
    """Give a state that neither side had the next number; the older beginning is the true one."""
    created = min(filter(None, (mine.created, theirs.created)), default="")
    if same(record, mine):
        return replace(record, revision=max(mine.revision, theirs.revision), created=created)
    revision = max(mine.revision, theirs.revision) + (0 if same(record, theirs) and theirs.revision > mine.revision else 1)
    return replace(record, revision=revision, created=created)


def _bare(record: Record) -> Record:
    return replace(record, revision=0, created="", updated="")
