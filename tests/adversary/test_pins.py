"""Somebody would like to act as the leader without the PIN.

Tried elsewhere (tests/storage/test_office_pins.py, test_office.py): guessing, waiting, restarting, setting the clock,
killing the program over a try, a full disk, files that are damaged; and tests/gui/office: the same through the window.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from forms.errors import Failure
from forms.fields import Role
from gui.commands import COMMANDS
from storage.desk import Desk
from storage.office import JOURNAL, Office, Person
from storage.pin import Cost
from storage.store import Store
from tests.storage.conftest import Clock

CHEAP = Cost(2, 1, 1)
PIN = "2468"


class Ticks:
    """Seconds that no clock can be set to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Place:
    """A data folder whose leader has a PIN, and whoever is alone with it."""

    def __init__(self, data: Path) -> None:
        self.data, self.clock, self.ticks = data, Clock(), Ticks()
        self.start()

    def start(self) -> Office:
        self.desk = Desk.open(self.data, clock=self.clock)
        self.desk.office = self.office = Office(self.store, ticks=self.ticks, cost=CHEAP)
        return self.office

    def restart(self) -> Office:
        self.desk.close()
        return self.start()

    @property
    def store(self) -> Store:
        return self.desk._store

    @property
    def leader(self) -> str:
        return self.office.leaders[0].id

    @property
    def file(self) -> Path:
        return self.data / "people.json"

    def guess(self, pin: str = "0000") -> Failure:
        with pytest.raises(Failure) as caught:
            self.office.unlock(self.leader, pin)
        return caught.value

    def notices(self) -> set[str]:
        return {notice.code for notice in self.desk.notices}

    def told(self) -> list[str]:
        return [event.what for event in self.store.journal.of(JOURNAL).events]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    place = Place(tmp_path / "data")
    place.office.put("民政局", "", [Person("", "王勤", Role.CLERK), Person("", "李局", Role.LEADER)])
    place.office.set_pin(place.leader, PIN)
    yield place
    place.desk.close()


