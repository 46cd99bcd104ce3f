"""Histories: in order, chained, coalesced while one writes, and whole again after a crash in mid-line."""

from __future__ import annotations

import errno
import getpass
from collections.abc import Callable
from typing import Any

import pytest

from forms.errors import Failure
from forms.record import Record
from storage.desk import Desk
from storage.folders import DataFolder
from storage.journal import Journal, read_chain, user_name

Write = Callable[..., Record]
Open = Callable[..., Desk]


@pytest.fixture
def journal(folder: DataFolder) -> Journal:
    folder.create()
    return Journal(folder)


def test_what_was_done_is_told_in_order(desk: Desk, write: Write, clock: Any) -> None:
    sheet = desk.new_sheet()
    write(sheet, title="a", phone="b")
    clock.go_on(minutes=6)
    write(sheet, title="c")
    events = desk.history(sheet.id)
    assert [(event.when[11:16], event.what, event.detail.get("fields")) for event in events] == [
        ("14:03", "created", None),
        ("14:03", "changed", ["phone", "title"]),
        ("14:09", "changed", ["title"]),
    ]
    assert events[0].who == user_name()


def test_saves_of_one_visit_are_one_event(desk: Desk, write: Write, clock: Any) -> None:
    sheet = desk.new_sheet()
    for number in range(20):
        write(sheet, title=f"title {number}")
        clock.go_on(seconds=10)
    write(sheet, phone="1")
    assert [event.detail["fields"] for event in desk.history(sheet.id)[1:]] == [["title"], ["phone"]]


def test_a_clock_that_is_set_back_hides_no_change(desk: Desk, write: Write, clock: Any) -> None:
    sheet = desk.new_sheet()
    write(sheet, title="a")
    clock.go_on(hours=-3)
    write(sheet, title="b")
    assert [event.when[11:16] for event in desk.history(sheet.id)] == ["14:03", "14:03", "11:03"]


def test_the_chain_goes_on_over_a_restart(desk: Desk, open_desk: Open, write: Write) -> None:
    sheet = desk.new_sheet()
    desk.close()
    again = open_desk()
    again.fill(sheet.id, {"answers": {"title": "a"}})
    chain = again.history_chain(sheet.id)
    assert (len(chain.events), chain.torn, chain.broken_at) == (2, 0, None)


@pytest.mark.parametrize("torn", [b'{"before":"0', b"\x00" * 40, b"x\n"])
def test_a_torn_line_is_marked_and_the_chain_goes_on(journal: Journal, folder: DataFolder, clock: Any, torn: bytes) -> None:
    journal.add("a", "created", clock())
    with folder.history_of("a").open("ab") as file:
        file.write(torn)
    after_the_crash = Journal(folder)
    for what in ("changed", "deleted"):
        after_the_crash.add("a", what, clock())
    chain = journal.of("a")
    assert [event.what for event in chain.events] == ["created", "changed", "deleted"]
    assert (chain.torn, chain.broken_at) == (1, None)


@pytest.mark.parametrize("change", ["line taken out", "line changed", "line put in"])
def test_the_chain_shows_what_was_done_to_it(journal: Journal, folder: DataFolder, clock: Any, change: str) -> None:
    for what in ("created", "changed", "deleted"):
        journal.add("a", what, clock())
    lines = folder.history_of("a").read_bytes().splitlines(keepends=True)
    forged = {
        "line taken out": [lines[0], lines[2]],
        "line changed": [lines[0], lines[1].replace(b"changed", b"printed"), lines[2]],
        "line put in": [lines[0], lines[0], lines[1], lines[2]],
    }[change]
    assert read_chain(b"".join(forged)).broken_at in (2, 3)
    assert read_chain(b"".join(lines)).broken_at is None


@pytest.mark.parametrize("line", [b"[]", b"{}", b"1", b'{"before":"","when":"","who":"","what":"","detail":1}', b"[" * 100_000])
def test_lines_that_are_no_events_are_torn_ones(line: bytes) -> None:
    assert read_chain(line + b"\n").torn == 1


def test_a_history_that_cannot_be_written_is_told(journal: Journal, failing_disk: Any, clock: Any) -> None:
    journal.add("a", "created", clock())
    failing_disk.fail("fsync", errno.ENOSPC)
    with pytest.raises(Failure, match="disk_full"):
        journal.add("a", "changed", clock())


def test_a_user_without_a_name_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert user_name() == ""
