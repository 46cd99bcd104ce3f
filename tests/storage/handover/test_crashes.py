"""kill -9 while a package is taken in: unpacking it again completes it, and nothing that was here is lost."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from forms.course import Step
from storage.assets import Assets
from storage.journal import Journal
from storage.store import Store

from .conftest import CLERK, LEADER, MARKS, Machine


class Killed(BaseException):
    """What no handler catches."""


def scanned(office: Machine) -> str:
    """A sheet that is signed on paper, with a scan."""
    sheet = office.new()
    office.desk.course.take(sheet, Step.SUBMIT, CLERK)
    office.approve(sheet)
    office.pack("visit", sheet)
    office.desk.course.enter_from_paper(sheet, "", MARKS, [office.desk.assets.keep(b"scan", "png")], CLERK)
    return sheet


def killed(patch: pytest.MonkeyPatch, owner: type, name: str, *, after: bool) -> None:
    """Let the program die before or after a function does its work."""
    real = getattr(owner, name)

    def die(*args: object, **kwargs: object) -> None:
        if after:
            real(*args, **kwargs)
        raise Killed

    patch.setattr(owner, name, die)


STEPS = [(Assets, "keep"), (Store, "keep_version"), (Store, "write"), (Journal, "replace"), (Journal, "append")]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("owner", "name"), STEPS, ids=[name for _, name in STEPS])
@pytest.mark.parametrize("case", ["new", "forward", "merge"])
def test_it_is_completed_the_next_time(
    office: Machine, leader: Machine, case: str, owner: type, name: str, after: bool
) -> None:
    sheet = scanned(office)
    if case != "new":
        leader.takes(office.pack("return", sheet))
        office.desk.course.add_scan(sheet, b"second", "png", CLERK)
    if case == "merge":
        leader.desk.course.add_scan(sheet, b"third", "png", CLERK)
    package = office.pack("return", sheet)
    with pytest.MonkeyPatch.context() as patch:
        killed(patch, owner, name, after=after)
        with suppress(Killed):
            leader.takes(package)
    leader.restart()
    assert leader.takes(package) in ([case], ["forward"], ["nothing"])
    assert set(leader.record(sheet).scans) >= set(office.record(sheet).scans)
    assert all(leader.desk.assets.read(scan) for scan in leader.record(sheet).scans)
    assert leader.whole(sheet)
    assert leader.takes(package) == ["nothing"]
    assert office.takes(leader.pack("return", sheet)) == ["forward"]
    assert office.record(sheet).answers == leader.record(sheet).answers
    assert set(office.record(sheet).scans) == set(leader.record(sheet).scans)


def test_a_choice_is_asked_for_again_after_a_crash(office: Machine, leader: Machine) -> None:
    sheet = office.new()
    leader.takes(office.pack("review", sheet))
    office.fill(sheet, LEADER, review_opinion="请再核实。")
    leader.fill(sheet, LEADER, review_opinion="同意。")
    package = leader.pack("return", sheet, actor=LEADER)
    choices = {sheet: {"review_opinion": "mine"}}
    with pytest.MonkeyPatch.context() as patch:
        killed(patch, Journal, "append", after=False)
        with pytest.raises(Killed):
            office.unpack(package, CLERK, choices)
    office.restart()
    assert office.takes(package, choices=choices) == ["merge"]
    assert office.record(sheet).answers["review_opinion"] == "请再核实。"


def test_a_torn_line_does_no_harm(office: Machine, leader: Machine) -> None:
    sheet = office.new()
    package = office.pack("review", sheet)
    leader.takes(package)
    with (leader.folder / f"history/{sheet}.jsonl").open("ab") as file:
        file.write(b'{"before":"4')
    leader.restart()
    leader.approve(sheet)
    assert office.takes(leader.pack("return", sheet, actor=LEADER)) == ["forward"]


def test_a_disk_that_is_full_for_the_history_alone(office: Machine, leader: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = office.new()
    leader.takes(office.pack("review", sheet))
    leader.approve(sheet)
    package: Path = leader.pack("return", sheet, actor=LEADER)
    with monkeypatch.context() as patch:

        def full(*_: object) -> None:
            raise OSError(28, os.strerror(28))

        patch.setattr("storage.journal.replace_file", full)
        with pytest.raises(Exception, match="disk_full"):
            office.takes(package)
    assert office.takes(package) == ["forward"]
    assert office.whole(sheet)
