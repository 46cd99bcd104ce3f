"""The visit in progress (面商): who sits at the device, at which step, and the ink that is not in the sheet yet.

It stands in `<data>/visit.json` from the moment the device is handed over until it is handed back, so that a crash or a
power cut comes back into the same step. Marks and typed words are not here: they go into the sheet at once.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from forms.checks import errors, refuse
from forms.course import awaiting
from forms.deputies import deputies, key_of, view_of, with_view
from forms.errors import Failure
from forms.fields import Role
from forms.ink import read_signature
from forms.record import IN_PERSON, Record
from forms.stages import Stage
from forms.template import Template

from .atomic import replace_file, sync_folder
from .failures import Notice, writing
from .folders import is_id
from .handover.provenance import Provenance
from .sheets import set_aside
from .store import Store, instant

READ, MARK, COMMENT, SIGN, HAND_BACK = range(1, 6)
"""The steps: read handling and reply, mark the rows, comment, check and sign, hand the device back."""

_MAX_BYTES = 16 * 1024 * 1024
_LONGEST_NAME = 64 * 1024
"""A name that a sheet takes must not be too long here: after a crash the visit would not come back."""
_MOST_INKS = 16
_FARTHEST = 10_000_000
_SIZES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One deputy at the device. `started` is an ISO 8601 instant; `by` is the clerk who handed the device over.

    `ink` by name of the field holds what is being written on the pads, as `forms/ink.py` reads it. `text_size` (from 0) and
    `scroll` (characters) are where the deputy reads.
    """

    sheet: str
    deputy: str
    by: str
    started: str
    step: int = READ
    ink: Mapping[str, Mapping[str, Any] | None] = field(default_factory=dict)
    text_size: int = 1
    scroll: int = 0

    def with_ink(self, name: str, plain: Mapping[str, Any] | None) -> Visit:
        """Return the visit with another draft on one pad; None takes it away."""
        drafts = {**self.ink, name: plain}
        return replace(self, ink=MappingProxyType({one: ink for one, ink in drafts.items() if ink is not None}))

    def to_plain(self) -> dict[str, Any]:
        """Return the visit as JSON can hold it."""
        ink = {name: dict(plain) for name, plain in self.ink.items() if plain is not None}
        kept = ("sheet", "deputy", "by", "started", "step", "text_size", "scroll")
        return {**{name: getattr(self, name) for name in kept}, "ink": ink}

    @classmethod
    def from_plain(cls, plain: Any) -> Visit:
        """Read what `to_plain` wrote; ValueError, TypeError, KeyError or Failure for anything else."""
        if not is_id(_text(plain["sheet"])):
            raise ValueError("sheet")
        inks = plain["ink"]
        if not isinstance(inks, dict) or len(inks) > _MOST_INKS:
            raise TypeError("ink")
        return cls(
            **{name: _text(plain[name]) for name in ("sheet", "deputy", "by", "started")},
            step=_number(plain["step"], READ, HAND_BACK),
            text_size=_number(plain["text_size"], 0, _SIZES),
            scroll=_number(plain["scroll"], 0, _FARTHEST),
            ink=MappingProxyType({_text(name): _ink(ink) for name, ink in inks.items()}),
        )


