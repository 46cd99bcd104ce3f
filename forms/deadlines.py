"""When what is due, from the terms of the template. Working days come with the calendar of holidays, later."""

from __future__ import annotations

from datetime import date

from .dates import add_months, iso_date
from .record import Record
from .template import Template


def reply_due(template: Template, record: Record) -> date | None:
    """Return the day by which the deputy must have the reply, None where it is not known.

    So many months from 交办; of a re-handled suggestion (重办) so many from the day on which that round began.
    """
    reopened = iso_date(record.reopened)
    if reopened:
        return add_months(reopened, template.deadlines.rehandle_months)
    assigned = iso_date(record.answers.get("assigned_on"))
    return add_months(assigned, template.deadlines.reply_months) if assigned else None


def rehandling_due(template: Template, today: date) -> date:
    """Return the day by which the deputy must have the second reply where re-handling begins today."""
    return add_months(today, template.deadlines.rehandle_months)
