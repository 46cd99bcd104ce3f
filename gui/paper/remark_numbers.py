"""The numbers of the leader's marks: in the margin beside the line where a passage begins, where they hide no word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, Slot
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from forms.typesetting.block import text_block

from .page_stack import PageStack
from .passage_marks import PassageMark, paint_badge
from .text_editor import TextEditor

_LEAST_PIXELS = 13.0
"""Smaller digits cannot be read, at any zoom."""
_HIGH = 0.8
"""Of a line."""
_WIDER = 0.4
"""How much of its height a further digit adds to its width."""
_CLEAR = 4.0
"""Pixels between the numbers and the grid."""
_APART = 2.0


class Badge(NamedTuple):
    """A number, and where it stands on the canvas."""

    mark: PassageMark
    area: QRectF


class RemarkNumbers(QWidget):
    """Lies over the left margin of all pages, and nowhere else."""

    def __init__(self, editors: Mapping[str, TextEditor], canvas: QWidget) -> None:
        super().__init__(canvas)
        self._editors = editors
        self.setAccessibleName(self.tr("标注序号"))
        self.hide()
        for editor in editors.values():
            editor.textChanged.connect(self.follow)
            editor.scrolled.connect(self.follow)

    def place(self, stack: PageStack) -> None:
        """Cover the margin of pages that lie so now."""
        right = stack.origin(0).x() + text_block(stack.paper).x * stack.scale - _CLEAR
        self.setGeometry(0, 0, max(1, int(right)), stack.size().height())
        self.follow()

    @Slot()
    def follow(self) -> None:
        """Show the numbers where their passages are now."""
        self.setVisible(any(editor.passages.marks for editor in self._editors.values()))
        self.update()

    def badges(self) -> list[Badge]:
        """Return the numbers, none over another: those of one line beside each other in the order of their passages; what
        the margin is too narrow for stands below."""
        found: list[Badge] = []
        for start, mark in sorted(self._starts(), key=lambda each: (round(each[0].center().y()), -each[0].x())):
            side = max(_LEAST_PIXELS, round(start.height() * _HIGH))
            width = side + (len(str(mark.number)) - 1) * side * _WIDER
            area = QRectF(self.width() - width, start.center().y() - side / 2, width, side)
            while in_way := next((other.area for other in found if other.area.intersects(area)), None):
                area.moveRight(in_way.left() - _APART)
                if area.left() < 0:
                    area.moveTopRight(QRectF(0, in_way.bottom() + _APART, self.width(), 0).topRight())
            found.append(Badge(mark, area))
        return found

    def _starts(self) -> Iterator[tuple[QRectF, PassageMark]]:
        """Yield where each mark that is in sight begins on the canvas: a text that scrolls hides some."""
        for editor in self._editors.values():
            room = QRectF(editor.rect())
            for mark in editor.passages.marks:
                start = editor.passages.area(mark.start, mark.start)
                if room.contains(start.center()):
                    yield start.translated(editor.pos()), mark

    # ---- looks ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark, area in self.badges():
            if area.intersects(QRectF(event.rect())):
                paint_badge(painter, area, str(mark.number))
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            mark = next((mark for mark, area in self.badges() if area.contains(event.pos().toPointF())), None)
            QToolTip.showText(event.globalPos(), f"{mark.number}. {mark.note}" if mark else "", self)
            return True
        return super().event(event)
