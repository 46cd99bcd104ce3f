"""All findings of a sheet in hand: what the checks of the sheet find, what no font can print, what no history accounts for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from forms.checks import Finding, Severity, check, in_order
from forms.errors import Failure
from forms.record import Record
from forms.stages import Stage
from forms.template import Template
from forms.typesetting.coverage import uncovered
from forms.typesetting.fonts import FontShelf

from .later import later
from .store import Store

if TYPE_CHECKING:
    from .handover import packing
else:
    packing = later("storage.handover.packing")


def findings_of(store: Store, template: Template, record: Record, today: date, fonts: FontShelf) -> tuple[Finding, ...]:
    """Return the findings, gravest first, in the order in which one reads."""
    found = (*check(template, record, today), *_boxes(template, record, fonts), *_doubts(store, template, record))
    return in_order(template, found)


def _boxes(template: Template, record: Record, fonts: FontShelf) -> Iterator[Finding]:
    for one in uncovered(template, record.answers, fonts):
        params = {"position": one.position + 1, "character": one.character}
        yield Finding("character_without_font", Severity.WARNING, one.field, params)


def _doubts(store: Store, template: Template, record: Record) -> Iterator[Finding]:
    """What somebody did to the files by hand, once the sheet has been in other hands.

    A warning: a full disk can take lines from a history too, and whoever works here must get on.
    """
    if record.stage is Stage.DRAFTING:
        return
    try:
        with store.guard:
            if store.read(record.id).revision != record.revision:
                return  # not saved yet
            chain = store.journal.of(record.id)
        packing.proof(template, record, chain)
    except Failure as failure:
        if failure.code == "history_broken":
            yield Finding("history_cut", Severity.WARNING, "", {"line": failure.params["line"]})
        elif failure.code == "history_silent":
            yield Finding("history_doubtful", Severity.WARNING, str(failure.params["field"]))