class Visits:
    """The one visit that can be in progress over a data folder."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._path = store.folder.root / "visit.json"

    def current(self) -> Visit | None:
        """Return the visit that was not ended, None where there is none.

        A file that is none is set aside, and the notice `visit_unreadable` says so: nothing marked is lost with it.
        """
        with self._store.guard:
            try:
                with self._path.open("rb") as file:
                    data = file.read(_MAX_BYTES + 1)
                if len(data) > _MAX_BYTES:
                    raise ValueError("too large")
                return Visit.from_plain(json.loads(data))
            except FileNotFoundError:
                return None
            except (OSError, ValueError, TypeError, KeyError, RecursionError, Failure):
                self._set_aside()
                return None

    def put(self, visit: Visit) -> None:
        """Keep the visit as it stands; it is on the disk when this returns. Failure `disk_full`, `not_writable` …"""
        with self._store.guard:
            self._store.must_write()
            with writing(self._path):
                replace_file(self._path, json.dumps(visit.to_plain(), ensure_ascii=False).encode())

    def leave(self, visit: Visit, how: str) -> None:
        """End the visit: the device is back with the clerk. `how` ("pin", "two_step") and the step are in the history."""
        with self._store.guard:
            self.end()
            detail = {"how": how, "step": visit.step, "deputy": visit.deputy, "role": Role.CLERK.value}
            self._store.log(visit.sheet, "visit_left", detail, visit.by)

    def instant(self) -> str:
        """Return this moment as signatures name it."""
        return instant(self._store.clock())

    def end(self) -> None:
        """Forget the visit, whose sheet is not touched."""
        with self._store.guard:
            self._store.must_write()
            with writing(self._path):
                self._path.unlink(missing_ok=True)
                sync_folder(self._path.parent)

    def begin(self, sheet_id: str, deputy: str, by: str) -> Visit:
        """Hand the device to `deputy` ("": the lead deputy, or whoever it is where the sheet names nobody); `by` is the clerk.

        Marks that another than this deputy made are taken off first, and kept as a version: nothing is preselected. Failure
        `visit_not_now` (no visiting stage), `deputy_unknown`, `visit_done` (signed, or taken from paper), `sheet_has_errors`
        where the office has something to put right first: a leader's signature that is void, say.
        """
        with self._store.guard:
            self._store.must_write()
            template, record = self._store.case(sheet_id)
            if record.stage is not Stage.VISITING:
                raise Failure("visit_not_now", stage=record.stage.value)
            names = deputies(template, record)
            if deputy and deputy not in names:
                raise Failure("deputy_unknown", deputy=deputy)
            deputy = deputy or names[0]
            if deputy not in awaiting(template, record):
                raise Failure("visit_done", deputy=deputy)
            self._refuse_unready(template, record, deputy)
            cleared = self._clear(template, record, deputy)
            visit = Visit(sheet=sheet_id, deputy=deputy, by=by, started=instant(self._store.clock()))
            self.put(visit)
            detail = {"deputy": deputy, "role": Role.CLERK.value, **({"fields": cleared} if cleared else {})}
            self._store.log(sheet_id, "visit_began", detail, by)
            return visit

    def _refuse_unready(self, template: Template, record: Record, deputy: str) -> None:
        """The deputy would read, mark and sign, and only then be told."""
        found = errors(template, record, self._store.clock().date(), deputy)
        known = ((one, template.by_name.get(one.field)) for one in found)
        refuse(template, [one for one, field in known if field is not None and field.role is not Role.DEPUTY])

    def _clear(self, template: Template, record: Record, deputy: str) -> list[str]:
        """Take off what others put into the deputy's fields; return the names of these fields."""
        view = view_of(template, record, deputy)
        own = {one.name for one in template.of(Role.DEPUTY)}
        found = own & (view.answers.keys() | view.signatures.keys())
        origin = view.origins.get(Role.DEPUTY.value)
        in_person = isinstance(origin, Mapping) and origin.get("how") == IN_PERSON
        if not found or (in_person and self._told(template, record, deputy, found)):
            return []
        self._store.keep_version(record, "visit")
        cleared = replace(
            view.without(own),
            origins=MappingProxyType({role: value for role, value in view.origins.items() if role != Role.DEPUTY.value}),
            revision=view.revision + 1,
        )
        self._store.put(with_view(template, record, cleared, deputy))
        return sorted(key_of(template, record, name, deputy) for name in found)

    def _told(self, template: Template, record: Record, deputy: str, found: Collection[str]) -> bool:
        """True where the history tells that the deputy has marked it: a file that was edited says whatever one likes."""
        chain = self._store.journal.of(record.id)
        try:
            unexplained = Provenance(template, chain).end.unexplained(record)
        except Failure:
            return False
        return chain.broken_at is None and unexplained.isdisjoint(key_of(template, record, name, deputy) for name in found)

    def _set_aside(self) -> None:
        path = self._path
        if not self._store.read_only:
            with suppress(Failure):  # a file that cannot be moved is told of where it is
                path = set_aside(self._path, self._store.folder.damaged)
        self._store.notices.append(Notice("visit_unreadable", {"path": str(path)}))


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_NAME:
        raise TypeError("text")
    return value


def _number(value: Any, least: int, most: int) -> int:
    if type(value) is not int or not least <= value <= most:
        raise ValueError("number")
    return value


def _ink(plain: Any) -> Mapping[str, Any]:
    read_signature(plain)
    return dict(plain)
