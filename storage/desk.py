"""The desk: the use cases that the window and the command line share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from filelock import FileLock

from forms.checks import Finding
from forms.errors import Failure
from forms.export import ExportOptions, write
from forms.export.fingerprint import read_code
from forms.export.mark import read_scanned
from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from forms.template import Template
from forms.typesetting.fonts import FontShelf

from .actor import CLERK, Actor
from .assets import Assets
from .backup import make_backup
from .bin import BinRow
from .course import Course
from .deleting import Deleting
from .exporting import Exporter, ExportOrder, ExportReport, plan
from .failures import Notice, Progress, silent, writing
from .findings import findings_of
from .folders import DataFolder
from .importing import Imported, ImportReport, Incoming, foreign_origins, import_files
from .journal import Chain, Event
from .later import later
from .ledger import LedgerRow
from .lock import lock
from .office import Office
from .plain import filled
from .printing import Printing, read_printing, write_printing
from .restoring import finish_restoring, restore_backup, unfinished
from .reverting import revert
from .shelf import TemplateShelf
from .store import Store, instant
from .verifying import Exported, Verdict, code_verdict
from .versions import Version
from .visits import Visits

if TYPE_CHECKING:
    from . import trails
    from .handover import handover
else:
    trails = later("storage.trails")
    handover = later("storage.handover.handover")

SHIPPED = Path(__file__).resolve().parent.parent / "templates"


def local_now() -> datetime:
    """Return this moment with the offset of the place."""
    return datetime.now().astimezone()


class Desk:
    """The data folder of one office, open. Any thread may call it; what was saved is on the disk when `save` returns."""

    def __init__(self, store: Store, shelf: TemplateShelf, held: FileLock | None) -> None:
        self.templates = shelf
        self._store = store
        self._held = held
        self.assets = Assets(store.folder)
        self.course = Course(store, self.assets)
        self.office = Office(store)
        self.visits = Visits(store)
        self._deleting = Deleting(store)
        self._fonts: FontShelf | None = None
        self._printing, notice = read_printing(store.folder.printing)
        if notice:
            store.notices.append(notice)

    @cached_property
    def handover(self) -> handover.Handover:
        """What makes packages of sheets and takes packages in."""
        return handover.Handover(self._store, self.assets, self.templates, self.course, self._unit)

    @cached_property
    def trails(self) -> trails.Trails:
        """What proves histories, those kept here and copies of them."""
        return trails.Trails(self._store)

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
        folder = DataFolder.at(data)
        if read_only and unfinished(folder):
            raise Failure("restore_unfinished", path=str(folder.root))
        held = None if read_only else _prepared(folder)
        try:
            shelf = TemplateShelf((folder.templates, shipped or SHIPPED))
            store = Store(folder, shelf, clock, read_only=read_only)
            store.load()
        except BaseException:
            if held:
                held.release()
            raise
        return cls(store, shelf, held)

    def close(self) -> None:
        """Keep the index for a quick start, and let go of the folder. The sheets are on the disk already."""
        with self._store.guard:
            if self._held is None:
                return
            try:
                self._store.write_index()
            finally:
                self._store.read_only = True
                self._held.release()
                self._held = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def read_only(self) -> bool:
        return self._store.read_only

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What was repaired, and what could not be kept, since opening."""
        return tuple(self._store.notices)

    @property
    def clerk(self) -> Actor:
        """Who works here where nobody was asked: the first clerk of the office."""
        clerks = self.office.clerks
        return Actor(Role.CLERK, clerks[0].name) if clerks else CLERK

    def now(self) -> datetime:
        return self._store.clock()

    def today(self) -> date:
        return self.now().date()

    # ---- printing

    @property
    def printing(self) -> Printing:
        """How papers are printed here."""
        return self._printing

    def set_printing(self, printing: Printing) -> None:
        """Print so from now on, in the window and on the command line. Failure `font_file_unusable`, `not_writable` …"""
        with self._store.guard:
            self._store.must_write()
            write_printing(self._store.folder.printing, printing)
            self._printing, self._fonts = printing, None

    @property
    def fonts(self) -> FontShelf:
        """The fonts that print, found once."""
        with self._store.guard:
            if self._fonts is None:
                self._fonts = self._printing.shelf()
            return self._fonts

    # ---- the ledger

    def ledger(self) -> list[LedgerRow]:
        """Return the rows of all sheets, the last changed first."""
        return self._store.rows()

    def find(self, prefix: str) -> str:
        """Return the one id that begins with `prefix`; Failure `sheet_unknown` or `id_ambiguous`."""
        return self._store.find(prefix)

    def search(self, words: str) -> list[str]:
        """Return the ids of the sheets that have all `words`, in the order of the ledger; "" finds all."""
        return self._store.search(words)

    def warm_search(self, tell: Progress = silent) -> None:
        """Read the texts of all sheets in, so that `search` finds them too. Slow: call it in the background."""
        self._store.warm_search(tell)

    # ---- sheets

    def new_sheet(self, template_id: str | None = None) -> Sheet:
        """Store a new sheet, with what the office fills in by itself; Failure `template_unknown` or `no_template`."""
        template = self.templates.get(template_id) if template_id else self.templates.standard()
        return Sheet(template, self._store.create(template, self.office.defaults(template), "created", {}, who=self.clerk.name))

    def open_sheet(self, sheet_id: str) -> Sheet:
        """Return a sheet; Failure `sheet_unknown`, `sheet_damaged`, `schema_newer` or `template_unknown`."""
        return Sheet(*self._store.case(sheet_id))

    def save(self, record: Record, changed: Iterable[str] = (), actor: Actor = CLERK) -> Record:
        """Store a sheet that `actor` changed; return it with the instants of the store. Durable when this returns.

        ChangeRefused where the actor may not have made that change (whoever calls: window, package or command), Failure
        `older_revision` where a later state is stored already, `sheet_in_bin` where the sheet was deleted. Where the
        file was lost or damaged meanwhile it is written anew: the text in hand is what counts.
        """
        return self._store.save(record, changed, actor)

    def fill(self, sheet_id: str, plain: object) -> list[str]:
        """Set the clerk's answers from `{"answers": {…}, "reply": "…"}`, all or none; return the names of the changed.

        ChangeRefused, or Failure as `plain.filled` says: nothing was changed. What stands already needs no right.
        """
        with self._store.guard:
            self._store.must_write()
            sheet = self.open_sheet(sheet_id)
            change = sheet.fill(filled(plain, sheet.record, sheet.template), Role.CLERK)
            if change.fields:
                self.save(sheet.record, change.fields)
            return sorted(change.fields)

    def check(self, sheet_id: str) -> tuple[Finding, ...]:
        """Return the findings of a sheet, as of today."""
        return self.findings(*self._store.case(sheet_id))

    def findings(self, template: Template, record: Record) -> tuple[Finding, ...]:
        """Return the findings of a sheet in hand; what its history does not account for only once it is saved."""
        return findings_of(self._store, template, record, self.today(), self.fonts)

    # ---- the bin

    def delete(self, sheet_id: str) -> None:
        """Put a sheet into the bin. Failure `sheet_locked` where it is signed: that belongs to the files."""
        self._deleting.delete(sheet_id)

    def bin(self) -> list[BinRow]:
        """Return the deleted sheets, the last deleted first."""
        return self._deleting.rows()

    def undelete(self, sheet_id: str) -> None:
        """Bring a sheet back from the bin, as it was."""
        self._deleting.undelete(sheet_id)

    def empty_bin(self, ids: Iterable[str] | None = None) -> int:
        """Remove deleted sheets and their versions for good; return how many. Their histories stay."""
        return self._deleting.empty(ids)

    # ---- versions and history

    def versions(self, sheet_id: str) -> list[Version]:
        """Return the earlier states of a sheet, newest first."""
        return self._store.versions.of(self._store.known(sheet_id))

    def version(self, sheet_id: str, key: str) -> Record:
        """Return a sheet as it was; Failure `version_unknown` or `data_damaged`."""
        return self._store.versions.record(self._store.known(sheet_id), key)

    def restore_version(self, sheet_id: str, key: str) -> Record:
        """Give the clerk's fields the answers they had; what stands now is kept as a version first.

        Failure `not_restored` where the sheet is in another's hands.
        """
        return revert(self._store, sheet_id, key)

    def history(self, sheet_id: str) -> list[Event]:
        """Return what was done to a sheet, oldest first."""
        return list(self.history_chain(sheet_id).events)

    def history_chain(self, sheet_id: str) -> Chain:
        """Return the history of a sheet and whether its chain of digests holds."""
        with self._store.guard:
            return self._store.journal.of(self._store.known(sheet_id))

    def record_event(self, sheet_id: str, what: str, detail: Mapping[str, Any] | None = None) -> None:
        """Append to the history of a sheet what was done outside the desk, e.g. `printed`."""
        with self._store.guard:
            self._store.must_write()
            self._store.journal.add(self._store.known(sheet_id), what, self._store.clock(), detail)

    # ---- in and out

    def import_files(self, paths: Iterable[Path], template_id: str | None = None, tell: Progress = silent) -> ImportReport:
        """Make a sheet of each file; a file that cannot be read is reported and leaves nothing behind."""
        self._store.must_write()
        templates = (self.templates.get(template_id),) if template_id else self.templates.all()
        return import_files(paths, templates, self._imported, tell)

    def export(self, order: ExportOrder, tell: Progress = silent) -> ExportReport:
        """Write the copies; sheets with errors are refused unless it is a draft. The report says what failed."""
        return Exporter(self._store.case, self.fonts, self._options, self.today(), self._exported, self.now).run(order, tell)

    def would_replace(self, order: ExportOrder) -> list[Path]:
        """Return the files that `export` would replace."""
        targets = plan(order, self._store.case, ExportReport())
        return [target.path for files in targets.values() for target in files if target.path.exists()]

    def pdf(self, record: Record, options: ExportOptions) -> bytes:
        """Return the PDF of a record as it stands in the window: for preview and print."""
        as_set = replace(self._options(options.copies, options.draft), deputy=options.deputy)
        return write("pdf", self.templates.get(record.template), record, as_set, self.fonts)

    def verify(self, path: Path) -> Verdict:
        """Say whether an exported file shows what its sheet says now. Failure `not_exported`, `sheet_unknown` …"""
        exported = Exported.read(path)
        template, record = self._store.case(exported.mark.id)
        earlier = self._store.versions.with_revision(record.id, exported.mark.revision)
        return exported.verdict(template, record, earlier, self.fonts, self.assets.read)

    def verify_code(self, text: str, sheet_id: str) -> Verdict:
        """Say whether a paper shows what its sheet says now, by its QR code (any sheet) or the code typed off it (`sheet_id`).

        Failure `no_code` where the text is neither.
        """
        scanned, typed = read_scanned(text), read_code(text)
        if scanned is None and not (typed and sheet_id):
            raise Failure("no_code")
        template, record = self._store.case(scanned.id if scanned else sheet_id)
        return code_verdict(template, record, scanned.code if scanned else typed)

    def backup(self, path: Path, tell: Progress = silent) -> int:
        """Write everything that is kept into a package, whole or not at all; return how many sheets it holds."""
        return make_backup(self._store.folder, path, self._store.clock(), self._store.read, tell)

    def restore(self, path: Path, tell: Progress = silent) -> int:
        """Put a package in the place of everything, after it was checked whole; return how many sheets it holds.

        What was there before is kept under `backups/`. Failure `backup_…` where the package is refused: nothing was changed;
        `restore_stopped` where the disk stopped it halfway: it is finished at the next opening, nothing is saved before.
        """
        with self._store.guard:
            self._store.must_write()
            try:
                count = restore_backup(self._store.folder, path, self._store.clock(), tell)
            except Failure as failure:
                self._store.read_only = failure.code == "restore_stopped"  # a save would fall between old and new
                raise
            self._store.load(anew=True)
            self.office.read()
            return count

    # ---- inside

    def _unit(self) -> str:
        return self.office.unit

    def _options(self, copies: tuple[int, ...] | None, draft: bool) -> ExportOptions:
        return ExportOptions(copies, draft, self._printing.attach_record, self._printing.fingerprint, self.assets.read)

    def _imported(self, path: Path, incoming: Incoming) -> Imported:
        told = {"file": path.name}
        origins = foreign_origins(incoming, path.name, instant(self._store.clock()))
        answers = {**self.office.defaults(incoming.template), **incoming.answers}
        record = self._store.create(incoming.template, answers, "imported", told, origins, self.clerk.name)
        return Imported(record.id, str(path), self._store.row(record).title, incoming.warnings)

    def _exported(self, record: Record, files: list[Path], order: ExportOrder) -> None:
        with self._store.guard:
            if self.read_only:
                return
            self._store.keep_version(record, "export")
            self._store.log(record.id, "exported", order.told(files, record.revision))


def _prepared(folder: DataFolder) -> FileLock:
    """Make the folder and hold its lock; finish what a crash interrupted."""
    with writing(folder.root):
        folder.root.mkdir(mode=0o700, parents=True, exist_ok=True)  # names and telephone numbers are inside
    held = lock(folder)
    try:
        finish_restoring(folder)
        with writing(folder.root):
            folder.create()
    except Failure:
        held.release()
        raise
    return held
