"""The steps of a sheet in the window: what is asked, what is said, what is on the disk afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from forms.course import Step
from forms.errors import Failure
from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from forms.signing import sign
from forms.stages import Stage
from gui.acting import Acting
from gui.autosave import Rhythm
from gui.course.archive_dialog import ArchiveChoice, ArchiveDialog
from gui.course.reason_question import ReasonQuestion
from gui.course.rehandle_dialog import RehandleDialog
from gui.course.rounds_dialog import RoundsDialog
from gui.flows.course_flow import CourseFlow
from gui.opened_sheet import OpenedSheet
from gui.panels.message_bar import MessageArea
from gui.scans.scan import Scan, read_scan
from gui.tasks import TaskRunner
from storage.actor import Actor
from storage.desk import Desk
from tests.hands import CLERK, INK, LEADER

NEVER = 3_600_000


def nothing() -> None:
    """There are no editors to commit."""


class Table:
    """A sheet on the table with the flow over it, as the window puts them together."""

    def __init__(self, desk: Desk, tasks: TaskRunner, qtbot: QtBot) -> None:
        self.desk = desk
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.acting = Acting(self.window)
        self.messages = MessageArea(self.window)
        rhythm = Rhythm(quiet=NEVER, longest=NEVER, retry=NEVER)
        self.opened = OpenedSheet(desk, tasks, nothing, rhythm, self.window, self.acting)
        self.flow = CourseFlow(desk, self.opened, self.acting, self.messages, self.window)
        self.flow.strip.setParent(self.window)
        self.stepped: list[Record] = []
        self.flow.stepped.connect(self.stepped.append)
        self.acting.become(CLERK)

    def put(self, sheet: Sheet) -> None:
        self.opened.open(sheet.id)

    def act(self, actor: Actor) -> None:
        """Let somebody else act, as the window does: the sheet is opened anew for them."""
        self.opened.settle()
        self.acting.become(actor)
        self.opened.reload()

    @property
    def record(self) -> Record:
        return self.desk.open_sheet(self.opened.sheet_id).record

    @property
    def buttons(self) -> list[str]:
        return [step for step, button in self.flow.strip.buttons.items() if not button.isHidden()]

    def press(self, step: str) -> None:
        self.flow.strip.buttons[step].click()

    def said(self) -> str:
        return "\n".join(self.messages.texts())


@pytest.fixture
def table(desk: Desk, inline: TaskRunner, qtbot: QtBot) -> Table:
    return Table(desk, inline, qtbot)


@pytest.fixture
def ready(table: Table, desk: Desk, record: Record) -> Table:
    """The real sheet, filled in by the clerk, on the table."""
    sheet = desk.new_sheet()
    sheet.fill(record.answers, Role.CLERK)
    desk.save(sheet.record)
    table.put(sheet)
    return table


@pytest.fixture
def reasons(monkeypatch: pytest.MonkeyPatch) -> list[str | None]:
    """Reasons to be given, in their order; None leaves the question."""
    given: list[str | None] = []
    monkeypatch.setattr(ReasonQuestion, "ask", lambda *_: given.pop(0))
    return given


def reviewed(table: Table) -> None:
    """The leader gives an opinion and signs."""
    table.flow.submit()
    table.act(LEADER)
    editing = table.opened.editing
    assert editing is not None
    editing.edit_many({"review_opinion": "同意。", "reviewed_on": "2023-05-07"}, "")
    sheet = editing.sheet
    signed = sign(sheet.template, sheet.view, "reviewed_by", INK, name="李局", at="2023-05-07T09:00:00+08:00")
    assert editing.put_ink("reviewed_by", signed)


def visited(table: Table, result: str = "satisfied") -> None:
    """The deputy's paper came back, and the clerk enters it."""
    reviewed(table)
    table.flow.approve()
    table.act(CLERK)
    scan = table.desk.assets.keep(b"%PDF-1.4", "pdf")
    marks = {"satisfaction_plan": "satisfied", "satisfaction_attitude": "satisfied", "deputy_comments": "请再办"}
    answers = {**marks, "satisfaction_result": result}
    table.desk.course.enter_from_paper(table.opened.sheet_id, "", answers, [scan], CLERK)
    table.opened.reload()


