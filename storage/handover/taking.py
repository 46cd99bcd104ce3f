"""Taking a package in, sheet by sheet: pictures first, then the sheet, then its history.

A crash between two of them leaves what the next attempt completes: nothing of a sheet counts as known before its history is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from forms.errors import Failure
from forms.merging import Conflict, Part, same
from forms.stages import Stage

from ..actor import Actor
from ..assets import Assets
from ..atomic import replace_file
from ..chain import RECEIVED, received
from ..failures import writing
from ..shelf import TemplateShelf
from ..store import Store
from .form import Purpose
from .opening import Enclosed, Parcel
from .planning import NO_CHOICES, Plan, What, plan_for

KEPT_BEFORE = "handover"
"""Why the version before is kept."""
_UNTOUCHED = (What.NOTHING, What.CONFLICT, What.BINNED)


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one sheet: `changed` are the keys that are others now; with `conflicts` it was left as it was."""

    id: str
    title: str
    what: What
    stage: Stage
    round: int
    changed: tuple[str, ...]
    conflicts: tuple[Conflict, ...]

    def plain(self) -> dict[str, object]:
        return {
            "id": self.id,
            "title": self.title,
            "result": self.what.value,
            "stage": self.stage.value,
            "round": self.round,
            "changed": list(self.changed),
            "conflicts": [plain_conflict(one) for one in self.conflicts],
        }


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What became of each sheet of a package."""

    purpose: Purpose
    sheets: tuple[Result, ...]

    @property
    def whole(self) -> bool:
        """True where nothing was left as it was that should have changed."""
        return not any(one.what in (What.CONFLICT, What.BINNED) for one in self.sheets)

    def plain(self) -> dict[str, object]:
        return {"purpose": self.purpose.value, "sheets": [one.plain() for one in self.sheets]}


class Taking:
    """Takes one package in; call it under the guard of the store."""

    def __init__(self, store: Store, assets: Assets, shelf: TemplateShelf, parcel: Parcel, actor: Actor) -> None:
        self._store, self._assets, self._shelf = store, assets, shelf
        self._parcel, self._actor = parcel, actor

    def take(self, choices: Mapping[str, Mapping[str, str]]) -> Unpacked:
        """Take every sheet in that needs no further choice. Failure where one is refused: then nothing was changed."""
        chosen = {sheet.id: choices.get(sheet.id, NO_CHOICES) for sheet in self._parcel.sheets}
        plans = [plan_for(self._store, sheet, chosen[sheet.id]) for sheet in self._parcel.sheets]
        self._parcel.check()
        results = [self._one(plan, sheet) for plan, sheet in zip(plans, self._parcel.sheets, strict=True)]
        return Unpacked(self._parcel.purpose, tuple(results))

    def _one(self, plan: Plan, sheet: Enclosed) -> Result:
        changed: tuple[str, ...] = ()
        stands = plan.mine if plan.what is What.CONFLICT and plan.mine else plan
        if plan.what not in _UNTOUCHED:
            self._keep_template(sheet)
            for name in sheet.assets.values():
                self._assets.keep(self._parcel.asset(name), PurePosixPath(name).suffix)
            self._write(plan)
            self._tell(plan, sheet)
            changed = plan.taken
        return Result(plan.id, plan.title, plan.what, stands.stage, stands.round, changed, plan.conflicts)

    def _keep_template(self, sheet: Enclosed) -> None:
        """Lay down a template that is not at hand here; its declaration was read and is sound."""
        if sheet.source is None or self._shelf.find(sheet.template.id) is not None:
            return
        path = self._store.folder.templates / sheet.template.id / "sheet.toml"
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, sheet.source)
        self._shelf.read()
        if self._shelf.find(sheet.template.id) is None:
            raise Failure("template_unknown", template=sheet.template.id)

    def _write(self, plan: Plan) -> None:
        if plan.mine is not None:
            self._store.keep_version(plan.mine, KEPT_BEFORE)
        if plan.what is What.MERGE and plan.mine is not None:
            if not same(plan.record, plan.mine):
                self._store.put(plan.record)
        else:
            self._store.write(plan.record)

    def _tell(self, plan: Plan, sheet: Enclosed) -> None:
        """The history goes on as the sender's does, or names what came from there."""
        journal = self._store.journal
        here = journal.of(sheet.id)
        if here.known() <= sheet.chain.known() and plan.what is not What.MERGE:
            journal.replace(sheet.id, sheet.history)
            return
        detail: dict[str, Any] = {
            "purpose": self._parcel.purpose.value,
            "sender": self._parcel.by.name,
            "unit": self._parcel.by.unit,
            "packed": self._parcel.made,
            "end": sheet.chain.end,
            "stage": plan.record.stage.value,
            "round": plan.record.round,
            "role": self._actor.role.value,
            "fields": list(plan.taken),
            "decided": list(plan.decided),
            "lines": received(sheet.chain.lines, here.known()),
        }
        journal.add(sheet.id, RECEIVED, self._store.clock(), detail, self._actor.name)


def plain_conflict(conflict: Conflict) -> dict[str, object]:
    """Return a conflict as the command line prints it; ink as who signed when."""
    sides = {"mine": _plain(conflict.mine), "theirs": _plain(conflict.theirs)}
    return {"key": conflict.key, "field": conflict.field, **sides}


def _plain(part: object) -> object:
    if isinstance(part, Part):
        if part.answer is not None:
            return list(part.answer) if isinstance(part.answer, tuple) else part.answer
        return None if part.ink is None else {name: part.ink.get(name) for name in ("kind", "name", "at")}
    return list(part) if isinstance(part, tuple) else part
