"""The office: who works in it, their PINs, and what is its own on every sheet: unit, telephone, phrases, seal."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from forms.errors import BadValue, Failure
from forms.fields import Field, PhoneField, Role, Value
from forms.template import Template

from .atomic import deliver_file, move, replace_file
from .chain import Event
from .failures import Damaged, Notice, writing
from .people_file import (
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_PHRASE,
    MOST_PEOPLE,
    MOST_PHRASES,
    ROLES,
    USUAL_PHRASES,
    Member,
    People,
    Tries,
    read_people,
    short_line,
    without_repeats,
)
from .pin import COST, Cost, Secret, code_text, left_to_wait, new_code, pin_text, typed_text, wait_after
from .store import Store

ROLE_CHANGED = "role_changed"
"""What the history says of somebody else who acts."""
JOURNAL = "office"
"""The name of the office's own history; no sheet has it, since their ids are hexadecimal."""

REPLACED, GONE = "people_replaced", "people_gone"
_GUARDED = ("people_changed", "pin_set", "pin_removed", "pin_recovered", REPLACED, GONE)
"""Events that say by a digest who works here with which PIN from then on: a file that was exchanged shows."""

_TOLD_TRIES, _TOLD_EVERY = 3, 10
"""The third wrong try is written in the history, then every tenth."""


class Person(NamedTuple):
    """Somebody of the office; `id` is "" for one who is not kept yet, and where nobody is set up."""

    id: str
    name: str
    role: Role
    has_pin: bool = False