def test_a_sheet_without_errors_is_sent_without_a_question(ready: Table) -> None:
    ready.press("submit")
    assert (ready.record.stage, ready.buttons) == (Stage.IN_REVIEW, ["withdraw"])
    assert ready.said() == "已送审，等待领导审核。经办人签名、承办单位盖章留空，打印后手填、签名、盖章。"
    assert [record.stage for record in ready.stepped] == [Stage.IN_REVIEW]


def test_what_is_typed_last_is_saved_before_it_is_sent(ready: Table) -> None:
    assert ready.opened.editing is not None
    ready.opened.editing.draft("phone", "021-11112222")
    ready.press("submit")
    assert (ready.record.stage, ready.record.answers["phone"]) == (Stage.IN_REVIEW, "021-11112222")


def test_a_sheet_with_errors_stays_and_the_first_are_listed(table: Table, desk: Desk, qtbot: QtBot) -> None:
    table.put(desk.new_sheet())
    table.press("submit")
    assert (table.record.stage, table.stepped) == (Stage.DRAFTING, [])
    assert table.said().count("\n· ") == 3
    bar = table.messages.bar("course")
    assert bar is not None
    with qtbot.waitSignal(table.flow.findings_wanted):
        next(iter(bar._acts)).click()


def test_what_was_sent_can_be_taken_back_with_a_reason(ready: Table, reasons: list[str | None]) -> None:
    ready.press("submit")
    reasons += [None, "数据有误"]
    ready.press("withdraw")
    assert ready.record.stage is Stage.IN_REVIEW
    ready.press("withdraw")
    assert (ready.record.stage, ready.said()) == (Stage.DRAFTING, "已撤回，可以继续修改。")
    event = ready.desk.history(ready.opened.sheet_id)[-1]
    assert (event.who, event.what, event.detail["reason"]) == ("王勤", "withdraw", "数据有误")


def test_the_leader_decides_through_the_review(ready: Table, qtbot: QtBot) -> None:
    ready.flow.submit()
    ready.act(LEADER)
    assert ready.buttons == ["return", "approve"]
    with qtbot.waitSignal(ready.flow.approve_wanted):
        ready.press("approve")
    with qtbot.waitSignal(ready.flow.return_wanted):
        ready.press("return")
    assert ready.record.stage is Stage.IN_REVIEW


def test_a_sheet_that_was_sent_back_says_why_until_it_is_sent_again(ready: Table) -> None:
    ready.flow.submit()
    ready.act(LEADER)
    assert ready.flow.take(Step.RETURN, "请核对第二段")
    ready.act(CLERK)
    assert ready.flow.strip.notice.text().endswith("退回：请核对第二段")
    assert ready.flow.returned is not None
    ready.press("submit")
    assert ready.flow.strip.notice.isHidden()


def test_without_the_leaders_signature_nothing_is_approved(ready: Table, qtbot: QtBot) -> None:
    ready.flow.submit()
    ready.act(LEADER)
    assert ready.opened.editing is not None
    ready.opened.editing.edit_many({"review_opinion": "同意。", "reviewed_on": "2023-05-07"}, "")
    with qtbot.waitSignal(ready.flow.field_wanted) as told:
        ready.flow.approve()
    assert (told.args, ready.record.stage) == (["reviewed_by"], Stage.IN_REVIEW)


def test_an_approved_sheet_goes_to_the_visit_and_may_be_recalled(ready: Table, reasons: list[str | None], qtbot: QtBot) -> None:
    reviewed(ready)
    ready.flow.approve()
    assert ready.record.stage is Stage.VISITING
    ready.act(CLERK)
    assert ready.buttons == ["recall", "visit", "from_paper"]
    for step, signal in (("visit", ready.flow.visit_wanted), ("from_paper", ready.flow.from_paper_wanted)):
        with qtbot.waitSignal(signal):
            ready.press(step)
    reasons.append("代表要求补充")
    ready.press("recall")
    assert ready.record.stage is Stage.DRAFTING


def test_nobody_takes_a_step_that_is_anothers(ready: Table) -> None:
    assert not ready.flow.take(Step.APPROVE)
    assert not ready.flow.take(Step.CONFIRM)
    assert (ready.record.stage, ready.stepped) == (Stage.DRAFTING, [])
    assert ready.messages.bar("course") is not None


