"""What the hands of three people wait for, in one run: `python tests/benchmarks/bench_hands.py [characters]`.

It prints times and ratios and asserts nothing. Every figure is the median of alternating runs; the worst stands beside it.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from forms.fields import Role
from forms.lawful import changed_keys, refuse_unlawful
from forms.sheet import Sheet
from forms.signing import standing
from gui.app import build_window, set_up
from gui.signing.pad import InkPad
from gui.visit.visiting import Visiting
from storage.desk import Desk
from storage.office import Person
from tests.hands import CLERK, bring_to_visit

ANSWERS = {
    "title": "关于养老服务的建议",
    "proposer": ["周菁菁"],
    "handling": "周菁菁代表，您好！",
    "phone": "021-56789012",
    "handled_on": "2023-05-06",
    "outcome": "being_solved",
    "disclosure": "proactive_full",
    "number": "068",
    "assigned_on": "2023-02-20",
}
STROKE = {"kind": "strokes", "width": 640, "height": 240, "strokes": [[[10 * n, 100, 8 * n, 0.5] for n in range(60)]]}
TURNS, POINTS, PART = 40, 10_000, 500
FRAME = 16
"""Milliseconds: what takes longer is seen as a halt."""


def drafted(desk: Desk, characters: int) -> Sheet:
    """A sheet with a long reply, as the clerk leaves it."""
    sheet = desk.new_sheet()
    sheet.fill({**ANSWERS, "reply": "周菁菁代表，您好！现将办理情况回复如下。\n" * (characters // 22)}, Role.CLERK)
    desk.save(sheet.record)
    return sheet


def signed(desk: Desk, characters: int) -> str:
    """The same, signed by the leader and on its way to the deputy."""
    sheet_id = drafted(desk, characters).id
    bring_to_visit(desk, sheet_id, opinion="同意答复。", on="2023-05-08", ink=STROKE)
    return sheet_id


def milliseconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def report(name: str, taken: Sequence[float]) -> float:
    median, worst = statistics.median(taken), max(taken)
    halts = f"   over {FRAME} ms" if median > FRAME else ""
    print(f"{name:<64}{median:9.3f} ms   worst {worst:8.2f} ms{halts}")
    return median


def saving(desk: Desk, characters: int) -> float:
    """Save a long sheet again and again; return what asking whether one may takes of it."""
    record = drafted(desk, characters).record
    template = desk.open_sheet(record.id).template
    saves, asks = [], []
    for turn in range(TURNS):
        later = record.with_answers({"reply": f"{turn}{record.answers['reply']}"})
        asks.append(milliseconds(partial(refuse_unlawful, template, record, later, Role.CLERK)))
        asks[-1] += milliseconds(partial(changed_keys, template, record, later))
        saves.append(milliseconds(partial(desk.save, later)))
        record = later
    whole = report(f"a save of {characters} characters", saves)
    return report("  of it, whether one may and what is another", asks) / whole


def visiting(desk: Desk, sheet_id: str) -> None:
    """Tick one row and another; each is on the disk when the call returns."""
    visit = Visiting(desk, desk.visits.begin(sheet_id, "", CLERK.name))
    codes = ("satisfied", "basically_satisfied")
    ticks = [milliseconds(partial(visit.mark, "satisfaction_result", codes[turn % 2])) for turn in range(TURNS)]
    report("a tick of the deputy, until it is on the disk", ticks)
    desk.visits.end()


def writing() -> float:
    """Draw one stroke of many points and paint after each; return how the last part of it compares with the first."""
    pad = InkPad()
    pad.resize(640, 240)
    pad.show()
    moves = []
    _mouse(pad, QEvent.Type.MouseButtonPress, 0)
    for number in range(1, POINTS - 1):
        moves.append(milliseconds(partial(_drawn_to, pad, number)))
    first = report(f"a point of a stroke, painted: the first {PART}", moves[:PART])
    last = report(f"a point of a stroke, painted: the last {PART} of {POINTS}", moves[-PART:])
    report("the end of that stroke, painted", [milliseconds(partial(_drawn_to, pad, POINTS, QEvent.Type.MouseButtonRelease))])
    return last / first


def _drawn_to(pad: InkPad, number: int, kind: QEvent.Type = QEvent.Type.MouseMove) -> None:
    _mouse(pad, kind, number)
    pad.repaint()


def _mouse(pad: InkPad, kind: QEvent.Type, number: int) -> None:
    place = QPointF(20 + number * 7 % 600, 20 + number // 7 % 200)
    button = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, place, place, button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    event.setTimestamp(8 * number)
    QApplication.sendEvent(pad, event)


def opening(data: Path, ids: Sequence[str]) -> float:
    """Open a signed and an unsigned sheet in turn; return how the signed compares."""
    window = build_window(data)
    window.resize(1366, 768)
    window.show()
    taken: dict[str, list[float]] = {one: [] for one in ids}
    for _ in range(TURNS // 2):
        for one in ids:
            taken[one].append(milliseconds(partial(window.open_sheet, one)))
            taken[one][-1] += milliseconds(window.repaint)
    plain, inked = report("opening an unsigned sheet", taken[ids[0]]), report("opening a signed sheet", taken[ids[1]])
    window.close()
    return inked / plain


def main(characters: int) -> None:
    program = QApplication(sys.argv[:1])
    set_up(program)
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder, "data")
        with Desk.open(data) as desk:
            desk.office.put("宝山区民政局", "021-56789012", [Person("", "王勤", Role.CLERK), Person("", "李建国", Role.LEADER)])
            asked = saving(desk, characters)
            ids = (drafted(desk, characters).id, signed(desk, characters))
            sheet = desk.open_sheet(ids[1])
            holds = [milliseconds(partial(standing, sheet.template, sheet.view, "reviewed_by")) for _ in range(TURNS)]
            report("whether the leader's signature holds", holds)
            visiting(desk, ids[1])
            leader = desk.office.people[1]
            report("setting a PIN (in the background)", [milliseconds(partial(desk.office.set_pin, leader.id, "135791"))])
            tries = [milliseconds(partial(desk.office.unlock, leader.id, "135791")) for _ in range(3)]
            report("trying a PIN (in the background)", tries)
        ratios = {"asking to saving": asked, "last points to first": writing(), "signed to unsigned": opening(data, ids)}
    print(json.dumps({name: round(ratio, 2) for name, ratio in ratios.items()}))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
