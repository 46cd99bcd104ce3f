"""A desk over an empty data folder, a clock that tests set, a disk that fails when it is told to, a full folder, an office."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from forms.errors import Failure
from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from storage.desk import SHIPPED, Desk
from storage.folders import DataFolder
from storage.office import Office
from storage.pin import Cost
from storage.shelf import TemplateShelf
from storage.store import Store

from .backups import titles
from .people import LI, WANG, Ticks

CHINA = timezone(timedelta(hours=8))
QUICK = Cost(2, 1, 1)


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = datetime(2023, 5, 6, 14, 3, 5, tzinfo=CHINA)

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **duration: float) -> None:
        self.now += timedelta(**duration)


class FailingDisk:
    """Lets one step of writing fail (open, write, flush, fsync, replace, folder), with the number that a disk gives."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch

    def fail(self, step: str, number: int = errno.ENOSPC) -> None:
        error = OSError(number, os.strerror(number))
        if step in ("open", "write", "flush"):
            self._fail_file(step, error)
        elif step == "replace":
            self.refuse("replace", error)
        else:
            self._fail_fsync(error, of_folders=step == "folder")

    def _fail_file(self, step: str, error: OSError) -> None:
        real = Path.open

        def opened(path: Path, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
            if "r" in mode:
                return real(path, mode, *args, **kwargs)
            if step == "open":
                raise error
            return _FailingFile(real(path, mode, *args, **kwargs), step, error)

        self._patch.setattr(Path, "open", opened)

    def _fail_fsync(self, error: OSError, of_folders: bool) -> None:
        real = os.fsync

        def fsync(handle: int) -> None:
            if stat.S_ISDIR(os.fstat(handle).st_mode) == of_folders:
                raise error
            real(handle)

        self._patch.setattr(os, "fsync", fsync)

    def refuse(self, name: str, error: OSError) -> None:
        """Let a function of `os` fail whenever it is called."""

        def fail(*_: object, **__: object) -> None:
            raise error

        self._patch.setattr(os, name, fail)


class _FailingFile:
    """A file of which one step fails; half of what is written arrives first, as on a full disk."""

    def __init__(self, file: Any, step: str, error: OSError) -> None:
        self._file, self._step, self._error = file, step, error

    def write(self, data: bytes) -> int:
        if self._step == "write":
            self._file.write(data[: len(data) // 2])
            raise self._error
        return int(self._file.write(data))

    def flush(self) -> None:
        if self._step == "flush":
            raise self._error
        self._file.flush()

    def __enter__(self) -> _FailingFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(data: Path) -> DataFolder:
    return DataFolder(data.resolve())


@pytest.fixture
def open_desk(data: Path, clock: Clock) -> Iterator[Callable[..., Desk]]:
    """Open the desk of the data folder; every desk is closed in the end."""
    opened: list[Desk] = []

    def open_again(**settings: Any) -> Desk:
        opened.append(Desk.open(data, **{"clock": clock, **settings}))
        return opened[-1]

    yield open_again
    for desk in opened:
        desk.close()


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    return open_desk()


@pytest.fixture
def write(desk: Desk) -> Callable[..., Record]:
    """Set answers of a sheet as the clerk does, and save it."""

    def write_answers(sheet: Sheet, **answers: object) -> Record:
        for name, raw in answers.items():
            sheet.draft(name, raw, Role.CLERK)
        return desk.save(sheet.record, answers)

    return write_answers


@pytest.fixture
def failing_disk(monkeypatch: pytest.MonkeyPatch) -> FailingDisk:
    return FailingDisk(monkeypatch)


@pytest.fixture
def filed(desk: Desk, record: Record) -> Callable[..., str]:
    """Store the real sheet, with these answers besides; return its id."""

    def file(**answers: Any) -> str:
        sheet = desk.new_sheet()
        plain = {name: list(v) if isinstance(v, tuple) else v for name, v in record.answers.items()}
        desk.fill(sheet.id, {"answers": {**plain, **answers}})
        return sheet.id

    return file


@pytest.fixture
def complete(desk: Desk, filed: Callable[..., str]) -> Sheet:
    """The real sheet, stored, without an error of the clerk's."""
    return desk.open_sheet(filed())


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "backups" / "all.zip"


@pytest.fixture
def full(desk: Desk, folder: DataFolder, write: Callable[..., Record]) -> Desk:
    """Two sheets with versions and histories, one in the bin, a template, an asset, settings."""
    for title in ("first", "second", "third"):
        sheet = desk.new_sheet()
        write(sheet, title=title)
        write(sheet, title=title + "!")
    desk.delete(sheet.id)
    shipped = Path(__file__).parents[2] / "templates" / "baoshan-npc" / "sheet.toml"
    for path, content in {
        folder.templates / "own" / "sheet.toml": shipped.read_bytes().replace(b'id = "baoshan-npc"', b'id = "own"'),
        folder.root / "assets" / f"{'ab' * 32}.png": b"\x89PNG",
        folder.root / "settings.ini": "[window]\nname=窗口".encode(),
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return desk


@pytest.fixture
def untouched(full: Desk, folder: DataFolder) -> Callable[[Path, str], None]:
    """Restore a package that must be refused with a code, and look whether anything changed."""

    def refuse(file: Path, code: str) -> None:
        before = {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file() and path.name != "lock"}
        with pytest.raises(Failure, match=f"^{code}"):
            full.restore(file)
        assert {path: path.read_bytes() for path in folder.root.rglob("*") if path.is_file() and path.name != "lock"} == before
        assert titles(full) == ["first!", "second!"]

    return refuse


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def store(folder: DataFolder, clock: Clock) -> Store:
    folder.create()
    return Store(folder, TemplateShelf((folder.templates, SHIPPED)), clock, read_only=False)


@pytest.fixture
def open_office(store: Store, ticks: Ticks) -> Callable[[], Office]:
    """Open the office as another start of the program does: another clock of its own, nothing remembered."""

    def opened() -> Office:
        ticks.now = 0.0
        return Office(store, ticks=ticks, cost=QUICK)

    return opened


@pytest.fixture
def office(store: Store, ticks: Ticks) -> Office:
    """王勤 and 李局 of one bureau, without PINs."""
    office = Office(store, ticks=ticks, cost=QUICK)
    office.put("区民政局", "021-56789012", [WANG, LI])
    return office


@pytest.fixture
def guarded(office: Office) -> Office:
    """李局 has the PIN 4321."""
    office.set_pin(office.leaders[0].id, "4321")
    return office
