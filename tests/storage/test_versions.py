"""Versions: compact, thinned as they grow old, skipped when unreadable."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from forms.errors import Failure
from forms.record import Record
from storage.folders import DataFolder
from storage.versions import MAX_DAILY, MAX_RECENT, Version, Versions, superfluous


@pytest.fixture
def versions(folder: DataFolder) -> Versions:
    folder.create()
    return Versions(folder)


def test_a_version_is_small_and_comes_back_as_it_was(
    versions: Versions, folder: DataFolder, record: Record, clock: Any
) -> None:
    long = replace(record, answers={**record.answers, "reply": "一是及时总结经验亮点。" * 400})
    versions.keep(long, "export", clock())
    [version] = versions.of(record.id)
    assert (version.why, version.revision, version.saved) == ("export", record.revision, clock())
    assert versions.record(record.id, version.key) == long
    [path] = folder.versions_of(record.id).iterdir()
    assert path.stat().st_size < 2000


def test_the_same_state_is_kept_once(versions: Versions, folder: DataFolder, record: Record, clock: Any) -> None:
    for why in ("edit", "export"):
        versions.keep(record, why, clock())
    Versions(folder).keep(record, "delete", clock())
    assert [version.why for version in versions.of(record.id)] == ["edit"]


def test_the_last_version_is_that_of_the_last_change_though_the_clock_was_set_back(
    versions: Versions, record: Record, clock: Any
) -> None:
    later = record.with_answers({"title": "later"})
    versions.keep(record, "edit", clock())
    versions.keep(later, "edit", clock() - timedelta(hours=3))
    assert versions.newest(record.id) == later


def test_an_empty_sheet_needs_no_version(versions: Versions, clock: Any) -> None:
    versions.keep(Record(id="a", template="t", version=1), "edit", clock())
    assert versions.of("a") == []


def test_a_session_begins_with_a_version(versions: Versions, folder: DataFolder, record: Record, clock: Any) -> None:
    versions.before_edit(record, clock())
    versions.before_edit(record.with_answers({"title": "a"}), clock())
    Versions(folder).before_edit(record.with_answers({"title": "b"}), clock() + timedelta(seconds=1))
    assert len(versions.of(record.id)) == 2


def _version(number: int, age: timedelta, clock: Any) -> Version:
    saved = clock() - age
    return Version(f"{saved:%Y%m%dT%H%M%S}-{number:06d}", saved, number, "edit")


def test_the_last_day_is_kept_whole_and_of_each_day_before_one(clock: Any) -> None:
    versions = [_version(number, timedelta(hours=number), clock) for number in range(24 * 4)]
    kept = {version.key for version in versions} - set(superfluous(versions, clock()))
    days = sorted({version.key[:8] for version in versions if clock() - version.saved > timedelta(days=1)})
    assert len(kept) == 25 + len(days)
    assert sorted(key[:8] for key in kept)[: len(days)] == days


def test_there_are_never_too_many(versions: Versions, record: Record, clock: Any) -> None:
    hours = [_version(number, timedelta(minutes=10 * number), clock) for number in range(144)]
    days = [_version(200 + number, timedelta(days=2 + number), clock) for number in range(90)]
    dropped = superfluous([*hours, *days], clock())
    assert len(hours) + len(days) - len(dropped) == MAX_RECENT + MAX_DAILY
    for number in range(MAX_RECENT + 5):
        versions.keep(replace(record, revision=number), "edit", clock())
        clock.go_on(minutes=5)
    assert len(versions.of(record.id)) == MAX_RECENT
    assert versions.of(record.id)[0].revision == MAX_RECENT + 4


@pytest.mark.parametrize("damage", [b"", b"\x1f\x8b\x08", b"plain", b"truncated", b"other"])
def test_an_unreadable_version_is_named_and_the_next_one_taken(
    versions: Versions, folder: DataFolder, record: Record, clock: Any, damage: bytes
) -> None:
    versions.keep(record, "edit", clock())
    versions.keep(record.with_answers({"title": "later"}), "edit", clock() + timedelta(minutes=1))
    newest = versions.of(record.id)[0]
    path = folder.versions_of(record.id) / f"{newest.key}.json.gz"
    other = folder.versions_of("other")
    versions.keep(replace(record, id="other"), "edit", clock())
    path.write_bytes({b"truncated": path.read_bytes()[:-9], b"other": next(other.iterdir()).read_bytes()}.get(damage, damage))
    with pytest.raises(Failure, match="data_damaged"):
        versions.record(record.id, newest.key)
    assert versions.newest(record.id) == record
    assert list(versions.with_revision(record.id, newest.revision)) == []


def test_files_that_are_no_versions_are_not_listed(versions: Versions, folder: DataFolder, record: Record, clock: Any) -> None:
    versions.keep(record, "edit", clock())
    (folder.versions_of(record.id) / "notes.txt").write_bytes(b"")
    (folder.versions_of(record.id) / "notes.json.gz").write_bytes(b"")
    assert len(versions.of(record.id)) == 1
    assert versions.newest("unknown") is None


def test_the_state_at_the_last_return_is_kept_however_old(clock: Any) -> None:
    old = [_version(200 + number, timedelta(days=40), clock)._replace(why="return") for number in range(3)]
    dropped = superfluous([_version(1, timedelta(days=40), clock), *old], clock())
    assert dropped == [version.key for version in old[1:]]
