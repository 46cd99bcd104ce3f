"""The course of sheets in the store: each step, scan and entry from paper is one durable change with a line in the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from forms import course
from forms.canonical import plain_json
from forms.checks import errors
from forms.course import Step, Stepping, Taken
from forms.deputies import deputies, is_lead, key_of, view_of
from forms.errors import Failure
from forms.fields import Role
from forms.lawful import changed_keys
from forms.merging import pins
from forms.record import Record
from forms.stages import Stage
from forms.template import Template

from .actor import Actor
from .assets import Assets
from .changes import FieldChange, changed_fields, returned_version
from .store import Store, instant

FROM_PAPER, SCANNED, UNSCANNED = "entered_from_paper", "scan_added", "scan_removed"
_SCANNING = (Stage.SIGNED, Stage.ARCHIVED)


class Course:
    """Takes steps. Before each the sheet is kept as a version; what a step leaves behind is kept in the history."""

    def __init__(self, store: Store, assets: Assets) -> None:
        self._store, self._assets = store, assets

    def take(self, sheet_id: str, step: Step, actor: Actor, reason: str = "", deputy: str = "") -> Record:
        """Take a step and return the sheet as it is then. Failure as `forms.course.take` says: nothing was changed."""
        with self._store.guard:
            self._store.must_write()
            template, record = self._store.case(sheet_id)
            now = self._store.clock()
            stepping = Stepping(actor.name, instant(now), now.date(), reason.strip(), deputy)
            taken = course.take(template, record, step, actor.role, stepping)
            detail = self._detail(template, record, taken, stepping)
            return self._put(template, record, taken.record, step.value, detail, actor)

    def enter_from_paper(
        self, sheet_id: str, deputy: str, answers: Mapping[str, object], scans: Sequence[str], actor: Actor
    ) -> Record:
        """Enter the marks that a deputy made on the paper that came back (据寄回纸质表录入); `scans` are kept assets."""
        with self._store.guard:
            self._store.must_write()
            _refuse_others("from_paper", actor)
            template, record = self._store.case(sheet_id)
            for scan in scans:
                self._must_have(scan)
            now = self._store.clock()
            stepping = Stepping(actor.name, instant(now), now.date(), deputy=deputy)
            entered = course.from_paper(template, record, answers, tuple(scans), stepping)
            detail = {"deputy": deputy, "scans": list(scans), "from": record.stage.value, "to": entered.stage.value}
            return self._put(template, record, entered, FROM_PAPER, detail, actor)

    def finish_visit(self, sheet_id: str) -> Record:
        """Let the visit be over where all deputies have answered, each on a device of their own, so that none was the last.

        Return the sheet as it is then; one with errors, or with somebody still to answer, stays as it was.
        """
        with self._store.guard:
            self._store.must_write()
            template, record = self._store.case(sheet_id)
            if record.stage is not Stage.VISITING or course.awaiting(template, record):
                return record
            if errors(template, record, self._store.clock().date()):
                return record
            last = deputies(template, record)[-1]
            signed = replace(record, stage=Stage.SIGNED, revision=record.revision + 1)
            detail = {"from": record.stage.value, "to": signed.stage.value, "deputy": last}
            return self._put(template, record, signed, Step.CONFIRM.value, detail, Actor(Role.DEPUTY, last))

    def add_scan(self, sheet_id: str, data: bytes, suffix: str, actor: Actor) -> Record:
        """Keep a picture of the signed paper with the sheet. Failure `step_not_now` before it is signed."""
        with self._store.guard:
            self._store.must_write()
            template, record = self._scanned(sheet_id, SCANNED, actor)
            digest = self._assets.keep(data, suffix)
            if digest in record.scans:
                return record
            changed = replace(record, scans=(*record.scans, digest), revision=record.revision + 1)
            return self._put(template, record, changed, SCANNED, {"scan": digest}, actor)

    def drop_scan(self, sheet_id: str, digest: str, actor: Actor) -> Record:
        """Take a picture off the sheet again, while it is not archived; the file itself stays."""
        with self._store.guard:
            self._store.must_write()
            template, record = self._scanned(sheet_id, UNSCANNED, actor)
            if record.stage is Stage.ARCHIVED:
                raise Failure("step_not_now", step=UNSCANNED, stage=record.stage.value)
            left = tuple(scan for scan in record.scans if scan != digest)
            changed = replace(record, scans=left, revision=record.revision + 1)
            return self._put(template, record, changed, UNSCANNED, {"scan": digest}, actor)

    def changes_since_return(self, sheet_id: str) -> tuple[FieldChange, ...]:
        """Return what the clerk has changed since the leader last sent the sheet back, () where that never was."""
        with self._store.guard:
            template, record = self._store.case(sheet_id)
            events = self._store.journal.of(sheet_id).events
            version = returned_version(self._store.versions.of(sheet_id), events)
            earlier = self._store.versions.record(sheet_id, version.key) if version else record
        return changed_fields(template, earlier, record)

    # ---- inside

    def _scanned(self, sheet_id: str, what: str, actor: Actor) -> tuple[Template, Record]:
        _refuse_others(what, actor)
        template, record = self._store.case(sheet_id)
        if record.stage not in _SCANNING:
            raise Failure("step_not_now", step=what, stage=record.stage.value)
        return template, record

    def _must_have(self, scan: str) -> None:
        try:
            self._assets.read(scan)
        except KeyError as error:
            raise Failure("scan_missing") from error

    def _put(self, template: Template, old: Record, new: Record, what: str, detail: Mapping[str, Any], actor: Actor) -> Record:
        keys = sorted(changed_keys(template, old, new))
        self._store.versions.keep(old, what, self._store.clock())
        saved = self._store.put(new)
        deputy = str(detail.get("deputy", ""))
        voice = "" if is_lead(template, new, deputy) else deputy
        told = {**detail, "role": actor.role.value, "revision": old.revision, **({"fields": keys} if keys else {})}
        told |= {"voice": voice, "values": pins(template, new, voice)}
        self._store.log(old.id, what, told, actor.name)
        return saved

    def _detail(self, template: Template, old: Record, taken: Taken, stepping: Stepping) -> dict[str, Any]:
        new = taken.record
        detail: dict[str, Any] = {"from": old.stage.value, "to": new.stage.value}
        if stepping.reason:
            detail["reason"] = stepping.reason
        if stepping.deputy:
            detail["deputy"] = stepping.deputy
        if new.round != old.round:
            detail["round"] = new.round
        signed = view_of(template, new, stepping.deputy).signatures
        bound = {name: entry["digest"] for name, entry in signed.items() if "digest" in entry}
        dropped = [self._dropped(template, old, part) for part in taken.dropped]
        return {**detail, **({"signatures": bound} if bound else {}), **({"dropped": dropped} if dropped else {})}

    def _dropped(self, template: Template, record: Record, part: Mapping[str, Any]) -> dict[str, Any]:
        """What a step left behind: marks as they were, ink as an asset, since the history is read line by line."""
        key = key_of(template, record, part["field"], part["deputy"])
        if "entry" not in part:
            return {"key": key, "answer": part["answer"]}
        entry = part["entry"]
        about = {name: entry.get(name, "") for name in ("name", "at", "digest")}
        return {"key": key, **about, "asset": self._assets.keep(plain_json(entry), "json")}


def _refuse_others(what: str, actor: Actor) -> None:
    """What comes back on paper is the clerk's to enter."""
    if actor.role is not Role.CLERK:
        raise Failure("step_not_yours", step=what, owner=Role.CLERK.value, role=actor.role.value)
