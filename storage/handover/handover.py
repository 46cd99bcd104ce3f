"""Handing sheets over and taking them in: what the window and the command line call."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from forms import course as steps
from forms.course import Step, Stepping
from forms.errors import Failure
from forms.fields import Role
from forms.record import Record
from forms.stages import IN_CHARGE, Stage
from forms.template import Template

from ..actor import CLERK, Actor
from ..assets import Assets
from ..atomic import replacement
from ..course import Course
from ..failures import Progress, reading, silent, writing
from ..journal import user_name
from ..outward import must_leave
from ..shelf import MAX_DECLARATION, TemplateShelf
from ..store import Store, instant
from . import envelope, form
from .form import Maker, Purpose
from .lost_lines import Lost
from .opening import Parcel, open_parcel
from .packing import Content, Packed, Packer, proof
from .planning import Incoming, What, plan_for
from .provenance import HANDED_OVER, note
from .taking import Result, Taking, Unpacked
from .verdict import PackageVerdict, verdict_on

NOTHING_CHOSEN: Mapping[str, Mapping[str, str]] = MappingProxyType({})


class Handover:
    """Makes packages of sheets and takes packages in. Any thread may call it; encrypting takes a tenth of a second."""

    def __init__(
        self, store: Store, assets: Assets, templates: TemplateShelf, course: Course, office_name: Callable[[], str]
    ) -> None:
        """`office_name` gives the name of the unit, "" where none is set up."""
        self._store, self._assets, self._templates = store, assets, templates
        self._course, self._office_name = course, office_name

    # ---- out

    def pack(
        self,
        ids: Iterable[str],
        purpose: Purpose | str,
        target: Path,
        actor: Actor = CLERK,
        passphrase: str = "",
        tell: Progress = silent,
    ) -> Packed:
        """Write sheets into a package, encrypted where there is a passphrase, and note it in their histories.

        For review, drafts are submitted first. Failure, before anything is written: `not_for_review`, `not_for_visit`,
        `not_for_return`, `not_ready_for_review` (a draft with errors), `nothing_to_pack`, `packing_too_many`, `history_broken`
        and `history_silent` (nobody else would take the sheet), `asset_missing`, and what `writing` says. `packing_too_large`
        and a full disk show only later: then drafts are submitted, but nothing is noted as handed over.
        """
        aim, chosen = Purpose(purpose), tuple(dict.fromkeys(ids))
        if not chosen:
            raise Failure("nothing_to_pack")
        if len(chosen) > form.MOST_SHEETS:
            raise Failure("packing_too_many", count=len(chosen), limit=form.MOST_SHEETS)
        with self._store.guard:
            self._store.must_write()
            lost = {sheet_id: self._checked(sheet_id, aim, actor) for sheet_id in chosen}
            must_leave(target.parent)
            with writing(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                with replacement(target) as file:
                    self._write_again(lost)
                    dropped = self._submit(chosen if aim is Purpose.REVIEW else (), actor)
                    contents = [self._content(sheet_id, aim, actor) for sheet_id in chosen]
                    file.write(envelope.close(self._packed(contents, aim, actor, tell), passphrase))
                    file.flush()
                    os.fsync(file.fileno())  # on the disk before it is noted as handed over
                    for content in contents:
                        self._store.journal.append(content.record.id, content.line)
        return Packed(target, aim, chosen, dropped)

    def purposes_for(self, sheet_id: str) -> tuple[Purpose, ...]:
        """Return what a sheet could be packed for as it stands; whether a draft may be submitted shows when it is."""
        with self._store.guard:
            record = self._store.read(sheet_id)
            return tuple(aim for aim in Purpose if self._reason_against(record, aim) is None)

    # ---- in

    def look(self, path: Path, passphrase: str = "") -> Incoming:
        """Open a package, prove it, and say what taking it in would do. Nothing is touched.

        Failure `package_encrypted`, `package_passphrase_wrong`, `package_newer`, `package_damaged`, `package_refused`,
        `package_too_large`, `package_history_broken`, `package_not_lawful`, `package_other_round`, `package_template_newer`,
        `package_is_backup`, `no_package`, `template_unknown`, and what `read_bytes` says.
        """
        parcel = open_parcel(path, passphrase, self._templates)
        parcel.check()
        with self._store.guard:
            return Incoming(parcel, tuple(plan_for(self._store, sheet) for sheet in parcel.sheets))

    def take(
        self, incoming: Incoming, choices: Mapping[str, Mapping[str, str]] = NOTHING_CHOSEN, actor: Actor = CLERK
    ) -> Unpacked:
        """Take a package in: each sheet goes on, is joined with ours, or is new.

        `choices` say by sheet and key whether "mine" or "theirs" stands. A sheet for which a choice is missing is left as it
        was, and the result says so. What stands here before is kept as a version. Failure as `look` says: nothing was changed.
        """
        return self.take_parcel(incoming.parcel, choices, actor)

    def take_parcel(self, parcel: Parcel, choices: Mapping[str, Mapping[str, str]], actor: Actor) -> Unpacked:
        with self._store.guard:
            self._store.must_write()
            found = Taking(self._store, self._assets, self._templates, parcel, actor).take(choices)
            return replace(found, sheets=tuple(map(self._finished, found.sheets)))

    def verify(self, path: Path, passphrase: str = "") -> PackageVerdict:
        """Say whether a package is whole, and whether its sheets are what the store says now. Failure as `look` says."""
        parcel = open_parcel(path, passphrase, self._templates)
        parcel.check()
        with self._store.guard:
            return verdict_on(self._store, parcel)

    # ---- inside

    def _finished(self, result: Result) -> Result:
        """With what came from the last device a visit may be over, though nobody was the last there."""
        if result.what is not What.MERGE:
            return result
        return replace(result, stage=self._course.finish_visit(result.id).stage)

    def _checked(self, sheet_id: str, aim: Purpose, actor: Actor) -> Lost | None:
        """Return the line that the history of a sheet has lost; Failure where the sheet cannot be packed."""
        template, record = self._store.case(sheet_id)
        if code := self._reason_against(record, aim):
            raise Failure(code, id=sheet_id, title=_title(record), stage=record.stage.value)
        lost = proof(template, record, self._store.journal.of(sheet_id))
        if any(self._assets.path(digest) is None for digest in form.referred(record.to_plain())):
            raise Failure("asset_missing", id=sheet_id, title=_title(record))
        if aim is Purpose.REVIEW and record.stage is Stage.DRAFTING:
            self._try_to_submit(template, record, actor)
        return lost

    def _write_again(self, lost: Mapping[str, Lost | None]) -> None:
        for sheet_id, line in lost.items():
            if line is not None:
                self._store.journal.add(sheet_id, line.what, self._store.clock(), line.detail)

    def _reason_against(self, record: Record, aim: Purpose) -> str | None:
        if aim is Purpose.REVIEW:
            return None if record.stage in (Stage.DRAFTING, Stage.IN_REVIEW) else "not_for_review"
        if aim is Purpose.VISIT:
            return None if record.stage is Stage.VISITING else "not_for_visit"
        travelled = any(event.what == HANDED_OVER for event in self._store.journal.of(record.id).events)
        return None if travelled else "not_for_return"

    def _try_to_submit(self, template: Template, record: Record, actor: Actor) -> None:
        """Failure as submitting says, before anything is written; it names the sheet, since there may be many."""
        now = self._store.clock()
        try:
            steps.take(template, record, Step.SUBMIT, actor.role, Stepping(actor.name, instant(now), now.date()))
        except Failure as failure:
            code = "not_ready_for_review" if failure.code == "sheet_has_errors" else failure.code
            raise Failure(code, **{**failure.params, "id": record.id, "title": _title(record)}) from failure

    def _submit(self, ids: Sequence[str], actor: Actor) -> dict[str, tuple[str, ...]]:
        """Submit what is drafted still; return by sheet the fields whose void signatures were taken off with it."""
        dropped: dict[str, tuple[str, ...]] = {}
        for sheet_id in ids:
            before = self._store.read(sheet_id)
            if before.stage is Stage.DRAFTING:
                after = self._course.take(sheet_id, Step.SUBMIT, actor)
                if gone := tuple(name for name in before.signatures if name not in after.signatures):
                    dropped[sheet_id] = gone
        return dropped

    def _content(self, sheet_id: str, aim: Purpose, actor: Actor) -> Content:
        template, record = self._store.case(sheet_id)
        journal = self._store.journal
        aimed = {"purpose": aim.value, "for": (IN_CHARGE[record.stage] or Role.CLERK).value}
        detail = {**aimed, "role": actor.role.value, "unit": self._office_name(), **note(record)}
        line = journal.line(sheet_id, HANDED_OVER, self._store.clock(), detail, actor.name)
        return Content(template, record, journal.of(sheet_id), line)

    def _packed(self, contents: Sequence[Content], aim: Purpose, actor: Actor, tell: Progress) -> bytes:
        by = Maker(actor.name or user_name(), self._office_name())
        return Packer(self._assets, self._own_templates(contents)).pack(contents, aim, by, self._store.clock(), tell)

    def _own_templates(self, contents: Sequence[Content]) -> dict[str, bytes]:
        """The declarations of templates that were not shipped with the program: the office's own."""
        sources: dict[str, bytes] = {}
        for template_id in {content.record.template for content in contents}:
            path = self._templates.file_of(template_id)
            if path is not None and path.is_relative_to(self._store.folder.templates):
                with reading(path), path.open("rb") as file:
                    sources[template_id] = file.read(MAX_DECLARATION)
        return sources


def _title(record: Record) -> str:
    return str(record.answers.get("title", ""))
