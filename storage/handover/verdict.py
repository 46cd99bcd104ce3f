"""Is a package whole, and does it hold what the store says now?"""

from __future__ import annotations

from typing import NamedTuple

from forms.deputies import deputies, view_of
from forms.errors import Failure
from forms.merging import same
from forms.record import Record
from forms.signing import void

from ..store import Store
from .opening import Enclosed, Parcel

_GRAVEST = ("package_sheet_unknown", "package_differs", "package_signature_void", "package_earlier", "package_later")


class PackageVerdict(NamedTuple):
    """`reason` is a code: package_same; package_earlier (the sheet was changed here since), package_later (it was changed
    elsewhere since, the package can be taken in), package_differs (both), package_signature_void (whole, but a signature in it
    holds no longer), package_sheet_unknown. Of several sheets the gravest counts."""

    ids: tuple[str, ...]
    matches: bool
    reason: str

    def plain(self) -> dict[str, object]:
        """As `verify` prints it; its sentence is the front end's."""
        ids = self.ids[0] if len(self.ids) == 1 else list(self.ids)
        return {"id": ids, "copy": None, "matches": self.matches, "reason": self.reason}


def verdict_on(store: Store, parcel: Parcel) -> PackageVerdict:
    """Compare a proved package with the store."""
    reasons = [_reason(store, sheet) for sheet in parcel.sheets]
    gravest = next((reason for reason in _GRAVEST if reason in reasons), "package_same")
    return PackageVerdict(tuple(sheet.id for sheet in parcel.sheets), gravest == "package_same", gravest)


def _reason(store: Store, sheet: Enclosed) -> str:
    try:
        mine = store.read(sheet.id)
    except Failure as failure:
        if failure.code != "sheet_unknown":
            raise
        return "package_sheet_unknown"
    if _void(sheet):
        return "package_signature_void"
    if same(mine, sheet.record):
        return "package_same"
    known, theirs = store.journal.of(sheet.id).known(), sheet.chain.known()
    if sheet.chain.end in known:
        return "package_earlier"
    return "package_later" if known <= theirs else "package_differs"


def _void(sheet: Enclosed) -> bool:
    template, record = sheet.template, sheet.record
    views: list[Record] = [view_of(template, record, deputy) for deputy in deputies(template, record)]
    return any(void(template, view) for view in views)
