"""Step 1: the deputy reads the handling and the reply, as large as they like."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from forms.record import Record
from forms.template import Template

from ..fonts import ScreenFonts
from .look import MARGIN, button, by_finger, label
from .reading_text import LINE_EMS, ReadingText
from .signature_image import Assets

SIZES = (20, 24, 28, 34, 40, 48)
"""Pixels that a character takes, by text size."""
_REST_MS = 250
_NEAR_END = 40
_MARGIN = 24


class ReadingPage(QWidget):
    """One text that a finger, a wheel or the keys move, under a bar with its size."""

    scrolled = Signal(int)
    """The first character in sight, once the text rests."""
    resized = Signal(int)
    """The text size, a place in SIZES."""
    end_seen = Signal()

    def __init__(self, fonts: ScreenFonts, assets: Assets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fonts, self._assets = fonts, assets
        self._shown: tuple[Template, Record] | None = None
        self._size, self._place = 1, 0
        self._moved = self._seen = self._writing = False
        self.text = _Text()
        self.smaller = button(self.tr("A−"), "visit.smaller")
        self.larger = button(self.tr("A＋"), "visit.larger")
        self.smaller.setAccessibleName(self.tr("字小一些"))
        self.larger.setAccessibleName(self.tr("字大一些"))
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._lay_out()
        self.smaller.clicked.connect(self._on_smaller)
        self.larger.clicked.connect(self._on_larger)
        self.text.verticalScrollBar().valueChanged.connect(self._on_moved)
        self.text.width_changed.connect(self._on_width)
        self._rest.timeout.connect(self._on_rest)

    @property
    def at_end(self) -> bool:
        """True once the end has been in sight."""
        return self._seen

    def show_sheet(self, template: Template, view: Record, size: int, place: int) -> None:
        """Show what is to be read, `size` large, with the character `place` at the top."""
        self._shown, self._place = (template, view), place
        self._size = min(max(size, 0), len(SIZES) - 1)
        self._write()

    def _write(self) -> None:
        """Set the text anew; what was at the top stays there."""
        if self._shown is None or not self.isVisible():
            return
        pixels = SIZES[self._size]
        room = min(LINE_EMS * pixels, self.text.room())
        self._writing = True
        ReadingText(self.text.document(), self._fonts, self._assets, pixels, room / pixels).write(*self._shown)
        self.text.fit(room)
        self.smaller.setEnabled(self._size > 0)
        self.larger.setEnabled(self._size < len(SIZES) - 1)
        self.text.show_at(self._place)
        self._writing = False
        self._rest.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._write()

    @Slot()
    def _on_smaller(self) -> None:
        self._resize(self._size - 1)

    @Slot()
    def _on_larger(self) -> None:
        self._resize(self._size + 1)

    def _resize(self, size: int) -> None:
        self._size = min(max(size, 0), len(SIZES) - 1)
        self._write()
        self.resized.emit(self._size)

    @Slot()
    def _on_width(self) -> None:
        self._write()

    @Slot(int)
    def _on_moved(self, _value: int) -> None:
        if not self._writing:
            self._moved = True
            self._rest.start()
            self._look_for_end()

    @Slot()
    def _on_rest(self) -> None:
        self._look_for_end()
        if self._moved:
            self._moved = False
            self._place = self.text.place()
            self.scrolled.emit(self._place)

    def _look_for_end(self) -> None:
        bar = self.text.verticalScrollBar()
        if not self._seen and self.isVisible() and bar.value() >= bar.maximum() - _NEAR_END:
            self._seen = True
            self.end_seen.emit()

    def _lay_out(self) -> None:
        """The text takes all the room there is; the sizes stand where the window puts them."""
        self.sizes = QWidget()
        bar = QHBoxLayout(self.sizes)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(12)
        bar.addWidget(self.smaller)
        bar.addWidget(self.larger)
        bar.addWidget(label(self.tr("字号"), "quiet"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text, 1)


class _Text(QTextEdit):
    """Words to read: no caret, no selection, no menu, no link; a line is never longer than told."""

    width_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("visit_reading")
        self.setAccessibleName(self.tr("办理情况和答复意见"))
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        by_finger(self.viewport())

    def fit(self, room: float) -> None:
        """Let lines be `room` pixels long, in the middle; a finger moves the text beside them too."""
        side = (self.viewport().width() - room) / 2
        frame = self.document().rootFrame()
        form = frame.frameFormat()
        form.setLeftMargin(side)
        form.setRightMargin(side)
        form.setTopMargin(_MARGIN)
        form.setBottomMargin(2 * _MARGIN)
        frame.setFrameFormat(form)

    def room(self) -> float:
        """Return how long a line can be, in pixels."""
        return self.viewport().width() - 2.0 * MARGIN

    def place(self) -> int:
        """Return the first character in sight."""
        return self.cursorForPosition(QPoint(0, 0)).position()

    def show_at(self, place: int) -> None:
        """Bring a character to the top."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(place, max(0, self.document().characterCount() - 1)))
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() if place else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.width_changed.emit()
