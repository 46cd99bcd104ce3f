"""Print: the pages of the real PDF at 300 dots an inch, all copies in their order, with the system's printer dialog."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Slot
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from forms.errors import Failure
from forms.export import ExportOptions
from forms.record import Record
from storage.desk import Desk

from ..dialogs.questions import Question
from ..failures import spoken
from ..opened_sheet import OpenedSheet
from ..panels.message_bar import MessageArea, Mood
from ..panels.pdf_pages import PdfPages
from ..tasks import TaskRunner, Tell
from .export_flow import ExportFlow
from .long_work import LongWork

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

DPI = 300
_POINTS = 72
_SHOWN_ERRORS = 6


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
    """Asks here, draws in the background: QPainter may paint onto a printer on any one thread."""

    def __init__(
        self, desk: Desk, opened: OpenedSheet, export: ExportFlow, area: MessageArea, tasks: TaskRunner, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk, self._opened, self._export = desk, opened, export
        self._area, self._window = area, window
        self._work = LongWork("print", area, tasks, self)
        self.dpi = DPI

    @property
    def busy(self) -> bool:
        return self._work.busy

    @Slot()
    def start(self) -> None:
        if self._opened.record is None or self.busy or not self._opened.settle():
            return
        record, errors = self._opened.record, self._export.errors()
        if errors and not self._may_print_draft(errors):
            return
        printer = _printer(str(record.answers.get("title", "")), self.dpi)
        if PrinterQuestion.ask(self._window, printer):
            work = partial(_print, self._desk, record, bool(errors), printer)
            self._work.start(self.tr("正在打印…"), work, partial(self._on_printed, record.id))

    def _may_print_draft(self, errors: list[str]) -> bool:
        text = self.tr("还有 {} 处须改正，暂不能正式打印。").format(len(errors))
        choices = (self.tr("返回改正"), self.tr("打印草稿"))
        return Question.ask(self._window, self.tr("打印"), text, choices, "\n".join(errors[:_SHOWN_ERRORS])) == 1

    def _on_printed(self, sheet_id: str, pages: int) -> None:
        self._area.tell("print", Mood.DONE, self.tr("已送往打印机，共 {} 页").format(pages))
        try:
            self._desk.record_event(sheet_id, "printed", {"pages": pages})
        except Failure as failure:
            self._area.tell("print", Mood.WARNING, spoken(failure))


def _print(desk: Desk, record: Record, draft: bool, printer: QPrinter, tell: Tell) -> int:
    """Make the PDF, draw its pages onto the printer, return how many. Failure `no_printer` or `cancelled`."""
    with PdfPages(desk.pdf(record, ExportOptions(draft=draft))) as pages:
        painter = QPainter()
        tell(0, len(pages))
        if not painter.begin(printer):
            raise Failure("no_printer")
        try:
            _draw(pages, printer, painter, tell)
        except Failure:
            printer.abort()
            raise
        finally:
            painter.end()
        return len(pages)


def _draw(pages: PdfPages, printer: QPrinter, painter: QPainter, tell: Tell) -> None:
    scale = printer.resolution() / _POINTS
    for number, size in enumerate(pages.sizes):
        tell(number, len(pages))
        if number:
            printer.newPage()
        painter.drawImage(QRect(0, 0, round(size.width * scale), round(size.height * scale)), pages.picture(number, scale))


def _printer(title: str, dpi: int) -> QPrinter:
    from PySide6.QtPrintSupport import QPrinter  # loads the print system of the desktop: not at the start

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(dpi)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(title)
    return printer
