"""The way out: nothing typed is lost. What cannot be saved is offered a second try, a copy elsewhere, or a way back."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from forms.errors import Failure
from forms.export import ExportOptions, write
from forms.export.naming import file_name
from forms.record import Record
from storage.atomic import deliver_file
from storage.desk import Desk

from .dialogs.questions import Announcement, FileQuestion, Question
from .failures import spoken
from .opened_sheet import OpenedSheet
from .settings import Key, Settings

_BACK, _RETRY, _COPY, _LEAVE = range(4)


class Closing(QObject):
    """`ending` tells that the session ends: what is entered elsewhere must be on the disk when its slots return."""

    ending = Signal()

    def __init__(self, desk: Desk, opened: OpenedSheet, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._opened, self._settings, self._window = desk, opened, settings, window
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(self.end_session)

    def may_close(self) -> bool:
        """Save all there is; True where the window may go, False where the user wants to stay."""
        while not self._opened.settle():
            answer = self._ask()
            if answer == _BACK:
                return False
            if answer == _COPY:
                self._save_copies()
            if answer == _LEAVE:
                self._opened.give_up()
                return True
        return True

    def _ask(self) -> int:
        choices = (self.tr("返回编辑"), self.tr("重试"), self.tr("另存副本…"), self.tr("仍要退出"))
        text = self.tr("最近的修改没有保存成功，现在退出会丢失这些修改。")
        reason = spoken(self._opened.failure) if self._opened.failure else ""
        return Question.ask(self._window, self.tr("退出"), text, choices, reason, True)

    def _save_copies(self) -> None:
        for record in self._opened.records_unsaved():
            template = self._desk.templates.get(record.template)
            proposed = self._settings.folder(Key.EXPORT_FOLDER) / file_name(template, record, "docx", template.copies[:1])
            kinds = self.tr("Word 文档 (*.docx)")
            path = FileQuestion.ask_save(self._window, self.tr("另存副本"), proposed, kinds)
            if path is not None:
                self._save_copy(record, path)

    def _save_copy(self, record: Record, path: Path) -> None:
        """Write everything as `fill` takes it, and beside it a document that can be read and imported again."""
        template = self._desk.templates.get(record.template)
        plain = {"answers": record.to_plain()["answers"]}
        try:
            deliver_file(path.with_suffix(".json"), json.dumps(plain, ensure_ascii=False, indent=1).encode())
            deliver_file(path, write("docx", template, record, ExportOptions(copies=(1,), draft=True), self._desk.fonts))
        except (Failure, OSError) as error:
            Announcement.ask(self._window, self.tr("另存副本"), self.tr("副本没有存成。"), spoken(error), True)

    @Slot()
    def end_session(self) -> None:
        """The desktop ends: save without a question, there is nobody to answer it."""
        self._opened.settle()
        self.ending.emit()
