"""Deleting, and taking it back: into the bin at once, out of it with one click, for good only after a question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from forms.errors import Failure
from forms.record import Record
from storage.bin import BinRow
from storage.desk import Desk
from storage.later import later

from ..dialogs.questions import Question
from ..failures import spoken
from ..naming import numbered, titled
from ..opened_sheet import OpenedSheet
from ..panels.message_bar import MessageArea, Mood, Offer

if TYPE_CHECKING:
    from ..dialogs import bin_dialog
else:
    bin_dialog = later("gui.dialogs.bin_dialog")


class BinFlow(QObject):
    """`deleted` and `returned` tell the id of a sheet that went into the bin or came back out of it."""

    deleted = Signal(str)
    returned = Signal(str)

    def __init__(self, desk: Desk, opened: OpenedSheet, area: MessageArea, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._opened, self._area, self._window = desk, opened, area, window
        self._last = ""

    @Slot()
    def delete(self) -> None:
        """Put the open sheet into the bin: saved first, so that what comes back is what was seen."""
        sheet_id = self._opened.sheet_id
        if not sheet_id or not self._opened.settle():
            return
        try:
            self._desk.delete(sheet_id)
        except Failure as failure:
            self._area.tell("bin", Mood.ERROR, spoken(failure))
            return
        self._last = sheet_id
        words = self.tr("已移入回收站：{}").format(_called(self._opened.record))
        self._opened.drop()
        self._area.tell("bin", Mood.HINT, words, Offer(self.tr("撤销"), self.take_back))
        self.deleted.emit(sheet_id)

    @Slot()
    def take_back(self) -> None:
        """Bring back what was deleted last."""
        self._restore([self._last])

    @Slot()
    def show(self) -> None:
        bin_dialog.BinDialog.ask(self._window, self._desk.bin(), self._restore, self._remove)

    def _restore(self, ids: list[str]) -> Sequence[BinRow]:
        for sheet_id in ids:
            try:
                self._desk.undelete(sheet_id)
            except Failure as failure:
                self._area.tell("bin", Mood.ERROR, spoken(failure))
            else:
                self._area.clear("bin")
                self.returned.emit(sheet_id)
        return self._desk.bin()

    def _remove(self, ids: list[str]) -> Sequence[BinRow]:
        text = self.tr("彻底删除回收站中的 {} 张办理单？").format(len(ids))
        more = self.tr("连同它们以前的版本一起删除，不能再恢复。")
        if Question.ask(self._window, self.tr("回收站"), text, (self.tr("不删除"), self.tr("彻底删除")), more, True) == 1:
            try:
                self._desk.empty_bin(ids)
            except Failure as failure:
                self._area.tell("bin", Mood.ERROR, spoken(failure))
        return self._desk.bin()


def _called(record: Record | None) -> str:
    """Return by what one knows a sheet again: 068号 关于……的建议."""
    answers = record.answers if record else {}
    return f"{numbered(answers.get('number'))} {titled(answers.get('title'))}".strip()
