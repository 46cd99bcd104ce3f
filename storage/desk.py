"""The desk: the use cases that the window and the command line share. Thin; each does its work through one part of the store."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from filelock import FileLock

from forms.checks import Finding, check
from forms.errors import Failure
from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from forms.stages import may_change
from forms.template import Template
from forms.typesetting.fonts import FontShelf

from .bin import Bin, BinRow
from .exporting import Exporter, ExportOptions, ExportOrder, ExportReport, plan, write
from .failures import Notice, Progress, silent, writing
from .folders import DataFolder, is_id, new_id
from .importing import Imported, ImportReport, Incoming, import_files
from .index import Index
from .journal import Chain, Event, Journal
from .ledger import LedgerRow, row_of, unreadable_row
from .lock import lock
from .plain import filled
from .search import Search, text_of
from .sheets import Sheets
from .shelf import TemplateShelf
from .versions import Version, Versions

SHIPPED = Path(__file__).resolve().parent.parent / "templates"


def local_now() -> datetime:
    """Return this moment with the offset of the place."""
    return datetime.now().astimezone()


class Desk:
    """The data folder of one office, open. Every method may be called from any thread; a save is on the disk when it returns."""

    def __init__(self, folder: DataFolder, shelf: TemplateShelf, clock: Callable[[], datetime], held: FileLock | None) -> None:
        self.templates = shelf
        self.read_only = held is None
        self._folder, self._clock, self._held = folder, clock, held
        self._guard = threading.RLock()
        self._notices: list[Notice] = []
        self._versions = Versions(folder)
        self._sheets = Sheets(folder, self._versions, self._notices.append, read_only=self.read_only)
        self._journal = Journal(folder)
        self._bin = Bin(folder)
        self._index = Index(folder.index, shelf.digest)
        self._search: Search | None = None

    # ---- opening and closing

    @classmethod
    def open(
        cls,
        data: Path,
        *,
        shipped: Path | None = None,
        clock: Callable[[], datetime] = local_now,
        read_only: bool = False,
    ) -> Self:
        """Open the data folder `data`, made where it is missing; with `read_only` nothing in it is touched, not even the lock.

        Failure `data_in_use` where another process writes in it, `not_writable` or `disk_full` where nothing can be kept.
        """
        folder = DataFolder(data.resolve())
        held = None if read_only else _prepared(folder)
        try:
            desk = cls(folder, TemplateShelf((folder.templates, shipped or SHIPPED)), clock, held)
            desk._load()
        except BaseException:
            if held:
                held.release()
            raise
        return desk

    def close(self) -> None:
        """Keep the index for a quick start, and let go of the folder. The sheets are on the disk already."""
        with self._guard:
            if self._held is None:
                return
            try:
                self._index.write()
            except Failure as failure:  # it is derived: the next start makes it anew
                self._notices.append(Notice("index_not_written", failure.params))
            finally:
                self._held.release()
                self._held = None
                self.read_only = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What was repaired since opening."""
        return tuple(self._notices)

    def today(self) -> date:
        return self._clock().date()

    @cached_property
    def fonts(self) -> FontShelf:
        """The fonts of the export, found once."""
        return FontShelf.default()

    # ---- the ledger

    def ledger(self) -> list[LedgerRow]:
        """Return the rows of all sheets, the last changed first."""
        with self._guard:
            return list(self._index.ranked())

    def find(self, prefix: str) -> str:
        """Return the one id that begins with `prefix`; Failure `sheet_unknown` or `id_ambiguous`."""
        with self._guard:
            if self._index.get(prefix):
                return prefix
            found = [sheet_id for sheet_id in self._index.ids() if prefix and sheet_id.startswith(prefix)]
        if len(found) > 1:
            raise Failure("id_ambiguous", id=prefix, count=len(found))
        if not found:
            raise Failure("sheet_unknown", id=prefix)
        return found[0]

    def search(self, words: str) -> list[str]:
        """Return the ids of the sheets that have all `words`, in the order of the ledger; "" finds all."""
        with self._guard:
            return self._searched.find(words, self._index.ranked())

    def warm_search(self, tell: Progress = silent) -> None:
        """Read the texts of all sheets in, so that `search` finds them too. Slow: call it in the background."""
        with self._guard:
            ids = [row.id for row in self._index.ranked() if not row.problem]
        for number, sheet_id in enumerate(ids):
            tell(number, len(ids))
            with self._guard:
                self._warm(sheet_id)
        tell(len(ids), len(ids))

    # ---- sheets

    def new_sheet(self, template_id: str | None = None) -> Sheet:
        """Store a new sheet and return it; Failure `template_unknown` or `no_template`."""
        template = self.templates.get(template_id) if template_id else self.templates.standard()
        with self._guard:
            return Sheet(template, self._created(template, {}, "created", {}))

    def open_sheet(self, sheet_id: str) -> Sheet:
        """Return a sheet; Failure `sheet_unknown`, `sheet_damaged`, `schema_newer` or `template_unknown`."""
        template, record = self._case(sheet_id)
        return Sheet(template, record)

    def save(self, record: Record, changed: Iterable[str] = ()) -> Record:
        """Store a changed sheet; return it with the instants of the store. Durable when this returns.

        Failure `older_revision` where a later state is stored already, `sheet_in_bin` where the sheet was deleted. A sheet whose
        file was lost or damaged meanwhile is written anew: the text in hand is what counts.
        """
        with self._guard:
            self._must_write()
            stored = self._stored(record.id)
            if stored and _same(stored, record):
                return stored
            if stored and record.revision <= stored.revision:
                raise Failure("older_revision", id=record.id, revision=record.revision, stored=stored.revision)
            fields = _differing(stored, record) | set(changed)
            if stored:
                self._attempt("version_not_kept", self._versions.before_edit, stored, self._clock())
            saved = self._put(record)
            self._attempt("history_not_written", self._journal.changed, record.id, fields, record.revision, self._clock())
            return saved

    def fill(self, sheet_id: str, plain: object) -> list[str]:
        """Set the clerk's answers from `{"answers": {…}, "reply": "…"}`, all or none; return the names of those that changed."""
        with self._guard:
            self._must_write()
            sheet = self.open_sheet(sheet_id)
            change = sheet.fill(filled(plain, sheet.template), Role.CLERK)
            if change.fields:
                self.save(sheet.record, change.fields)
            return sorted(change.fields)

    def check(self, sheet_id: str) -> tuple[Finding, ...]:
        """Return the findings of a sheet, as of today."""
        template, record = self._case(sheet_id)
        return check(template, record, self.today())

    # ---- the bin

    def delete(self, sheet_id: str) -> None:
        """Put a sheet into the bin."""
        with self._guard:
            self._must_write()
            record = self._sheets.read(sheet_id)
            now = self._clock()
            self._attempt("version_not_kept", self._versions.keep, record, "delete", now)
            self._bin.put(replace(record, extra={**record.extra, "deleted": _instant(now)}))
            self._sheets.remove(sheet_id)
            self._forget(sheet_id)
            self._attempt("history_not_written", self._journal.add, sheet_id, "deleted", now)

    def bin(self) -> list[BinRow]:
        """Return the deleted sheets, the last deleted first."""
        with self._guard:
            records = self._bin.records()
        rows = [BinRow(self._row(record), str(record.extra.get("deleted", ""))) for record in records]
        return sorted(rows, key=lambda row: row.deleted, reverse=True)

    def undelete(self, sheet_id: str) -> None:
        """Bring a sheet back from the bin, as it was."""
        with self._guard:
            self._must_write()
            record = self._bin.get(sheet_id)
            extra = {name: value for name, value in record.extra.items() if name != "deleted"}
            self._write(replace(record, extra=extra))
            self._bin.drop(sheet_id)
            self._attempt("history_not_written", self._journal.add, sheet_id, "undeleted", self._clock())

    def empty_bin(self, ids: Iterable[str] | None = None) -> int:
        """Remove deleted sheets and their versions for good; return how many. Their history stays."""
        with self._guard:
            self._must_write()
            chosen = self._bin.ids() if ids is None else [sheet_id for sheet_id in ids if self._bin.has(sheet_id)]
            for sheet_id in chosen:
                self._bin.drop(sheet_id)
                with writing(self._folder.versions_of(sheet_id)):
                    self._versions.drop(sheet_id)
                self._attempt("history_not_written", self._journal.add, sheet_id, "purged", self._clock())
            return len(chosen)

    # ---- versions and history

    def versions(self, sheet_id: str) -> list[Version]:
        """Return the earlier states of a sheet, newest first."""
        with self._guard:
            return self._versions.of(self._known(sheet_id))

    def version(self, sheet_id: str, key: str) -> Record:
        """Return a sheet as it was; Failure `version_unknown` or `file_damaged`."""
        with self._guard:
            return self._versions.record(self._known(sheet_id), key)

    def restore_version(self, sheet_id: str, key: str) -> Record:
        """Give the clerk's fields the answers they had; what stands now is kept as a version first."""
        with self._guard:
            self._must_write()
            template, record = self._case(sheet_id)
            earlier = self._versions.record(sheet_id, key)
            names = [field.name for field in template.fields if may_change(field, Role.CLERK, record.stage)]
            if not names:
                raise Failure("not_restored", stage=record.stage.value)
            self._versions.keep(record, "restore", self._clock())
            saved = self._put(record.with_answers({name: earlier.answers.get(name) for name in names}))
            self._attempt("history_not_written", self._journal.add, sheet_id, "restored", self._clock(), {"version": key})
            return saved

    def history(self, sheet_id: str) -> list[Event]:
        """Return what was done to a sheet, oldest first."""
        return list(self.history_chain(sheet_id).events)

    def history_chain(self, sheet_id: str) -> Chain:
        """Return the history of a sheet and whether its chain of digests holds."""
        with self._guard:
            return self._journal.of(self._known(sheet_id))

    def record_event(self, sheet_id: str, what: str, detail: Mapping[str, Any] | None = None) -> None:
        """Append to the history of a sheet what was done outside the desk, e.g. `printed`."""
        with self._guard:
            self._must_write()
            self._journal.add(self._known(sheet_id), what, self._clock(), detail)

    # ---- in and out

    def import_files(self, paths: Iterable[Path], template_id: str | None = None, tell: Progress = silent) -> ImportReport:
        """Make a sheet of each file; a file that cannot be read is reported and leaves nothing behind."""
        self._must_write()
        templates = (self.templates.get(template_id),) if template_id else self.templates.all()
        return import_files(paths, templates, self._imported, tell)

    def export(self, order: ExportOrder, tell: Progress = silent) -> ExportReport:
        """Write the copies; sheets with errors are refused unless it is a draft. The report says what is there and what failed."""
        return Exporter(self._case, self.fonts, self.today(), self._exported).run(order, tell)

    def would_replace(self, order: ExportOrder) -> list[Path]:
        """Return the files that `export` would replace."""
        targets = plan(order, self._case, ExportReport())
        return [target.path for files in targets.values() for target in files if target.path.exists()]

    def pdf(self, record: Record, options: ExportOptions) -> bytes:
        """Return the PDF of a record as it stands in the window: for preview and print."""
        return write("pdf", self.templates.get(record.template), record, options, self.fonts)

    # ---- inside

    @property
    def _searched(self) -> Search:
        if self._search is None:
            self._search = Search()
            for row in self._index.ranked():
                self._search.put_row(row)
        return self._search

    def _load(self) -> None:
        whole = self._index.load()
        scan = self._sheets.scan()
        if not self.read_only:
            self._sheets.clear_leftovers(scan)
        for sheet_id in (*self._index.stale(scan.signatures), *scan.orphans):
            self._reload(sheet_id)
        if not whole and scan.signatures and not self.read_only:
            self._attempt("index_not_written", self._index.write)

    def _reload(self, sheet_id: str) -> None:
        try:
            record = self._sheets.read(sheet_id)
            self._index.put(self._row(record), self._sheets.signature(sheet_id))
        except Failure as failure:
            self._index.drop(sheet_id)
            if failure.code == "schema_newer":
                self._index.put(unreadable_row(sheet_id, failure.code), self._sheets.signature(sheet_id))

    def _warm(self, sheet_id: str) -> None:
        if self._searched.has_text(sheet_id) or self._index.get(sheet_id) is None:
            return
        try:
            record = self._sheets.read(sheet_id)
        except Failure:
            return
        self._searched.put_text(sheet_id, text_of(record, self.templates.find(record.template)))

    def _case(self, sheet_id: str) -> tuple[Template, Record]:
        with self._guard:
            record = self._sheets.read(self._known(sheet_id))
        return self.templates.get(record.template), record

    def _known(self, sheet_id: str) -> str:
        if not is_id(sheet_id):
            raise Failure("sheet_unknown", id=sheet_id)
        return sheet_id

    def _stored(self, sheet_id: str) -> Record | None:
        try:
            return self._sheets.read(self._known(sheet_id))
        except Failure as failure:
            if failure.code not in ("sheet_damaged", "sheet_unknown") or not is_id(sheet_id):
                raise
            if self._bin.has(sheet_id):
                raise Failure("sheet_in_bin", id=sheet_id) from failure
            return None

    def _created(self, template: Template, answers: Mapping[str, Any], what: str, detail: Mapping[str, Any]) -> Record:
        self._must_write()
        record = Record(id=new_id(), template=template.id, version=template.version, answers=answers)
        saved = self._put(record)
        self._attempt("history_not_written", self._journal.add, saved.id, what, self._clock(), detail)
        return saved

    def _imported(self, path: Path, incoming: Incoming) -> Imported:
        with self._guard:
            record = self._created(incoming.template, incoming.answers, "imported", {"file": path.name})
            return Imported(record.id, str(path), self._row(record).title, incoming.warnings)

    def _exported(self, record: Record, files: list[Path], order: ExportOrder) -> None:
        with self._guard:
            if self.read_only:
                return
            copies = list(order.copies) if order.copies else None
            detail = {
                "files": [path.name for path in files],
                "copies": copies,
                "draft": order.draft,
                "revision": record.revision,
            }
            self._attempt("version_not_kept", self._versions.keep, record, "export", self._clock())
            self._attempt("history_not_written", self._journal.add, record.id, "exported", self._clock(), detail)

    def _put(self, record: Record) -> Record:
        now = _instant(self._clock())
        saved = replace(record, created=record.created or now, updated=now)
        self._write(saved)
        return saved

    def _write(self, record: Record) -> None:
        signature = self._sheets.write(record)
        row = self._row(record)
        self._index.put(row, signature)
        if self._search is not None:
            self._search.put_row(row)
            self._search.put_text(record.id, text_of(record, self.templates.find(record.template)))

    def _forget(self, sheet_id: str) -> None:
        self._index.drop(sheet_id)
        if self._search is not None:
            self._search.drop(sheet_id)

    def _row(self, record: Record) -> LedgerRow:
        return row_of(record, self.templates.find(record.template))

    def _must_write(self) -> None:
        if self.read_only:
            raise Failure("read_only", path=str(self._folder.root))

    def _attempt(self, code: str, action: Callable[..., object], *arguments: object) -> None:
        """Do what must not undo a save that succeeded; if it fails the user is told."""
        try:
            action(*arguments)
        except Failure as failure:
            self._notices.append(Notice(code, failure.params))


def _prepared(folder: DataFolder) -> FileLock:
    with writing(folder.root):
        folder.root.mkdir(parents=True, exist_ok=True)
    held = lock(folder)
    try:
        with writing(folder.root):
            folder.create()
    except Failure:
        held.release()
        raise
    return held


def _instant(now: datetime) -> str:
    return now.isoformat(timespec="milliseconds")


def _same(stored: Record, record: Record) -> bool:
    return replace(stored, updated="", created="") == replace(record, updated="", created="")


def _differing(stored: Record | None, record: Record) -> set[str]:
    old, new = (stored.answers if stored else {}), record.answers
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}
