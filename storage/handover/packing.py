"""Making a package: what a sheet needs to be whole elsewhere, in one file that is there whole or not at all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from forms.deputies import read_key
from forms.errors import Failure
from forms.record import Record
from forms.template import Template

from ..archive import MANIFEST, Entry, lay_in
from ..assets import Assets
from ..chain import Chain, digest_of
from ..failures import Progress
from ..sheet_file import sheet_bytes
from . import form
from .form import Listed, Maker, Purpose
from .lost_lines import Lost, lost_line, unaccounted
from .provenance import Provenance


@dataclass(frozen=True, slots=True)
class Packed:
    """What was packed: the file, what for, the ids; by id the fields of void signatures that submitting has taken off."""

    file: Path
    purpose: Purpose
    sheets: tuple[str, ...]
    dropped: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def plain(self) -> dict[str, object]:
        dropped = {sheet: list(names) for sheet, names in self.dropped.items()}
        plain = {"file": str(self.file), "purpose": self.purpose.value, "sheets": list(self.sheets)}
        return {**plain, **({"dropped": dropped} if dropped else {})}


@dataclass(frozen=True, slots=True)
class Content:
    """One sheet on its way: `line` is the line of its history that says so, the last in the package."""

    template: Template
    record: Record
    chain: Chain
    line: bytes

    @property
    def history(self) -> bytes:
        """The whole lines, without what a crash tore."""
        return b"".join(line.raw + b"\n" for line in self.chain.lines) + self.line

    def listed(self) -> Listed:
        record = self.record
        title = str(record.answers.get("title", ""))
        return Listed(record.id, title, record.stage.value, record.round, record.revision, digest_of(self.line))


def proof(template: Template, record: Record, chain: Chain) -> Lost | None:
    """Return the line that a crash took out of the history, None where it holds.

    Failure `history_broken` or `history_silent`: nobody else would take the sheet, so that it is better told here.
    """
    title = str(record.answers.get("title", ""))
    if chain.broken_at is not None:
        raise Failure("history_broken", id=record.id, title=title, line=chain.broken_at)
    try:
        differing = unaccounted(record, Provenance(template, chain).end)
        lost = lost_line(template, record, chain) if differing else None
    except Failure as failure:
        field = failure.params.get("field", "")
        raise Failure("history_silent", id=record.id, title=title, field=field) from failure
    if differing and lost is None:
        raise Failure("history_silent", id=record.id, title=title, field=read_key(differing[0])[0])
    return lost


class Packer:
    """Puts sheets into one archive."""

    def __init__(self, assets: Assets, sources: Mapping[str, bytes]) -> None:
        """`sources` are the declarations, by id, of templates that others may not have."""
        self._assets, self._sources = assets, sources

    def pack(self, contents: Sequence[Content], purpose: Purpose, by: Maker, now: datetime, tell: Progress) -> bytes:
        """Return the package. Failure `asset_missing`, `packing_too_large`, or what `tell` raises."""
        entries: dict[str, Entry] = {}
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, content in enumerate(contents):
                tell(number, len(contents))
                for name, data in self._files(content).items():
                    if name not in entries:
                        entries[name] = Entry.of(data)
                        lay_in(archive, name, data, now)
                if target.tell() > form.MOST_BYTES:
                    raise Failure("packing_too_large", limit=form.MOST_BYTES // 2**20)
            made = now.isoformat(timespec="seconds")
            told = form.manifest(purpose, made, by, [one.listed() for one in contents], entries)
            lay_in(archive, MANIFEST, told, now)
        tell(len(contents), len(contents))
        return target.getvalue()

    def _files(self, content: Content) -> dict[str, bytes]:
        record = content.record
        files = {form.sheet_file(record.id): sheet_bytes(record), form.history_file(record.id): content.history}
        if source := self._sources.get(record.template):
            files[form.template_file(record.template)] = source
        needed = form.referred(record.to_plain())
        told = form.referred([dict(line.event.detail) for line in content.chain.lines])
        for digest in sorted(needed | told):
            path = self._assets.path(digest)
            if path is not None:
                files[f"assets/{path.name}"] = self._asset(digest, record)
            elif digest in needed:
                raise _missing(record)
        return files

    def _asset(self, digest: str, record: Record) -> bytes:
        try:
            return self._assets.read(digest)
        except KeyError as error:
            raise _missing(record) from error


def _missing(record: Record) -> Failure:
    return Failure("asset_missing", id=record.id, title=str(record.answers.get("title", "")))
