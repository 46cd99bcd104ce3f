"""Opening a package from outside: hostile until everything in it fits together. Nothing is written here."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from forms.deputies import read_key
from forms.errors import Failure, TemplateError
from forms.merging import digests
from forms.record import Record
from forms.template import Template
from forms.template_file import read_template

from ..archive import MANIFEST, Archive, directory_size
from ..chain import Chain, line_of, read_chain
from ..folders import is_id
from ..office import JOURNAL
from ..outside import read_bytes
from ..sheet_file import record_in
from ..shelf import TemplateShelf
from . import envelope, form
from .form import Listed, Maker, Purpose
from .provenance import HANDED_OVER, Provenance
from .shapes import misshapen

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One sheet in a package, proved: its record is what its history leads to. `source` is its template's declaration where
    that travelled with it, `assets` the pictures that it and its history name, by digest their name in the package."""

    record: Record
    title: str
    template: Template
    source: bytes | None
    history: bytes
    chain: Chain
    provenance: Provenance
    assets: Mapping[str, str]

    @property
    def id(self) -> str:
        return self.record.id


class Parcel:
    """An opened package: what is in it fits together. Pictures are unpacked when they are asked for."""

    def __init__(self, file: Path, data: bytes, shelf: TemplateShelf) -> None:
        self.file = file
        self._archive = _archive(data, str(file))
        manifest = self._archive.manifest
        try:
            self._listed = form.listed(manifest)
            self.by: Maker = form.maker(manifest)
            self.made = datetime.fromisoformat(manifest["made"]).isoformat()
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise self._refuse("damaged", entry=MANIFEST) from error
        self.purpose = Purpose(manifest["purpose"])
        self._refuse_strangers()
        self._templates: dict[str, tuple[Template, bytes]] = {}
        self.sheets = tuple(self._enclosed(listed, shelf) for listed in self._listed)
        self._refuse_unasked()

    def asset(self, name: str) -> bytes:
        """Return the bytes of a picture by its name in the package. Failure `package_damaged`."""
        return self._archive.bytes_of(name)

    def check(self) -> None:
        """Look at every picture, so that nothing is taken in of a package whose end is damaged."""
        for name in self._archive.entries:
            if name.startswith("assets/"):
                self._archive.bytes_of(name)

    # ---- inside

    def _refuse(self, what: str, **params: object) -> Failure:
        return self._archive.refuse(what, **params)

    def _refuse_strangers(self) -> None:
        """Every sheet with its history, and no other; pictures bear the name of their content."""
        ids = {one.id for one in self._listed}
        wanted = {name for one in ids for name in (form.sheet_file(one), form.history_file(one))}
        inside = {name for name in self._archive.entries if name.startswith(("sheets/", "history/"))}
        for name in sorted(wanted ^ inside):
            raise self._refuse("refused", entry=name)
        if not all(is_id(one) and one != JOURNAL for one in ids):
            raise self._refuse("refused", entry="")
        if self._archive.total > form.MOST_TOTAL:
            raise self._refuse("too_large")
        for name, entry in self._archive.entries.items():
            if name.startswith("assets/") and Path(name).stem != entry.sha256:
                raise self._refuse("refused", entry=name)

    def _refuse_unasked(self) -> None:
        """Nothing may be in a package that no sheet in it asks for."""
        asked = {name for sheet in self.sheets for name in sheet.assets.values()}
        asked |= {form.template_file(sheet.record.template) for sheet in self.sheets}
        for name in self._archive.entries:
            if name.startswith(("assets/", "templates/")) and name not in asked:
                raise self._refuse("refused", entry=name)

    def _enclosed(self, listed: Listed, shelf: TemplateShelf) -> Enclosed:
        record = self._record(listed.id)
        history = self._archive.bytes_of(form.history_file(listed.id))
        chain = self._chain(listed, history)
        if (record.stage.value, record.round, record.revision, chain.end) != (
            listed.stage,
            listed.round,
            listed.revision,
            listed.end,
        ):
            raise self._refuse("damaged", entry=MANIFEST)
        template, source = self._template(record, shelf)
        if what := misshapen(template, record, chain):
            raise Failure("package_not_lawful", field=what, label=template.label(what))
        try:
            provenance = proved(template, record, chain)
        except Failure as failure:
            label = template.label(str(failure.params.get("field", "")))
            raise Failure(failure.code, **{**failure.params, "label": label}) from failure
        assets = self._assets(record, chain)
        return Enclosed(record, str(record.answers.get("title", "")), template, source, history, chain, provenance, assets)

    def _record(self, sheet_id: str) -> Record:
        name = form.sheet_file(sheet_id)
        data = self._archive.bytes_of(name)
        try:
            if form.depth(json.loads(data)) > form.DEEPEST:
                raise ValueError("too deep")
            return record_in(data, Path(name), sheet_id)
        except (ValueError, RecursionError) as error:
            raise self._refuse("damaged", entry=name) from error
        except Failure as failure:
            what = "newer" if failure.code == "schema_newer" else "damaged"
            raise self._refuse(what, entry=name) from failure

    def _chain(self, listed: Listed, history: bytes) -> Chain:
        chain = read_chain(history)
        line = chain.broken_at or next((one.number for one in chain.lines if not _as_written(one.raw)), None)
        if line or chain.torn or not chain.lines:
            raise self._refuse("history_broken", id=listed.id, title=listed.title, line=line or len(chain.lines) + 1)
        return chain

    def _template(self, record: Record, shelf: TemplateShelf) -> tuple[Template, bytes | None]:
        """The template at hand; where there is none, the one that travelled with the sheet."""
        name = form.template_file(record.template)
        source = self._archive.bytes_of(name) if name in self._archive.entries else None
        template = shelf.find(record.template)
        if template is None and source is not None:
            template = self._declared(name, source)
        if template is None:
            raise Failure("template_unknown", template=record.template)
        if template.id != record.template:
            raise self._refuse("refused", entry=name)
        if record.version > template.version:
            raise self._refuse("template_newer", template=template.name, version=record.version, known=template.version)
        return template, source

    def _declared(self, name: str, source: bytes) -> Template:
        try:
            return read_template(source, name)
        except TemplateError as error:
            raise self._refuse("refused", entry=name) from error

    def _assets(self, record: Record, chain: Chain) -> dict[str, str]:
        """The pictures in the package that a sheet or its history names."""
        inside = {Path(name).stem: name for name in self._archive.entries if name.startswith("assets/")}
        named = form.referred(record.to_plain()) | form.referred([dict(line.event.detail) for line in chain.lines])
        return {digest: inside[digest] for digest in sorted(named) if digest in inside}


