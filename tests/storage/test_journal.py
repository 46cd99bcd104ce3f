"""Histories: in order, chained, coalesced while one writes, and whole again after a crash in mid-line."""

from __future__ import annotations

import errno
import getpass
from collections.abc import Callable
from typing import Any

import pytest

from forms.errors import Failure
from forms.record import Record
from storage.chain import all_lines, received
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


# ---- who it was, and lines from elsewhere


def test_the_name_of_the_person_stands_before_the_name_of_the_login(journal: Journal, clock: Any) -> None:
    journal.add("a", "approve", clock(), {"role": "leader"}, "王局长")
    journal.add("a", "exported", clock())
    assert [event.who for event in journal.of("a").events] == ["王局长", user_name()]


def test_the_same_event_in_the_same_second_on_two_machines_is_two_events(journal: Journal, clock: Any) -> None:
    for sheet in "ab":
        journal.changed(sheet, ["title"], 1, clock(), who="张三", role="clerk")
    assert journal.of("a").events == journal.of("b").events
    assert journal.of("a").end != journal.of("b").end


def test_two_people_at_one_device_are_two_events(journal: Journal, clock: Any) -> None:
    for who, role in (("张三", "clerk"), ("张三", "clerk"), ("王局长", "leader"), ("张三", "clerk")):
        journal.changed("a", ["title"], 1, clock(), who=who, role=role)
    assert [event.detail["role"] for event in journal.of("a").events] == ["clerk", "leader", "clerk"]


def test_a_change_after_any_other_event_is_told_anew(journal: Journal, clock: Any) -> None:
    journal.changed("a", ["title"], 1, clock())
    journal.add("a", "handed_over", clock())
    journal.changed("a", ["title"], 2, clock())
    assert [event.what for event in journal.of("a").events] == ["changed", "handed_over", "changed"]


def with_lines_from_elsewhere(journal: Journal, folder: DataFolder, clock: Any) -> list[dict[str, Any]]:
    """The history `a`, which received what was done to it in `b` after a common beginning."""
    journal.add("a", "created", clock())
    folder.history_of("b").write_bytes(folder.history_of("a").read_bytes())
    journal.add("a", "exported", clock())
    for what in ("changed", "approve"):
        journal.add("b", what, clock(), {"fields": ["review_opinion"]}, "王局长")
    lines = [line.plain() for line in journal.of("b").lines[1:]]
    journal.add("a", "received", clock(), {"lines": lines})
    return lines


def test_lines_from_elsewhere_are_part_of_the_chain(journal: Journal, folder: DataFolder, clock: Any) -> None:
    with_lines_from_elsewhere(journal, folder, clock)
    chain = journal.of("a")
    assert [event.what for event in chain.events] == ["created", "exported", "received"]
    assert (chain.torn, chain.broken_at, chain.broken_inside) == (0, None, None)
    assert journal.of("b").known() < chain.known()


def test_a_line_that_stands_already_is_named_by_its_digest(journal: Journal, folder: DataFolder, clock: Any) -> None:
    """Histories that go to and fro hold each line once, and the digest of an event is the same however its lines are held."""
    with_lines_from_elsewhere(journal, folder, clock)
    ours, theirs = journal.of("a"), journal.of("b")
    journal.add("b", "received", clock(), {"lines": received(ours.lines, theirs.known())})
    chain = journal.of("b")
    assert chain.broken_at is None
    assert ours.known() < chain.known()
    digests = [line.digest for line in all_lines(chain.lines)]
    assert len(digests) == len(set(digests))


def test_a_line_that_is_named_and_stands_nowhere_is_told(journal: Journal, clock: Any) -> None:
    journal.add("a", "created", clock())
    journal.add("a", "received", clock(), {"lines": ["f" * 64]})
    assert (journal.of("a").broken_at, journal.of("a").broken_inside) == (2, 0)


@pytest.mark.parametrize("forged", ["changed", "taken out", "put in", "other order", "deep"])
def test_a_line_from_elsewhere_that_was_forged_is_told(journal: Journal, folder: DataFolder, clock: Any, forged: str) -> None:
    first, second = with_lines_from_elsewhere(journal, folder, clock)
    lines = {
        "changed": [{**first, "who": "张三"}, second],
        "taken out": [second],
        "put in": [first, first | {"before": "f" * 64}, second],
        "other order": [second, first],
        "deep": [first, second, {**second, "what": "received", "detail": {"lines": [second, {**second, "before": "e" * 64}]}}],
    }[forged]
    folder.history_of("a").write_bytes(b"".join(line.raw + b"\n" for line in journal.of("a").lines[:2]))
    Journal(folder).add("a", "received", clock(), {"lines": lines})
    chain = journal.of("a")
    assert (chain.broken_at, chain.broken_inside is not None) == (3, True)


@pytest.mark.parametrize("lines", [1, [1], [{}], [{"before": "", "when": "", "who": "", "what": "received"}]])
def test_what_came_from_elsewhere_and_is_no_history_is_a_torn_line(journal: Journal, clock: Any, lines: object) -> None:
    journal.add("a", "received", clock(), {"lines": lines})
    assert journal.of("a").torn == 1


def test_coming_and_going_without_end_is_a_torn_line(journal: Journal, clock: Any) -> None:
    plain: dict[str, Any] = {"before": "0" * 64, "when": "", "who": "", "what": "received", "detail": {}}
    for _ in range(60):
        plain = {**plain, "detail": {"lines": [plain]}}
    journal.add("a", "received", clock(), {"lines": [plain]})
    assert journal.of("a").torn == 1


def test_the_chain_goes_on_after_a_line_longer_than_is_looked_at_first(
    journal: Journal, folder: DataFolder, clock: Any
) -> None:
    journal.add("a", "received", clock(), {"note": "x" * 600_000})
    Journal(folder).add("a", "changed", clock())
    assert journal.of("a").broken_at is None


def test_a_history_can_be_replaced_by_a_longer_one(journal: Journal, folder: DataFolder, clock: Any) -> None:
    with_lines_from_elsewhere(journal, folder, clock)
    journal.replace("b", folder.history_of("a").read_bytes())
    journal.add("b", "changed", clock())
    assert [event.what for event in journal.of("b").events] == ["created", "exported", "received", "changed"]
    assert journal.of("b").broken_at is None
