"""The pages that will be printed, drawn from the real PDF: made in the background, page by page as they come into sight."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QHideEvent, QImage, QPainter, QPaintEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from forms.deputies import NOBODY, deputies
from forms.record import Record
from forms.sheet import Sheet
from forms.template import Copy

from ..editing import SheetEditing
from ..failures import spoken
from ..latest import Latest
from ..tasks import TaskRunner
from .pdf_pages import PageSize, PdfPages

_QUIET_MS = 40
"""A PDF of one copy takes some 25 ms in the background: the preview follows a key within a tenth of a second."""
_MARGIN, _GAP = 14, 14
MakePdf = Callable[[Record, int, str], bytes]
"""Makes the PDF of one copy, given its number from 1, for a deputy of a joint suggestion ("" where there is but one)."""
_State = tuple[str, int, int, str]
"""What the pages are of: sheet, revision, copy, deputy."""


class PreviewPanel(QWidget):
    """Follows the open sheet while it is visible; costs nothing while it is not."""

    def __init__(self, make: MakePdf, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self._latest = Latest(tasks, self)
        self._editing: SheetEditing | None = None
        self._shown_revision: _State | None = None
        self.copies = QComboBox()
        self.copies.setObjectName("preview_copy")
        self.copies.setAccessibleName(self.tr("预览哪一份"))
        self.copies.setToolTip(self.tr("选择预览哪一份"))
        self.note = QLabel()
        self.note.setObjectName("quiet")
        self.trouble = QLabel()
        self.trouble.setObjectName("trouble")
        self.trouble.setWordWrap(True)
        self.trouble.setContentsMargins(12, 0, 12, 10)
        self.trouble.hide()
        self.pages = PageScroll(tasks)
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_MS)
        self._timer.timeout.connect(self.refresh)
        self.copies.activated.connect(self._on_copy)

    def show_sheet(self, editing: SheetEditing | None) -> None:
        self._editing = editing
        self._shown_revision = None
        self._latest.forget()
        self.pages.show_pages(None)
        self.note.setText("")
        self.trouble.hide()
        self.copies.clear()
        if editing is not None:
            for copy in editing.sheet.template.copies:
                self.copies.addItem(_copy_words(copy), copy.number)
        self.copies.setEnabled(editing is not None)
        self.refresh()

    @Slot()
    def refresh_soon(self) -> None:
        """The sheet changed, or another deputy's paper is shown: draw it anew once typing rests."""
        if self.isVisible():
            self._timer.start()

    @Slot()
    def refresh(self) -> None:
        if self._editing is None or not self.isVisible():
            return
        record, copy = self._editing.sheet.record, int(self.copies.currentData() or 1)
        deputy = named_deputy(self._editing.sheet)
        state = (record.id, record.revision, copy, deputy)
        if state != self._shown_revision:
            if not self.pages.count:
                self.note.setText(self.tr("正在生成预览…"))
            self._latest.ask(partial(self._made, record, copy, deputy), partial(self._on_made, state), self._on_failed)

    def redraw(self) -> None:
        """Papers look otherwise now: draw the same sheet anew."""
        self._shown_revision = None
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _made(self, record: Record, copy: int, deputy: str) -> PdfPages:
        return PdfPages(self._make(record, copy, deputy))

    def _on_made(self, state: _State, pages: PdfPages) -> None:
        self._shown_revision = state
        self.pages.show_pages(pages)
        self.note.setText(self.tr("共 {} 页").format(len(pages)))
        self.trouble.hide()
        self.refresh()

    def _on_failed(self, error: Exception) -> None:
        self.note.setText("")
        self.trouble.setText(self.tr("没有生成预览。{}").format(spoken(error)))
        self.trouble.show()

    @Slot(int)
    def _on_copy(self, _place: int) -> None:
        self.refresh()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 12, 10)
        head.setSpacing(12)
        head.addWidget(self.copies, 1)
        head.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.trouble)
        column.addWidget(self.pages, 1)


def named_deputy(sheet: Sheet) -> str:
    """Return the name of the deputy whose paper is shown, as its pages say it; "" where nobody else is answered."""
    names = deputies(sheet.template, sheet.record)
    return sheet.deputy or names[0] if len(names) > 1 else NOBODY


def _copy_words(copy: Copy) -> str:
    return f"第{copy.number}份 · {copy.mark}"


class PageScroll(QAbstractScrollArea):
    """Pages one under the other, as wide as the view; only those in sight are drawn, and kept while they fit."""

    def __init__(self, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._latest = Latest(tasks, self)
        self._pages: PdfPages | None = None
        self._pictures: dict[int, QImage] = {}
        self._stale: dict[int, QImage] = {}
        self._width = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("打印页面预览"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def count(self) -> int:
        return len(self._pages) if self._pages else 0

    def picture(self, number: int) -> QImage | None:
        """Return the drawn page `number` from 0, None while it is not drawn."""
        return self._pictures.get(number)

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show other pages; the old pictures stay until the new ones are there, so that nothing flickers."""
        old, self._pages = self._pages, pages
        self._stale = self._pictures if pages is not None else {}
        self._pictures = {}
        self._latest.forget()
        if old is not None:
            old.close()
        self._measure()
        self._draw_missing()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.viewport().width() != self._width:
            self._stale = {**self._stale, **self._pictures}
            self._pictures = {}
        self._measure()
        self._draw_missing()

    def sizeHint(self) -> QSize:
        return QSize(300, 420)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Window).darker(106))
        for number, (top, height) in enumerate(self._places()):
            top -= self.verticalScrollBar().value()
            if top > self.viewport().height() or top + height < 0:
                continue
            rect = QRect(_MARGIN, round(top), self._page_width(), round(height))
            painter.fillRect(rect, QColor("white"))
            picture = self._pictures.get(number) or self._stale.get(number)
            if picture is not None:
                painter.drawImage(rect, picture)
            painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
            painter.drawRect(rect)

    def _sizes(self) -> tuple[PageSize, ...]:
        return self._pages.sizes if self._pages else ()

    def _page_width(self) -> int:
        return max(40, self.viewport().width() - 2 * _MARGIN)

    def _places(self) -> list[tuple[float, float]]:
        """Return the top and the height of each page."""
        places, top = [], float(_GAP)
        for size in self._sizes():
            height = self._page_width() * size.height / size.width
            places.append((top, height))
            top += height + _GAP
        return places

    def _measure(self) -> None:
        self._width = self.viewport().width()
        places = self._places()
        total = places[-1][0] + places[-1][1] + _GAP if places else 0
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(40)
        bar.setRange(0, max(0, round(total - self.viewport().height())))

    @Slot(int)
    def _on_scrolled(self, _value: int) -> None:
        self._draw_missing()
        self.viewport().update()

    def _draw_missing(self) -> None:
        """Ask for the first page in sight that is not drawn yet; its arrival asks for the next one."""
        top, bottom = self.verticalScrollBar().value(), self.verticalScrollBar().value() + self.viewport().height()
        for number, (start, height) in enumerate(self._places()):
            if number not in self._pictures and start < bottom and start + height > top and self._pages is not None:
                scale = self._page_width() * self.devicePixelRatioF() / self._pages.sizes[number].width
                self._latest.ask(partial(self._pages.picture, number, scale), partial(self._on_picture, number))
                return

    def _on_picture(self, number: int, picture: QImage) -> None:
        self._pictures[number] = picture
        self._stale.pop(number, None)
        self.viewport().update()
        self._draw_missing()
