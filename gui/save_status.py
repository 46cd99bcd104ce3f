"""Tells whether everything is saved: in the title, in the status bar, and in a bar that stays while it is not."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QMainWindow

from forms.record import Record

from .autosave import SaveState
from .failures import spoken
from .moments import instant
from .naming import numbered, titled
from .opened_sheet import OpenedSheet
from .panels.message_bar import MessageArea, Mood, Offer
from .panels.status_line import StatusLine


class SaveStatus(QObject):
    def __init__(self, opened: OpenedSheet, status: StatusLine, area: MessageArea, window: QMainWindow) -> None:
        super().__init__(window)
        self._opened, self._status, self._area, self._window = opened, status, area, window
        self._saved_at: datetime | None = None
        opened.shown.connect(self._on_shown)
        opened.state_changed.connect(self.tell)
        opened.saved.connect(self._on_saved)
        opened.save_failed.connect(self._on_failed)

    @Slot()
    def tell(self) -> None:
        record, state = self._opened.record, self._opened.state
        self._status.show_state(state if record else None, self._saved_at)
        self._window.setWindowTitle(self._title(record))
        self._window.setWindowModified(record is not None and state is not SaveState.SAVED)

    def _title(self, record: Record | None) -> str:
        name = self.tr("办理反馈单")
        if record is None:
            return name
        parts = (numbered(record.answers.get("number")), titled(record.answers.get("title")))
        return f"{' '.join(part for part in parts if part)} [*] — {name}"

    @Slot(object)
    def _on_shown(self, _editing: object) -> None:
        record = self._opened.record
        self._saved_at = instant(record.updated) if record else None
        self.tell()

    @Slot(object)
    def _on_saved(self, _record: Record) -> None:
        self._saved_at = datetime.now()
        if self._opened.state is not SaveState.FAILED:
            self._area.clear("save")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        retry = Offer(self.tr("重试"), self._opened.flush, closes=False)
        words = self.tr("最近的修改还没有保存，程序会继续重试。{}").format(spoken(error))
        self._area.tell("save", Mood.ERROR, words, retry, closable=False)