def test_a_sheet_is_archived_with_the_scan_of_its_paper(ready: Table, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    visited(ready)
    image = QImage(20, 30, QImage.Format.Format_RGB32)
    image.fill(0)
    assert image.save(str(tmp_path / "scan.png"))
    scan = read_scan(tmp_path / "scan.png")
    monkeypatch.setattr(ArchiveDialog, "ask", lambda *_: ArchiveChoice((scan,)))
    ready.press("archive")
    assert ready.record.stage is Stage.ARCHIVED
    assert ready.desk.assets.read(ready.record.scans[0]) == scan.data
    assert ready.buttons == ["rehandle"]


def test_without_a_scan_the_reason_is_in_the_history(ready: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    visited(ready)
    monkeypatch.setattr(ArchiveDialog, "ask", lambda *_: None)
    ready.press("archive")
    assert ready.record.stage is Stage.SIGNED
    monkeypatch.setattr(ArchiveDialog, "ask", lambda *_: ArchiveChoice((), "扫描仪故障"))
    ready.press("archive")
    assert ready.record.stage is Stage.ARCHIVED
    assert ready.desk.history(ready.opened.sheet_id)[-1].detail["reason"] == "扫描仪故障"


def test_a_scan_that_cannot_be_kept_archives_nothing(ready: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    visited(ready)
    scan = Scan("scan.pdf", b"%PDF-1.4 other", "pdf")
    monkeypatch.setattr(ArchiveDialog, "ask", lambda *_: ArchiveChoice((scan,)))
    monkeypatch.setattr("storage.assets.MOST_BYTES", 2)
    ready.press("archive")
    assert ready.record.stage is Stage.SIGNED
    assert ready.messages.bar("course") is not None


def test_dissatisfaction_is_handled_again_when_a_person_says_so(ready: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    visited(ready, "dissatisfied")
    assert "建议重办" in ready.flow.strip.notice.text()
    asked: list[Any] = []

    def ask(_parent: object, *about: Any) -> str | None:
        asked.append(about)
        return "代表不满意" if len(asked) > 1 else None

    monkeypatch.setattr(RehandleDialog, "ask", ask)
    ready.press("rehandle")
    assert ready.record.round == 1
    ready.press("rehandle")
    record = ready.record
    assert (record.stage, record.round, len(record.earlier)) == (Stage.DRAFTING, 2, 1)
    assert (asked[0][0], asked[0][2]) == (2, ("周菁菁",))
    assert "satisfaction_result" not in record.answers
    assert ready.flow.strip.round.text() == "第 2 次办理"
    assert "第 2 次办理" in ready.said()


def test_an_earlier_round_is_read_and_exported(ready: Table, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    visited(ready, "dissatisfied")
    assert ready.flow.take(Step.REHANDLE, "代表不满意")

    def ask(_parent: object, _template: object, rounds: list[Record], _fonts: object, _assets: object, export: Any) -> None:
        export(rounds[0])

    monkeypatch.setattr(RoundsDialog, "ask", ask)
    with qtbot.waitSignal(ready.flow.export_wanted) as told:
        ready.flow.strip.round.click()
    assert (told.args[0].round, told.args[0].answers["satisfaction_result"]) == (1, "dissatisfied")


def test_without_a_sheet_there_is_nothing_to_do(table: Table) -> None:
    table.flow.refresh()
    for begin in (table.flow.submit, table.flow.withdraw, table.flow.archive, table.flow.rehandle, table.flow.show_rounds):
        begin()
    assert (table.stepped, table.said()) == ([], "")
    assert table.flow.strip.isHidden()


def test_what_was_said_of_one_sheet_goes_with_it(ready: Table, desk: Desk) -> None:
    ready.press("submit")
    ready.put(desk.new_sheet())
    assert ready.said() == ""


def test_a_sheet_that_cannot_be_saved_takes_no_step(ready: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise Failure("disk_full", path="x")

    assert ready.opened.editing is not None
    ready.opened.editing.draft("phone", "021-11112222")
    monkeypatch.setattr(ready.desk._store, "save", fail)
    ready.press("submit")
    assert (ready.record.stage, ready.stepped) == (Stage.DRAFTING, [])
