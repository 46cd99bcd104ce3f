"""The three pairs of hands a sheet goes through in this window: who acts, the course, the review, the visit, packages.

Every part does its own work; here they are made, and hear of one another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from forms.course import Step, awaiting, steps_for
from forms.errors import Failure
from forms.fields import Role
from forms.stages import Stage
from storage.actor import Actor
from storage.desk import Desk
from storage.later import later

from .acting import Acting
from .course.state import FROM_PAPER, VISIT
from .dialogs.questions import Question
from .editing import SheetEditing
from .failures import spoken
from .flows.course_flow import CourseFlow
from .flows.from_paper_flow import FromPaperFlow
from .office.roles import Roles
from .opened_sheet import OpenedSheet
from .panels.message_bar import MessageArea, Mood, Offer
from .panels.side_panels import SidePanels
from .paper.view import PaperView
from .pools import Pools
from .review.remarks_list import RemarksList, Returned
from .review.review_flow import ReviewDesk, ReviewFlow
from .review.review_place import ReviewPlace
from .settings import Settings
from .signing.signing_flow import SigningFlow
from .travel.double_click import DoubleClick
from .travel.pack_flow import PackFlow
from .travel.unpack_flow import UnpackFlow
from .visit.visit_flow import VisitFlow

if TYPE_CHECKING:
    from .signing import sign_dialog
else:
    sign_dialog = later("gui.signing.sign_dialog")

REVIEW, RETURNED = "review", "returned"
"""Names of panels that only some see: the leader's, and the clerk's of a sheet that was sent back."""


_SAID_TO_ONE = ("course", "review", "signing", "from paper")
"""Subjects of messages that were meant for whoever acted before."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where in the window the parts stand."""

    view: PaperView
    review: ReviewPlace
    returned: RemarksList
    side: SidePanels
    messages: MessageArea


