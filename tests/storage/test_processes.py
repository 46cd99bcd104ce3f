"""Other processes: one writes at a time, all may read, and killing one at any moment loses nothing that it had saved."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import filelock
import pytest

from forms.errors import Failure
from forms.fields import Role
from forms.sheet import Sheet
from storage.desk import Desk
from storage.folders import DataFolder

ROOT = Path(__file__).parents[2]
Open = Callable[..., Desk]

OPEN = """
import sys
from pathlib import Path
from forms.errors import Failure
from storage.desk import Desk
try:
    with Desk.open(Path(sys.argv[1]), read_only=sys.argv[2] == "read") as desk:
        print(len(desk.ledger()))
except Failure as failure:
    print(failure.code)
"""


def python(*arguments: object) -> str:
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kill -9 is a thing of POSIX")
def test_a_hundred_kills_lose_no_acknowledged_save_and_leave_no_unreadable_store(data: Path) -> None:
    told = json.loads(python(ROOT / "tests" / "storage" / "dying_writer.py", data, 100))
    assert (told["killed"], told["lost"], told["unreadable"]) == (100, 0, 0)
    assert told["saves"] >= 100


def test_a_second_process_reads_but_does_not_write(desk: Desk, data: Path) -> None:
    desk.new_sheet()
    assert python("-c", OPEN, data, "write").strip() == "data_in_use"
    assert python("-c", OPEN, data, "read").strip() == "1"
    desk.close()
    assert python("-c", OPEN, data, "write").strip() == "1"


def test_a_second_desk_in_the_same_process_is_a_second_writer_too(desk: Desk, open_desk: Open) -> None:
    with pytest.raises(Failure, match="data_in_use"):
        open_desk()


def test_a_disk_without_locks_is_refused(data: Path, open_desk: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def unsupported(lock: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(filelock.FileLock, "_acquire", unsupported)
    with pytest.raises(Failure, match="no_locks"):
        open_desk()


def test_a_reader_sees_whole_sheets_while_another_writes(desk: Desk, open_desk: Open, folder: DataFolder) -> None:
    sheet = desk.new_sheet()
    reader = open_desk(read_only=True)
    desk.fill(sheet.id, {"answers": {"title": "later"}})
    assert reader.open_sheet(sheet.id).answer("title") == "later"


def test_threads_save_search_and_list_at_the_same_time(desk: Desk, open_desk: Open) -> None:
    sheets = [desk.new_sheet() for _ in range(4)]

    def work(sheet: Sheet) -> None:
        for number in range(15):
            sheet.draft("title", f"标题 {number}", Role.CLERK)
            desk.save(sheet.record)
            assert len(desk.ledger()) == len(desk.search("")) == 4
            desk.warm_search()

    with ThreadPoolExecutor() as pool:
        list(pool.map(work, sheets))
    desk.close()
    assert [row.title for row in open_desk().ledger()] == ["标题 14"] * 4