class Office:
    """The people of the data folder. Any thread may call it; what was changed is on the disk when the call returns.

    `unlock`, `recover`, `set_pin` and `remove_pin` take a tenth of a second and more: call them in the background.
    """

    def __init__(self, store: Store, *, ticks: Callable[[], float] = time.monotonic, cost: Cost = COST) -> None:
        """`ticks` are seconds that no clock can be set to."""
        self._store, self._ticks, self._cost = store, ticks, cost
        self._path: Path = store.folder.people
        self._closed_until: dict[str, float] = {}
        self._people = People()
        self._acted_last: Mapping[str, Any] = {}
        self.read()

    def read(self) -> None:
        """Read the file again: it may have been replaced by a backup's. A damaged one is set aside, and a notice tells so."""
        with self._store.guard:
            before = self._people
            events = self._store.journal.of(JOURNAL).events
            self._acted_last = next((one.detail for one in reversed(events) if one.what == ROLE_CHANGED), {})
            try:
                self._people = read_people(self._path)
            except Damaged:
                self._people = People()
                self._store.notices.append(Notice("people_unreadable", {"path": str(self._set_aside())}))
            else:
                self._tell_replaced(before, events)
            self._carry_tries(before)

    # ---- who works here

    @property
    def set_up(self) -> bool:
        """True once somebody is entered."""
        return bool(self._people.members)

    @property
    def unit(self) -> str:
        return self._people.unit

    @property
    def phone(self) -> str:
        return self._people.phone

    @property
    def people(self) -> tuple[Person, ...]:
        return tuple(Person(one.id, one.name, one.role, one.pin is not None) for one in self._people.members)

    @property
    def clerks(self) -> tuple[Person, ...]:
        return self._of(Role.CLERK)

    @property
    def leaders(self) -> tuple[Person, ...]:
        return self._of(Role.LEADER)

    def has_pin(self, role: Role) -> bool:
        """True where somebody of the role has a PIN."""
        return any(person.has_pin for person in self._of(role))

    def holders(self, role: Role) -> tuple[Person, ...]:
        """Return who of the role has a PIN: one of them must agree to changes among the people of the role."""
        return tuple(person for person in self._of(role) if person.has_pin)

    def guarded(self, people: Iterable[Person]) -> tuple[Role, ...]:
        """Return the roles of which `people` would change somebody and whose holders of a PIN are to agree.

        Else a clerk could enter a leader of their own invention, and sign as that one.
        """
        new = {(person.id, person.name, person.role) for person in people}
        old = {(person.id, person.name, person.role) for person in self.people}
        touched = {role for _, _, role in new ^ old}
        return tuple(role for role in ROLES if role in touched and self.has_pin(role))

    def put(self, unit: str, phone: str, people: Iterable[Person], *, proven: Collection[str] = (), who: str = "") -> None:
        """Keep the people, in this order; who stays by id keeps their PIN. `proven` are ids that were unlocked just now.

        Failure `pin_needed` where a holder of the role's PIN has not agreed, `people_line` for a line that is too long,
        `people_many`, `person_unknown`; nothing is changed then.
        """
        with self._store.guard:
            wanted = [person._replace(name=short_line(person.name, LONGEST_NAME)) for person in people]
            wanted = [person for person in wanted if person.name]
            for role in self.guarded(wanted):
                if not any(person.id in proven for person in self.holders(role)):
                    raise Failure("pin_needed", role=role.value)
            if len(wanted) > MOST_PEOPLE:
                raise Failure("people_many", limit=MOST_PEOPLE)
            members = tuple(self._as_member(person) for person in wanted)
            unit, phone = short_line(unit, LONGEST_LINE), short_line(phone, LONGEST_LINE)
            changed = replace(self._people, unit=unit, phone=phone, members=members)
            if changed != self._people:
                self._write(changed)
                roles = {role.value: [one.name for one in members if one.role is role] for role in ROLES}
                self._log("people_changed", {"unit": unit, **roles}, who)

    # ---- PINs

    def wait(self, person_id: str) -> int:
        """Return the seconds until the next try is taken, 0 where it is now."""
        with self._store.guard:
            return self._wait(self._member(person_id))

    def unlock(self, person_id: str, pin: str) -> None:
        """Return where `pin` is the person's, or where they have none.

        Failure `pin_wrong` (how long to wait, how many tries), `pin_wait` where it was not even tried. The try is counted
        on the disk before it is looked at, so that a program that is killed gives none away.
        """
        self._prove(person_id, "pin", pin, "pin_wrong")

    def set_pin(self, person_id: str, pin: str, old: str = "", *, who: str = "") -> str:
        """Give a person a PIN; return the recovery code, which is kept nowhere and must be shown now.

        Failure `pin_form`, and what `unlock` says of the `old` PIN where they have one.
        """
        new = pin_text(pin)
        self._prove(person_id, "pin", old, "pin_wrong")
        return self._keep_pin(person_id, new, "pin_set", who)

    def remove_pin(self, person_id: str, pin: str, *, who: str = "") -> None:
        """Take a person's PIN away, and its recovery code; Failure as `unlock` says."""
        self._prove(person_id, "pin", pin, "pin_wrong")
        with self._store.guard:
            member = replace(self._member(person_id), pin=None, code=None)
            self._put_member(member)
            self._log("pin_removed", {"person": member.name}, who or member.name)

    def recover(self, person_id: str, code: str, pin: str, *, who: str = "") -> str:
        """Replace a forgotten PIN by the recovery code; return the next code, since this one is used up.

        Failure `pin_form`, `recovery_wrong` (as `pin_wrong`), `pin_wait`.
        """
        new = pin_text(pin)
        self._prove(person_id, "code", code, "recovery_wrong")
        return self._keep_pin(person_id, new, "pin_recovered", who)

    def role_changed(self, before: str, role: Role, name: str) -> None:
        """Write in the history that somebody else acts now; whether a PIN was asked stands with it."""
        with self._store.guard:
            self._log_role({"from": before, "to": name, "role": role.value, "pin": self.has_pin(role)}, name)

    def begins(self, role: Role, name: str) -> None:
        """Write in the history that `name` begins where another role acted last: the program was ended in between."""
        with self._store.guard:
            last = self._acted_last
            if last.get("role", role.value) != role.value and not self._store.read_only:
                came, pin = last.get("to", ""), self.has_pin(role)
                self._log_role({"from": came, "to": name, "role": role.value, "pin": pin, "how": "restart"}, name)

    def _log_role(self, detail: Mapping[str, Any], name: str) -> None:
        self._acted_last = detail
        self._log(ROLE_CHANGED, detail, name)

    # ---- what is the office's own

    @property
    def phrases(self) -> tuple[str, ...]:
        """Customary opinions of a leader, in their order."""
        return self._people.phrases

    def keep_phrase(self, phrase: str) -> None:
        """Keep a phrase, after the others. Failure `people_line`, `phrases_many`."""
        with self._store.guard:
            phrases = without_repeats((*self.phrases, short_line(phrase, LONGEST_PHRASE)))
            if len(phrases) > MOST_PHRASES:
                raise Failure("phrases_many", limit=MOST_PHRASES)
            self._change(phrases=phrases)

    def drop_phrase(self, phrase: str) -> None:
        """Forget a phrase; once none is left, the usual ones are back."""
        with self._store.guard:
            self._change(phrases=tuple(one for one in self.phrases if one != phrase) or USUAL_PHRASES)

    @property
    def seal(self) -> str:
        """The digest of the picture of the unit's seal, "" for none."""
        return self._people.seal

    def keep_seal(self, sha: str) -> None:
        """Know the picture of the seal by its digest; "" forgets it."""
        with self._store.guard:
            if sha != self.seal:
                self._change(seal=sha)
                self._log("seal_kept" if sha else "seal_dropped", {"asset": sha}, "")

    def defaults(self, template: Template) -> dict[str, Value]:
        """Return what new sheets of a template fill by themselves: the clerk's telephone and the unit."""
        by_name = template.by_name
        phones = (field for field in template.of(Role.CLERK) if isinstance(field, PhoneField))
        wanted = ((next(phones, None), self.phone), (by_name.get("lead_unit"), self.unit))
        read = ((field, _read(field, raw)) for field, raw in wanted if field is not None)
        return {field.name: value for field, value in read if value is not None}

    # ---- inside

    def _tell_replaced(self, before: People, events: Sequence[Event]) -> None:
        """Tell where people or PINs are others than this program or the history of the office last knew."""
        told = [str(event.detail["guards"]) for event in events if "guards" in event.detail]
        known = told[-1] if told else "" if events else People().guards
        if before.members:
            known = before.guards
        if known and known != self._people.guards:
            code = REPLACED if self._people.members else GONE
            self._store.notices.append(Notice(code))
            if not self._store.read_only:
                self._log(code, {}, "")

    def _carry_tries(self, before: People) -> None:
        """Wrong tries are not forgotten with a file that was put in the place of the one that counted them."""
        counted = {one.id: Tries(one.tries, one.tried) for one in before.members if one.tries}
        tried = {**self._people.tries, **before.tries, **counted}
        members = tuple(one.after(tried.pop(one.id, None)) for one in self._people.members)
        absent = dict(islice(tried.items(), MOST_PEOPLE))
        if (members, absent) != (self._people.members, self._people.tries) and not self._store.read_only:
            self._change(members=members, tries=absent)

    def _of(self, role: Role) -> tuple[Person, ...]:
        return tuple(person for person in self.people if person.role is role)

    def _member(self, person_id: str) -> Member:
        for member in self._people.members:
            if member.id == person_id:
                return member
        raise Failure("person_unknown", id=person_id)

    def _as_member(self, person: Person) -> Member:
        if person.role not in ROLES:
            raise Failure("person_unknown", id=person.id)
        if not person.id:
            return Member(id=secrets.token_hex(4), name=person.name, role=person.role)
        return replace(self._member(person.id), name=person.name, role=person.role)

    def _prove(self, person_id: str, what: str, raw: str, wrong: str) -> None:
        """Return where `raw` fits the person's PIN or code. Counted first; the slow look is not under the guard."""
        with self._store.guard:
            member = self._member(person_id)
            if member.pin is None and what == "pin":
                return
            secret = self._counted(member, member.pin if what == "pin" else member.code, wrong)
        words = code_text(raw) if what == "code" else typed_text(raw)
        right = secret is not None and secret.fits(words)
        with self._store.guard:
            if right:
                self._closed_until.pop(person_id, None)
                self._put_member(replace(self._member(person_id), tries=0, tried=""))
                return
            member = self._member(person_id)
            self._tell_tries(member)
            raise Failure(wrong, left_seconds=self._wait(member), tries=member.tries)

    def _counted(self, member: Member, secret: Secret | None, wrong: str) -> Secret | None:
        """Write the try down; Failure `pin_wait` where it is too early for one."""
        if seconds := self._wait(member):
            raise Failure("pin_wait", seconds=seconds)
        counted = replace(member, tries=member.tries + 1, tried=self._now().isoformat())
        self._put_member(counted)
        self._closed_until[member.id] = self._ticks() + wait_after(counted.tries).total_seconds()
        return secret

    def _wait(self, member: Member) -> int:
        """The longer of what the clock says and of what this program has seen pass: clocks can be set."""
        if not member.tries:
            return 0
        now, tried = self._now(), datetime.fromisoformat(member.tried)
        if now < tried and wait_after(member.tries):
            self._put_member(replace(member, tried=now.isoformat()))  # else the wait would begin anew until that day
        left = left_to_wait(member.tries, tried, now)
        seen = timedelta(seconds=max(0.0, self._closed_until.get(member.id, 0.0) - self._ticks()))
        return -(-max(left, seen) // timedelta(seconds=1))

    def _tell_tries(self, member: Member) -> None:
        if member.tries == _TOLD_TRIES or not member.tries % _TOLD_EVERY:
            self._log("pin_failed", {"person": member.name, "tries": member.tries}, "")

    def _keep_pin(self, person_id: str, pin: str, what: str, who: str) -> str:
        code = new_code()
        pin_secret, code_secret = Secret.of(pin, self._cost), Secret.of(code_text(code), self._cost)
        with self._store.guard:
            member = replace(self._member(person_id), pin=pin_secret, code=code_secret)
            self._put_member(member)
            self._log(what, {"person": member.name}, who or member.name)
        return code

    def _put_member(self, member: Member) -> None:
        members = tuple(member if one.id == member.id else one for one in self._people.members)
        self._change(members=members)

    def _change(self, **parts: Any) -> None:
        changed = replace(self._people, **parts)
        if changed != self._people:
            self._write(changed)

    def _write(self, people: People) -> None:
        self._store.must_write()
        with writing(self._path):
            replace_file(self._path, people.to_bytes())
        self._people = people

    def _log(self, what: str, detail: Mapping[str, object], who: str) -> None:
        told = {**detail, "guards": self._people.guards} if what in _GUARDED else detail
        self._store.log(JOURNAL, what, told, who)

    def _set_aside(self) -> Path:
        """Keep what cannot be read beside the damaged sheets; return where it lies now."""
        if self._store.read_only:
            return self._path
        kept = self._store.folder.damaged / f"people-{self._now():%Y%m%d-%H%M%S}-{secrets.token_hex(2)}.json"
        with writing(kept):
            kept.parent.mkdir(parents=True, exist_ok=True)
            move(self._path, kept)
        return kept

    def _now(self) -> datetime:
        return self._store.clock()


def write_card(path: Path, text: str) -> None:
    """Write what a person keeps outside the data folder, such as a recovery code. Failure `target_in_data`, or as `writing`."""
    with writing(path):
        deliver_file(path, text.encode("utf-8-sig"))


def _read(field: Field, raw: str) -> Value | None:
    try:
        return field.read(raw)
    except BadValue:
        return None
