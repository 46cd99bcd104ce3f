"""The leader's work from sheet to sheet: mark, give an opinion, sign, approve or send back, and go on to what waits next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from forms.checks import Finding
from forms.course import Step
from forms.errors import Failure
from forms.remarks import Remark, placed
from storage.actor import Actor
from storage.changes import FieldChange
from storage.later import later
from storage.ledger import LedgerRow

from ..editing import SheetEditing
from ..failures import spoken
from ..panels.message_bar import MessageArea, Mood
from ..paper.view import PaperView
from ..signing.signed_today import day_words, put_signature
from .lacking import lacking, lacking_words
from .leader_fields import leader_fields
from .remark_items import brief, listed
from .review_place import ReviewPlace
from .waiting import beside, waiting

if TYPE_CHECKING:
    from . import remark_dialog, return_dialog
    from .review_panel import ReviewPanel
else:
    remark_dialog = later("gui.review.remark_dialog")
    return_dialog = later("gui.review.return_dialog")

_SUBJECT = "review"


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """What the flow asks of the rest of the program."""

    rows: Callable[[], Sequence[LedgerRow]]
    """All rows of the ledger, as they are stored."""
    changes: Callable[[str], Sequence[FieldChange]]
    """What changed in a sheet since it was sent back; Failure where that cannot be read."""
    take: Callable[[Step, str], bool]
    """Save the open sheet and take a step with it, with a reason; False where it failed (and the window has said why)."""
    guest: Callable[[], bool]
    """True where the sheet on the table came in a package, and is to go back in one."""
    open_sheet: Callable[[str], bool]
    ask_ink: Callable[[QWidget, str, str], Mapping[str, Any] | None]
    """Ask the person of that name to sign, and say which day that fills in; the plain ink, or None where they did not."""
    actor: Callable[[], Actor]
    now: Callable[[], datetime]
    phrases: Callable[[], Sequence[str]]
    keep_phrase: Callable[[str], object]
    drop_phrase: Callable[[str], object]


class ReviewFlow(QObject):
    """`lacking_told` says in words what is lacking before the sheet on the table can be approved, "" for nothing."""

    lacking_told = Signal(str)

    def __init__(self, desk: ReviewDesk, place: ReviewPlace, view: PaperView, area: MessageArea, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._place, self._view, self._area, self._window = desk, place, view, area, window
        self._editing: SheetEditing | None = None
        self._findings: tuple[Finding, ...] = ()
        place.built.connect(self._on_built)

    def show_sheet(self, editing: SheetEditing | None) -> None:
        """Show a sheet in the panel, after the paper shows it; None for no sheet, or where the leader is not at work."""
        self._editing, self._findings = editing, ()
        if editing is None and not self._place.taken:
            return
        self._panel.show_sheet(editing, self._desk.phrases(), self._desk.now())
        if editing is not None and self._view.remarks is not None:
            self._view.remarks.offer(self._panel.mark_action)
        self._show_changes()
        self.show_turn()

    @Slot(object)
    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        self._findings = findings
        if self._place.taken:
            self._panel.show_findings(findings)

    @Slot()
    def show_turn(self) -> None:
        """Show anew which of the waiting sheets this is: also when the ledger has changed."""
        rows = waiting(self._desk.rows())
        ids, current = [row.id for row in rows], self._current
        place = ids.index(current) + 1 if current in ids else 0
        self._panel.decision.show_turn(place, len(ids), bool(beside(rows, current, 1)))

    # ---- from sheet to sheet

    @Slot()
    def next(self) -> None:
        self._go(1)

    @Slot()
    def previous(self) -> None:
        self._go(-1)

    def _go(self, step: int) -> None:
        other = beside(waiting(self._desk.rows()), self._current, step)
        if other:
            self._desk.open_sheet(other)

    @property
    def _current(self) -> str:
        return self._editing.sheet.id if self._editing else ""

    # ---- the decision

    @Slot()
    def approve(self) -> None:
        """Approve and go on; where something is lacking, say what, and go there."""
        self._commit()
        if self._editing is None:
            return
        wanting = lacking(self._editing.sheet, self._findings)
        if wanting:
            self._area.tell(_SUBJECT, Mood.WARNING, self.tr("还不能签发。{}。").format(lacking_words(wanting)))
            self.go_to_field(wanting[0].field)
            return
        self._take(Step.APPROVE, "", self.tr("已同意并签发{}，转入面商。如需更改，由经办人收回修改后再送审。"))

    @Slot()
    def send_back(self) -> None:
        """Ask why, send the sheet back to the clerk, and go on."""
        self._commit()
        if self._editing is None:
            return
        marks = [self._mark_words(one.number, one.remark) for one in listed(self._editing.sheet)]
        reason = return_dialog.ReturnDialog.ask(self._window, marks)
        if reason:
            self._take(Step.RETURN, reason, self.tr("已退回{}，经办人会看到理由和标注，改好后再送审。"))

    def _mark_words(self, number: int, remark: Remark) -> str:
        return self.tr("{}. “{}”：{}").format(number, brief(remark.quote), remark.note)

    def _take(self, step: Step, reason: str, done: str) -> None:
        """Take a step; what waits next is chosen before, since the sheet itself waits no longer then."""
        following = beside(waiting(self._desk.rows()), self._current, 1)
        title = str(self._editing.sheet.shown("title")) if self._editing else ""
        if not self._desk.take(step, reason):
            return
        words = done.format(self.tr("《{}》").format(brief(title)) if title else "")
        if self._desk.guest():
            words += self.tr("这张表是从交接包收到的：全部审完后，请制作送回包，带回经办人的电脑。")
        if following and self._desk.open_sheet(following):
            self._area.tell(_SUBJECT, Mood.DONE, self.tr("{}已打开下一件。").format(words))
            return
        self.show_turn()
        self._area.tell(_SUBJECT, Mood.DONE, self.tr("{}没有别的待审办理单了。").format(words))

    # ---- the signature

    @Slot()
    def sign(self) -> None:
        """Let the leader sign what stands on the paper; a day that is not there yet becomes today's."""
        self._commit()
        editing = self._editing
        own = leader_fields(editing.sheet.template) if editing else None
        if editing is None or own is None or not editing.may_change(own.signature):
            return
        if own.opinion and not editing.sheet.shown(own.opinion).strip():
            self._area.tell(_SUBJECT, Mood.HINT, self.tr("请先填写审核意见，再签名：签名确认的是意见和全部内容。"))
            self._focus_opinion()
            return
        actor = self._desk.actor()
        now = self._desk.now()
        ink = self._desk.ask_ink(self._window, actor.name, day_words(editing.sheet, own.signature, now.date()))
        if ink is None:
            return
        try:
            put_signature(editing, own.signature, ink, actor.name, now)
        except Failure as failure:
            self._area.tell(_SUBJECT, Mood.ERROR, spoken(failure, editing.sheet.template))
            return
        self._area.clear(_SUBJECT)

    @Slot()
    def withdraw_signature(self) -> None:
        if self._editing is not None:
            field = leader_fields(self._editing.sheet.template).signature
            self._editing.put_ink(field, None, self.tr("撤下签名"))

    # ---- marks on passages

    @Slot()
    def mark(self) -> None:
        """Ask for a note on the passage that is selected on the paper."""
        marks = self._view.remarks
        if self._editing is None or marks is None or not marks.may_mark:
            return
        selected = marks.selected()
        if selected is None:
            self._area.tell(_SUBJECT, Mood.HINT, self.tr("请先在办理单上选中要标注的文字，再按“标注”。"))
            return
        note = remark_dialog.RemarkDialog.ask(self._window, selected.quote)
        if note:
            at = self._desk.now().isoformat(timespec="seconds")
            made = Remark(*selected, note=note, name=self._desk.actor().name, at=at)
            self._put([*self._editing.sheet.record.remarks, made.plain()], self.tr("标注"))

    @Slot(int)
    def edit_remark(self, number: int) -> None:
        remark = self._remark(number)
        note = remark_dialog.RemarkDialog.ask(self._window, remark.quote, remark.note) if remark else None
        if remark is not None and note and self._editing is not None:
            plains = list(self._editing.sheet.record.remarks)
            plains[number - 1] = {**plains[number - 1], "note": note}
            self._put(plains, self.tr("修改标注"))

    @Slot(int)
    def remove_remark(self, number: int) -> None:
        if self._editing is not None and self._remark(number) is not None:
            plains = list(self._editing.sheet.record.remarks)
            del plains[number - 1]
            self._put(plains, self.tr("删除标注"))

    @Slot(int)
    def go_to_remark(self, number: int) -> None:
        remark = self._remark(number)
        if remark is None or self._editing is None:
            return
        place = placed(remark, self._editing.sheet.shown(remark.field))
        if place is None or not self._view.show_passage(remark.field, *place):
            self.go_to_field(remark.field)

    def _put(self, plains: list[Mapping[str, Any]], text: str) -> None:
        if self._editing is not None:
            self._editing.put_remarks(plains, text)

    def _remark(self, number: int) -> Remark | None:
        plains = self._editing.sheet.record.remarks if self._editing else ()
        return Remark.of(plains[number - 1]) if 0 < number <= len(plains) else None

    # ---- going there, phrases

    @Slot(str)
    def go_to_field(self, name: str) -> None:
        """Go to a field on the paper, or to a case detail in the panel; of the signature, to its button."""
        own = leader_fields(self._editing.sheet.template) if self._editing else None
        if own is not None and name == own.opinion and self._panel.open:
            self._focus_opinion()
        elif own is not None and name == own.signature and self._panel.open:
            self._panel.signature.sign.setFocus()
        elif not self._view.focus_field(name):
            self._panel.focus_field(name)

    def _focus_opinion(self) -> None:
        if self._panel.opinion.editor is not None:
            self._panel.opinion.editor.setFocus()

    @Slot(str)
    def keep_phrase(self, phrase: str) -> None:
        self._change_phrases(self._desk.keep_phrase, phrase, self.tr("已存为惯用语：{}").format(brief(phrase)))

    @Slot(str)
    def drop_phrase(self, phrase: str) -> None:
        self._change_phrases(self._desk.drop_phrase, phrase, self.tr("已删去惯用语：{}").format(brief(phrase)))

    def _change_phrases(self, change: Callable[[str], object], phrase: str, done: str) -> None:
        try:
            change(phrase)
        except Failure as failure:
            self._area.tell(_SUBJECT, Mood.ERROR, spoken(failure))
            return
        self._panel.opinion.show_phrases(self._desk.phrases())
        self._area.tell(_SUBJECT, Mood.DONE, done)

    # ---- inside

    def _show_changes(self) -> None:
        if self._editing is None:
            return
        try:
            self._panel.show_changes(self._desk.changes(self._current))
        except Failure as failure:
            self._area.tell(_SUBJECT, Mood.WARNING, spoken(failure))

    def _commit(self) -> None:
        self._view.commit()
        self._place.commit()

    @property
    def _panel(self) -> ReviewPanel:
        return self._place.panel

    @Slot(object)
    def _on_built(self, panel: ReviewPanel) -> None:
        panel.field_wanted.connect(self.go_to_field)
        panel.lacking_told.connect(self.lacking_told)
        panel.remarks.mark_wanted.connect(self.mark)
        panel.remarks.chosen.connect(self.go_to_remark)
        panel.remarks.edit_wanted.connect(self.edit_remark)
        panel.remarks.removal_wanted.connect(self.remove_remark)
        panel.opinion.phrase_kept.connect(self.keep_phrase)
        panel.opinion.phrase_dropped.connect(self.drop_phrase)
        panel.signature.sign_wanted.connect(self.sign)
        panel.signature.withdrawal_wanted.connect(self.withdraw_signature)
        panel.decision.approval_wanted.connect(self.approve)
        panel.decision.return_wanted.connect(self.send_back)
        panel.decision.next_wanted.connect(self.next)
        panel.decision.previous_wanted.connect(self.previous)
