"""Print: the pages of the real PDF at 300 dots an inch, all copies in their order, with the system's printer dialog."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Slot
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from forms.errors import Failure
from forms.export import ExportOptions
from forms.record import Record
from storage.desk import Desk

from .export_flow import ExportFlow
from .failures import cancelled, spoken
from .message_bar import MessageArea, Mood, Offer
from .opened_sheet import OpenedSheet
from .pdf_pages import PdfPages
from .questions import Question
from .tasks import TaskRunner

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DPI = 300
_POINTS = 72


class PrinterQuestion:
    """Which printer: the system's own dialog."""

    @classmethod
    def ask(cls, parent: QWidget, printer: QPrinter) -> bool:
        """Let the user set up `printer`; False where he left."""
        from PySide6.QtPrintSupport import QPrintDialog  # loads the print system of the desktop: not at the start

        dialog = QPrintDialog(printer, parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return accepted


class PrintFlow(QObject):
    """Makes the PDF and draws its pages in the background; only the finished pictures are handed to the printer here."""

    def __init__(
        self, desk: Desk, opened: OpenedSheet, export: ExportFlow, area: MessageArea, tasks: TaskRunner, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk, self._opened, self._export = desk, opened, export
        self._area, self._tasks, self._window = area, tasks, window
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None
        self._pages: PdfPages | None = None
        self._record: Record | None = None
        self._stopped = False

    @property
    def busy(self) -> bool:
        return self._printer is not None

    @Slot()
    def start(self) -> None:
        if self._opened.record is None or self.busy or not self._opened.settle():
            return
        draft = bool(errors := self._export.errors())
        if draft and not self._print_draft(errors):
            return
        printer = _printer(self._opened.record.answers.get("title"))
        if PrinterQuestion.ask(self._window, printer):
            self._print(printer, self._opened.record, draft)

    def _print_draft(self, errors: list[str]) -> bool:
        text = self.tr("还有 {} 处须改正，暂不能正式打印。").format(len(errors))
        choices = (self.tr("返回改正"), self.tr("打印草稿"))
        return Question.ask(self._window, self.tr("打印"), text, choices, "\n".join(errors[:6])) == 1

    def _print(self, printer: QPrinter, record: Record, draft: bool) -> None:
        self._printer, self._record, self._stopped = printer, record, False
        stop = Offer(self.tr("取消"), self._cancel, closes=False)
        self._area.tell("print", Mood.HINT, self.tr("正在准备打印…"), stop, closable=False).set_progress(0, 0)
        make = partial(_pages, self._desk, record, draft)
        self._tasks.run(make, done=self._on_pages, failed=self._on_failed)

    def _on_pages(self, pages: PdfPages) -> None:
        self._pages = pages
        painter = QPainter()
        if self._stopped or self._printer is None or not painter.begin(self._printer):
            self._on_failed(Failure("cancelled" if self._stopped else "no_printer"))
            return
        self._painter = painter
        self._next(0)

    def _next(self, number: int) -> None:
        if self._pages is None:
            return
        if number == len(self._pages):
            self._finish()
            return
        if bar := self._area.bar("print"):
            bar.set_text(self.tr("正在打印第 {} 页，共 {} 页").format(number + 1, len(self._pages)))
            bar.set_progress(number, len(self._pages))
        picture = partial(self._pages.picture, number, DPI / _POINTS)
        self._tasks.run(picture, done=partial(self._on_picture, number), failed=self._on_failed)

    def _on_picture(self, number: int, picture: QImage) -> None:
        if self._stopped or self._printer is None or self._painter is None or self._pages is None:
            self._on_failed(Failure("cancelled"))
            return
        if number:
            self._printer.newPage()
        size = self._pages.sizes[number]
        scale = self._printer.resolution() / _POINTS
        self._painter.drawImage(QRect(0, 0, round(size.width * scale), round(size.height * scale)), picture)
        self._next(number + 1)

    def _finish(self) -> None:
        record = self._record
        self._close()
        self._area.tell("print", Mood.DONE, self.tr("已送往打印机"))
        if record is not None:
            try:
                self._desk.record_event(record.id, "printed")
            except Failure as failure:
                self._area.tell("print", Mood.WARNING, spoken(failure))

    def _cancel(self) -> None:
        self._stopped = True

    def _on_failed(self, error: Exception) -> None:
        if self._printer is not None and self._painter is not None:
            self._printer.abort()
        self._close()
        self._area.clear("print")
        if not cancelled(error):
            self._area.tell("print", Mood.ERROR, spoken(error))

    def _close(self) -> None:
        if self._painter is not None and self._painter.isActive():
            self._painter.end()
        if self._pages is not None:
            self._pages.close()
        self._printer = self._painter = self._pages = self._record = None


def _pages(desk: Desk, record: Record, draft: bool) -> PdfPages:
    return PdfPages(desk.pdf(record, ExportOptions(draft=draft)))


def _printer(title: object) -> QPrinter:
    from PySide6.QtPrintSupport import QPrinter  # loads the print system of the desktop: not at the start

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DPI)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(str(title or ""))
    return printer
