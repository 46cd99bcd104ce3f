"""`kill -9` at every step of the visit: nothing that was entered is lost, and the program comes back to the step."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from forms.stages import Stage
from gui.tasks import TaskRunner
from gui.visit.visit_window import VisitWindow
from storage.desk import Desk
from storage.visits import COMMENT, HAND_BACK, MARK, READ, SIGN

ROOT = Path(__file__).parents[3]
SCRIPT = Path(__file__).parent / "dying_visit.py"
RESULT, PLAN, ATTITUDE = "satisfaction_result", "satisfaction_plan", "satisfaction_attitude"
ONE = {RESULT: "satisfied"}
TWO = {**ONE, PLAN: "understanding"}
THREE = {**TWO, ATTITUDE: "dissatisfied"}
CHANGED = {**THREE, PLAN: "basically_satisfied"}
TYPED = {**CHANGED, "deputy_comments": "please come and see"}


class Left(NamedTuple):
    """What must be there after the kill: the step, the deputy's answers, on which pads there is ink."""

    step: int
    answers: Mapping[str, str]
    ink: tuple[str, ...] = ()


LEFT = {
    "begun": Left(READ, {}),
    "reading": Left(READ, {}),
    "asked": Left(MARK, {}),
    "first_mark": Left(MARK, ONE),
    "second_mark": Left(MARK, TWO),
    "third_mark": Left(MARK, THREE),
    "mark_changed": Left(MARK, CHANGED),
    "typed": Left(COMMENT, TYPED),
    "handwritten": Left(COMMENT, TYPED, ("deputy_comments",)),
    "signing": Left(SIGN, TYPED, ("deputy_comments",)),
    "first_stroke": Left(SIGN, TYPED, ("deputy_comments", "deputy_signature")),
    "confirmed": Left(HAND_BACK, TYPED, ("deputy_comments",)),
    "handing_back": Left(HAND_BACK, TYPED, ("deputy_comments",)),
}


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory, prepare: Callable[[Path], str]) -> Iterator[tuple[Path, str]]:
    """The folder of the data folders in which a visit died, one for each point, and the id of the sheet."""
    root = tmp_path_factory.mktemp("killed")
    sheet_id = prepare(root / "first")
    command = [sys.executable, str(SCRIPT), str(root), sheet_id]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100, check=False)
    assert done.stdout.split("\n")[:-1] == [f"{point} killed" for point in LEFT], done.stderr
    yield root, sheet_id
    shutil.rmtree(root)


@pytest.fixture
def come_back(
    killed: tuple[Path, str], show: Callable[[VisitWindow], Any], inline: TaskRunner
) -> Iterator[Callable[[str], Any]]:
    """Opens what a killed visit left, as the program does at its next start."""
    desks: list[Desk] = []

    def opened(point: str) -> Any:
        desks.append(Desk.open(killed[0] / point))
        visit = desks[-1].visits.current()
        assert visit is not None and not desks[-1].notices
        return show(VisitWindow.resume(desks[-1], visit, inline))

    yield opened
    for desk in desks:
        desk.close()


@pytest.mark.parametrize("point", LEFT)
def test_nothing_is_lost_and_the_step_is_the_same(come_back: Callable[[str], Any], point: str) -> None:
    hand, left = come_back(point), LEFT[point]
    visiting = hand.window.visiting
    asked = [field.name for field in (*visiting.asked.rows, *visiting.asked.words)]
    assert visiting.visit.step == left.step
    assert {name: visiting.view.answers[name] for name in asked if name in visiting.view.answers} == left.answers
    assert {name for name in ("deputy_comments", "deputy_signature") if visiting.ink(name)} == set(left.ink)


def test_marks_words_and_strokes_are_shown_as_they_were(come_back: Callable[[str], Any]) -> None:
    window = come_back("first_stroke").window
    checked = {box.objectName() for card in window.marks.cards.values() for box in card.boxes if box.isChecked()}
    assert checked == {f"{row}.{code}" for row, code in CHANGED.items()}
    assert window.comments.places["deputy_comments"].editor.toPlainText() == TYPED["deputy_comments"]
    assert len(window.summary.place.box.pad.ink()["strokes"]) == 1


def test_the_text_stands_where_it_was_read(come_back: Callable[[str], Any]) -> None:
    window = come_back("reading").window
    visit = window.visiting.visit
    assert visit.text_size == 2 and visit.scroll > 0
    assert abs(window.reading.text.place() - visit.scroll) < 60


def test_the_visit_goes_on_to_its_end(killed: tuple[Path, str], come_back: Callable[[str], Any]) -> None:
    shutil.copytree(killed[0] / "first_stroke", killed[0] / "again", ignore=shutil.ignore_patterns("lock"))
    hand = come_back("again")
    hand.press("visit.next")
    assert hand.window.visiting.visit.step == HAND_BACK
    assert hand.window.visiting.sheet.record.stage is Stage.SIGNED


def test_what_was_confirmed_stays_locked(come_back: Callable[[str], Any]) -> None:
    visiting = come_back("confirmed").window.visiting
    assert visiting.sheet.record.stage is Stage.SIGNED and visiting.over
    assert not visiting.mark(RESULT, "dissatisfied")
