"""What of a sheet is chosen whole where two machines have it differently: what one person says, and what was signed.

A deputy's marks, comments, signature, date and origin are one voice: half of it is nobody's. The leader's part, and the
clerk's on the paper, are one as soon as a signature is among them. Where somebody signed what another wrote and that differs
too, all of it is one choice: the signature would be void under any other text.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from .deputies import read_key, view_of
from .fields import Role, SealField
from .record import Record
from .sheet import REMARKS
from .signing import STANDS, signed_by, standing
from .template import Template

LEADER, CLERK, SHEET = "whole.leader", "whole.clerk", "whole.sheet"
DEPUTY = "whole.deputy@"
"""With the name of the deputy behind it, none for the lead deputy's."""


@dataclass(slots=True)
class _Part:
    """One person's part: its keys, those of them that differ after a change of mine and of theirs, and who has it signed."""

    role: Role
    keys: list[str] = field(default_factory=list)
    mine: set[str] = field(default_factory=set)
    theirs: set[str] = field(default_factory=set)
    signed: tuple[bool, ...] = ()

    @property
    def clashes(self) -> bool:
        return bool(self.mine & self.theirs)

    @property
    def whole(self) -> bool:
        """True where a person must choose it as one."""
        if self.role is Role.CLERK:
            return self.clashes and all(self.signed)
        both = bool(self.mine and self.theirs) and any(self.signed)
        return both or (self.role is Role.DEPUTY and self.clashes)


def wholes(
    template: Template,
    sides: tuple[Record, Record],
    owners: Mapping[str, Role | None],
    changed: tuple[Collection[str], Collection[str]],
) -> dict[str, str]:
    """Return for each key that takes a choice what it is a part of; by itself it is its own whole.

    `sides` are mine and theirs, `owners` all keys of both, `changed` those that differ and were changed by either.
    """
    parts = _parts(template, sides, owners, changed)
    found = {key: key for key in {*changed[0]} & {*changed[1]}}
    for name, part in parts.items():
        found |= dict.fromkeys(part.keys, name) if part.whole else {}
    bound = _bound(template, parts)
    if any(part.whole or part.clashes for part in bound):
        found |= {key: SHEET for part in bound for key in part.keys}
    return found


# ---- inside


def _parts(
    template: Template,
    sides: tuple[Record, Record],
    owners: Mapping[str, Role | None],
    changed: tuple[Collection[str], Collection[str]],
) -> dict[str, _Part]:
    parts: dict[str, _Part] = {}
    for key, role in owners.items():
        name = _name(template, key, role)
        if role is None or not name:
            continue
        part = parts.setdefault(name, _Part(role))
        part.keys.append(key)
        part.mine |= {key} & {*changed[0]}
        part.theirs |= {key} & {*changed[1]}
    for name, part in parts.items():
        if part.mine | part.theirs:
            deputy = name.removeprefix(DEPUTY) if part.role is Role.DEPUTY else ""
            part.signed = tuple(_is_signed(template, view_of(template, side, deputy), part.role) for side in sides)
    return parts


def _name(template: Template, key: str, role: Role | None) -> str:
    """Whose part a key belongs to; "" for what no signature binds."""
    name, deputy = read_key(key)
    if role is Role.DEPUTY:
        return DEPUTY + deputy
    if role is Role.LEADER:
        return LEADER if name != REMARKS else ""
    return CLERK if name in template.by_name and template.by_name[name].printed else ""


def _is_signed(template: Template, view: Record, role: Role) -> bool:
    return any(standing(template, view, name) in STANDS for name in signed_by(template, role))


def _bound(template: Template, parts: Mapping[str, _Part]) -> list[_Part]:
    """The parts that were signed above another's part which differs as well, and these; a signature that one side alone has
    and nobody must choose is none of them: it would be gone with the other side, instead of being seen to be void."""
    differing = {name: part for name, part in parts.items() if part.mine | part.theirs}
    below: set[str] = set()
    signed: set[str] = set()
    for name, part in differing.items():
        seen = {one for one, lower in differing.items() if _sees(template, part.role, lower)}
        if seen and (all(part.signed) or (part.whole and any(part.signed))):
            signed.add(name)
            below |= seen
    return [differing[name] for name in differing if name in signed | below]


def _sees(template: Template, role: Role, lower: _Part) -> bool:
    """True where a signature of `role` binds something that differs in another's part; a seal binds none but the deputy."""
    if role is Role.LEADER:
        kept = (template.by_name[key] for key in lower.mine | lower.theirs if key in template.by_name)
        return lower.role is Role.CLERK and not all(isinstance(one, SealField) for one in kept)
    return role is Role.DEPUTY and lower.role is not Role.DEPUTY
