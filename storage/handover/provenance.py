"""Where a sheet comes from, replayed line by line: who changed what at which stage, and whether they might.

Every package notes in its last line (`handed_over`) a digest of each answer. Between two such lines an answer may differ only
where a line says who changed it, in whose role, at a stage at which it was theirs to change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from forms.course import MOVES, Step
from forms.deputies import read_key
from forms.errors import Failure
from forms.fields import Role
from forms.merging import ORIGIN, SCANS, STAGE, digest_of, digests, is_origin, origin_of, owner_of, parts
from forms.record import Record
from forms.sheet import REMARKS
from forms.stages import IN_CHARGE, LOCKED, Stage, may_change
from forms.template import Template

from ..chain import FIRST, RECEIVED, Chain, Event, Line, all_lines
from ..course import FROM_PAPER, SCANNED, UNSCANNED

HANDED_OVER = "handed_over"
_CREATED, _IMPORTED, _RESTORED, _VISIT_BEGAN = "created", "imported", "restored", "visit_began"

_PINNING = (*map(str, Step), FROM_PAPER, SCANNED, UNSCANNED)
"""Events that note what stands once they are over, in the fields of whoever acted and of those before."""

NOTHING = frozenset({""})
MOST_LINES, MOST_MEETINGS, MOST_KEYS, MOST_STATES = 10_000, 200, 2_000, 4_000_000
"""Of one history: a sheet that is worked on for months has some hundred lines. States: all keys after all lines."""


@dataclass(frozen=True, slots=True)
class State:
    """What a history says of the sheet after a line: the digests that may stand under each key (None: any), "" for nothing."""

    stage: Stage = Stage.DRAFTING
    round: int = 1
    may_be: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    answered: frozenset[str] = frozenset()
    """The deputies ("" the lead deputy) whose marks cannot come from anywhere any more: they signed them by their own hand."""
    copied: frozenset[str] = frozenset()
    """The deputies whose marks were copied from their paper."""

    def fits(self, key: str, digest: str) -> bool:
        allowed = self.may_be.get(key, NOTHING)
        return allowed is None or digest in allowed

    def unexplained(self, record: Record) -> set[str]:
        """Return the keys under which something stands that no line accounts for."""
        stands = parts(record)
        return {key for key in stands.keys() | self.may_be.keys() if not self.fits(key, digest_of(stands.get(key)))}

    def changed(self, keys: Iterable[str]) -> State:
        return replace(self, may_be={**self.may_be, **dict.fromkeys(keys)})

    def pinned(self, values: Mapping[str, str]) -> State:
        """Return the state in which exactly these digests stand under these keys; the others are as they were.

        Failure `package_not_lawful` where one could not stand there.
        """
        for key, digest in sorted(values.items()):
            if not self.fits(key, digest):
                raise Failure("package_not_lawful", field=read_key(key)[0])
        return replace(self, may_be={**self.may_be, **{key: frozenset({digest}) for key, digest in values.items()}})

    def cleared(self, keys: Iterable[str]) -> State:
        return replace(self, may_be={**self.may_be, **dict.fromkeys(keys, NOTHING)})

    def perhaps_cleared(self, keys: Iterable[str]) -> State:
        return replace(self, may_be={**self.may_be, **{key: _or_nothing(self.may_be.get(key, NOTHING)) for key in keys}})


class Provenance:
    """A history, replayed. Failure `package_not_lawful` where somebody did what was not theirs to do."""

    def __init__(self, template: Template, chain: Chain) -> None:
        self._template = template
        self._states: dict[str, State] = {}
        self._lines: dict[str, Line] = {}
        self.former: dict[int, list[State]] = {}
        """How each round that is over may have ended, by its number."""
        meetings = states = 0
        for number, line in enumerate(all_lines(chain.lines)):
            meetings += line.event.what == RECEIVED
            if number >= MOST_LINES or meetings > MOST_MEETINGS:
                raise Failure("history_too_long", lines=number, limit=MOST_LINES)
            state = self._states[line.digest] = self._after(line, self._states.get(line.before, State()))
            states += len(state.may_be)
            if len(state.may_be) > MOST_KEYS:
                raise Failure("package_not_lawful", field="")
            if states > MOST_STATES:
                raise Failure("history_too_long", lines=number + 1, limit=MOST_LINES)
            self._lines[line.digest] = line
        self.end = self._states.get(chain.end, State())

    def _after(self, line: Line, state: State) -> State:
        event = line.event
        if event.what == RECEIVED:
            return self._met(line, state)
        if event.what in (_CREATED, _IMPORTED) and line.before == FIRST:
            return self._begun(state) if event.what == _CREATED else self._imported(state)
        work = {
            HANDED_OVER: self._noted,
            _RESTORED: self._restored,
            FROM_PAPER: self._from_paper,
            SCANNED: self._scanned,
            UNSCANNED: self._scanned,
            _VISIT_BEGAN: self._visited,
            **dict.fromkeys(map(str, Step), self._stepped),
        }
        after = work.get(event.what, self._edited)(event, state)
        return after.pinned(_values(event)) if event.what in _PINNING and "values" in event.detail else after

    # ---- how a sheet begins

    def _begun(self, state: State) -> State:
        """A new sheet may come with what the office fills in by itself."""
        return state.changed(name for name, one in self._template.by_name.items() if one.role is Role.CLERK)

    def _imported(self, state: State) -> State:
        """What a file said, marks included: they bear its origin."""
        return state.changed((*self._template.by_name, f"{ORIGIN}.leader", f"{ORIGIN}.deputy"))

    def _restored(self, event: Event, state: State) -> State:
        return self._begun(state) if state.stage is Stage.DRAFTING and role_of(event) == Role.CLERK else state

    # ---- edits and steps

    def _edited(self, event: Event, state: State) -> State:
        """Any event that names fields: each must be its role's, whose turn it is."""
        keys, role = keys_of(event), role_of(event)
        for key in keys:
            if not self._may(key, role, state):
                raise Failure("package_not_lawful", field=read_key(key)[0], role=role, stage=state.stage.value)
        return state.changed(self._with_origins(keys))

    def _may(self, key: str, role: str, state: State) -> bool:
        owner = owner_of(self._template, key) if not is_origin(key) else None
        if owner is None:
            return not is_origin(key)  # of a newer template: kept, never shown
        name, voice = read_key(key)
        if owner is Role.DEPUTY and voice in state.answered:
            return False
        if name in self._template.by_name:
            return owner == role and may_change(self._template.by_name[name], owner, state.stage)
        return owner == role and IN_CHARGE[state.stage] is owner

    def _stepped(self, event: Event, state: State) -> State:
        step = Step(event.what)
        move = MOVES[step]
        came, went = event.detail.get("from"), event.detail.get("to")
        targets = (move.target, Stage.VISITING) if step is Step.CONFIRM else (move.target,)
        if role_of(event) != move.role or came != state.stage or state.stage not in move.sources or went not in targets:
            raise Failure("package_not_lawful", field="", step=step.value, stage=state.stage.value)
        moved = replace(state, stage=Stage(str(went)))
        if move.target in (Stage.DRAFTING, Stage.IN_REVIEW):
            moved = replace(moved, answered=frozenset(), copied=frozenset())
        if step is Step.SUBMIT:
            origins = (key for key in state.may_be if is_origin(key))
            return moved.cleared((*keys_of(event), REMARKS)).perhaps_cleared(origins)
        if step is Step.REHANDLE:
            self.former.setdefault(state.round, []).append(state)
            rest = (key for key in state.may_be if is_origin(key) or key in (SCANS, REMARKS))
            return replace(moved, round=state.round + 1).cleared((*keys_of(event), *rest))
        if step is Step.CONFIRM and isinstance(voice := event.detail.get("voice"), str) and voice not in moved.copied:
            moved = replace(moved, answered=moved.answered | {voice})
        return moved.changed(self._with_origins(self._own(keys_of(event), move.role)))

    def _from_paper(self, event: Event, state: State) -> State:
        """The clerk copies the marks of a deputy, and of nobody else, while the sheet is with the deputy."""
        went, keys = event.detail.get("to"), keys_of(event)
        deputy = str(event.detail.get("deputy", ""))
        if role_of(event) != Role.CLERK or state.stage is not Stage.VISITING or went not in (Stage.VISITING, Stage.SIGNED):
            raise Failure("package_not_lawful", field="", step=event.what, stage=state.stage.value)
        voice = event.detail.get("voice")
        if voice in state.answered:
            raise Failure("package_not_lawful", field="", step=event.what, stage=state.stage.value)
        copied = state.copied | {voice} if isinstance(voice, str) else state.copied
        own = self._with_origins(self._own(keys, Role.DEPUTY))
        origins = {f"{ORIGIN}.deputy", f"{ORIGIN}.deputy@{deputy}"}  # marks may have been the same before
        return replace(state, stage=Stage(str(went)), copied=copied).changed(own | origins)

    def _visited(self, event: Event, state: State) -> State:
        """Before a deputy marks, what others put into their fields is taken off."""
        keys = self._own(keys_of(event), Role.DEPUTY)
        if keys and (role_of(event) != Role.CLERK or state.stage is not Stage.VISITING):
            raise Failure("package_not_lawful", field=read_key(next(iter(keys)))[0], role=role_of(event))
        return state.cleared(self._with_origins(keys))

    def _scanned(self, event: Event, state: State) -> State:
        if role_of(event) != Role.CLERK or state.stage not in LOCKED:
            raise Failure("package_not_lawful", field="", step=event.what, stage=state.stage.value)
        return state.changed((SCANS,))

    def _own(self, keys: Collection[str], role: Role) -> Collection[str]:
        for key in keys:
            if owner_of(self._template, key) not in (role, None):
                raise Failure("package_not_lawful", field=read_key(key)[0], role=role.value)
        return keys

    def _with_origins(self, keys: Collection[str]) -> set[str]:
        return {*keys, *(origin for key in keys if (origin := origin_of(self._template, key)))}

    # ---- from machine to machine

    def _noted(self, event: Event, state: State) -> State:
        """What was handed over must be what the lines before lead to; from here on it is what stands."""
        noted = {**dict.fromkeys(state.may_be, ""), **_values(event)}
        if (event.detail.get("stage"), event.detail.get("round")) != (state.stage, state.round):
            raise Failure("package_not_lawful", field=STAGE)
        return state.pinned(noted)

    def _met(self, line: Line, mine: State) -> State:
        """Two histories became one: under each key stands what the side made of it that changed it, or what was chosen."""
        end = str(line.event.detail.get("end", ""))
        theirs = self._states.get(end, mine)
        ours, others = self._until(line.before), self._until(end)
        here, there = self._changed(ours - others), self._changed(others - ours)
        stage, round_ = line.event.detail.get("stage"), line.event.detail.get("round")
        if stage not in (mine.stage, theirs.stage) or type(round_) is not int or round_ not in (mine.round, theirs.round):
            raise Failure("package_not_lawful", field=STAGE)
        chosen = self._chosen_whole(keys_of(line.event, "decided"), here, there)
        here, there = here | chosen, there | chosen
        may_be = {
            key: _either(key, mine.may_be.get(key, NOTHING), theirs.may_be.get(key, NOTHING), key in here, key in there)
            for key in mine.may_be.keys() | theirs.may_be.keys()
        }
        sides = [side for side in (mine, theirs) if side.stage == stage]
        answered = frozenset().union(*(side.answered for side in sides))
        copied = frozenset().union(*(side.copied for side in sides))
        return State(Stage(str(stage)), int(str(round_)), may_be, answered, copied)

    def _chosen_whole(self, decided: Collection[str], here: set[str], there: set[str]) -> set[str]:
        """What belongs together is chosen together: where a person had to choose, also what only one side had changed."""
        needed = bool(here & {*decided} and there & {*decided})
        return {key for key in decided if needed and key in here | there}

    def _until(self, end: str) -> set[str]:
        """The digests of a line and of all before it."""
        found: set[str] = set()
        waiting = [end]
        while waiting:
            line = self._lines.get(waiting.pop())
            if line is not None and line.digest not in found:
                found.add(line.digest)
                waiting += (
                    [line.before, str(line.event.detail.get("end", ""))] if line.event.what == RECEIVED else [line.before]
                )
        return found

    def _changed(self, digests_: Iterable[str]) -> set[str]:
        return changed_keys(self._template, (self._lines[digest] for digest in digests_))


