"""Moments in words: 今天 14:03, 昨天 9:12, 5月6日 14:03."""

from __future__ import annotations

from datetime import datetime, timedelta

from forms.dates import official


def moment_words(when: datetime, now: datetime) -> str:
    """Return an instant as one says it at `now`, both in local time or aware."""
    local, today = when.astimezone(), now.astimezone()
    clock = f"{local:%H:%M}"
    if local.date() == today.date():
        return f"今天 {clock}"
    if local.date() == today.date() - timedelta(days=1):
        return f"昨天 {clock}"
    day = official(local.date())
    return f"{day.split('年')[1] if local.year == today.year else day} {clock}"


def exact_words(iso: str) -> str:
    """Return an ISO 8601 instant to the second in local time, 2026年11月21日 14:03:07; as it is where it is none."""
    when = instant(iso)
    return f"{official(when.astimezone().date())} {when.astimezone():%H:%M:%S}" if when else iso


def instant(iso: str) -> datetime | None:
    """Return an ISO 8601 instant, None where it is none."""
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        return None


def instant_words(iso: str, now: datetime) -> str:
    """Return an ISO 8601 instant in words, as it is where it is none."""
    when = instant(iso)
    return moment_words(when, now) if when else iso
