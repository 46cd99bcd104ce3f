"""A signature with its day: whoever signs does so today, so a day that is still open becomes today's before it is bound.

Clerk and leader sign alike; one undo takes both back.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from forms.dates import official
from forms.sheet import Sheet
from forms.signing import sign, signing_day

from ..editing import SheetEditing


def open_day(sheet: Sheet, place: str) -> str:
    """Return the field of the day that signing in `place` fills in, "" where there is none, or it is filled in already."""
    name = signing_day(sheet.template, sheet.template.by_name[place].role)
    return name if name and not sheet.shown(name).strip() else ""


def day_words(sheet: Sheet, place: str, today: date) -> str:
    """Say which day signing in `place` will fill in, "" for none."""
    name = open_day(sheet, place)
    if not name:
        return ""
    words = QCoreApplication.translate("signing", "签名时一并填写{}：{}")
    return words.format(sheet.template.by_name[name].short_label, official(today))


def put_signature(editing: SheetEditing, place: str, ink: Mapping[str, Any], name: str, now: datetime) -> None:
    """Let `name` sign in `place`, with the day where it is open. Failure as `forms.signing.sign` says: nothing was changed."""
    sheet, words = editing.sheet, QCoreApplication.translate("signing", "签名")
    day = {one: now.date().isoformat() for one in (open_day(sheet, place),) if one}
    at = now.isoformat(timespec="seconds")
    entry = sign(sheet.template, sheet.view.with_answers(day), place, ink, name=name, at=at)
    editing.undo_stack.beginMacro(words)
    try:
        if day:
            editing.edit_many(day, words)
        editing.put_ink(place, entry, words)
    finally:
        editing.undo_stack.endMacro()
