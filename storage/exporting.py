"""Export: the copies of sheets as files, each complete before it takes its name; one that fails spoils no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeAlias

from forms.checks import Severity, check
from forms.errors import Failure
from forms.export import FORMATS, ExportOptions, write
from forms.export.naming import file_name
from forms.export.options import chosen_copies
from forms.record import Record
from forms.template import Template
from forms.typesetting.fonts import FontShelf

from .atomic import replace_file
from .failures import Progress, writing

SheetReader: TypeAlias = "Callable[[str], tuple[Template, Record]]"


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What is wanted: which sheets, where to, as what. `copies` by number, None for all; `separate` is a file for each copy."""

    ids: Sequence[str]
    folder: Path
    formats: Sequence[str] = ("pdf",)
    separate: bool = False
    draft: bool = False
    copies: tuple[int, ...] | None = None


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


@dataclass(frozen=True, slots=True)
class Exporter:
    """Writes the files of orders. `read` gives a sheet as it stands, `options` how copies are
    written here, as a draft or not; `done` hears of each sheet that was written whole."""

    read: SheetReader
    fonts: FontShelf
    options: Callable[[tuple[int, ...] | None, bool], ExportOptions]
    today: date
    done: Callable[[Record, list[Path], ExportOrder], None]

    def run(self, order: ExportOrder, tell: Progress) -> ExportReport:
        """Write the files of `order`. Failure where nothing can be written at all; else the report says what failed."""
        report = ExportReport()
        targets = plan(order, self.read, report)
        with writing(order.folder):
            order.folder.mkdir(parents=True, exist_ok=True)
        try:
            for number, (sheet_id, files) in enumerate(targets.items()):
                tell(number, len(targets))
                self._export(sheet_id, files, order, report)
            tell(len(targets), len(targets))
        except Failure as failure:
            if failure.code != "cancelled":
                raise
            report.cancelled = True
        return report

    def _export(self, sheet_id: str, targets: Sequence[Target], order: ExportOrder, report: ExportReport) -> None:
        files: list[Path] = []
        try:
            template, record = self.read(sheet_id)
            if not order.draft:
                refuse_errors(template, record, self.today)
            for target in targets:
                options = self.options(target.copies, order.draft)
                data = write(target.format, template, record, options, self.fonts)
                with writing(target.path):
                    replace_file(target.path, data)
                files.append(target.path)
            self.done(record, files, order)
        except Failure as failure:
            report.failed.append((sheet_id, failure))
        report.files.extend(files)


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
    return {sheet_id: [_distinct(target, sheet_id, names) for target in files] for sheet_id, files in targets.items()}


def refuse_errors(template: Template, record: Record, today: date) -> None:
    """Failure `sheet_has_errors` with their number and the labels of the fields, where a final export must not be."""
    errors = [finding for finding in check(template, record, today) if finding.severity is Severity.ERROR]
    if errors:
        labels = tuple(
            template.by_name[name].short_label for name in dict.fromkeys(f.field for f in errors) if name in template.by_name
        )
        raise Failure("sheet_has_errors", count=len(errors), fields=labels)


def _targets(order: ExportOrder, template: Template, record: Record) -> Iterator[Target]:
    wanted = chosen_copies(template, ExportOptions(copies=order.copies))
    for format_ in dict.fromkeys(order.formats):
        if order.separate:
            for copy in wanted:
                yield Target(format_, (copy.number,), order.folder / file_name(template, record, format_, copy))
        else:
            yield Target(format_, order.copies, order.folder / file_name(template, record, format_, None))


def _distinct(target: Target, sheet_id: str, names: Counter[str]) -> Target:
    if names[target.path.name.casefold()] == 1:
        return target
    return target._replace(path=target.path.with_stem(f"{target.path.stem}_{sheet_id[:8]}"))
