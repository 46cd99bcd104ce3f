"""Not a test: a visit that dies by `kill -9` after each act, comes back, and dies after the next one.

One process that has everything loaded forks a child for each point; the child builds its own QApplication, goes on where the
last one died, does with finger and keys what the point says and kills itself in the same breath. What it left is copied.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer, SignalInstance
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from gui.signing.pad import InkPad
from gui.tasks import TaskRunner
from gui.visit.visit_window import VisitWindow
from storage.desk import Desk

COMMENT = "deputy_comments"


def wait_for(told: SignalInstance) -> None:
    """Let the program run until it tells, ten seconds at most."""
    loop = QEventLoop()
    told.connect(loop.quit)
    QTimer.singleShot(10_000, loop.quit)
    loop.exec()


class Deputy:
    """Does the whole visit, one act after the other, each before a window of its own."""

    def __init__(self, window: VisitWindow) -> None:
        self.window = window

    def press(self, name: str) -> None:
        button = self.window.findChild(QPushButton, name)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def draw(self, pad: InkPad) -> None:
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(40, 60))
        for number in range(10):
            QTest.mouseMove(pad, QPoint(50 + 14 * number, 60 + number % 3 * 20))
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(200, 70))

    def begun(self) -> None:
        """The window has only just opened."""

    def reading(self) -> None:
        self.press("visit.larger")
        bar = self.window.reading.text.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        wait_for(self.window.reading.scrolled)

    def asked(self) -> None:
        self.press("visit.next")

    def first_mark(self) -> None:
        self.press("satisfaction_result.satisfied")

    def second_mark(self) -> None:
        self.press("satisfaction_plan.understanding")

    def third_mark(self) -> None:
        self.press("satisfaction_attitude.dissatisfied")

    def mark_changed(self) -> None:
        self.press("satisfaction_plan.basically_satisfied")

    def typed(self) -> None:
        self.press("visit.next")
        QTest.keyClicks(self.window.comments.places[COMMENT].editor, "please come and see")
        wait_for(self.window.visiting.troubled)  # with "": what was typed is on the disk

    def handwritten(self) -> None:
        self.press(f"visit.handwrite.{COMMENT}")
        self.draw(self.window.comments.places[COMMENT].box.pad)

    def signing(self) -> None:
        self.press("visit.next")

    def first_stroke(self) -> None:
        self.draw(self.window.summary.place.box.pad)

    def confirmed(self) -> None:
        self.press("visit.next")

    def handing_back(self) -> None:
        self.press("visit.return")


ACTS = (
    Deputy.begun,
    Deputy.reading,
    Deputy.asked,
    Deputy.first_mark,
    Deputy.second_mark,
    Deputy.third_mark,
    Deputy.mark_changed,
    Deputy.typed,
    Deputy.handwritten,
    Deputy.signing,
    Deputy.first_stroke,
    Deputy.confirmed,
    Deputy.handing_back,
)
POINTS = tuple(act.__name__ for act in ACTS)


def visit_and_die(data: Path, sheet_id: str, act: Callable[[Deputy], None]) -> None:
    QApplication([])
    desk = Desk.open(data)
    visit = desk.visits.current()
    tasks = TaskRunner()
    window = VisitWindow.resume(desk, visit, tasks) if visit else VisitWindow.begin(desk, sheet_id, "", "王勤", tasks)
    window.resize(1024, 768)
    window.show()
    act(Deputy(window))
    os.kill(os.getpid(), signal.SIGKILL)


def die_at_each(root: Path, sheet_id: str) -> None:
    """Visit in `root/first`, and leave a copy of what each death left in `root/<point>`."""
    for act in ACTS:
        _, status = os.waitpid(_forked(root / "first", sheet_id, act), 0)
        print(act.__name__, "killed" if os.WTERMSIG(status) == signal.SIGKILL else f"ended with {status}", flush=True)
        shutil.copytree(root / "first", root / act.__name__)


def _forked(data: Path, sheet_id: str, act: Callable[[Deputy], None]) -> int:
    child = os.fork()
    if not child:
        try:
            visit_and_die(data, sheet_id, act)
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(1)
    return child


if __name__ == "__main__":
    die_at_each(Path(sys.argv[1]), sys.argv[2])
