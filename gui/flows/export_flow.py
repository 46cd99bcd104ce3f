"""Export, from the question to the files: saves first, asks before it replaces, works in the background, tells the end."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from forms.deputies import deputies
from forms.errors import Failure
from storage.desk import Desk
from storage.exporting import ExportOrder, ExportReport, final_errors
from storage.later import later

from ..dialogs.questions import Question
from ..failures import spoken
from ..opened_sheet import OpenedSheet
from ..panels.message_bar import MessageArea, Mood, Offer
from ..settings import Key, Settings
from ..tasks import TaskRunner
from ..wording import say
from .long_work import LongWork

if TYPE_CHECKING:
    from ..dialogs import export_dialog, print_settings_dialog
else:
    export_dialog = later("gui.dialogs.export_dialog")
    print_settings_dialog = later("gui.dialogs.print_settings_dialog")

_SHOWN_FILES = 6


class ExportFlow(QObject):
    """`start` is the action; everything after it follows by itself."""

    def __init__(
        self, desk: Desk, opened: OpenedSheet, settings: Settings, area: MessageArea, tasks: TaskRunner, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk, self._opened, self._settings = desk, opened, settings
        self._area, self._window = area, window
        self._work = LongWork("export", area, tasks, self)
        self._folder = Path()

    @property
    def busy(self) -> bool:
        return self._work.busy

    @Slot()
    def start(self) -> None:
        editing = self._opened.editing
        if editing is None or self._work.busy or not self._opened.settle():
            return
        sheet = editing.sheet
        fonts = print_settings_dialog.fonts_in_words(self._desk.fonts)
        names = deputies(sheet.template, sheet.record)
        choice = export_dialog.ExportDialog.ask(self._window, sheet.template.copies, self._last(), self.errors(), fonts, names)
        if choice is not None:
            self._remember(choice)
            self._export(self._order(sheet.id, choice))

    def _export(self, order: ExportOrder) -> None:
        try:
            existing = self._desk.would_replace(order)
        except Failure as failure:
            self._area.tell("export", Mood.ERROR, spoken(failure))
            return
        if existing and not self._may_replace(existing):
            return
        self._folder = order.folder
        self._work.start(self.tr("正在导出…"), partial(self._desk.export, order), self._on_exported)

    def _may_replace(self, existing: list[Path]) -> bool:
        names = [path.name for path in existing[:_SHOWN_FILES]]
        if len(existing) > _SHOWN_FILES:
            names.append(self.tr("……共 {} 个文件").format(len(existing)))
        text = self.tr("文件夹中已有同名文件，要替换吗？")
        return (
            Question.ask(self._window, self.tr("导出"), text, (self.tr("不替换"), self.tr("替换")), "\n".join(names), True) == 1
        )

    def _on_exported(self, report: ExportReport) -> None:
        for _, failure in report.failed:
            self._area.tell("export_failed", Mood.ERROR, spoken(failure))
        if report.files:
            self._area.clear("export_failed") if not report.failed else None
            words = self.tr("已导出 {} 个文件：{}").format(len(report.files), self._listed(report.files))
            self._area.tell("export", Mood.DONE, words, Offer(self.tr("打开文件夹"), self._open_folder, closes=False))

    def _listed(self, files: list[Path]) -> str:
        return files[0].name if len(files) == 1 else self.tr("{} 等").format(files[0].name)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def errors(self, names: Sequence[str] | None = None) -> list[str]:
        """Return what stands against a final export of the open sheet for all deputies, or for those named, in sentences."""
        editing = self._opened.editing
        if editing is None:
            return []
        sheet = editing.sheet
        found = final_errors(sheet.template, sheet.record, self._desk.today(), names)
        return [say(finding, sheet.template) for finding in found]

    def _order(self, sheet_id: str, choice: export_dialog.ExportChoice) -> ExportOrder:
        return ExportOrder(
            ids=(sheet_id,),
            folder=choice.folder,
            formats=choice.formats,
            separate=choice.separate,
            draft=choice.draft,
            copies=choice.copies,
            deputies=choice.deputies,
            certificate=choice.certificate,
            passphrase=choice.passphrase,
        )

    def _last(self) -> export_dialog.ExportChoice:
        formats = tuple(one for one in self._settings.text(Key.EXPORT_FORMATS, "pdf").split(",") if one)
        folder = self._settings.folder(Key.EXPORT_FOLDER)
        certificate = self._settings.text(Key.EXPORT_CERTIFICATE)
        return export_dialog.ExportChoice(
            formats,
            self._settings.truth(Key.EXPORT_SEPARATE, False),
            None,
            folder,
            False,
            certificate=Path(certificate) if certificate else None,
        )

    def _remember(self, choice: export_dialog.ExportChoice) -> None:
        self._settings.put(Key.EXPORT_FOLDER, str(choice.folder))
        self._settings.put(Key.EXPORT_FORMATS, ",".join(choice.formats))
        self._settings.put(Key.EXPORT_SEPARATE, choice.separate)
        if choice.certificate:
            self._settings.put(Key.EXPORT_CERTIFICATE, str(choice.certificate))
