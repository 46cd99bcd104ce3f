"""Export: the copies of sheets as files, each complete before it takes its name; one that fails spoils no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from forms.checks import Finding, errors, in_order, refuse
from forms.deputies import deputies
from forms.errors import Failure
from forms.export import FORMATS, ExportOptions, write
from forms.export.naming import file_name
from forms.export.options import chosen_copies
from forms.fields import Role
from forms.record import Record
from forms.stages import Stage
from forms.template import Template
from forms.typesetting.fonts import FontShelf

from .atomic import deliver_file
from .failures import Progress, writing
from .outward import must_leave
from .pades import Certificate
from .rounds import in_round

SheetReader: TypeAlias = "Callable[[str], tuple[Template, Record]]"


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What is wanted: which sheets, where to, as what. `copies` by number, None for all; `separate` is a file for each copy.

    `deputies` are those of a joint suggestion (联名) whose sets of copies are wanted, None for all of them; `round` is a
    former round of handling, None for the present one. With `certificate` (PKCS#12) each PDF is signed for the office.
    """

    ids: Sequence[str]
    folder: Path
    formats: Sequence[str] = ("pdf",)
    separate: bool = False
    draft: bool = False
    copies: tuple[int, ...] | None = None
    deputies: tuple[str, ...] | None = None
    round: int | None = None
    certificate: Path | None = None
    passphrase: str = field(default="", repr=False)

    def told(self, files: Sequence[Path], revision: int) -> dict[str, Any]:
        """Return what the history keeps of an export."""
        asked = {"deputies": list(self.deputies or ()), "round": self.round, "signed": self.certificate is not None}
        return {
            "files": [path.name for path in files],
            "copies": list(self.copies) if self.copies else None,
            "draft": self.draft,
            "revision": revision,
            **{name: value for name, value in asked.items() if value},
        }


@dataclass(slots=True)
class ExportReport:
    """The files that are there, whole; the sheets that are not, and why; `cancelled` where the rest was not tried any more."""

    files: list[Path] = field(default_factory=list)
    failed: list[tuple[str, Failure]] = field(default_factory=list)
    cancelled: bool = False


class Target(NamedTuple):
    """One file to be written for a sheet."""

    format: str
    copies: tuple[int, ...] | None
    path: Path
    deputy: str = ""


def _local_now() -> datetime:
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Exporter:
    """Writes the files of orders. `read` gives a sheet as it stands, `options` how copies are written here, as a draft or
    not; `done` hears of each sheet that was written whole; `now` is the time that signatures name."""

    read: SheetReader
    fonts: FontShelf
    options: Callable[[tuple[int, ...] | None, bool], ExportOptions]
    today: date
    done: Callable[[Record, list[Path], ExportOrder], None]
    now: Callable[[], datetime] = _local_now

    def run(self, order: ExportOrder, tell: Progress) -> ExportReport:
        """Write the files of `order`. Failure where nothing can be written at all, as where the certificate cannot be used or
        the files would lie in a data folder; else the report says what failed."""
        report = ExportReport()
        must_leave(order.folder)
        certificate = Certificate.open(order.certificate, order.passphrase, self.now()) if order.certificate else None
        targets = plan(order, self.read, report)
        with writing(order.folder):
            order.folder.mkdir(parents=True, exist_ok=True)
        try:
            for number, (sheet_id, files) in enumerate(targets.items()):
                tell(number, len(targets))
                self._export(sheet_id, files, order, certificate, report)
            tell(len(targets), len(targets))
        except Failure as failure:
            if failure.code != "cancelled":
                raise
            report.cancelled = True
        return report

    def _export(
        self,
        sheet_id: str,
        targets: Sequence[Target],
        order: ExportOrder,
        certificate: Certificate | None,
        report: ExportReport,
    ) -> None:
        files: list[Path] = []
        try:
            template, present = self.read(sheet_id)
            record = in_round(present, order.round)
            if not order.draft:
                for deputy in dict.fromkeys(target.deputy for target in targets):
                    refuse_errors(template, record, deputy, self.today)
            for target in targets:
                data = self._content(target, template, record, order.draft)
                if certificate and target.format == "pdf":
                    data = certificate.sign(data, now=self.now())
                with writing(target.path):
                    deliver_file(target.path, data)
                files.append(target.path)
            self.done(present, files, order)
        except Failure as failure:
            report.failed.append((sheet_id, failure))
        report.files.extend(files)

    def _content(self, target: Target, template: Template, record: Record, draft: bool) -> bytes:
        options = replace(self.options(target.copies, draft), deputy=target.deputy)
        return write(target.format, template, record, options, self.fonts)