def doctored(backup: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The backup with other files, and digests that fit."""
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist() if name != "manifest.json"}
    change(files)
    listed = {name: {"size": len(data), "sha256": sha256(data).hexdigest()} for name, data in files.items()}
    with zipfile.ZipFile(backup, "w") as archive:
        for name, data in {**files, "manifest.json": json.dumps({"format": 1, "schema": 1, "files": listed}).encode()}.items():
            archive.writestr(name, data)
    return backup


def without_pins(data: bytes) -> bytes:
    plain = json.loads(data)
    for person in plain["people"]:
        person.pop("pin", None)
        person.pop("code", None)
    return json.dumps(plain).encode()


# ---- guessing


def test_a_hundred_threads_at_once_have_no_more_tries_than_one(place: Place) -> None:
    with ThreadPoolExecutor(16) as pool:
        codes = [failure.code for failure in pool.map(place.guess, (f"{number:04}" for number in range(100)))]
    assert codes.count("pin_wrong") == 4 and codes.count("pin_wait") == 96
    assert place.guess(PIN).code == "pin_wait"


def test_the_code_and_the_pin_share_their_tries(place: Place) -> None:
    for _ in range(2):
        place.guess()
        with pytest.raises(Failure, match="recovery_wrong"):
            place.office.recover(place.leader, "0000-0000-0000-0000-0000", "1111")
    assert place.guess(PIN).code == "pin_wait"


def test_a_backup_from_before_the_tries_gives_no_tries_back(place: Place, tmp_path: Path) -> None:
    place.desk.backup(tmp_path / "b.zip")
    for _ in range(4):
        place.guess()
    place.desk.restore(tmp_path / "b.zip")
    assert place.guess(PIN).code == "pin_wait"
    assert place.restart().wait(place.leader) == 5


@pytest.mark.parametrize("days", [-400, 400])
def test_a_clock_that_is_set_opens_nothing_while_the_program_runs(place: Place, days: int) -> None:
    for _ in range(4):
        place.guess()
    place.clock.go_on(days=days)
    assert place.guess(PIN).code == "pin_wait"


def test_no_command_asks_for_a_role_or_a_pin_so_that_none_can_be_guessed_there() -> None:
    """The command line acts as the clerk alone: it takes no step of leader or deputy, and sets none of their answers."""
    assert not {"unlock", "approve", "sign", "confirm", "return", "pin", "recover", "people"} & COMMANDS.keys()


# ---- the file of the people


def test_people_who_were_removed_with_their_file_are_missed(place: Place) -> None:
    place.file.unlink()
    place.restart()
    assert "people_gone" in place.notices() and place.told()[-1] == "people_gone"


def test_a_file_without_pins_is_told_once_and_stays_in_the_history(place: Place) -> None:
    place.file.write_bytes(without_pins(place.file.read_bytes()))
    place.restart()
    assert "people_replaced" in place.notices() and place.told()[-1] == "people_replaced"
    place.restart()
    assert "people_replaced" not in place.notices() and place.told().count("people_replaced") == 1


def test_the_file_of_another_office_is_told(place: Place, tmp_path: Path) -> None:
    other = Place(tmp_path / "other")
    other.office.put("民政局", "", [Person("", "李局", Role.LEADER)])
    other.office.set_pin(other.leader, "1111")
    other.desk.close()
    place.file.write_bytes(other.file.read_bytes())
    place.restart()
    assert "people_replaced" in place.notices()


def test_another_hash_for_the_same_leader_is_told(place: Place) -> None:
    plain = json.loads(place.file.read_bytes())
    [leader] = [person for person in plain["people"] if person["role"] == "leader"]
    leader["pin"]["digest"] = "00" * 32
    place.file.write_text(json.dumps(plain))
    place.restart()
    assert "people_replaced" in place.notices()


def test_what_the_office_itself_changes_is_no_exchange(place: Place) -> None:
    place.office.set_pin(place.leader, "1357", old=PIN)
    place.office.put("民政局", "", [*place.office.people, Person("", "赵云", Role.CLERK)])
    place.guess()
    place.restart()
    assert not {"people_replaced", "people_gone"} & place.notices()


def test_a_damaged_file_is_told_and_stays_missed_in_the_history(place: Place) -> None:
    place.file.write_bytes(place.file.read_bytes()[:-20])
    place.restart()
    assert "people_unreadable" in place.notices()
    place.restart()
    assert place.told()[-1] == "people_gone"


# ---- backups


def test_a_backup_with_other_pins_is_told(place: Place, tmp_path: Path) -> None:
    place.desk.backup(tmp_path / "old.zip")
    place.office.set_pin(place.leader, "1357", old=PIN)
    place.desk.restore(tmp_path / "old.zip")
    assert "people_replaced" in place.notices() and place.told()[-1] == "people_replaced"


def test_a_doctored_backup_without_pins_and_without_the_history_of_the_office_is_told(place: Place, tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        files["people.json"] = without_pins(files["people.json"])
        del files[f"history/{JOURNAL}.jsonl"]

    place.desk.backup(tmp_path / "all.zip")
    place.desk.restore(doctored(tmp_path / "all.zip", change))
    assert "people_replaced" in place.notices() and "people_replaced" in place.told()
    assert next((place.data / "backups").glob("*/people.json")).is_file()


def test_a_backup_without_people_leaves_those_who_are_here(place: Place, tmp_path: Path) -> None:
    place.desk.backup(tmp_path / "all.zip")
    place.desk.restore(doctored(tmp_path / "all.zip", lambda files: files.pop("people.json") and None))
    assert place.guess().code == "pin_wrong"


@pytest.mark.parametrize(
    "change",
    [
        {"tries": 10**30, "tried": "2023-05-06T14:03:05+08:00"},
        {"tries": 3, "tried": "9999-12-31T23:59:59+00:00"},
        {"tries": -1},
    ],
)
def test_numbers_written_into_the_file_stop_nothing(place: Place, change: dict[str, Any]) -> None:
    plain = json.loads(place.file.read_bytes())
    [leader] = [person for person in plain["people"] if person["role"] == "leader"]
    leader |= change
    place.file.write_text(json.dumps(plain))
    office = place.restart()
    assert not office.leaders or 0 <= office.wait(place.leader) <= 3600


def test_backups_put_back_in_turn_forget_no_tries(place: Place, tmp_path: Path) -> None:
    """One of them from before there was a leader: with the leader the tries would go, and come back as none."""
    place.desk.backup(tmp_path / "with.zip")
    older = Place(tmp_path / "older")
    older.office.put("民政局", "", [Person("", "王勤", Role.CLERK)])
    older.desk.backup(tmp_path / "without.zip")
    older.desk.close()
    while not place.office.wait(place.leader):
        place.guess()
    waiting = place.office.wait(place.leader)
    place.desk.restore(tmp_path / "without.zip")
    assert place.restart().leaders == ()
    place.desk.restore(tmp_path / "with.zip")
    assert place.restart().wait(place.leader) == waiting > 0