def open_parcel(file: Path, passphrase: str, shelf: TemplateShelf) -> Parcel:
    """Open a package and prove what is in it. Failure `package_…`, `no_package`, and what `read_bytes` says."""
    data = read_bytes(file, form.MOST_BYTES)
    return Parcel(file, envelope.open_(data, passphrase, str(file)), shelf)


def proved(template: Template, record: Record, chain: Chain) -> Provenance:
    """Return the history of a record that was handed over; Failure `package_not_lawful` where it leads to another record."""
    provenance = Provenance(template, chain)
    last = chain.lines[-1].event
    noted = last.detail.get("values")
    if last.what != HANDED_OVER or not isinstance(noted, Mapping):
        raise Failure("package_not_lawful", field="")
    if noted != digests(record):
        differing = sorted(key for key in noted.keys() | digests(record) if noted.get(key) != digests(record).get(key))
        raise Failure("package_not_lawful", field=read_key(differing[0])[0])
    if (record.stage, record.round) != (provenance.end.stage, provenance.end.round):
        raise Failure("package_not_lawful", field="stage")
    _refuse_former(record, provenance)
    return provenance


def _refuse_former(record: Record, provenance: Provenance) -> None:
    """Failure `package_not_lawful` for a round that is over and did not end as the history says."""
    for plain in record.earlier:
        try:
            former = Record.from_plain(plain)
        except Failure as failure:
            raise Failure("package_not_lawful", field="earlier") from failure
        ends = provenance.former.get(former.round, [])
        if not any(end.stage is former.stage and not end.unexplained(former) for end in ends):
            raise Failure("package_not_lawful", field="earlier")
    if [plain.get("round") for plain in record.earlier] != list(range(1, record.round)):
        raise Failure("package_not_lawful", field="earlier")


def _archive(data: bytes, file: str) -> Archive:
    directory = directory_size(io.BytesIO(data))
    if directory is None:
        raise Failure("package_damaged" if data.startswith(_ZIP) else "no_package", file=file, entry="")
    if directory > form.MOST_DIRECTORY:
        raise Failure("package_too_large", file=file)
    try:
        return Archive(zipfile.ZipFile(io.BytesIO(data)), file, form.terms())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise Failure("package_damaged", file=file, entry="") from error


def _as_written(raw: bytes) -> bool:
    """True for a line in the one form in which histories are written: only so can it be kept inside another."""
    return line_of(json.loads(raw)) == raw + b"\n"
