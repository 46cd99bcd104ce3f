"""Whatever step of writing fails, the old content stays and nothing is left lying about."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from storage.atomic import move, replace_file, replacement, sync_folder

STEPS = ("open", "write", "flush", "fsync", "replace")


@pytest.mark.parametrize("keep_previous", [False, True])
def test_new_content_takes_the_place_of_the_old(tmp_path: Path, keep_previous: bool) -> None:
    path = tmp_path / "a.json"
    for content in (b"old", b"new"):
        replace_file(path, content, keep_previous=keep_previous)
    kept = {"a.json": b"new", "a.json.bak": b"old"} if keep_previous else {"a.json": b"new"}
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == kept


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("keep_previous", [False, True])
def test_the_old_content_stays_when_a_step_fails(tmp_path: Path, failing_disk: Any, step: str, keep_previous: bool) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    failing_disk.fail(step)
    with pytest.raises(OSError, match="space"):
        replace_file(path, b"new", keep_previous=keep_previous)
    assert path.read_bytes() == b"old"
    assert {file.name for file in tmp_path.iterdir()} <= {"a.json", "a.json.bak"}


def test_a_folder_that_cannot_be_synced_is_told_while_the_content_is_whole(tmp_path: Path, failing_disk: Any) -> None:
    failing_disk.fail("folder", errno.EIO)
    with pytest.raises(OSError, match="error"):
        replace_file(tmp_path / "a.json", b"new")
    assert (tmp_path / "a.json").read_bytes() == b"new"


def test_what_is_no_file_is_not_replaced_by_one(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(FileExistsError):
            replace_file(place, b"new")
    assert (tmp_path / "pipe").is_fifo()


def test_what_breaks_off_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), replacement(tmp_path / "a.zip") as file:
        file.write(b"half")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_where_a_file_can_have_one_name_only_the_last_copy_is_a_copy(tmp_path: Path, failing_disk: Any) -> None:
    failing_disk.refuse("link", OSError(errno.EPERM, "no links on FAT"))
    for content in (b"old", b"new"):
        replace_file(tmp_path / "a.json", content, keep_previous=True)
    assert (tmp_path / "a.json.bak").read_bytes() == b"old"


def _windows_error(number: int) -> PermissionError:
    error = PermissionError(errno.EACCES, "held")
    error.winerror = number  # type: ignore[attr-defined]
    return error


@pytest.mark.parametrize("number", [5, 32])
def test_a_file_that_a_virus_scanner_holds_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    (tmp_path / "new").write_bytes(b"new")
    replace, refusals, pauses = os.replace, [_windows_error(number)] * 3, []

    def held(source: Path, target: Path) -> None:
        if refusals:
            raise refusals.pop()
        replace(source, target)

    monkeypatch.setattr(os, "replace", held)
    move(tmp_path / "new", tmp_path / "a", pause=pauses.append)
    assert (tmp_path / "a").read_bytes() == b"new"
    assert len(pauses) == 3


def test_a_file_that_is_held_for_good_is_given_up_after_two_seconds(tmp_path: Path, failing_disk: Any) -> None:
    pauses: list[float] = []
    failing_disk.refuse("replace", _windows_error(32))
    with pytest.raises(PermissionError):
        move(tmp_path / "new", tmp_path / "a", pause=pauses.append)
    assert sum(pauses) == pytest.approx(2, abs=0.1)


def test_a_refusal_that_will_not_pass_is_not_waited_for(tmp_path: Path, failing_disk: Any) -> None:
    pauses: list[float] = []
    failing_disk.refuse("replace", PermissionError(errno.EACCES, "read-only"))
    with pytest.raises(PermissionError):
        move(tmp_path / "new", tmp_path / "a", pause=pauses.append)
    assert pauses == []


def test_folders_are_not_synced_where_they_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "name", "nt")
        sync_folder(tmp_path / "none")
