"""Any error in a sentence for the user; the log keeps what a programmer needs."""

from __future__ import annotations

import logging

from forms.errors import Failure
from forms.template import Template
from storage.desk import Desk

from .wording import say

log = logging.getLogger(__name__)


def spoken(error: BaseException, template: Template | None = None) -> str:
    """Return the sentence of a failure; an error that nobody expected is logged and told as one."""
    if isinstance(error, Failure):
        return say(error, template)
    log.error("unexpected error", exc_info=error)
    return say(Failure("unexpected", detail=f"{type(error).__name__}: {error}"), template)


def why_closed(desk: Desk, sheet_id: str) -> str:
    """Return why a sheet cannot be opened, "" where it can by now. The ledger keeps the code alone: what it tells of a file,
    a template or a reason only the attempt itself knows."""
    try:
        desk.open_sheet(sheet_id)
    except Failure as failure:
        return say(failure)
    return ""


def cancelled(error: BaseException) -> bool:
    """True where the user stopped the work himself, so that there is nothing to tell."""
    return isinstance(error, Failure) and error.code == "cancelled"