def plan(order: ExportOrder, read: SheetReader, report: ExportReport) -> dict[str, list[Target]]:
    """Return the files of each sheet; sheets that would share a name carry their id in it. What cannot be read is reported."""
    for format_ in order.formats:
        if format_ not in FORMATS:
            raise Failure("unknown_format", format=format_, formats=FORMATS)
    targets: dict[str, list[Target]] = {}
    for sheet_id in dict.fromkeys(order.ids):
        try:
            targets[sheet_id] = list(_targets(order, *read(sheet_id)))
        except Failure as failure:
            report.failed.append((sheet_id, failure))
    names = Counter(target.path.name.casefold() for files in targets.values() for target in files)
    return {sheet_id: list(_named_apart(files, sheet_id, names)) for sheet_id, files in targets.items()}


def _named_apart(files: Sequence[Target], sheet_id: str, names: Counter[str]) -> Iterator[Target]:
    """Yield the files of a sheet under names that no other file of the order has: with the id of the sheet where sheets share
    one, and with a number where the deputies of a sheet do."""
    own = Counter(target.path.name.casefold() for target in files)
    seen: Counter[str] = Counter()
    for target in files:
        name = target.path.name.casefold()
        seen[name] += 1
        suffix = (f"_{sheet_id[:8]}" if names[name] > own[name] else "") + (f"_{seen[name]}" if own[name] > 1 else "")
        yield target._replace(path=target.path.with_stem(f"{target.path.stem}{suffix}")) if suffix else target


def refuse_errors(template: Template, record: Record, deputy: str, today: date) -> None:
    """Failure `sheet_has_errors` with their number and the labels of the fields, where a final export of the copies of
    `deputy` must not be."""
    refuse(template, _errors(template, record, deputy, today))


def final_errors(template: Template, record: Record, today: date, names: Sequence[str] | None = None) -> tuple[Finding, ...]:
    """Return the errors that stand against a final export for any of the deputies, or of those named, each once."""
    chosen = deputies(template, record) if names is None else names
    found = (one for deputy in chosen for one in _errors(template, record, deputy, today))
    return in_order(template, {repr(one): one for one in found}.values())


def _errors(template: Template, record: Record, deputy: str, today: date) -> list[Finding]:
    """Return what is wrong with the paper of a deputy, but for what the pen is still to do there."""
    return [one for one in errors(template, record, today, deputy) if not _awaits_pen(template, record, one)]


def _awaits_pen(template: Template, record: Record, finding: Finding) -> bool:
    """True for what a deputy has not marked yet: the paper goes to them for that, to be filled in by hand."""
    field_ = template.by_name.get(finding.field)
    return finding.code == "required" and record.stage is Stage.VISITING and field_ is not None and field_.role is Role.DEPUTY


def _targets(order: ExportOrder, template: Template, present: Record) -> Iterator[Target]:
    wanted = chosen_copies(template, ExportOptions(copies=order.copies))
    record = in_round(present, order.round)
    for deputy in _deputies(order, template, record):
        for format_ in dict.fromkeys(order.formats):
            for copies in [(copy,) for copy in wanted] if order.separate else [wanted]:
                path = order.folder / file_name(template, record, format_, copies, deputy)
                yield Target(format_, tuple(copy.number for copy in copies), path, deputy)


def _deputies(order: ExportOrder, template: Template, record: Record) -> tuple[str, ...]:
    """Return whose sets of copies are wanted; ("",) where there is but one deputy, who need not be named.

    Failure `no_deputies` where none is chosen, `deputy_unknown`.
    """
    names = deputies(template, record)
    for name in order.deputies or ():
        if name not in names:
            raise Failure("deputy_unknown", deputy=name)
    if order.deputies == ():
        raise Failure("no_deputies")
    if len(names) == 1:
        return ("",)
    return tuple(name for name in names if order.deputies is None or name in order.deputies)
