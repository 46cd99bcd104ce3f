"""The system ends the program, as a log-off does: what was typed a moment ago is there at the next start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from forms.fields import Role
from storage.desk import Desk
from storage.office import Person

ROOT = Path(__file__).parents[3]
PROGRAM = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from gui import app

number, sheet_id, build = int(sys.argv[2]), sys.argv[3], app.build_window

def built(data):
    window = build(data)
    QTimer.singleShot(0, lambda: act(window))
    return window

def act(window):
    {act}
    os.kill(os.getpid(), number)

app.build_window = built
print(app.run(Path(sys.argv[1])))
"""
TYPED = 'assert window.open_sheet(sheet_id); window.opened.editing.draft("phone", "12345")'
COMMENTED = (
    'window.hands.visit.start(sheet_id, "王勤"); visit = window.hands.visit.window; '
    'visit.comments.places["deputy_comments"].editor.setPlainText("没有说完的话")'
)


def ended(data: Path, sheet_id: str, act: str, number: int) -> None:
    """Start the program over a data folder, let somebody act, and end it with a signal at once."""
    command = [sys.executable, "-c", PROGRAM.format(act=act), str(data), str(int(number)), sheet_id]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(data.parent)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "0"), done.stderr


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there the desktop tells of a log-off by itself")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_what_the_clerk_typed_a_moment_before_is_saved(tmp_path: Path, real: Callable[[str], Path], number: int) -> None:
    with Desk.open(tmp_path / "data") as desk:
        desk.office.put("民政局", "", [Person("", "王勤", Role.CLERK)])
        sheet_id = desk.import_files([real("baoshan_068.txt")]).imported[0].id
    ended(tmp_path / "data", sheet_id, TYPED, number)
    with Desk.open(tmp_path / "data") as desk:
        assert desk.open_sheet(sheet_id).record.answers["phone"] == "12345"


def test_what_the_deputy_typed_a_moment_before_is_saved_and_the_visit_goes_on(
    tmp_path: Path, prepare: Callable[[Path], str]
) -> None:
    sheet_id = prepare(tmp_path / "data")
    with Desk.open(tmp_path / "data") as desk:
        desk.office.put("民政局", "", [Person("", "王勤", Role.CLERK)])
    ended(tmp_path / "data", sheet_id, COMMENTED, signal.SIGTERM)
    with Desk.open(tmp_path / "data") as desk:
        assert desk.open_sheet(sheet_id).record.answers["deputy_comments"] == "没有说完的话"
        assert desk.visits.current() is not None
