"""Damage and full disks: a damaged file is set aside, the last good copy taken, the user told; a failed save harms nothing."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forms.errors import Failure
from forms.record import Record
from storage.desk import Desk
from storage.folders import DataFolder

Write = Callable[..., Record]
Open = Callable[..., Desk]

DAMAGE = [
    b"",
    b"{",
    b"[" * 100_000,
    b'{"sheet":{"1":{}}}',
    b'{"sheet":{"1":[]}}',
    b"\xff\xfe",
    b'{"sheet":{"1":{"answers":3}}}',
]


@pytest.fixture
def written(desk: Desk, write: Write) -> str:
    """A sheet of two saves, and so with a last copy."""
    sheet = desk.new_sheet()
    write(sheet, title="first")
    write(sheet, title="second")
    desk.close()
    return sheet.id


@pytest.mark.parametrize("damage", DAMAGE)
def test_the_last_copy_takes_the_place_of_a_damaged_file(
    written: str, folder: DataFolder, open_desk: Open, damage: bytes
) -> None:
    folder.sheet(written).write_bytes(damage)
    again = open_desk()
    assert again.ledger()[0].title == "first"
    [notice] = again.notices
    assert notice.code == "sheet_recovered_from_copy"
    assert Path(str(notice.params["path"])).read_bytes() == damage
    assert Path(str(notice.params["path"])).parent == folder.damaged


def test_a_version_takes_the_place_where_the_copy_is_damaged_too(written: str, folder: DataFolder, open_desk: Open) -> None:
    folder.sheet(written).write_bytes(b"")
    folder.previous(written).write_bytes(b"")
    again = open_desk()
    assert again.ledger()[0].title == "first"
    assert [notice.code for notice in again.notices] == ["sheet_recovered_from_version"]


def test_a_sheet_of_which_nothing_is_left_is_told_and_its_file_kept(written: str, folder: DataFolder, open_desk: Open) -> None:
    for path in (folder.sheet(written), folder.previous(written), *folder.versions_of(written).iterdir()):
        path.write_bytes(b"x")
    again = open_desk()
    assert again.ledger() == []
    assert [notice.code for notice in again.notices] == ["sheet_lost"]
    assert [path.read_bytes() for path in folder.damaged.iterdir()] == [b"x", b"x"]
    again.close()
    assert open_desk().notices == ()


def test_damaged_files_of_one_sheet_do_not_write_over_each_other(written: str, folder: DataFolder, open_desk: Open) -> None:
    for damage in (b"a", b"b"):
        folder.sheet(written).write_bytes(damage)
        open_desk().close()
    assert sorted(path.read_bytes() for path in folder.damaged.iterdir()) == [b"a", b"b"]


def test_a_sheet_that_was_lost_between_two_steps_of_its_rescue_comes_back(
    written: str, folder: DataFolder, open_desk: Open
) -> None:
    folder.sheet(written).unlink()
    assert open_desk().ledger()[0].title == "first"


def test_a_file_with_the_sheet_of_another_is_damage(desk: Desk, folder: DataFolder, open_desk: Open, written: str) -> None:
    folder.sheet("5f0c").write_bytes(folder.sheet(written).read_bytes())
    again = open_desk()
    assert [row.id for row in again.ledger()] == [written]
    assert [notice.code for notice in again.notices] == ["sheet_lost"]


def test_a_sheet_of_a_newer_program_is_shown_and_not_touched(written: str, folder: DataFolder, open_desk: Open) -> None:
    newer = folder.sheet(written).read_bytes().replace(b'"schema":1', b'"schema":99')
    folder.sheet(written).write_bytes(newer)
    for _ in range(2):
        again = open_desk()
        assert [(row.id, row.problem) for row in again.ledger()] == [(written, "schema_newer")]
        with pytest.raises(Failure, match="schema_newer"):
            again.open_sheet(written)
        again.warm_search()
        again.close()
    assert folder.sheet(written).read_bytes() == newer


def test_a_sheet_that_a_newer_program_wrote_opens_after_the_upgrade(written: str, folder: DataFolder, open_desk: Open) -> None:
    good = folder.sheet(written).read_bytes()
    signature = folder.sheet(written).stat()
    folder.sheet(written).write_bytes(good.replace(b'"schema":1', b'"schema":9'))
    open_desk().close()
    folder.sheet(written).write_bytes(good)
    import os

    os.utime(folder.sheet(written), ns=(signature.st_atime_ns, signature.st_mtime_ns))
    assert open_desk().ledger()[0].title == "second"


def test_reading_alone_takes_the_last_copy_and_leaves_the_damaged_file(
    written: str, folder: DataFolder, open_desk: Open
) -> None:
    folder.sheet(written).write_bytes(b"x")
    reader = open_desk(read_only=True)
    assert reader.open_sheet(written).answer("title") == "first"
    assert folder.sheet(written).read_bytes() == b"x"
    assert not folder.damaged.exists()


def test_what_is_in_the_window_is_saved_when_its_file_was_damaged_meanwhile(
    desk: Desk, folder: DataFolder, write: Write
) -> None:
    sheet = desk.new_sheet()
    write(sheet, title="first")
    folder.sheet(sheet.id).write_bytes(b"")
    folder.previous(sheet.id).unlink()
    write(sheet, title="second")
    assert desk.open_sheet(sheet.id).answer("title") == "second"
    folder.sheet(sheet.id).unlink()
    write(sheet, title="third")
    assert desk.open_sheet(sheet.id).answer("title") == "third"


# ---- disks that fail


@pytest.mark.parametrize("step", ["open", "write", "flush", "fsync", "replace", "folder"])
@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EROFS, "not_writable"), (errno.EIO, "write_failed")]
)
def test_a_save_that_fails_says_why_and_can_be_repeated(
    desk: Desk,
    failing_disk: Any,
    monkeypatch: pytest.MonkeyPatch,
    write: Write,
    open_desk: Open,
    step: str,
    number: int,
    code: str,
) -> None:
    sheet = desk.new_sheet()
    write(sheet, title="first")
    with monkeypatch.context() as patch:
        type(failing_disk)(patch).fail(step, number)
        with pytest.raises(Failure, match=f"^{code}"):
            write(sheet, title="second")
    assert open_desk(read_only=True).open_sheet(sheet.id).answer("title") in {
        "first",
        "second" if step == "folder" else "first",
    }
    assert desk.save(sheet.record).answers["title"] == "second"
    desk.close()
    assert open_desk().ledger()[0].title == "second"


def test_nothing_opens_in_a_folder_that_cannot_be_written(data: Path, failing_disk: Any, open_desk: Open) -> None:
    data.mkdir()
    failing_disk.refuse("open", OSError(errno.EROFS, "read-only"))
    with pytest.raises(Failure, match="not_writable"):
        open_desk()


def test_a_folder_that_is_a_file_is_refused(data: Path, open_desk: Open) -> None:
    data.write_bytes(b"")
    with pytest.raises(Failure, match="write_failed"):
        open_desk()
    with pytest.raises(Failure, match="file_unreadable"):
        open_desk(read_only=True)


def test_a_folder_that_must_not_be_looked_into_is_told(open_desk: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(errno.EACCES, "refused")

    monkeypatch.setattr(Path, "exists", refuse)
    with pytest.raises(Failure, match="file_unreadable"):
        open_desk(read_only=True)


def test_a_folder_that_fills_up_while_it_is_opened_is_let_go(
    data: Path, monkeypatch: pytest.MonkeyPatch, failing_disk: Any, open_desk: Open
) -> None:
    with monkeypatch.context() as patch:
        real = Path.mkdir
        full = OSError(errno.ENOSPC, "full")

        def mkdir(path: Path, *args: Any, **kwargs: Any) -> None:
            if path.name == "sheets":
                raise full
            real(path, *args, **kwargs)

        patch.setattr(Path, "mkdir", mkdir)
        with pytest.raises(Failure, match="disk_full"):
            open_desk()
    assert open_desk().ledger() == []


def test_the_index_not_being_written_harms_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, failing_disk: Any, write: Write, open_desk: Open
) -> None:
    write(desk.new_sheet(), title="a")
    with monkeypatch.context() as patch:
        type(failing_disk)(patch).fail("replace")
        desk.close()
    assert [notice.code for notice in desk.notices] == ["index_not_written"]
    assert open_desk().ledger()[0].title == "a"


def test_a_save_stands_though_its_version_and_its_history_could_not_be_kept(
    desk: Desk, folder: DataFolder, write: Write
) -> None:
    sheet = desk.new_sheet()
    write(sheet, title="first")
    folder.versions_of(sheet.id).write_bytes(b"in the way")
    history = folder.history_of(sheet.id)
    history.unlink()
    history.mkdir()
    write(sheet, title="second", phone="1")
    assert desk.open_sheet(sheet.id).answer("title") == "second"
    assert {notice.code for notice in desk.notices} == {"version_not_kept", "history_not_written"}


def test_what_a_crash_left_half_written_goes_away(desk: Desk, folder: DataFolder, open_desk: Open) -> None:
    desk.close()
    left = folder.sheets / ".5f0c.json.1234.tmp"
    left.write_bytes(b"half")
    open_desk(read_only=True).close()
    assert left.exists()
    open_desk()
    assert not left.exists()