class Hands(QObject):
    """`stepped` tells a Record that the store has changed by itself; `reloaded` that many may have been."""

    stepped = Signal(object)
    reloaded = Signal()
    visit_began = Signal()
    visit_ended = Signal()
    sheet_wanted = Signal(str)
    findings_wanted = Signal()
    stage_wanted = Signal(str)
    """The stage whose sheets the list is to show, "" for all."""
    verbs_changed = Signal()
    panel_wanted = Signal(str)
    """The panel that whoever acts works in; it must be seen."""

    def __init__(
        self,
        desk: Desk,
        data: Path,
        opened: OpenedSheet,
        acting: Acting,
        settings: Settings,
        pools: Pools,
        places: Places,
        open_sheet: Callable[[str], bool],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk, self._opened, self._acting, self._places, self._window = desk, opened, acting, places, window
        area = places.messages
        self.roles = Roles(desk.office, acting, opened, settings, area, pools.quick, window)
        self.course = CourseFlow(desk, opened, acting, area, window)
        self.signing = SigningFlow(desk, opened, self.roles.named_actor, area, window)
        self.review = ReviewFlow(self._review_desk(open_sheet), places.review, places.view, area, window)
        self.visit = VisitFlow(desk, pools.quick, window)
        self.from_paper = FromPaperFlow(desk, opened, acting, settings, area, window)
        self.pack = PackFlow(desk, opened, acting, settings, area, pools.long, window)
        self.unpack = UnpackFlow(desk, opened, acting, settings, area, pools.long, window)
        self.double_click = DoubleClick(data, area, window)
        self._connect()
        self._show_panels(None)

    def slots(self) -> Mapping[str, Callable[..., object]]:
        """What the actions do that pass a sheet on."""
        start = self.course.start
        return {
            "submit": partial(start, Step.SUBMIT),
            "withdraw": partial(start, Step.WITHDRAW),
            "approve": self.review.approve,
            "return": self.review.send_back,
            "recall": partial(start, Step.RECALL),
            "visit": self.begin_visit,
            "from_paper": self.from_paper.start,
            "archive": partial(start, Step.ARCHIVE),
            "rehandle": partial(start, Step.REHANDLE),
            "rounds": self.course.show_rounds,
            "pack_review": self.pack.for_review,
            "pack_visit": self.pack.for_visit,
            "pack_return": self.pack.for_return,
            "unpack": self.unpack.ask,
            "double_click": self.double_click.declare,
            "people": self.roles.see_to_people,
        }

    def possible(self) -> Mapping[str, bool]:
        """Return which of the actions whoever acts can take with the sheet on the table."""
        record, role = self._opened.record, self._acting.role
        steps = set(steps_for(record, role)) if record else set()
        waits = record is not None and record.stage is Stage.VISITING and role is Role.CLERK
        own = [step for step in Step if step is not Step.CONFIRM]
        return {
            **{step.value: step in steps for step in own},
            Step.APPROVE: Step.APPROVE in steps and not self.course.lacking,
            VISIT: waits,
            FROM_PAPER: waits,
            "rounds": bool(record and record.earlier),
        }

    # ---- the visit

    @Slot()
    def begin_visit(self) -> None:
        """Hand the device to a deputy; everything else is out of reach until it is handed back."""
        actor = self.roles.named_actor()
        if actor is None or self._opened.record is None or not self._hand_it_over():
            return
        if self._opened.settle():
            self.visit.start(self._opened.sheet_id, actor.name)

    def _hand_it_over(self) -> bool:
        """Say before what comes: the whole screen is the deputy's, and only the office takes it back."""
        text = self.tr("把本机交给代表？")
        more = self.tr("接下来全屏显示，由代表阅读、填写、签名；其他内容打不开，由工作人员收回设备后回到这里。")
        return Question.ask(self._window, self.tr("面商"), text, (self.tr("取消"), self.tr("交给代表")), more) == 1

    @Slot(str)
    def _on_visit_began(self, sheet_id: str) -> None:
        self.visit_began.emit()

    @Slot(str)
    def _on_visit_ended(self, sheet_id: str) -> None:
        self.visit_ended.emit()
        self.sheet_wanted.emit(sheet_id)
        self._show_anew(sheet_id)
        self._tell_visit()

    def _tell_visit(self) -> None:
        """Say how the sheet stands now that the device is back."""
        editing = self._opened.editing
        if editing is None:
            return
        missing = [name for name in awaiting(editing.sheet.template, editing.sheet.record) if name]
        signed = editing.sheet.record.stage is not Stage.VISITING
        words = self.tr("设备已收回。代表已签名确认，内容已锁定；可以导出、打印，签名盖章后归档。")
        if signed and self.course.guest:
            words = self.tr("设备已收回。代表已签名确认，内容已锁定；请制作送回包，带回经办人的电脑。")
        if not signed:
            words = self.tr("设备已收回。已填的内容都在，尚待{}填写签名。").format("、".join(missing) or self.tr("代表"))
        self._places.messages.tell("visit", Mood.DONE if signed else Mood.HINT, words)

    # ---- what parts tell each other

    @Slot(object)
    def show_sheet(self, editing: SheetEditing | None) -> None:
        """Show the sheet that was put on the table, in the role of whoever acts."""
        leads = self._acting.role is Role.LEADER
        self.review.show_sheet(editing if leads else None)
        self._show_panels(editing)
        self.verbs_changed.emit()

    @Slot(object)
    def _on_acting(self, actor: Actor) -> None:
        for subject in _SAID_TO_ONE:
            self._places.messages.clear(subject)
        self._show_panels(self._opened.editing)
        if actor.role is Role.LEADER:
            self.review.show_turn()
            self.panel_wanted.emit(REVIEW)
        self.stage_wanted.emit(Stage.IN_REVIEW.value if actor.role is Role.LEADER else "")
        self.verbs_changed.emit()

    def _show_panels(self, editing: SheetEditing | None) -> None:
        side, leads = self._places.side, self._acting.role is Role.LEADER
        event = None if leads else self.course.returned
        told = Returned(str(event.detail.get("reason", "")), event.who, event.when) if event else None
        self._places.returned.show_sheet(None if leads else editing, told, self._desk.now())
        side.offer(REVIEW, leads)
        side.make_room(REVIEW if leads else "")
        side.offer(RETURNED, not self._places.returned.isHidden())
        if leads:
            side.turn_to(REVIEW)
        elif told is not None:
            side.turn_to(RETURNED)

    @Slot(str)
    def _on_sign_wanted(self, name: str) -> None:
        """The leader signs where opinion and day are seen to as well."""
        editing = self._opened.editing
        if editing is None:
            return
        if self._acting.role is Role.LEADER and editing.may_change(name):
            self.review.sign()
        else:
            self.signing.sign(name)

    @Slot(str)
    def _on_lacking(self, words: str) -> None:
        """Approval is offered in the panel, on the strip and in the menu, or nowhere."""
        if words != self.course.lacking:
            self.course.withhold(words)
            self.verbs_changed.emit()

    @Slot(str)
    def _on_field_wanted(self, name: str) -> None:
        if self._acting.role is Role.LEADER:
            self.review.go_to_field(name)
        else:
            self._places.view.focus_field(name)

    @Slot(str, int, int)
    def _on_passage_wanted(self, name: str, start: int, end: int) -> None:
        self._places.view.show_passage(name, start, end)

    @Slot(object)
    def _on_failed(self, failure: Failure) -> None:
        self._places.messages.tell("visit", Mood.ERROR, spoken(failure))

    @Slot(object)
    def _on_packed(self, ids: Sequence[str]) -> None:
        self.reloaded.emit()
        if self._opened.sheet_id in ids:
            self._show_anew(self._opened.sheet_id)

    @Slot(object, object)
    def _on_role_wanted(self, role: Role, ids: Sequence[str]) -> None:
        """Go to what came in a package, in the role whose turn it is."""
        if role is not Role.DEPUTY:
            self.roles.become(role)
        self.sheet_wanted.emit(ids[0])
        if role is Role.DEPUTY:
            words = self.tr("面商用的办理单已收到。准备好后，把本机交给代表。")
            self._places.messages.tell("visit", Mood.HINT, words, Offer(self.tr("开始面商"), self.begin_visit))

    def _show_anew(self, sheet_id: str) -> None:
        try:
            self._opened.reload(sheet_id)
        except Failure as failure:
            self._places.messages.tell("visit", Mood.ERROR, spoken(failure))
            return
        if self._opened.record is not None:
            self.stepped.emit(self._opened.record)

    # ---- making

    def _review_desk(self, open_sheet: Callable[[str], bool]) -> ReviewDesk:
        desk, office = self._desk, self._desk.office
        return ReviewDesk(
            rows=desk.ledger,
            changes=desk.course.changes_since_return,
            take=self.course.take,
            guest=self._guest,
            open_sheet=open_sheet,
            ask_ink=self._ask_ink,
            actor=self._actor,
            now=desk.now,
            phrases=self._phrases,
            keep_phrase=office.keep_phrase,
            drop_phrase=office.drop_phrase,
        )

    def _ask_ink(self, parent: QWidget, name: str, day: str) -> Mapping[str, object] | None:
        return sign_dialog.SignDialog.ask(parent, name, self._desk.assets.keep, what=self.tr("审核意见"), day=day)

    def _guest(self) -> bool:
        return self.course.guest

    def _actor(self) -> Actor:
        return self._acting.actor

    def _phrases(self) -> Sequence[str]:
        return self._desk.office.phrases

    def _connect(self) -> None:
        course, places = self.course, self._places
        self._acting.changed.connect(self._on_acting)
        course.stepped.connect(self.stepped)
        course.findings_wanted.connect(self.findings_wanted)
        course.field_wanted.connect(self._on_field_wanted)
        course.visit_wanted.connect(self.begin_visit)
        course.from_paper_wanted.connect(self.from_paper.start)
        course.sign_wanted.connect(self.signing.sign)
        course.send_back_wanted.connect(self.pack.for_return)
        course.approve_wanted.connect(self.review.approve)
        course.return_wanted.connect(self.review.send_back)
        self.review.lacking_told.connect(self._on_lacking)
        self.from_paper.entered.connect(self.stepped)
        self.visit.began.connect(self._on_visit_began)
        self.visit.ended.connect(self._on_visit_ended)
        self.visit.failed.connect(self._on_failed)
        self.pack.packed.connect(self._on_packed)
        self.unpack.taken.connect(self.reloaded)
        self.unpack.role_wanted.connect(self._on_role_wanted)
        places.view.sign_wanted.connect(self._on_sign_wanted)
        places.returned.passage_wanted.connect(self._on_passage_wanted)
        places.returned.field_wanted.connect(self._on_field_wanted)
