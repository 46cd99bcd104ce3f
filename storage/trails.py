"""Histories held against what this data folder holds: is one whole, is it the one kept here, does it lead to what a sheet says?

A history that is whole in itself says little: whoever cuts its end off, or makes one up, leaves a chain that holds. What stands
here is known by the digests of its lines, so that a history is recognised whatever its file is called.
"""

from __future__ import annotations

import os
from pathlib import Path

from forms.errors import Failure
from forms.record import Record
from forms.template import Template

from .chain import Chain, line_in
from .failures import reading
from .folders import is_id
from .handover.packing import proof
from .office import JOURNAL
from .people_file import read_people
from .store import Store
from .trail_file import TrailVerdict, check_chain, check_history, count_of, is_history


class Trails:
    """Proves histories of this data folder and copies of them. Nothing is touched."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def check_sheet(self, sheet_id: str) -> TrailVerdict:
        """Say whether the history of a sheet holds, and leads to what the sheet says. Failure `trail_empty`, and as the sheet
        is read."""
        path = self._store.folder.history_of(self._store.known(sheet_id))
        with self._store.guard:
            return self._proved(sheet_id, check_chain(self._store.journal.of(sheet_id), path))

    def check_file(self, path: Path) -> TrailVerdict:
        """Say of a file whether it is whole and what stands here of it; of one in the data folder, whether it leads to what
        lies beside it. Failure as `check_history` says, and as the sheet is read."""
        alone = check_history(path)
        if own := self._own(path):
            with self._store.guard:
                return self._proved(own, alone)
        if not alone.matches:
            return alone
        sheet_id = self._recognised(path, alone.chain)
        if not sheet_id:
            return alone._replace(matches=False)
        with self._store.guard:
            return self._compared(sheet_id, alone)

    # ---- which one it is

    def _own(self, path: Path) -> str:
        """The id of the history that this very file is, "" where it is none of this data folder's."""
        true = Path(os.path.realpath(path))
        return true.stem if true.parent == self._store.folder.history and is_history(true) and is_id(true.stem) else ""

    def _recognised(self, path: Path, chain: Chain) -> str:
        """The id of the history here that begins as the file does, else of the one whose name it bears, "" for neither."""
        folder, named = self._store.folder, path.stem
        first = chain.lines[0].digest
        with reading(folder.history):
            here = sorted(one.stem for one in folder.history.glob("*.jsonl") if is_id(one.stem))
        likeliest_first = sorted(here, key=lambda one: one != named)
        found = (one for one in likeliest_first if _first_digest(folder.history_of(one)) == first)
        return next(found, named if named in here else "")

    # ---- what it says

    def _compared(self, sheet_id: str, alone: TrailVerdict) -> TrailVerdict:
        chain, mine = alone.chain, self._store.journal.of(sheet_id)
        numbers = {"lines": count_of(chain), "here": count_of(mine)}
        verdict = alone._replace(id=sheet_id, here=numbers["here"])
        if mine.broken_at is not None:
            return verdict.but("trail_here_broken", {"line": mine.broken_at})
        known = mine.known()
        if chain.end == mine.end:
            proved = self._proved(sheet_id, verdict)
            return proved._replace(reason="trail_same") if proved.matches else proved
        if chain.end in known:
            return verdict.but("trail_earlier", numbers)
        if mine.end in chain.known():
            return verdict.but("trail_later", numbers)
        other = next(line.number for line in chain.lines if line.digest not in known)
        return verdict.but("trail_differs", {"line": other})

    def _proved(self, sheet_id: str, alone: TrailVerdict) -> TrailVerdict:
        """Hold a history against what lies beside it: the record of its sheet, or the people of the office."""
        verdict = alone._replace(id=sheet_id, here=count_of(alone.chain))
        if not alone.matches:
            return verdict
        if sheet_id == JOURNAL:
            return self._proved_office(verdict)
        case = self._case(sheet_id)
        if case is None:
            return verdict._replace(matches=False)
        template, record = case
        fits = verdict._replace(reason="trail_fits", params={"lines": verdict.here})
        try:
            lost = proof(template, record, alone.chain)
        except Failure as failure:
            return verdict.but("trail_unfit", {"label": template.label(str(failure.params.get("field", "")))})
        return fits if lost is None else fits._replace(notes=(*fits.notes, "trail_lost"))

    def _proved_office(self, verdict: TrailVerdict) -> TrailVerdict:
        """The journal notes by a digest who works here with which PIN."""
        noted = [event.detail["guards"] for event in verdict.chain.events if "guards" in event.detail]
        if noted and noted[-1] != read_people(self._store.folder.people).guards:
            return verdict.but("trail_unfit_office", {})
        return verdict._replace(reason="trail_fits_office", params={"lines": verdict.here})

    def _case(self, sheet_id: str) -> tuple[Template, Record] | None:
        """A sheet with its template, also out of the bin; None where nothing is left of it. Failure `template_unknown`."""
        try:
            record = self._store.read(sheet_id)
        except Failure as failure:
            if failure.code != "sheet_unknown":
                raise
            if not self._store.bin.has(sheet_id):
                return None
            record = self._store.bin.get(sheet_id)
        template = self._store.template_of(record)
        if template is None:
            raise Failure("template_unknown", template=record.template)
        return template, record


def _first_digest(path: Path) -> str:
    with reading(path), path.open("rb") as file:
        return next((line.digest for line in map(line_in, file) if line), "")
