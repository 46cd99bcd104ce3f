"""A real sheet on one machine, or on three, at any stage; and the people who would like it to say something else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forms.fields import Role
from forms.record import Record
from forms.stages import Stage
from storage.desk import Desk
from tests.hands import bring_to_visit, visit
from tests.storage.conftest import Clock
from tests.storage.handover.conftest import Clock as Ticking
from tests.storage.handover.conftest import Machine, machines


class Office:
    """One machine with one sheet; `does` nothing that the window could not do."""

    def __init__(self, data: Path, clock: Clock) -> None:
        self.data, self.clock = data, clock
        self.desk = Desk.open(data, clock=clock)
        self.id = ""

    def again(self) -> Desk:
        """Start the program anew."""
        self.desk.close()
        self.desk = Desk.open(self.data, clock=self.clock)
        return self.desk

    @property
    def record(self) -> Record:
        return self.desk.open_sheet(self.id).record

    @property
    def file(self) -> Path:
        return self.data / "sheets" / f"{self.id}.json"

    @property
    def history(self) -> Path:
        return self.data / "history" / f"{self.id}.jsonl"

    def findings(self) -> set[str]:
        return {finding.code for finding in self.desk.check(self.id)}

    def new(self, record: Record, **answers: Any) -> Office:
        sheet = self.desk.new_sheet()
        sheet.fill({**record.answers, **answers}, Role.CLERK)
        self.id = self.desk.save(sheet.record).id
        return self

    def approve(self, **review: Any) -> Office:
        bring_to_visit(self.desk, self.id, **review)
        return self

    def visit(self, deputy: str = "", **marks: str) -> Office:
        visit(self.desk, self.id, deputy, **marks)
        return self

    def forge(self, **changes: Any) -> Record:
        """Write a sheet past every rule, as somebody does who has read the source: checksum and index fit."""
        self.desk._store.write(replace(self.record, **changes))
        return self.record

    def edit(self, old: str, new: str) -> None:
        """Change the file of the sheet and its copy with an editor, while the program is closed."""
        self.desk.close()
        for path in self.file.parent.glob(f"{self.id}*"):
            path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
        self.desk = Desk.open(self.data, clock=self.clock)

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.history.read_bytes().splitlines()]


@pytest.fixture
def office(tmp_path: Path, record: Record) -> Iterator[Office]:
    """The clerk has filled the sheet in."""
    office = Office(tmp_path / "data", Clock()).new(record)
    yield office
    office.desk.close()


@pytest.fixture
def visiting(office: Office) -> Office:
    """The leader has signed, nobody else."""
    return office.approve()


@pytest.fixture
def signed(visiting: Office) -> Office:
    assert visiting.visit().record.stage is Stage.SIGNED
    return visiting


@pytest.fixture
def dissatisfied(visiting: Office) -> Office:
    """What the clerk would like to be otherwise."""
    return visiting.visit(satisfaction_result="dissatisfied", deputy_comments="没有解决")


@pytest.fixture
def joint(tmp_path: Path, record: Record) -> Iterator[Office]:
    """Three deputies, who have not been visited yet."""
    office = Office(tmp_path / "joint", Clock()).new(record, co_proposers=["李明", "王芳"]).approve()
    yield office
    office.desk.close()


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Callable[[str], Machine]]:
    with machines(tmp_path, Ticking()) as open_machine:
        yield open_machine
