"""Not a test: forks writers that save without pause, kills each at a random moment, and prints what was lost or unreadable.

One process that has everything loaded forks a child in a few milliseconds, so that a hundred real `kill -9` take seconds.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from forms.fields import Role
from storage.desk import Desk


def text(revision: int) -> str:
    return f"{revision}:" + "一是及时总结经验亮点。" * 300


def write_until_killed(data: Path, sheet_id: str, acknowledge: int) -> None:
    """Save, say so, and now and then close and open again."""
    while True:
        with Desk.open(data) as desk:
            sheet = desk.open_sheet(sheet_id)
            for _ in range(25):
                sheet.draft("reply", text(sheet.record.revision + 1), Role.CLERK)
                saved = desk.save(sheet.record)
                os.write(acknowledge, b"%d\n" % saved.revision)


def killed_writer(data: Path, sheet_id: str, seconds: float) -> int:
    """Fork a writer, kill it after its first save and `seconds`; return the last revision that it acknowledged."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            write_until_killed(data, sheet_id, writer)
        finally:
            os._exit(1)
    os.close(writer)
    said = os.read(reader, 65536)
    time.sleep(seconds)  # death falls anywhere within a save: nothing that the writer tells could say when
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(reader, 65536):
        said += more
    os.close(reader)
    return int(said.split()[-1])


def main(data: Path, times: int) -> None:
    chance = random.Random()
    lost, unreadable, saves = 0, 0, 0
    with Desk.open(data) as desk:
        sheet_id = desk.new_sheet().id
    for _ in range(times):
        acknowledged = killed_writer(data, sheet_id, chance.uniform(0, 0.03))
        with Desk.open(data) as desk:
            record = desk.open_sheet(sheet_id).record
            lost += record.revision < acknowledged or record.answers.get("reply") != text(record.revision)
            unreadable += bool(desk.notices) or desk.history_chain(sheet_id).broken_at is not None
        saves = record.revision
    print(json.dumps({"killed": times, "saves": saves, "lost": lost, "unreadable": unreadable}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
