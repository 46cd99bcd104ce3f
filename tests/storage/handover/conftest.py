"""Three machines with a data folder each, on one clock, and packages that go from one to the other."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from forms.course import Step
from forms.errors import Failure
from forms.fields import Role
from forms.record import Record
from storage.actor import Actor
from storage.desk import Desk
from storage.handover.handover import Handover
from storage.handover.taking import Unpacked
from tests.hands import DEPUTY, enter

ROOT = Path(__file__).parents[3]
CHINA = timezone(timedelta(hours=8))
CLERK, LEADER = Actor(Role.CLERK, "张三"), Actor(Role.LEADER, "王建国")
ANSWERS = {
    "title": "关于总结防疫经验的建议",
    "proposer": ["周菁菁"],
    "handling": "周菁菁代表，您好！现形成答复意见。（请见附件）",
    "phone": "021-56789012",
    "handled_on": "2023-05-06",
    "outcome": "being_solved",
    "disclosure": "proactive_full",
    "reply": "周菁菁代表，您好！现将办理情况回复如下：\n一、关于工作总结\n一是及时总结经验亮点。",
    "number": "068",
    "assigned_on": "2023-02-20",
}
MARKS = {
    "satisfaction_result": "satisfied",
    "satisfaction_plan": "satisfied",
    "satisfaction_attitude": "basically_satisfied",
    "deputy_signed_on": "2023-05-09",
}
Refused = Callable[[Path, str], None]


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2023, 5, 6, 9, 0, tzinfo=CHINA)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class Machine:
    """A computer with its data folder; `does` is what a person does there in the window."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.folder, self.clock = folder, clock
        self.start()

    def start(self) -> None:
        self.desk = Desk.open(self.folder, clock=self.clock)
        store = self.desk._store
        self.handover = Handover(store, self.desk.assets, self.desk.templates, self.desk.course, lambda: "宝山区某局")

    def restart(self) -> None:
        self.desk.close()
        self.start()

    def new(self, answers: Mapping[str, object] = ANSWERS) -> str:
        sheet = self.desk.new_sheet("baoshan-npc")
        sheet.fill(answers, Role.CLERK)
        self.desk.save(sheet.record, answers, CLERK)
        self.sign(sheet.id, CLERK, "handled_by")
        return sheet.id

    def record(self, sheet_id: str) -> Record:
        return self.desk.open_sheet(sheet_id).record

    def fill(self, sheet_id: str, actor: Actor, deputy: str = "", **answers: object) -> Record:
        return enter(self.desk, sheet_id, actor, answers, deputy=deputy)

    def sign(self, sheet_id: str, actor: Actor, name: str, deputy: str = "") -> Record:
        return enter(self.desk, sheet_id, actor, {}, name, deputy)

    def approve(self, sheet_id: str, opinion: str = "同意。") -> None:
        self.fill(sheet_id, LEADER, review_opinion=opinion, reviewed_on="2023-05-08")
        self.sign(sheet_id, LEADER, "reviewed_by")
        self.desk.course.take(sheet_id, Step.APPROVE, LEADER)

    def visit(self, sheet_id: str, actor: Actor = DEPUTY, deputy: str = "", **marks: object) -> None:
        self.fill(sheet_id, actor, deputy, **{**MARKS, **marks})
        self.sign(sheet_id, actor, "deputy_signature", deputy)
        self.desk.course.take(sheet_id, Step.CONFIRM, actor, deputy=deputy)

    def pack(self, purpose: str, *ids: str, actor: Actor = CLERK, passphrase: str = "") -> Path:
        target = self.folder.parent / f"{self.folder.name}-{purpose}-{self.clock().timestamp():.0f}.rsheet"
        self.handover.pack(ids, purpose, target, actor, passphrase)
        return target

    def unpack(self, file: Path, actor: Actor = CLERK, choices: Mapping[str, Mapping[str, str]] | None = None) -> Unpacked:
        return self.handover.take(self.handover.look(file), choices or {}, actor)

    def takes(self, file: Path, **more: Any) -> list[str]:
        """Unpack and return what became of each sheet."""
        return [one.what.value for one in self.unpack(file, **more).sheets]

    def events(self, sheet_id: str) -> list[str]:
        return [event.what for event in self.desk.history(sheet_id)]

    def content(self) -> dict[str, bytes]:
        """Every file of the data folder."""
        files = (path for path in self.folder.rglob("*") if path.is_file() and path.name != "lock")
        return {path.relative_to(self.folder).as_posix(): path.read_bytes() for path in files}

    def whole(self, sheet_id: str) -> bool:
        """True where the history of a sheet holds."""
        chain = self.desk.history_chain(sheet_id)
        return chain.broken_at is None and not chain.torn


@pytest.fixture
def clock() -> Clock:
    return Clock()


@contextmanager
def machines(folder: Path, clock: Clock) -> Iterator[Callable[[str], Machine]]:
    """Opens machines by their names; each is switched off in the end."""
    opened: list[Machine] = []

    def open_machine(name: str) -> Machine:
        opened.append(Machine(folder / name, clock))
        return opened[-1]

    yield open_machine
    for one in opened:
        one.desk.close()


@pytest.fixture
def machine(tmp_path: Path, clock: Clock) -> Iterator[Callable[[str], Machine]]:
    with machines(tmp_path, clock) as open_machine:
        yield open_machine


@pytest.fixture
def office(machine: Callable[[str], Machine]) -> Machine:
    """The clerk's."""
    return machine("office")


@pytest.fixture
def leader(machine: Callable[[str], Machine]) -> Machine:
    return machine("leader")


@pytest.fixture
def tablet(machine: Callable[[str], Machine]) -> Machine:
    """The device of the visit."""
    return machine("tablet")


@pytest.fixture
def sheet(office: Machine) -> str:
    return office.new()


@pytest.fixture
def package(office: Machine, sheet: str) -> Path:
    return office.pack("review", sheet)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    return tmp_path / "hostile.rsheet"


@pytest.fixture
def refused(office: Machine) -> Refused:
    def refuse(file: Path, code: str) -> None:
        before = office.content()
        with pytest.raises(Failure, match=f"^({code})"):
            office.handover.take(office.handover.look(file))
        assert office.content() == before

    return refuse


@pytest.fixture
def quick_and_small() -> Iterator[None]:
    """What is refused costs neither time nor memory."""
    tracemalloc.start()
    began = time.monotonic()
    yield
    took, (_, most) = time.monotonic() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < 20 and most < 200 * 2**20
