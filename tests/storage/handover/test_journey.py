"""Whether a sheet is at home here, or came in a package and is to go back: read from its history and the kept versions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from storage.handover.journey import Journey, journey_of
from storage.journal import Event
from storage.versions import Version

NOON = datetime(2023, 5, 12, 12, tzinfo=UTC)


def trip(purpose: str, hours: int, revision: object = 7) -> Event:
    when = (NOON + timedelta(hours=hours)).isoformat(timespec="seconds")
    return Event(when, "王勤", "handed_over", {"purpose": purpose, "revision": revision})


def version(hours: float, revision: int, why: str = "approve") -> Version:
    return Version(str(revision), NOON + timedelta(hours=hours), revision, why)


OUT, BACK = trip("visit", 0), trip("return", 4, 9)


@pytest.mark.parametrize(
    ("events", "versions", "journey"),
    [
        ([], [], Journey.HOME),
        ([OUT], [version(-1, 6)], Journey.HOME),
        ([OUT], [], Journey.GUEST),
        ([OUT], [version(1, 7, "confirm")], Journey.GUEST),
        ([OUT], [version(1, 6, "handover"), version(-2, 5)], Journey.GUEST),
        ([OUT], [version(-1, 6, "handover"), version(-2, 5)], Journey.HOME),
        ([OUT, BACK], [version(1, 7, "confirm")], Journey.SENT_BACK),
        ([OUT, BACK], [version(1, 6, "handover")], Journey.SENT_BACK),
        ([OUT, BACK], [version(5, 7, "handover"), version(-1, 6)], Journey.HOME),
        ([BACK], [], Journey.HOME),
        ([trip("visit", 0, None)], [], Journey.HOME),
        ([Event("?", "", "handed_over", {"purpose": "visit", "revision": 7})], [version(1, 6, "handover")], Journey.HOME),
    ],
)
def test_whoever_received_a_sheet_sends_it_back_and_whoever_packed_it_does_not(
    events: list[Event], versions: list[Version], journey: Journey
) -> None:
    assert journey_of(events, versions) is journey
