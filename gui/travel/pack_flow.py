"""A package is made: 送审 for the leader's machine, 面商 for the tablet, 送回 for whoever sent the sheets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from forms.checks import errors
from forms.errors import Failure
from storage.desk import Desk
from storage.handover.form import Purpose
from storage.later import later
from storage.ledger import LedgerRow

from ..acting import Acting
from ..dialogs.questions import Question
from ..failures import cancelled, spoken, why_closed
from ..flows.long_work import LongWork
from ..opened_sheet import OpenedSheet
from ..panels.message_bar import MessageArea, Mood, Offer
from ..settings import Key, Settings
from ..tasks import TaskRunner, Tell
from ..wording import STAGES, label_of
from .dropped import dropped_words
from .purposes import PURPOSES, package_name, sheet_words

if TYPE_CHECKING:
    from storage.handover import provenance
    from storage.handover.packing import Packed

    from . import pack_dialog
else:
    provenance = later("storage.handover.provenance")
    pack_dialog = later("gui.travel.pack_dialog")

_STAGES = {
    Purpose.REVIEW: ("drafting", "in_review"),
    Purpose.VISIT: ("visiting",),
    Purpose.RETURN: ("drafting", "visiting", "signed"),
}
"""At which stages others than the sheet on the table are listed."""
_NO_WORK = ("exported", "printed")
_MOST_LABELS = 4
_MOST_LISTED = 100
"""Nobody picks from more."""


class PackFlow(QObject):
    """`packed` tells the ids that went into a package."""

    packed = Signal(object)

    def __init__(
        self,
        desk: Desk,
        opened: OpenedSheet,
        acting: Acting,
        settings: Settings,
        area: MessageArea,
        tasks: TaskRunner,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk, self._opened, self._acting, self._settings = desk, opened, acting, settings
        self._area, self._window = area, window
        self._work = LongWork("package", area, tasks, self)
        self._folder, self._tabled = Path(), ""

    @property
    def busy(self) -> bool:
        return self._work.busy

    @Slot()
    def for_review(self) -> None:
        self._start(Purpose.REVIEW)

    @Slot()
    def for_visit(self) -> None:
        self._start(Purpose.VISIT)

    @Slot()
    def for_return(self) -> None:
        self._start(Purpose.RETURN)

    def _start(self, purpose: Purpose) -> None:
        if self._work.busy or not self._opened.settle():
            return
        rows = {row.id: row for row in self._desk.ledger()}
        candidates = self._candidates(purpose, tuple(rows.values()))
        if not candidates:
            self._area.tell("package", Mood.HINT, self._nothing(purpose))
            return
        words = PURPOSES[purpose]
        order = pack_dialog.PackDialog.ask(
            self._window,
            words.title,
            words.intro + self._left_out(purpose, rows.values()),
            candidates,
            self._settings.folder(Key.PACKAGE_FOLDER),
            partial(self._name, purpose, rows),
        )
        if order is not None and self._may_write(order.target):
            self._settings.put(Key.PACKAGE_FOLDER, str(order.target.parent))
            self._folder, self._tabled = order.target.parent, self._opened.sheet_id
            self._opened.put_away()  # packing for review submits drafts, and nobody may write in them meanwhile
            self._work.start(self.tr("正在打包…"), partial(self._pack, purpose, order), partial(self._on_packed, order))

    def _pack(self, purpose: Purpose, order: pack_dialog.PackOrder, tell: Tell) -> Packed | Failure:
        try:
            return self._desk.handover.pack(order.ids, purpose, order.target, self._acting.actor, order.passphrase, tell)
        except Failure as failure:
            return failure

    def _on_packed(self, order: pack_dialog.PackOrder, found: Packed | Failure) -> None:
        if not isinstance(found, Failure):
            self._tell_packed(order, found)
            self.packed.emit(list(order.ids))
        elif not cancelled(found):
            self._area.tell("package", Mood.ERROR, spoken(found))
        self._opened.put_back(self._tabled)

    def _tell_packed(self, order: pack_dialog.PackOrder, packed: Packed) -> None:
        locked = self.tr("，已用口令加密") if order.passphrase else ""
        words = self.tr("已把 {} 张办理单写入「{}」{}，存放在 {}").format(
            len(order.ids), order.target.name, locked, order.target.parent
        )
        lost = [dropped_words(self._desk, sheet_id, names) for sheet_id, names in packed.dropped.items()]
        mood, offer = Mood.WARNING if lost else Mood.DONE, Offer(self.tr("打开文件夹"), self._open_folder, closes=False)
        self._area.tell("package", mood, "\n· ".join([words, *lost]), offer)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _may_write(self, target: Path) -> bool:
        if not target.exists():
            return True
        text = self.tr("「{}」已经存在，要替换吗？").format(target.name)
        return Question.ask(self._window, self.tr("打包"), text, (self.tr("不替换"), self.tr("替换")), str(target), True) == 1

    # ---- what may go

    def _candidates(self, purpose: Purpose, rows: Iterable[LedgerRow]) -> list[pack_dialog.Candidate]:
        """The sheet on the table first, whether it can go or not, then others that can, then those that lack something."""
        table = self._opened.sheet_id
        on_table = (row for row in rows if row.id == table)
        first = [(row, self._obstacle(purpose, row)) for row in on_table]
        able = (row for row in rows if row.id != table and row.stage in _STAGES[purpose] and not row.problem)
        others = [(row, self._obstacle(purpose, row)) for row in islice(able, _MOST_LISTED)]
        if purpose is Purpose.RETURN:
            others = [(row, obstacle) for row, obstacle in others if self._worked_on(row)]
        found = [*first, *sorted(others, key=lambda one: bool(one[1]))]
        return [
            pack_dialog.Candidate(row.id, sheet_words(row), obstacle, chosen=row.id == table and not obstacle)
            for row, obstacle in found
        ]

    def _left_out(self, purpose: Purpose, rows: Iterable[LedgerRow]) -> str:
        many = sum(row.stage in _STAGES[purpose] for row in rows) > _MOST_LISTED
        return self.tr("只列出最近改动的 {} 张，其余的请先打开再打包。").format(_MOST_LISTED) if many else ""

    def _obstacle(self, purpose: Purpose, row: LedgerRow) -> str:
        """Why a sheet cannot go, in a sentence; "" where nothing is known against it."""
        if row.problem and (closed := why_closed(self._desk, row.id)):
            return closed
        if purpose in self._desk.handover.purposes_for(row.id):
            return self._lacking(row.id) if row.stage == "drafting" and purpose is Purpose.REVIEW else ""
        stage = STAGES.get(row.stage, row.stage)
        if purpose is Purpose.RETURN:
            return self.tr("不是从交接包收到的，不用送回。")
        if purpose is Purpose.VISIT and row.stage in ("drafting", "in_review"):
            return self.tr("还在“{}”阶段，领导审核同意后才能带去面商。").format(stage)
        return self.tr("已在“{}”阶段，不用再打包。").format(stage)

    def _lacking(self, sheet_id: str) -> str:
        """What stands against submitting a draft."""
        sheet = self._desk.open_sheet(sheet_id)
        wrong = errors(sheet.template, sheet.record, self._desk.today())
        labels = list(dict.fromkeys(label_of(one.field, sheet.template) for one in wrong))[:_MOST_LABELS]
        return self.tr("还有 {} 处须改正（{}），改正后才能送审。").format(len(wrong), "、".join(labels)) if wrong else ""

    def _worked_on(self, row: LedgerRow) -> bool:
        """True where something was done to the sheet since it last went from one machine to another."""
        events = [event.what for event in self._desk.history(row.id) if event.what not in _NO_WORK]
        return provenance.HANDED_OVER in events[:-1] and events[-1] != provenance.HANDED_OVER

    def _nothing(self, purpose: Purpose) -> str:
        return {
            Purpose.REVIEW: self.tr("没有可以送审的办理单。"),
            Purpose.VISIT: self.tr("没有可以面商的办理单：领导审核同意后才能面商。"),
            Purpose.RETURN: self.tr("没有要送回的办理单：只有从交接包收到的才需要送回。"),
        }[purpose]

    def _name(self, purpose: Purpose, rows: Mapping[str, LedgerRow], ids: Sequence[str]) -> str:
        return package_name(purpose, [rows[one] for one in ids], self._desk.today())
