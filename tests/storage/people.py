"""王勤 and 李局 of one bureau, the seconds they wait, and what the history tells of them."""

from __future__ import annotations

from forms.fields import Role
from storage.journal import Event
from storage.office import JOURNAL, Office, Person
from storage.store import Store

WANG, LI = Person("", "王勤", Role.CLERK), Person("", "李局", Role.LEADER)


class Ticks:
    """Seconds that pass only when they are told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def leader(office: Office) -> str:
    return office.leaders[0].id


def events(store: Store) -> list[Event]:
    return list(store.journal.of(JOURNAL).events)
