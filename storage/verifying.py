"""Is an exported file what the record says? The same record gives the same bytes, so the file is written again and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from forms.deputies import deputies, view_of
from forms.errors import Failure
from forms.export import write
from forms.export.fingerprint import fingerprint
from forms.export.mark import Mark, find_mark
from forms.record import Record
from forms.template import Template
from forms.typesetting.fonts import FontShelf

from .increments import adds_nothing_else
from .outside import read_bytes
from .pades import PadesVerdict, available, check_pdf, is_signed
from .rounds import in_round, rounds

MAX_EXPORTED = 256 * 1024 * 1024


class Verdict(NamedTuple):
    """`reason` is a code: verify_same; verify_changed_since (whole, but the sheet was changed later); verify_not_same_bytes
    (it says that it shows what the sheet says now, but its bytes are others: other fonts, another program, or an edit);
    verify_differs; verify_same_round (as a former round left it).

    Of a file with the signature of an office: verify_same_signed, verify_same_round_signed, verify_signed_changed_since;
    verify_signature_broken; verify_signed_and_changed (the signature fits, yet something else was added to our file);
    verify_signature_unchecked (what checks it is not installed).
    `signature` is what was found of it; `params` fill the sentence.
    """

    id: str
    copies: tuple[int, ...]
    matches: bool
    reason: str
    signature: PadesVerdict | None = None
    params: Mapping[str, object] = MappingProxyType({})


def code_verdict(template: Template, record: Record, code: str) -> Verdict:
    """Say whether a paper with this fingerprint shows what the sheet says now, whosoever's copy it is, or said in a former
    round."""
    for each in rounds(record):
        if any(code == fingerprint(template, view_of(template, each, deputy)) for deputy in deputies(template, each)):
            now = each.round == record.round
            reason = "verify_paper_same" if now else "verify_paper_same_round"
            return Verdict(record.id, (), True, reason, params={"round": each.round})
    return Verdict(record.id, (), False, "verify_paper_differs")


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
        """Compare with the sheet as it stands, or as the round that the file names left it, and with `earlier` states of the
        revision that the file names."""
        try:
            present = in_round(record, self.mark.round)
        except Failure:
            return self._said(False, "verify_differs")
        again = _Again(self, template, fonts, assets)
        signature = check_pdf(self.data) if self._is_signed and available() else None
        if own := again.of(present):
            return self._whole(own, "verify_same" if present.round == record.round else "verify_same_round", signature)
        if own := next(again.among(earlier), b""):
            return self._whole(own, "verify_changed_since", signature)
        if signature is not None and not signature.intact:
            return self._said(False, "verify_signature_broken", signature)
        claims = self.mark.code == fingerprint(template, view_of(template, present, self.mark.deputy))
        return self._said(False, "verify_not_same_bytes" if claims else "verify_differs", signature)

    @property
    def _is_signed(self) -> bool:
        return self.format == "pdf" and is_signed(self.data)

    def _whole(self, own: bytes, reason: str, signature: PadesVerdict | None) -> Verdict:
        """Say what came of a file that begins with what the record gives, or is that alone."""
        if self.data == own:
            return self._said(reason != "verify_changed_since", reason)
        if signature is None:
            return self._said(False, "verify_signature_unchecked")
        if not signature.intact:
            return self._said(False, "verify_signature_broken", signature)
        if not signature.covers_all or not adds_nothing_else(self.data, own):
            return self._said(False, "verify_signed_and_changed", signature)
        return self._said(reason != "verify_changed_since", _SIGNED[reason], signature)

    def _said(self, matches: bool, reason: str, signature: PadesVerdict | None = None) -> Verdict:
        when = signature.when if signature else None
        params: dict[str, object] = {
            "round": self.mark.round,
            "deputy": self.mark.deputy,
            "signer": signature.signer if signature else "",
            "when": f"{when.year}年{when.month}月{when.day}日" if when else "",
        }
        return Verdict(self.mark.id, self.mark.copies, matches, reason, signature, params)


_SIGNED = {
    "verify_same": "verify_same_signed",
    "verify_same_round": "verify_same_round_signed",
    "verify_changed_since": "verify_signed_changed_since",
}


@dataclass(frozen=True, slots=True)
class _Again:
    """Writes the file once more from records, as it says that it was written."""

    exported: Exported
    template: Template
    fonts: FontShelf
    assets: Callable[[str], bytes]

    def of(self, record: Record) -> bytes:
        """Return what `record` gives where the file is that, or that and a signature behind it; b"" where it is neither."""
        mark, data = self.exported.mark, self.exported.data
        if (record.revision, record.round) != (mark.revision, mark.round):
            return b""
        try:
            options = replace(mark.options, assets=self.assets)
            own = write(self.exported.format, self.template, record, options, self.fonts)
        except Failure:  # copies that the set does not have, a deputy who is none any more
            return b""
        return own if data == own or (data.startswith(own) and is_signed(data[len(own) :])) else b""

    def among(self, records: Iterable[Record]) -> Iterator[bytes]:
        yield from (own for record in records if (own := self.of(record)))
