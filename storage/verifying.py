"""Is an exported file what the record says? The same record gives the same bytes, so the file is written again and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from forms.errors import Failure
from forms.export import write
from forms.export.fingerprint import fingerprint
from forms.export.mark import Mark, find_mark
from forms.record import Record
from forms.template import Template
from forms.typesetting.fonts import FontShelf

from .outside import read_bytes

MAX_EXPORTED = 256 * 1024 * 1024


class Verdict(NamedTuple):
    """`reason` is a code: verify_same; verify_changed_since (whole, but the sheet was changed later); verify_not_same_bytes
    (it says that it shows what the sheet says now, but its bytes are others: other fonts, another program, or an edit);
    verify_differs."""

    id: str
    copies: tuple[int, ...]
    matches: bool
    reason: str


def code_verdict(template: Template, record: Record, code: str) -> Verdict:
    """Say whether a paper with this fingerprint shows what the sheet says now."""
    same = code == fingerprint(template, record)
    return Verdict(record.id, (), same, "verify_paper_same" if same else "verify_paper_differs")


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that one of our writers made, or that says so. Failure `not_exported` where it does not even say so."""

    data: bytes
    format: str
    mark: Mark

    @classmethod
    def read(cls, file: Path) -> Exported:
        """Read a file from outside. Failure also as `read_bytes` says."""
        data = read_bytes(file, MAX_EXPORTED)
        mark = find_mark(data)
        if mark is None:
            raise Failure("not_exported", file=str(file))
        return cls(data, "docx" if data.startswith(b"PK") else "pdf", mark)

    def verdict(
        self, template: Template, record: Record, earlier: Iterable[Record], fonts: FontShelf, assets: Callable[[str], bytes]
    ) -> Verdict:
        """Compare with the sheet as it stands, and with `earlier` states of the revision that the file names."""
        if self._shows(template, record, fonts, assets):
            return self._said(True, "verify_same")
        if any(self._shows(template, one, fonts, assets) for one in earlier):
            return self._said(False, "verify_changed_since")
        claims = self.mark.code == fingerprint(template, record)
        return self._said(False, "verify_not_same_bytes" if claims else "verify_differs")

    def _shows(self, template: Template, record: Record, fonts: FontShelf, assets: Callable[[str], bytes]) -> bool:
        if record.revision != self.mark.revision:
            return False
        try:
            return write(self.format, template, record, replace(self.mark.options, assets=assets), fonts) == self.data
        except Failure:  # copies that the set does not have
            return False

    def _said(self, matches: bool, reason: str) -> Verdict:
        return Verdict(self.mark.id, self.mark.copies, matches, reason)