def changed_keys(template: Template, lines: Iterable[Line]) -> set[str]:
    """Return the keys that lines say were changed, with STAGE where a step was taken; of two that met, what was chosen."""
    keys: set[str] = set()
    for event in (line.event for line in lines):
        keys |= {*keys_of(event, "decided" if event.what == RECEIVED else "fields")}
        keys |= {STAGE} if event.what in (*Step, FROM_PAPER) else set()
        keys |= {SCANS} if event.what in (SCANNED, UNSCANNED) else set()
        keys |= {name for name, one in template.by_name.items() if one.role is Role.CLERK} if event.what == _RESTORED else set()
    return keys | {origin for key in keys if key != STAGE and (origin := origin_of(template, key))}


def note(record: Record) -> dict[str, Any]:
    """Return what a line `handed_over` says of the sheet as it stands."""
    stands = {"stage": record.stage.value, "round": record.round, "revision": record.revision}
    return {**stands, "values": digests(record)}


def keys_of(event: Event, entry: str = "fields") -> tuple[str, ...]:
    """Return the keys that an event names."""
    keys = event.detail.get(entry, ())
    return tuple(key for key in keys if isinstance(key, str)) if isinstance(keys, (list, tuple)) else ()


def role_of(event: Event) -> str:
    """The role in which something was done; before there were roles it was the clerk who worked."""
    return str(event.detail.get("role", Role.CLERK.value))


def _values(event: Event) -> dict[str, str]:
    """Return the digests that an event notes. Failure `package_not_lawful` where they are none."""
    values = event.detail.get("values")
    if not isinstance(values, Mapping):
        raise Failure("package_not_lawful", field="")
    return {str(key): str(digest) for key, digest in values.items()}


def _or_nothing(allowed: frozenset[str] | None) -> frozenset[str] | None:
    return None if allowed is None else allowed | NOTHING


def _either(
    key: str, mine: frozenset[str] | None, theirs: frozenset[str] | None, here: bool, there: bool
) -> frozenset[str] | None:
    if here != there:
        return mine if here else theirs
    both = here and (key == SCANS or is_origin(key))  # these may be joined
    return None if both or mine is None or theirs is None else mine | theirs
