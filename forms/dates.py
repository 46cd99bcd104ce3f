"""Dates as officials write them: read in their usual forms, kept as ISO 8601, shown without leading zeros (GB/T 9704-2012)."""

from __future__ import annotations

import calendar
import re
from datetime import MAXYEAR, date

from .errors import BadValue
from .text import usual_width

_FORMS = (
    re.compile(r"(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*[日号]?"),
    re.compile(r"(?P<y>\d{4})\s*[-./／．]\s*(?P<m>\d{1,2})\s*[-./／．]\s*(?P<d>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
)


def read_date(text: str) -> date:
    """Read 2023年5月6日, 2023-5-6, 2023.5.6, 2023/5/6 or 20230506; BadValue `no_date` or `impossible_date` otherwise."""
    plain = usual_width(text).strip()
    for form in _FORMS:
        if match := form.fullmatch(plain):
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                raise BadValue("impossible_date", value=text.strip()) from None
    raise BadValue("no_date", value=text.strip())


def iso_date(value: object) -> date | None:
    """Return the date of a stored answer, or None where the answer is no possible date."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


def official(day: date) -> str:
    """Return 2023年5月6日: Arabic digits, the full year, no leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day where it has no such day; never beyond the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
