"""A package is made: 送审 for the leader's machine, 面商 for the tablet, 送回 for whoever sent the sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from forms.errors import Failure
from storage.chain import RECEIVED
from storage.desk import Desk
from storage.handover.form import Purpose
from storage.ledger import LedgerRow

from ..acting import Acting
from ..dialogs.questions import Question
from ..flows.long_work import LongWork
from ..ledger.model import numbered
from ..opened_sheet import OpenedSheet
from ..panels.message_bar import MessageArea, Mood, Offer
from ..settings import Key, Settings
from ..tasks import TaskRunner, Tell
from ..wording import STAGES, say
from .pack_dialog import Candidate, PackDialog, PackOrder
from .purposes import PURPOSES, package_name

_STAGES = {
    Purpose.REVIEW: ("in_review",),
    Purpose.VISIT: ("visiting",),
    Purpose.RETURN: ("drafting", "visiting", "signed"),
}
"""At which stages a sheet can go."""
_MOST_LISTED = 300
"""Nobody picks from more; for a return as many histories are read."""


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
        self._order = PackOrder((), Path())

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
        candidates = list(self._candidates(purpose, tuple(rows.values())))
        if not candidates:
            self._area.tell("package", Mood.HINT, self._nothing(purpose))
            return
        words = PURPOSES[purpose]
        order = PackDialog.ask(
            self._window,
            words.title,
            words.intro,
            candidates,
            self._settings.folder(Key.PACKAGE_FOLDER),
            partial(self._name, purpose, rows),
        )
        if order is not None and self._may_write(order.target):
            self._order = order
            self._settings.put(Key.PACKAGE_FOLDER, str(order.target.parent))
            self._work.start(self.tr("正在打包…"), partial(self._pack, purpose, order), self._on_packed)

    def _pack(self, purpose: Purpose, order: PackOrder, tell: Tell) -> object:
        return self._desk.handover.pack(order.ids, purpose, order.target, self._acting.actor, order.passphrase, tell)

    def _on_packed(self, _report: object) -> None:
        order = self._order
        locked = self.tr("，已用口令加密") if order.passphrase else ""
        words = self.tr("已把 {} 张办理单写入「{}」{}，存放在 {}").format(
            len(order.ids), order.target.name, locked, order.target.parent
        )
        self._area.tell("package", Mood.DONE, words, Offer(self.tr("打开文件夹"), self._open_folder, closes=False))
        self.packed.emit(list(order.ids))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._order.target.parent)))

    def _may_write(self, target: Path) -> bool:
        if not target.exists():
            return True
        text = self.tr("「{}」已经存在，要替换吗？").format(target.name)
        return Question.ask(self._window, self.tr("打包"), text, (self.tr("不替换"), self.tr("替换")), str(target), True) == 1

    # ---- what may go

    def _candidates(self, purpose: Purpose, rows: Iterable[LedgerRow]) -> Iterator[Candidate]:
        """The sheet on the table first, whether it can go or not, then the others that can."""
        table = self._opened.sheet_id
        others = [row for row in rows if row.id != table]
        for row in rows:
            if row.id == table:
                obstacle = self._obstacle(purpose, row)
                yield Candidate(row.id, sheet_words(row), obstacle, chosen=not obstacle)
        able = (row for row in others if row.stage in _STAGES[purpose])
        for row in islice(able, _MOST_LISTED):
            if purpose is not Purpose.RETURN or self._came(row):
                yield Candidate(row.id, sheet_words(row), self._obstacle(purpose, row))

    def _obstacle(self, purpose: Purpose, row: LedgerRow) -> str:
        """Why a sheet cannot go, in a sentence; "" where nothing is known against it."""
        if row.problem:
            return say(Failure(row.problem, id=row.id))
        stage = STAGES.get(row.stage, row.stage)
        if row.stage in _STAGES[purpose]:
            came = purpose is not Purpose.RETURN or self._came(row)
            return "" if came else self.tr("不是从别处收到的，不用送回。")
        if purpose is Purpose.REVIEW and row.stage == "drafting":
            return self.tr("还在起草，请先点“送审”，再打包。")
        if purpose is Purpose.VISIT and row.stage in ("drafting", "in_review"):
            return self.tr("还在“{}”阶段，领导审核同意后才能带去面商。").format(stage)
        return self.tr("处于“{}”阶段，不用再打包。").format(stage)

    def _came(self, row: LedgerRow) -> bool:
        """True where a package brought the sheet here."""
        return any(event.what == RECEIVED for event in self._desk.history(row.id))

    def _nothing(self, purpose: Purpose) -> str:
        return {
            Purpose.REVIEW: self.tr("没有可以送审的办理单：请先在办理单上点“送审”。"),
            Purpose.VISIT: self.tr("没有可以面商的办理单：领导审核同意后才能面商。"),
            Purpose.RETURN: self.tr("没有要送回的办理单：只有从交接包收到的才需要送回。"),
        }[purpose]

    def _name(self, purpose: Purpose, rows: Mapping[str, LedgerRow], ids: Sequence[str]) -> str:
        return package_name(purpose, [rows[one] for one in ids], self._desk.today())


def sheet_words(row: LedgerRow) -> str:
    """Return a sheet on one line: 068号　周菁菁　标题."""
    return "　".join(part for part in (numbered(row.number), "、".join(row.proposers), row.title) if part) or "（未填标题）"
