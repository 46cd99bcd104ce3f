"""The scans of a signed paper: chosen or dropped, looked at page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QScrollArea, QVBoxLayout, QWidget

from forms.errors import Failure

from ..dialogs.questions import FileQuestion
from ..failures import spoken
from ..office.parts import push_button, wrapped
from ..panels.drop_overlay import local_files
from ..panels.item_drawing import WrappedItems
from .scan import KINDS_FILTER, Scan, page_count, page_picture

MOST_SCANS = 20
_LIST_HIGH = 98
"""Pixels: three files, with room to see that more are there."""
_EDGE = QSize(8, 8)
_ENLARGED = 2.4
Read = Callable[[Path], Scan]
"""Reads a file; Failure says why it is no scan."""


class ScanShelf(QWidget):
    """A list of files and the page that is looked at. Files come by the button or are dropped here."""

    changed = Signal()

    def __init__(self, read: Read, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._read, self._folder = read, folder
        self.scans: list[Scan] = []
        self._page = 0
        self.setAcceptDrops(True)
        self.choose = push_button(self.tr("选择文件…"), "choose_scan", self.tr("选择扫描件（PDF、JPEG、PNG）"))
        self.remove = push_button(self.tr("移除"), "remove_scan", self.tr("移除选中的扫描件"))
        self.before = push_button("‹", "scan_before", self.tr("上一页"))
        self.after = push_button("›", "scan_after", self.tr("下一页"))
        self.place = QLabel()
        self.larger = push_button(self.tr("放大"), "scan_larger", self.tr("放大扫描件"))
        self.larger.setCheckable(True)
        self.list = QListWidget()
        self.list.setObjectName("scans")
        self.list.setAccessibleName(self.tr("扫描件"))
        self.list.setFixedHeight(_LIST_HIGH)
        self.list.setItemDelegate(WrappedItems(self.list))
        self.trouble = wrapped("", "trouble")
        self.trouble.hide()
        self.preview = _Preview()
        self._lay_out()
        self.choose.clicked.connect(self._on_choose)
        self.remove.clicked.connect(self._on_remove)
        self.before.clicked.connect(self._on_before)
        self.after.clicked.connect(self._on_after)
        self.larger.toggled.connect(self._on_larger)
        self.list.currentRowChanged.connect(self._on_chosen)
        self.preview.resized.connect(self._show)
        self._show()

    def add(self, paths: Sequence[Path]) -> None:
        """Take files; what is wrong with one is said, the others are taken. The same file twice is one."""
        troubles = []
        for path in paths:
            try:
                self._take(self._read(path))
            except Failure as failure:
                troubles.append(spoken(failure))
        self.trouble.setText("\n".join(troubles))
        self.trouble.setVisible(bool(troubles))
        self.changed.emit()

    def _take(self, scan: Scan) -> None:
        if any(scan.data == other.data for other in self.scans):
            return
        if len(self.scans) >= MOST_SCANS:
            raise Failure("scans_many", file=scan.name, limit=MOST_SCANS)
        self.scans.append(scan)
        self.list.addItem(scan.name)
        self.list.setCurrentRow(self.list.count() - 1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add(local_files(event.mimeData()))
        event.acceptProposedAction()

    @Slot()
    def _on_choose(self) -> None:
        self.add(FileQuestion.ask_open(self, self.tr("选择扫描件"), self._folder, KINDS_FILTER))

    @Slot()
    def _on_remove(self) -> None:
        place = self.list.currentRow()
        if 0 <= place < len(self.scans):
            del self.scans[place]
            self.list.takeItem(place)
        self._show()
        self.changed.emit()

    @Slot()
    def _on_before(self) -> None:
        self._turn(-1)

    @Slot()
    def _on_after(self) -> None:
        self._turn(1)

    @Slot(bool)
    def _on_larger(self, on: bool) -> None:
        self.preview.enlarged = on
        self.larger.setText(self.tr("缩小") if on else self.tr("放大"))
        self._show()

    def _turn(self, pages: int) -> None:
        self._page += pages
        self._show()

    @Slot(int)
    def _on_chosen(self, _place: int) -> None:
        self._page = 0
        self._show()

    @Slot()
    def _show(self) -> None:
        place = self.list.currentRow()
        scan = self.scans[place] if 0 <= place < len(self.scans) else None
        count = page_count(scan) if scan else 0
        self._page = min(max(0, self._page), max(0, count - 1))
        self.remove.setEnabled(scan is not None)
        self.larger.setEnabled(scan is not None)
        self.before.setEnabled(self._page > 0)
        self.after.setEnabled(self._page < count - 1)
        self.place.setText(self.tr("第 {} 页，共 {} 页").format(self._page + 1, count) if count > 1 else "")
        for one in (self.before, self.after, self.place):
            one.setVisible(count > 1)
        if scan is None:
            self.preview.show_words(self.tr("把扫描件拖到这里\n（PDF、JPEG、PNG，可以多页、多个文件）"))
            return
        picture = page_picture(scan, self._page, self.preview.room())
        if picture.isNull():
            self.preview.show_words(self.tr("这一页无法显示"))
            return
        self.preview.show_page(picture)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.choose)
        row.addWidget(self.remove)
        row.addWidget(self.larger)
        row.addStretch(1)
        row.addWidget(self.before)
        row.addWidget(self.place)
        row.addWidget(self.after)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self.list)
        column.addWidget(self.preview, 1)
        column.addWidget(self.trouble)


class _Preview(QScrollArea):
    """A page, as large as there is room, or enlarged and moved about; or words in its place."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.enlarged = False
        self._page = QLabel()
        self._page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setObjectName("scan_preview")
        self.setAccessibleName(self.tr("扫描件预览"))
        self.setWidgetResizable(True)
        self.setWidget(self._page)
        self.setMinimumSize(300, 260)
        self.setStyleSheet("QScrollArea#scan_preview { border: 1px dashed palette(mid); border-radius: 6px; }")

    def room(self) -> QSize:
        """Return the pixels of the screen that a page may take."""
        return (self.maximumViewportSize() - _EDGE) * (self.devicePixelRatio() * (_ENLARGED if self.enlarged else 1.0))

    def show_page(self, picture: QImage) -> None:
        picture.setDevicePixelRatio(self.devicePixelRatio())
        self._page.setPixmap(QPixmap.fromImage(picture))

    def show_words(self, words: str) -> None:
        self._page.setText(words)

    def picture(self) -> QImage:
        """Return what is shown."""
        return self._page.pixmap().toImage()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def sizeHint(self) -> QSize:
        return QSize(420, 460)  # not that of the page it shows
