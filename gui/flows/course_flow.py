"""The steps of a sheet (送审, 撤回, 签发, 收回修改, 归档, 重办): each with its question, and what is said of it in the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QWidget

from forms.checks import errors
from forms.course import Step, steps_for
from forms.deadlines import rehandling_due
from forms.dissatisfaction import dissatisfied
from forms.errors import Failure
from forms.fields import Role
from forms.record import Record
from forms.signing import void_of
from forms.stages import Stage
from storage.desk import Desk
from storage.handover.journey import Journey, journey_of
from storage.journal import Event
from storage.later import later

from ..acting import Acting
from ..course.state import FROM_PAPER, SEND_BACK, VISIT, last_return, may_go_back, strip_state
from ..course.strip import StageStrip
from ..dialogs.questions import Question
from ..editing import SheetEditing
from ..failures import spoken
from ..opened_sheet import OpenedSheet
from ..panels.message_bar import MessageArea, Mood, Offer
from ..scans.scan import read_scan
from ..wording import say

if TYPE_CHECKING:
    from ..course import archive_dialog, reason_question, rehandle_dialog, rounds_dialog
else:
    archive_dialog = later("gui.course.archive_dialog")
    reason_question = later("gui.course.reason_question")
    rehandle_dialog = later("gui.course.rehandle_dialog")
    rounds_dialog = later("gui.course.rounds_dialog")

_SUBJECT = "course"
_SHOWN_ERRORS = 3
_LEAVE_OPEN, _SIGN = 1, 2
"""Answers to what is to become of a void signature."""
_DONE: Mapping[Step, str] = {
    Step.SUBMIT: "已送审，等待领导审核。",
    Step.WITHDRAW: "已撤回，可以继续修改。",
    Step.RETURN: "已退回经办人，等待修改后再送。",
    Step.APPROVE: "已签发，转入面商。",
    Step.RECALL: "已收回，可以继续修改；改后须重新送审。",
    Step.ARCHIVE: "已归档，内容已锁定。",
    Step.REHANDLE: "已开始新一次办理；上一次的内容锁定保留，可从“第 N 次办理”处查看。",
}


class CourseFlow(QObject):
    """`strip` goes over the paper. Every step saves the sheet first, and is told by `stepped` with the Record after it."""

    stepped = Signal(object)
    findings_wanted = Signal()
    """The user wants to see what must be put right before the sheet can go on."""
    field_wanted = Signal(str)
    """The name of the field that is still to be signed."""
    visit_wanted = Signal()
    from_paper_wanted = Signal()
    send_back_wanted = Signal()
    """A package is to bring the sheet back to where it came from."""
    approve_wanted = Signal()
    """The leader pressed 签发 or 退回 on the strip: the review has its own way of asking."""
    return_wanted = Signal()
    sign_wanted = Signal(str)
    """The name of the field that the clerk will sign anew before the sheet goes to review; signed when this returns."""
    export_wanted = Signal(object)
    """The Record of an earlier round that is to be exported."""

    def __init__(self, desk: Desk, opened: OpenedSheet, acting: Acting, messages: MessageArea, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._opened, self._acting = desk, opened, acting
        self._messages, self._window = messages, window
        self._returned: Event | None = None
        self._shown = self._lacking = ""
        self._journey = Journey.HOME
        self.strip = StageStrip()
        self.strip.step_wanted.connect(self.start)
        self.strip.rounds_wanted.connect(self.show_rounds)
        self.strip.deputy_wanted.connect(opened.show_deputy)
        opened.shown.connect(self._on_shown)
        opened.changed.connect(self._on_changed)
        acting.changed.connect(self._on_changed)

    @property
    def returned(self) -> Event | None:
        """The event of the return that the sheet on the table has still to answer."""
        return self._returned

    @property
    def lacking(self) -> str:
        """What the leader has still to see to before the sheet can be approved, in words; "" for nothing."""
        return self._lacking

    @Slot(str)
    def withhold(self, lacking: str) -> None:
        """Let the strip offer approval only where nothing is lacking."""
        if lacking != self._lacking:
            self._lacking = lacking
            self.refresh()

    @Slot(str)
    def start(self, step: str) -> None:
        """Begin a step as the strip names it."""
        begin: Mapping[str, Callable[[], object]] = {
            Step.SUBMIT: self.submit,
            Step.WITHDRAW: self.withdraw,
            Step.RETURN: self.return_wanted.emit,
            Step.APPROVE: self.approve_wanted.emit,
            Step.RECALL: self.recall,
            Step.ARCHIVE: self.archive,
            Step.REHANDLE: self.rehandle,
            VISIT: self.visit_wanted.emit,
            FROM_PAPER: self.from_paper_wanted.emit,
            SEND_BACK: self.send_back_wanted.emit,
        }
        begin[step]()

    # ---- the steps

    @Slot()
    def submit(self) -> None:
        """Send to review; nothing is asked where nothing is amiss."""
        void = self._void_signatures()
        choice = self._ask_void(void) if void else _LEAVE_OPEN
        if choice == _SIGN:
            self.sign_wanted.emit(void[0])
            if self._void_signatures():
                return  # they have left the question for the signature
        elif choice != _LEAVE_OPEN:
            return
        if self.take(Step.SUBMIT):
            self._messages.tell(_SUBJECT, Mood.DONE, self.tr(_DONE[Step.SUBMIT]) + self._left_for_ink())

    def _void_signatures(self) -> tuple[str, ...]:
        """The clerk's signatures that sending would take off; none while the sheet cannot be sent anyway."""
        record, editing = self._settled(), self._opened.editing
        if record is None or editing is None or Step.SUBMIT not in steps_for(record, self._acting.role):
            return ()
        template = editing.sheet.template
        void = void_of(template, record, Role.CLERK)
        wrong = errors(template, record, self._desk.today()) if void else ()
        return void if all(one.field in void for one in wrong) else ()

    def _ask_void(self, names: Sequence[str]) -> int:
        editing = self._opened.editing
        assert editing is not None  # its signatures are asked about
        labels = "、".join(editing.sheet.template.by_name[name].short_label for name in names)
        text = self.tr("{}已失效：签名后内容有改动。").format(labels)
        more = self.tr("留空送审会撤下失效的签名，打印后手签；领导会看到签名已撤下。")
        choices = (self.tr("取消"), self.tr("留空送审"), self.tr("重新签名…"))
        return Question.ask(self._window, self.tr("送审"), text, choices, more, grave=True)

    @Slot()
    def withdraw(self) -> None:
        text = self.tr("从领导处撤回这张表，继续修改？领导已填的内容保留。")
        self._step_back(Step.WITHDRAW, self.tr("撤回"), text, self.tr("撤回"))

    @Slot()
    def recall(self) -> None:
        text = self.tr("收回修改？表回到起草；内容改动后领导签名即失效，须重新送审。代表未签名的勾选在送审时清除。")
        self._step_back(Step.RECALL, self.tr("收回修改"), text, self.tr("收回"))

    @Slot()
    def approve(self) -> None:
        """Approve without a question of its own: opinion and signature stand on the sheet."""
        if self.take(Step.APPROVE):
            self._messages.tell(_SUBJECT, Mood.DONE, self.tr(_DONE[Step.APPROVE]))

    @Slot()
    def archive(self) -> None:
        record = self._settled()
        if record is None:
            return
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        choice = archive_dialog.ArchiveDialog.ask(self._window, read_scan, Path(folder or Path.home()), len(record.scans))
        if choice is None:
            return
        try:
            for scan in choice.scans:
                self._desk.course.add_scan(record.id, scan.data, scan.kind, self._acting.actor)
        except Failure as failure:
            self._tell_failure(failure)
            return
        finally:
            if choice.scans:
                self._opened.reload(record.id)
        if self.take(Step.ARCHIVE, choice.reason):
            self._messages.tell(_SUBJECT, Mood.DONE, self.tr(_DONE[Step.ARCHIVE]))

    @Slot()
    def rehandle(self) -> None:
        record, editing = self._settled(), self._opened.editing
        if record is None or editing is None:
            return
        template = editing.sheet.template
        due = rehandling_due(template, self._desk.today())
        reason = rehandle_dialog.RehandleDialog.ask(self._window, record.round + 1, due, dissatisfied(template, record))
        if reason and self.take(Step.REHANDLE, reason):
            self._messages.tell(_SUBJECT, Mood.DONE, self.tr(_DONE[Step.REHANDLE]).replace("N", str(record.round + 1)))

    def _left_for_ink(self) -> str:
        """Name what the clerk left to the pen on the printed paper, so that it is no surprise there."""
        editing = self._opened.editing
        if editing is None:
            return ""
        template, view = editing.sheet.template, editing.sheet.view
        own = (field for field in template.of(Role.CLERK) if field.printed)
        by_hand = (field for field in own if field.signed or field.kind == "date")
        left = [one.short_label for one in by_hand if one.name not in view.signatures and one.name not in view.answers]
        return self.tr("{}留空，打印后手填、签名、盖章。").format("、".join(left)) if left else ""

    def take(self, step: Step, reason: str = "", deputy: str = "") -> bool:
        """Save the sheet on the table and take a step with it; False where that failed, and the window has said why."""
        record = self._settled()
        if record is None:
            return False
        try:
            after = self._desk.course.take(record.id, step, self._acting.actor, reason, deputy)
            self._messages.clear(_SUBJECT)
            self._opened.reload(record.id)
        except Failure as failure:
            self._tell_failure(failure)
            return False
        self.stepped.emit(after)
        return True

    # ---- earlier rounds

    @Slot()
    def show_rounds(self) -> None:
        """Let the user read the earlier rounds; one that cannot be read any more is left out and told."""
        editing = self._opened.editing
        if editing is None:
            return
        rounds: list[Record] = []
        try:
            rounds += [Record.from_plain(plain) for plain in editing.sheet.record.earlier]
        except Failure as failure:
            self._messages.tell(_SUBJECT, Mood.WARNING, spoken(failure))
        if rounds:
            template, desk = editing.sheet.template, self._desk
            rounds_dialog.RoundsDialog.ask(
                self._window, template, rounds, desk.fonts, desk.assets.read, self.export_wanted.emit
            )

    # ---- the strip

    @Slot()
    def refresh(self) -> None:
        """Show anew where the sheet stands; also when the day has changed."""
        editing = self._opened.editing
        if editing is None:
            self.strip.show_state(None)
            return
        sheet, role, today = editing.sheet, self._acting.role, self._desk.today()
        told = self._returned, sheet.deputy, self._lacking, self._journey
        self.strip.show_state(strip_state(sheet.template, sheet.record, role, today, *told))

    @Slot(object)
    def _on_shown(self, editing: SheetEditing | None) -> None:
        sheet_id = editing.sheet.id if editing else ""
        if sheet_id != self._shown:
            self._messages.clear(_SUBJECT)
        self._shown = sheet_id
        self._returned = self._find_return(editing)
        self._journey = self._find_journey(editing)
        self.refresh()

    @Slot(object)
    def _on_changed(self, _what: object) -> None:
        self._messages.clear(_SUBJECT)  # what was said of the sheet may be put right by now
        self.refresh()

    def _find_return(self, editing: SheetEditing | None) -> Event | None:
        """Only a draft can have been sent back; its history is not looked at otherwise."""
        if editing is None or editing.sheet.record.stage is not Stage.DRAFTING:
            return None
        with suppress(Failure):  # what is wrong with the history is told where it is shown
            return last_return(self._desk.history(editing.sheet.id))
        return None

    @property
    def guest(self) -> bool:
        """True where the sheet on the table came from another machine, its work here is over, and it is not packed yet."""
        return self._journey is Journey.GUEST

    def _find_journey(self, editing: SheetEditing | None) -> Journey:
        """History and versions are looked at only where a sheet may have to go back."""
        if editing is None or not may_go_back(editing.sheet.record.stage, editing.role):
            return Journey.HOME
        with suppress(Failure):
            return journey_of(self._desk.history(editing.sheet.id), self._desk.versions(editing.sheet.id))
        return Journey.HOME

    # ---- inside

    def _settled(self) -> Record | None:
        """The sheet on the table, saved; None where there is none, or where it could not be saved (which is told)."""
        return self._opened.record if self._opened.record is not None and self._opened.settle() else None

    def _step_back(self, step: Step, title: str, text: str, accept: str) -> None:
        if self._opened.record is None:
            return
        reason = reason_question.ReasonQuestion.ask(self._window, title, text, accept)
        if reason and self.take(step, reason):
            self._messages.tell(_SUBJECT, Mood.DONE, self.tr(_DONE[step]))

    def _tell_failure(self, failure: Failure) -> None:
        editing = self._opened.editing
        template = editing.sheet.template if editing else None
        if failure.code == "sheet_has_errors":
            self._messages.tell(_SUBJECT, Mood.WARNING, self._errors(), Offer(self.tr("去看"), self.findings_wanted.emit))
        elif failure.code == "signature_missing":
            self._messages.tell(_SUBJECT, Mood.WARNING, spoken(failure, template))
            self.field_wanted.emit(str(failure.params["field"]))
        else:
            self._messages.tell(_SUBJECT, Mood.ERROR, spoken(failure, template))

    def _errors(self) -> str:
        """The first few errors in words."""
        editing = self._opened.editing
        assert editing is not None  # a step that failed was one of a sheet on the table
        found = errors(editing.sheet.template, editing.sheet.record, self._desk.today())
        lines = [self.tr("还有 {} 处须改正，没有送出；内容没有改动。").format(len(found))]
        lines += [f"· {say(error, editing.sheet.template)}" for error in found[:_SHOWN_ERRORS]]
        return "\n".join(lines)
