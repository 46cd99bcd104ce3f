"""What every test may use: the shipped template, real sheets, and a record of the real sheet, filled in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings

from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from forms.template import Template
from forms.template_file import read_template
from storage.office import Office
from storage.pin import COST, Cost

from .command_line import Run, run_command

settings.register_profile("wild", settings.get_profile("default"))
settings.register_profile("steady", derandomize=True)
settings.load_profile("steady")  # a run says the same twice; --hypothesis-profile=wild looks for what nobody has met

ROOT = Path(__file__).parent.parent
SHEET_TOML = ROOT / "templates" / "baoshan-npc" / "sheet.toml"

CLERK_ANSWERS = {
    "title": "关于对2022年居、村委防疫抗疫工作进行工作总结、经验交流、提练，提升全区基层治理能力水平的建议",
    "proposer": ["周菁菁"],
    "handling": "周菁菁代表，您好！您在会议上提出的建议已转我局收悉，现形成答复意见。（请见附件）",
    "phone": "021-56789012",
    "handled_on": "2023-05-06",
    "outcome": "being_solved",
    "disclosure": "proactive_full",
    "reply": "周菁菁代表，您好！现将068号人大建议办理情况回复如下：\n一、关于社区防疫工作总结\n一是及时总结经验亮点。",
    "number": "068",
    "assigned_on": "2023-02-20",
}


@pytest.fixture(scope="session", autouse=True)
def quick_pins() -> Iterator[None]:
    """A PIN takes a tenth of a second, so that nobody tries them all: hundreds of tests are no such trial."""
    defaults = Office.__init__.__kwdefaults__
    assert defaults["cost"] is COST
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(defaults, "cost", Cost(2, 1, 1))
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_disk() -> Iterator[None]:
    """Nobody cuts the power here. That a save waits for the disk is held by the tests in which that very step fails."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _handle: None)
        yield


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def run(data: Path) -> Run:
    """Run a command on the data folder, as the program does."""
    return partial(run_command, data)


@pytest.fixture(scope="session")
def template() -> Template:
    return read_template(SHEET_TOML.read_bytes(), "templates/baoshan-npc/sheet.toml")


@pytest.fixture(scope="session")
def real() -> Callable[[str], Path]:
    return lambda name: Path(__file__).parent / "real" / name


@pytest.fixture
def sheet(template: Template) -> Sheet:
    """A new sheet without an answer."""
    return Sheet(template, Record(id="5f0c2a9d41b7e368", template=template.id, version=template.version))


@pytest.fixture
def record(sheet: Sheet) -> Record:
    """The real sheet with everything that the clerk fills in, shortened."""
    sheet.fill(CLERK_ANSWERS, Role.CLERK)
    return sheet.record
