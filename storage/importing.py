"""Import: files from outside become new sheets, one by one; a file that cannot be read leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from forms.errors import BadValue, Failure
from forms.fields import Role, Value
from forms.reading import Reading, ReadingWarning, best_template, read_file
from forms.record import FROM_FILE
from forms.template import Template

from .failures import Progress
from .outside import read_outside


class Imported(NamedTuple):
    """A file that became a sheet."""

    id: str
    file: str
    title: str
    warnings: tuple[ReadingWarning, ...]


class Failed(NamedTuple):
    """A file that did not, and why."""

    file: str
    failure: Failure


@dataclass(slots=True)
class ImportReport:
    """What became of each file; `cancelled` where the rest was not tried any more."""

    imported: list[Imported] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    cancelled: bool = False


class Incoming(NamedTuple):
    """What a file holds, read whole, before there is a sheet."""

    template: Template
    answers: dict[str, Value]
    warnings: tuple[ReadingWarning, ...]


def import_files(
    paths: Iterable[Path],
    templates: Sequence[Template],
    create: Callable[[Path, Incoming], Imported],
    tell: Progress,
) -> ImportReport:
    """Read each file and `create` its sheet; of several templates the one is taken whose labels the file shows."""
    report = ImportReport()
    files = list(paths)
    try:
        for number, path in enumerate(files):
            tell(number, len(files))
            _import_one(path, templates, create, report)
        tell(len(files), len(files))
    except Failure as failure:
        if failure.code != "cancelled":
            raise
        report.cancelled = True
    return report


def foreign_origins(incoming: Incoming, file: str, at: str) -> dict[str, Any]:
    """Return the origins of what a file holds of the leader's and the deputy's: a transcript, nobody's own hand."""
    by_name = incoming.template.by_name
    roles = {by_name[name].role for name in incoming.answers} - {Role.CLERK}
    return {role.value: {"how": FROM_FILE, "name": "", "by": "", "at": at, "file": file} for role in roles}


def _import_one(
    path: Path, templates: Sequence[Template], create: Callable[[Path, Incoming], Imported], report: ImportReport
) -> None:
    try:
        incoming = read_incoming(path, templates)
        report.imported.append(create(path, incoming))
    except Failure as failure:
        if failure.code == "cancelled":
            raise
        report.failed.append(Failed(str(path), failure))


def read_incoming(path: Path, templates: Sequence[Template]) -> Incoming:
    """Read a file into answers; what no field takes goes into `remainder`."""
    if not templates:
        raise Failure("no_template")
    outside = read_outside(path)
    template = templates[0] if len(templates) == 1 else best_template(outside.name, outside.data, templates)
    return _incoming(template, read_file(outside.name, outside.data, template))


def _incoming(template: Template, reading: Reading) -> Incoming:
    answers: dict[str, Value] = {}
    left = [reading.remainder]
    for name, value in reading.answers.items():
        try:
            kept = template.by_name[name].keep(value)
        except (BadValue, KeyError):  # nothing that was read may vanish
            left.append("、".join(value) if isinstance(value, tuple) else value)
            continue
        if kept is not None:
            answers[name] = kept
    remainder = template.by_name["remainder"].keep("\n".join(part for part in left if part))
    return Incoming(template, {**answers, "remainder": remainder} if remainder else answers, reading.warnings)
