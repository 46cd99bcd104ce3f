"""Where a sheet is at home: did it come here in a package for review or a visit, and has it been packed to go back?

A history reads the same on both machines. Which of them this one is, the kept versions tell: whoever packed a sheet keeps what
stood before, whoever received it has nothing older, or has kept what stood here when the package came.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from ..journal import Event
from ..later import later
from ..versions import Version

if TYPE_CHECKING:
    from . import form, provenance, taking
else:
    form = later("storage.handover.form")
    provenance = later("storage.handover.provenance")
    taking = later("storage.handover.taking")


_A_LINE = timedelta(seconds=1)
"""Histories tell whole seconds; nobody carries a package to another machine within one."""


class Journey(StrEnum):
    """At home; come for review or a visit, and to be sent back; sent back."""

    HOME = "home"
    GUEST = "guest"
    SENT_BACK = "sent_back"


def journey_of(events: Sequence[Event], versions: Sequence[Version]) -> Journey:
    """Return it from a history, oldest event first, and the versions kept here; HOME where that cannot be told."""
    trips = [event for event in events if event.what == provenance.HANDED_OVER]
    backs = 0
    while backs < len(trips) and trips[-1 - backs].detail.get("purpose") == form.Purpose.RETURN:
        backs += 1
    if backs == len(trips):
        return Journey.HOME
    came, back = trips[-1 - backs], trips[-backs] if backs else None
    if not _received(came, back, versions):
        return Journey.HOME
    return Journey.SENT_BACK if back else Journey.GUEST


def _received(came: Event, back: Event | None, versions: Sequence[Version]) -> bool:
    revision = came.detail.get("revision")
    if not isinstance(revision, int):
        return False
    if all(version.revision >= revision for version in versions):
        return True
    try:
        since = datetime.fromisoformat(came.when) + _A_LINE
        until = datetime.fromisoformat(back.when) if back else None
        replaced = [version.saved for version in versions if version.why == taking.KEPT_BEFORE]
        return any(since <= saved and (until is None or saved < until) for saved in replaced)
    except (ValueError, TypeError):  # no instant, or one without its offset
        return False
