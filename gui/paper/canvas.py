"""The desk with the pages on it: paints them, carries the editors, and lets the words beside a box tick it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from forms.template import Paper
from forms.typesetting.page import Line, Page

from ..fonts import ScreenFonts
from . import colours
from .drawing import draw_cells, draw_lines, draw_paper, on_screen
from .page_stack import PageStack


@dataclass(frozen=True, slots=True)
class Sheets:
    """What lies on the desk: the pages of the sheet, then as many of the reply, each with its page number."""

    pages: tuple[Page, ...] = ()
    numbers: tuple[Line, ...] = ()
    """The page number line of each page of the reply."""


class Canvas(QWidget):
    """Carries the editors as children; they stand where `stack` says."""

    option_pressed = Signal(str, str)
    """(field, code): the words of an option were clicked."""
    option_hovered = Signal(object)
    """(field, code), or None."""

    def __init__(self, fonts: ScreenFonts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fonts = fonts
        self._sheets = Sheets()
        self._printed: object = None
        self._hovered: tuple[str, str] | None = None
        self._pressed: tuple[str, str] | None = None
        self.stack = PageStack(Paper(), 1.0, 0)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName("办理单")

    def lay(self, sheets: Sheets, paper: Paper, scale: float) -> None:
        """Lay pages on the desk; only what is printed otherwise than before is painted anew."""
        stack = PageStack(paper, scale, len(sheets.pages) + len(sheets.numbers))
        printed = _printed(sheets)
        if (stack, printed) != (self.stack, self._printed):
            self.update()
        self._sheets, self._printed, self.stack = sheets, printed, stack
        if self.size() != stack.size():
            self.resize(stack.size())

    def sizeHint(self) -> QSize:
        return self.stack.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        clip = QRectF(event.rect())
        painter.fillRect(event.rect(), colours.desk(self.palette()))
        for number in range(self.stack.count):
            if self.stack.area(number).adjusted(-9, -9, 9, 9).intersects(clip):
                draw_paper(painter, self.stack.area(number))
                self._draw_print(painter, number, clip)
        painter.end()

    def _draw_print(self, painter: QPainter, number: int, clip: QRectF) -> None:
        origin, scale, pages = self.stack.origin(number), self.stack.scale, self._sheets.pages
        if number < len(pages):
            draw_lines(painter, pages[number].lines, origin, scale, self._fonts)
            draw_cells(painter, pages[number].cells, origin, scale, clip, self._fonts)
        else:
            draw_lines(painter, [self._sheets.numbers[number - len(pages)]], origin, scale, self._fonts)

    # ---- the words of an option -----------------------------------------------------------------------------------

    def option_words(self, name: str) -> QRect:
        """Return where the words of all options of a choice are printed, an empty rectangle where they are not."""
        area = QRectF()
        for number, page in enumerate(self._sheets.pages):
            for cell in page.cells:
                if any(part.part.label_of and part.part.label_of[0] == name for part in cell.parts):
                    area |= on_screen(cell.rect, self.stack.origin(number), self.stack.scale)
        return area.toRect()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self._option_at(event.position()) if event.button() is Qt.MouseButton.LeftButton else None
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is not None and pressed == self._option_at(event.position()):
            self.option_pressed.emit(*pressed)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._option_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def _hover(self, option: tuple[str, str] | None) -> None:
        if option == self._hovered:
            return
        self._hovered = option
        self.option_hovered.emit(option)

    def point_at_options(self, on: bool) -> None:
        """Show the pointer as a hand where a click would tick."""
        self.setCursor(Qt.CursorShape.PointingHandCursor if on else Qt.CursorShape.ArrowCursor)

    def _option_at(self, place: QPointF | QPoint) -> tuple[str, str] | None:
        point = QPointF(place)
        for number, page in enumerate(self._sheets.pages):
            if self.stack.area(number).contains(point):
                origin = self.stack.origin(number)
                for cell in page.cells:
                    option = next((part.part.label_of for part in cell.parts if part.part.label_of), None)
                    if option and on_screen(cell.rect, origin, self.stack.scale).contains(point):
                        return option
        return None


def _printed(sheets: Sheets) -> object:
    """Return what the canvas itself paints, to compare: not the answers."""
    grid = [
        (page.lines, [(cell.rect, cell.border, [part.label for part in cell.parts]) for cell in page.cells])
        for page in sheets.pages
    ]
    return grid, sheets.numbers
