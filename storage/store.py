"""The store: sheets, index, search, versions and histories kept in step, so that a save touches each of them once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from forms.errors import Failure
from forms.lawful import changed_keys, refuse_unlawful
from forms.record import Record
from forms.stages import Stage
from forms.template import Template

from .actor import CLERK, Actor
from .bin import Bin
from .failures import Notice, Progress
from .folders import DataFolder, is_id, new_id
from .index import Index
from .journal import Journal
from .ledger import LedgerRow, row_of, unreadable_row
from .search import Search, text_of
from .sheets import Sheets
from .shelf import TemplateShelf
from .signatures import Act, acts
from .versions import Versions


class Store:
    """The data folder of one office, in memory and on the disk. `guard` makes its steps one, whichever thread takes them."""

    def __init__(self, folder: DataFolder, shelf: TemplateShelf, clock: Callable[[], datetime], *, read_only: bool) -> None:
        self.folder, self.clock, self.read_only = folder, clock, read_only
        self.guard = threading.RLock()
        self.notices: list[Notice] = []
        self.versions = Versions(folder)
        self.journal = Journal(folder)
        self.bin = Bin(folder)
        self._shelf = shelf
        self._sheets = Sheets(folder, self.versions, self.notices.append, read_only=read_only)
        self._index = Index(folder.index)
        self._search: Search | None = None

    # ---- the whole

    def load(self, *, anew: bool = False) -> None:
        """Bring the index up to date with the sheets; with `anew` nothing that is remembered counts."""
        with self.guard:
            whole = not anew and self._index.load(self._shelf.digest)
            if anew:
                self._shelf.read()
                self._forget_all()
            scan = self._sheets.scan()
            if not self.read_only:
                self._sheets.clear_leftovers(scan)
            for sheet_id in (*self._index.stale(scan.signatures), *scan.orphans):
                self._look_at(sheet_id)
            if not whole and scan.signatures:
                self.write_index()

    def write_index(self) -> None:
        """Keep the index for a quick start; it is derived, so a failure is told and does no harm."""
        if not self.read_only:
            with self.guard:
                self.attempt("index_not_written", self._index.write, self._shelf.digest)

    def must_write(self) -> None:
        """Failure `read_only` where the folder was opened for reading alone, or is closed."""
        if self.read_only:
            raise Failure("read_only", path=str(self.folder.root))

    def attempt(self, code: str, action: Callable[..., object], *arguments: object) -> None:
        """Do what must not undo a save that succeeded; if it fails the user is told with a notice of `code`."""
        try:
            action(*arguments)
        except Failure as failure:
            self.notices.append(Notice(code, failure.params))

    # ---- finding

    def rows(self) -> list[LedgerRow]:
        """Return the rows of all sheets, the last changed first."""
        with self.guard:
            return list(self._index.ranked())

    def find(self, prefix: str) -> str:
        """Return the one id that begins with `prefix`; Failure `sheet_unknown` or `id_ambiguous`."""
        with self.guard:
            if self._index.get(prefix):
                return prefix
            found = [sheet_id for sheet_id in self._index.ids() if prefix and sheet_id.startswith(prefix)]
        if len(found) > 1:
            raise Failure("id_ambiguous", id=prefix, count=len(found))
        if not found:
            raise Failure("sheet_unknown", id=prefix)
        return found[0]

    def search(self, words: str) -> list[str]:
        """Return the ids of the sheets that have all `words`, the last changed first."""
        with self.guard:
            return self._searched().find(words, self._index.ranked())

    def warm_search(self, tell: Progress) -> None:
        """Read the texts of all sheets in; other threads get their turn between two sheets."""
        ids = [row.id for row in self.rows() if not row.problem]
        for number, sheet_id in enumerate(ids):
            tell(number, len(ids))
            with self.guard:
                self._warm(sheet_id)
        tell(len(ids), len(ids))

    # ---- sheets

    def read(self, sheet_id: str) -> Record:
        """Return a sheet; Failure `sheet_unknown`, `sheet_damaged` or `schema_newer`."""
        with self.guard:
            return self._sheets.read(self.known(sheet_id))

    def case(self, sheet_id: str) -> tuple[Template, Record]:
        """Return a sheet with its template; Failure also `template_unknown`."""
        record = self.read(sheet_id)
        return self._shelf.get(record.template), record

    def known(self, sheet_id: str) -> str:
        """Return `sheet_id`, which is one: what is none could be a path to anywhere."""
        if not is_id(sheet_id):
            raise Failure("sheet_unknown", id=sheet_id)
        return sheet_id

    def create(
        self,
        template: Template,
        answers: Mapping[str, Any],
        what: str,
        detail: Mapping[str, Any],
        origins: Mapping[str, Any] | None = None,
        who: str = "",
    ) -> Record:
        """Store a new sheet, whole or not at all; `what` is how its history begins, and `who` begins it."""
        with self.guard:
            self.must_write()
            record = Record(id=new_id(), template=template.id, version=template.version, answers=answers, origins=origins or {})
            try:
                saved = self.put(record)
            except Failure:
                with suppress(Failure):  # its file may be there, though it could not be made durable
                    self.remove(record.id)
                raise
            self.log(saved.id, what, detail, who)
            return saved

    def save(self, record: Record, changed: Iterable[str], actor: Actor = CLERK) -> Record:
        """Store a sheet that `actor` changed; see `Desk.save`."""
        with self.guard:
            self.must_write()
            stored = self._stored(record.id)
            if stored and _same(stored, record):
                return stored
            if not stored and record.stage is not Stage.DRAFTING and not self.journal.of(record.id).lines:
                raise Failure("sheet_unknown", id=record.id)  # nothing becomes a signed sheet out of nothing
            if stored and record.revision <= stored.revision:
                raise Failure("older_revision", id=record.id, revision=record.revision, stored=stored.revision)
            if stored:
                self._refuse_unlawful(stored, record, actor)
                self.attempt("version_not_kept", self.versions.before_edit, stored, self.clock())
            saved = self.put(record)
            self._log_changed(stored, record, changed, actor)
            return saved

    def put(self, record: Record) -> Record:
        """Write a sheet with the instants of now, and know it everywhere."""
        now = instant(self.clock())
        saved = replace(record, created=record.created or now, updated=now)
        self.write(saved)
        return saved

    def write(self, record: Record) -> None:
        """Write a sheet as it is, and know it everywhere."""
        signature = self._sheets.write(record)
        row = self.row(record)
        self._index.put(row, signature)
        if self._search is not None:
            self._search.put_row(row)
            self._search.put_text(record.id, text_of(record, self._shelf.find(record.template)))

    def remove(self, sheet_id: str) -> None:
        """Remove the file of a sheet, and forget it everywhere."""
        self._sheets.remove(sheet_id)
        self._index.drop(sheet_id)
        if self._search is not None:
            self._search.drop(sheet_id)

    def row(self, record: Record) -> LedgerRow:
        return row_of(record, self._shelf.find(record.template))

    def template_of(self, record: Record) -> Template | None:
        """Return the template of a record, None where it is not installed."""
        return self._shelf.find(record.template)

    def keep_version(self, record: Record, why: str) -> None:
        """Keep a version of a sheet; if it cannot be kept the user is told."""
        self.attempt("version_not_kept", self.versions.keep, record, why, self.clock())

    def log(self, sheet_id: str, what: str, detail: Mapping[str, Any] | None = None, who: str = "") -> None:
        """Append to the history of a sheet; if it cannot be written the user is told. `who` acted, or else who is logged in."""
        self.attempt("history_not_written", self.journal.add, sheet_id, what, self.clock(), detail, who)

    def log_signatures(self, template: Template, old: Record, new: Record, actor: Actor = CLERK) -> None:
        """Tell what a change that has its own line in the history made of the signatures."""
        told = acts(template, old, new, changed_keys(template, old, new))
        self.attempt("history_not_written", self._tell_acts, new, told, actor)

    # ---- inside

    def _refuse_unlawful(self, stored: Record, record: Record, actor: Actor) -> None:
        template = self._shelf.find(stored.template)
        if template is not None:  # without it nobody can have opened the sheet
            refuse_unlawful(template, stored, record, actor.role)

    def _log_changed(self, stored: Record | None, record: Record, changed: Iterable[str], actor: Actor) -> None:
        template = self._shelf.find(record.template)
        keys, told = set[str](), list[Act]()
        if template is not None and stored is not None:
            keys = changed_keys(template, stored, record)
            told = acts(template, stored, record, keys)
        said = keys or set(changed)  # of a sheet that was lost on the disk one knows no more than what was said
        self.attempt("history_not_written", self._tell_changes, record, said, told, actor)

    def _tell_changes(self, record: Record, keys: set[str], told: Sequence[Act], actor: Actor) -> None:
        """What was edited, as one event for a while; then each act of signing, always an event of its own."""
        edited = keys.difference(*(act.keys for act in told))
        role = "" if actor == CLERK else actor.role.value
        if edited or not told:
            self.journal.changed(record.id, edited, record.revision, self.clock(), who=actor.name, role=role)
        self._tell_acts(record, told, actor)

    def _tell_acts(self, record: Record, told: Sequence[Act], actor: Actor) -> None:
        for act in told:
            detail = {**act.detail, "role": actor.role.value, "revision": record.revision}
            self.journal.add(record.id, act.what, self.clock(), detail, actor.name)

    def _forget_all(self) -> None:
        self._index.clear()
        self._search = None
        self.versions.forget_session()
        self.journal.forget_session()

    def _searched(self) -> Search:
        if self._search is None:
            self._search = Search()
            self._search.put_rows(self._index.ranked())
        return self._search

    def _look_at(self, sheet_id: str) -> None:
        try:
            record = self._sheets.read(sheet_id)
            self._index.put(self.row(record), self._sheets.signature(sheet_id))
        except Failure as failure:
            self._index.drop(sheet_id)
            with suppress(Failure):  # a damaged one was set aside: it has no file any more
                self._index.put(unreadable_row(sheet_id, failure.code), self._sheets.signature(sheet_id))

    def _warm(self, sheet_id: str) -> None:
        search = self._searched()
        if search.has_text(sheet_id) or self._index.get(sheet_id) is None:
            return
        try:
            record = self._sheets.read(sheet_id)
        except Failure:
            return
        search.put_text(sheet_id, text_of(record, self._shelf.find(record.template)))

    def _stored(self, sheet_id: str) -> Record | None:
        """What a save goes over; None where there is nothing left of it on the disk."""
        try:
            return self.read(sheet_id)
        except Failure as failure:
            if failure.code not in ("sheet_damaged", "sheet_unknown") or not is_id(sheet_id):
                raise
            if self.bin.has(sheet_id):
                raise Failure("sheet_in_bin", id=sheet_id) from failure
            return None


def instant(now: datetime) -> str:
    """Return a moment as records keep it: ISO 8601 with milliseconds and the offset of the place."""
    return now.isoformat(timespec="milliseconds")


def _same(stored: Record, record: Record) -> bool:
    return replace(stored, updated="", created="") == replace(record, updated="", created="")
