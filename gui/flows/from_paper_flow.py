"""据寄回纸质表录入: the clerk copies the marks of a deputy from the paper that came back, with its scan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from forms.course import awaiting
from forms.errors import Failure
from storage.desk import Desk
from storage.later import later

from ..acting import Acting
from ..failures import spoken
from ..opened_sheet import OpenedSheet
from ..panels.message_bar import MessageArea, Mood
from ..scans.scan import read_scan
from ..settings import Key, Settings

if TYPE_CHECKING:
    from ..visit import deputy_chooser, paper_entry_dialog
else:
    deputy_chooser = later("gui.visit.deputy_chooser")
    paper_entry_dialog = later("gui.visit.paper_entry_dialog")

_SUBJECT = "from paper"


class FromPaperFlow(QObject):
    """`entered` tells the Record with the marks in it."""

    entered = Signal(object)

    def __init__(
        self, desk: Desk, opened: OpenedSheet, acting: Acting, settings: Settings, area: MessageArea, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk, self._opened, self._acting, self._settings = desk, opened, acting, settings
        self._area, self._window = area, window

    @Slot()
    def start(self) -> None:
        """Ask whose paper it is, then for its marks and its scan."""
        editing = self._opened.editing
        if editing is None or not self._opened.settle():
            return
        template, record = editing.sheet.template, editing.sheet.record
        waiting = awaiting(template, record)
        if not waiting:
            self._area.tell(_SUBJECT, Mood.HINT, self.tr("代表都已签名或录入，没有需要录入的纸质表。"))
            return
        deputy: str | None = waiting[0]
        if len(waiting) > 1:
            deputy = deputy_chooser.DeputyChooser.ask(self._window, template, record, self.tr("寄回的是哪位代表的表？"))
        if deputy is None:
            return
        folder = self._settings.folder(Key.SCAN_FOLDER)
        entry = paper_entry_dialog.PaperEntryDialog.ask(self._window, template, record, deputy, read_scan, folder)
        if entry is not None:
            self._enter(record.id, deputy, entry)

    def _enter(self, sheet_id: str, deputy: str, entry: paper_entry_dialog.PaperEntry) -> None:
        try:
            scans = [self._desk.assets.keep(data, kind) for data, kind in entry.scans]
            actor = self._acting.actor
            record = self._desk.course.enter_from_paper(sheet_id, deputy, entry.answers, scans, actor)
            self._opened.reload(sheet_id)
        except Failure as failure:
            template = self._opened.editing.sheet.template if self._opened.editing else None
            self._area.tell(_SUBJECT, Mood.ERROR, spoken(failure, template))
            return
        words = self.tr("已据寄回的纸质表录入{}代表的意见，扫描件一并保存；台账和统计会标明来源。")
        self._area.tell(_SUBJECT, Mood.DONE, words.format(deputy))
        self.entered.emit(record)
