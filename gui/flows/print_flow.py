"""Print: the pages of the real PDF at 300 dots an inch, all copies in their order, with the system's printer dialog."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRect, Slot
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QDialog, QWidget

from forms.deputies import deputies
from forms.errors import Failure
from forms.export import ExportOptions
from forms.record import Record
from storage.desk import Desk

from ..dialogs.questions import Question
from ..failures import spoken
from ..opened_sheet import OpenedSheet
from ..panels.message_bar import MessageArea, Mood
from ..panels.pdf_pages import PdfPages
from ..panels.preview_panel import named_deputy
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


class WhosePapers(Question):
    """Whose sets of copies are printed, of a joint suggestion: all of them, the last answer, unless somebody says otherwise."""

    def __init__(self, parent: QWidget | None, title: str, text: str, more: str, choices: Sequence[str], grave: bool) -> None:
        super().__init__(parent, title, text, more, choices, grave)
        self.setDefaultButton(self._buttons[-1])


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
        editing = self._opened.editing
        if editing is None or self.busy or not self._opened.settle():
            return
        record = editing.sheet.record
        every = deputies(editing.sheet.template, record)
        names = self._whose(every, named_deputy(editing.sheet)) if len(every) > 1 else every
        if not names:
            return
        errors = self._export.errors(names)
        if errors and not self._may_print_draft(errors):
            return
        printer = _printer(str(record.answers.get("title", "")), self.dpi)
        if PrinterQuestion.ask(self._window, printer):
            joint = len(every) > 1
            options = [ExportOptions(draft=bool(errors), deputy=name if joint else "") for name in names]
            work = partial(_print, self._desk, record, options, printer)
            told = {"deputies": list(names)} if joint else {}
            self._work.start(self.tr("正在打印…"), work, partial(self._on_printed, record.id, told))

    def _whose(self, every: Sequence[str], shown: str) -> Sequence[str]:
        """Ask whose sets of copies are printed; return none where the user left."""
        text = self.tr("这张表有 {} 位代表，每位代表各有一套。打印全部，还是只打印现在显示的{}代表的一套？")
        text = text.format(len(every), shown)
        choices = (self.tr("取消"), self.tr("只打印这一套"), self.tr("打印全部"))
        answer = WhosePapers.ask(self._window, self.tr("打印"), text, choices, "、".join(every))
        return ((), (shown,), every)[answer]

    def _may_print_draft(self, errors: list[str]) -> bool:
        text = self.tr("还有 {} 处须改正，暂不能正式打印。").format(len(errors))
        choices = (self.tr("返回改正"), self.tr("打印草稿"))
        return Question.ask(self._window, self.tr("打印"), text, choices, "\n".join(errors[:_SHOWN_ERRORS])) == 1

    def _on_printed(self, sheet_id: str, told: Mapping[str, Any], pages: int) -> None:
        self._area.tell("print", Mood.DONE, self.tr("已送往打印机，共 {} 页").format(pages))
        try:
            self._desk.record_event(sheet_id, "printed", {"pages": pages, **told})
        except Failure as failure:
            self._area.tell("print", Mood.WARNING, spoken(failure))


def _print(desk: Desk, record: Record, wanted: Sequence[ExportOptions], printer: QPrinter, tell: Tell) -> int:
    """Make a PDF of each set, draw all pages onto the printer, return how many. Failure `no_printer` or `cancelled`."""
    with ExitStack() as opened:
        sets = [opened.enter_context(PdfPages(desk.pdf(record, options))) for options in wanted]
        total = sum(map(len, sets))
        painter = QPainter()
        tell(0, total)
        if not painter.begin(printer):
            raise Failure("no_printer")
        try:
            for number, (pages, place) in enumerate(_in_order(sets)):
                tell(number, total)
                if number:
                    printer.newPage()
                _draw(pages, place, printer, painter)
        except Failure:
            printer.abort()
            raise
        finally:
            painter.end()
        return total


def _in_order(sets: Sequence[PdfPages]) -> Iterator[tuple[PdfPages, int]]:
    return ((pages, place) for pages in sets for place in range(len(pages)))


def _draw(pages: PdfPages, place: int, printer: QPrinter, painter: QPainter) -> None:
    scale, size = printer.resolution() / _POINTS, pages.sizes[place]
    painter.drawImage(QRect(0, 0, round(size.width * scale), round(size.height * scale)), pages.picture(place, scale))


def _printer(title: str, dpi: int) -> QPrinter:
    from PySide6.QtPrintSupport import QPrinter  # loads the print system of the desktop: not at the start

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(dpi)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(title)
    return printer
