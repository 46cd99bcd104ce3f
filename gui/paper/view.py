"""The sheet under editing as paper on a desk: zoom, focus, and everything where it is printed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGestureEvent, QPinchGesture, QScrollArea, QWidget

from forms.sheet import Change
from forms.template import Paper
from forms.typesetting.fonts import FontShelf
from forms.typesetting.page import MM

from ..editing import SheetEditing
from ..fonts import POINTS_PER_INCH, ScreenFonts, screen_dpi
from ..tab_order import lead_on
from . import colours
from .ink_figure import Assets
from .opened_paper import OpenedPaper
from .page_stack import MARGIN
from .remark_marks import RemarkMarks

SMALLEST, LARGEST = 0.4, 3.0
STEP = 1.1
_AIR = 48
"""Pixels of paper that stay visible round a caret."""


class PaperView(QScrollArea):
    """Shows one sheet at a time. 100 % is the real size of the paper, by the dots per inch that the system reports."""

    zoom_changed = Signal(float)
    field_focused = Signal(str)
    """The name of the field that the user has gone to."""
    sign_wanted = Signal(str)
    """The name of a field that the role in charge may sign now and asked to, or of the seal whose picture is wanted."""

    def __init__(self, shelf: FontShelf | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fonts = ScreenFonts(shelf or FontShelf.default())
        self._zoom = 1.0
        self._fitting = False
        self._editing: SheetEditing | None = None
        self._assets: Assets | None = None
        self._paper: OpenedPaper | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName("办理单")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # what Tab leads to are the fields
        self.grabGesture(Qt.GestureType.PinchGesture)

    def show_sheet(self, editing: SheetEditing | None) -> None:
        """Put another sheet on the desk, or none. What was being composed in the old one is committed first."""
        self.commit()
        self._leave()
        self._editing = editing
        if editing is None:
            return
        self._paper = OpenedPaper(editing, self._fonts, assets=self._assets)
        self._paper.sign_wanted.connect(self.sign_wanted)
        self._paper.entered.connect(self._on_entered)
        self._paper.caret_moved.connect(self._on_caret_moved)
        editing.recalled.connect(self._on_recalled)
        if self._fitting:
            self._zoom = self._fitting_zoom()
        self._paper.set_scale(self._scale())
        self.setWidget(self._paper)
        lead_on(self, self._paper.tab_stops())
        self.verticalScrollBar().setValue(0)

    def use_fonts(self, shelf: FontShelf) -> None:
        """Set the paper in other fonts from now on; the sheet on the desk is laid out anew."""
        self._fonts = ScreenFonts(shelf)
        self.show_sheet(self._editing)

    def use_assets(self, read: Assets) -> None:
        """Say where pictures of signatures and seals are read from: by SHA-256, KeyError where there is none."""
        self._assets = read
        self.show_sheet(self._editing)

    def refresh(self) -> None:
        """Ask again which fields may be changed, and show every answer: for a change of the stage."""
        if self._paper:
            self._paper.refresh()
            lead_on(self, self._paper.tab_stops())

    def commit(self) -> None:
        """End every composition, so that the record holds what the user sees. Call before save, check, export and close."""
        if self._paper:
            self._paper.commit()

    def settle(self) -> None:
        """Lay out at once what waits until the user pauses: very long text is not broken anew at every key."""
        if self._paper:
            self._paper.settle()

    def focus_field(self, name: str) -> bool:
        """Go to a field and draw the eye to it; False where the paper has no such field."""
        return self._go_to(name, flash=True)

    @property
    def remarks(self) -> RemarkMarks | None:
        """The leader's marks on the paper that lies here."""
        return self._paper.remarks if self._paper else None

    def show_passage(self, name: str, start: int, end: int) -> bool:
        """Go to a passage of a text and select it; False where the paper has no such text."""
        area = self._paper.show_passage(name, start, end) if self._paper else QRect()
        if area.isValid():
            self._bring_into_view(area)
        return area.isValid()

    @Slot(int)
    def hold_still(self, moved: int) -> None:
        """Keep the paper where it is on the screen though the view begins so many pixels further down now."""
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)

    def enter(self) -> None:
        """Go to the first field that the user may change."""
        names = [field.name for field in self._paper.fields_in_order()] if self._paper else []
        first = next((name for name in names if self._editing and self._editing.may_change(name)), "")
        if first:
            self._go_to(first, flash=False)

    @property
    def current_field(self) -> str:
        """The name of the field that has the focus, "" for none."""
        if self._paper is None:
            return ""
        held = self._paper.focusWidget()
        return next((name for name in self._paper.editors if held is not None and self._paper.holds(name, held)), "")

    # ---- zoom -----------------------------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """1.0 is 100 %."""
        return self._zoom

    @property
    def fits_width(self) -> bool:
        return self._fitting

    def set_zoom(self, zoom: float, anchor: QPointF | None = None) -> None:
        """Set the zoom; the point of the paper under `anchor` (of the viewport, its middle by default) stays there."""
        self._fitting = False
        self._apply_zoom(zoom, anchor)

    @Slot()
    def zoom_in(self) -> None:
        self.set_zoom(self._zoom * STEP)

    @Slot()
    def zoom_out(self) -> None:
        self.set_zoom(self._zoom / STEP)

    @Slot()
    def zoom_reset(self) -> None:
        self.set_zoom(1.0)

    @Slot()
    def fit_width(self) -> None:
        """Let the page be as wide as the view, also when the view changes its size, until the next zoom."""
        self._fitting = True
        self._apply_zoom(self._fitting_zoom(), None)

    def _apply_zoom(self, zoom: float, anchor: QPointF | None) -> None:
        zoom = min(max(zoom, SMALLEST), LARGEST)
        if abs(zoom - self._zoom) < 1e-4:
            return
        middle = QPointF(self.viewport().width() / 2, self.viewport().height() / 2)
        point = middle if anchor is None else anchor  # a point at 0, 0 counts as false
        before = self._paper_point(point)
        self._zoom = zoom
        if self._paper:
            self._paper.set_scale(self._scale())
            self._scroll_to(before, point)
        self.zoom_changed.emit(zoom)

    def _scale(self) -> float:
        """Pixels a point."""
        return self._zoom * screen_dpi() / POINTS_PER_INCH

    def _fitting_zoom(self) -> float:
        paper = self._editing.sheet.template.paper if self._editing else Paper()
        room = self.width() - 2 * MARGIN - self.verticalScrollBar().sizeHint().width()
        zoom = room / (paper.width_mm * MM * screen_dpi() / POINTS_PER_INCH)
        return min(max(zoom, SMALLEST), LARGEST)

    def _paper_point(self, point: QPointF) -> QPointF:
        """Return what point of the canvas is under a point of the viewport, as shares of its size."""
        if self._paper is None:
            return QPointF()
        width, height = self._paper.width(), self._paper.height()
        beside = max(0.0, (self.viewport().width() - width) / 2)
        x = self.horizontalScrollBar().value() + point.x() - beside
        return QPointF(x / max(1, width), (self.verticalScrollBar().value() + point.y()) / max(1, height))

    def _scroll_to(self, share: QPointF, point: QPointF) -> None:
        if self._paper:
            self.horizontalScrollBar().setValue(round(share.x() * self._paper.width() - point.x()))
            self.verticalScrollBar().setValue(round(share.y() * self._paper.height() - point.y()))

    # ---- following the user ---------------------------------------------------------------------------------------

    def _go_to(self, name: str, *, flash: bool) -> bool:
        if self._paper is None or not self._paper.show_field(name, flash=flash):
            return False
        self._bring_into_view(self._paper.area_of(name))
        return True

    @Slot(str)
    def _on_entered(self, name: str) -> None:
        if self._paper and QGuiApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._bring_into_view(self._paper.area_of(name))
        self.field_focused.emit(name)

    @Slot(QRect)
    def _on_caret_moved(self, caret: QRect) -> None:
        self._bring_into_view(caret)

    @Slot(object)
    def _on_recalled(self, change: Change) -> None:
        current = self.current_field
        if self._paper is None or current in change.fields:
            return
        name = next((field.name for field in self._paper.fields_in_order() if field.name in change.fields), "")
        if name:
            self._go_to(name, flash=True)

    def _bring_into_view(self, area: QRect) -> None:
        """Scroll as little as shows an area with some paper round it; of one too tall, its top.

        While the mouse is pressed nothing that is in sight moves: a click would end elsewhere than it began.
        """
        bar, height = self.verticalScrollBar(), self.viewport().height()
        pressed = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        air = 0 if pressed else min(_AIR, max(0, (height - area.height()) // 2))
        top, bottom = area.top() - air, area.bottom() + air
        if top < bar.value() or area.height() > height:
            bar.setValue(top)
        elif bottom > bar.value() + height:
            bar.setValue(bottom - height)
        sideways = self.horizontalScrollBar()
        if area.left() < sideways.value() or area.right() > sideways.value() + self.viewport().width():
            sideways.setValue(area.left() - _AIR)

    def _leave(self) -> None:
        if self._editing is not None and self._paper is not None:
            self._editing.recalled.disconnect(self._on_recalled)
            self._editing.end_visit()
        if self._paper is not None:
            self.takeWidget()
            self._paper.close_paper()
            self._paper.deleteLater()
            self._paper = None

    # ---- keys, wheel, gestures ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._undo_key(event) or self._zoom_key(event):
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self._paper and self._paper.focusWidget():
            self._paper.setFocus()
        else:
            super().keyPressEvent(event)

    def _undo_key(self, event: QKeyEvent) -> bool:
        if self._editing is None:
            return False
        if event.matches(QKeySequence.StandardKey.Undo):
            self._editing.undo_stack.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self._editing.undo_stack.redo()
        else:
            return False
        return True

    def _zoom_key(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.ZoomIn) or _is_ctrl(event, Qt.Key.Key_Equal):
            self.zoom_in()
        elif event.matches(QKeySequence.StandardKey.ZoomOut):
            self.zoom_out()
        elif _is_ctrl(event, Qt.Key.Key_0):
            self.zoom_reset()
        else:
            return False
        return True

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * STEP ** (event.angleDelta().y() / 120), event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.set_zoom(self._zoom * pinch.scaleFactor())
                return True
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self.set_zoom(self._zoom * (1 + event.value()), event.position())
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting:
            self._apply_zoom(self._fitting_zoom(), QPointF(0, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())  # painted, since a style sheet of the window may overrule palettes
        painter.fillRect(event.rect(), colours.desk(self.palette()))
        painter.end()


def _is_ctrl(event: QKeyEvent, key: Qt.Key) -> bool:
    return event.key() == key and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
