"""The pad to write on: by pen with its pressure, by finger, by mouse. It keeps strokes, not pixels."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QEventPoint,
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QResizeEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget

from forms.ink import Point

from ..paper import colours
from ..paper.frame import paint_frame
from .pad_picture import Fit, PadPicture
from .writing import Writing

_EVEN = 0.5
"""The pressure of what has none: mouse and finger."""
_PALM_MS = 700
"""So long after the pen was near, what touches the glass is the hand that holds it."""
_SETTLE_MS = 80
"""A pad whose size changes is drawn sharp again when it has come to rest."""
_LINE = 0.78
"""Where the line to write on stands, as a share of the height."""
_TOUCHES = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)


class _Hand(Enum):
    """What is writing: one at a time."""

    NONE = "none"
    PEN = "pen"
    FINGER = "finger"
    MOUSE = "mouse"


class InkPad(QWidget):
    """White paper with a line and a hint. One hand writes at a time; a palm beside the pen leaves nothing."""

    changed = Signal()
    """Strokes were written, taken off or brought back."""
    stroke_ended = Signal()

    def __init__(self, parent: QWidget | None = None, *, hint: str = "", line: bool = True) -> None:
        """`hint` stands on the empty pad, by default an invitation to sign; `line` is the one to write on."""
        super().__init__(parent)
        self._hint, self._line = hint or self.tr("请在此签名"), line
        self._writing = Writing(1.0, 1.0)
        self._picture = PadPicture(colours.INK)
        self._hand, self._finger = _Hand.NONE, -1
        self._clock = QElapsedTimer()
        self._started, self._base = 0, 0.0
        """The time stamp of the event that began the writing, and the milliseconds of what was written before it."""
        self._pen_seen: QElapsedTimer = QElapsedTimer()
        self._resting = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._resting.timeout.connect(self._draw)
        self.setObjectName("ink_pad")
        self.setAccessibleName(self.tr("手写签名区"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setTabletTracking(True)  # a pen that hovers says that the palm is coming
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMinimumSize(320, 180)
        self._describe()

    # ---- what is written ------------------------------------------------------------------------------------------

    def ink(self) -> dict[str, Any] | None:
        """Return the strokes as a record holds them (see forms/ink.py), None where nothing or no more than a dot is written."""
        return self._writing.to_plain()

    def set_ink(self, plain: Mapping[str, object] | None) -> None:
        """Show strokes to go on with, or none. Failure of `read_signature` where they are none."""
        self._writing = Writing.from_plain(plain) if plain else self._new_writing()
        self._hand = _Hand.NONE
        self._clock.invalidate()
        self._redrawn()

    @property
    def is_blank(self) -> bool:
        """True where nothing is written that counts as a signature."""
        return self._writing.is_blank

    @property
    def has_strokes(self) -> bool:
        """True where anything is written, a dot too."""
        return bool(self._writing.strokes)

    @property
    def can_undo(self) -> bool:
        return self._writing.can_undo

    @property
    def can_restore(self) -> bool:
        """True where something that was taken off can be brought back."""
        return self._writing.can_restore

    @property
    def is_full(self) -> bool:
        """True once a point could not be taken any more."""
        return self._writing.full

    @Slot()
    def undo_stroke(self) -> None:
        """Take the last stroke off; after `clear`, bring everything back."""
        self._end_stroke()
        self._writing.undo()
        self._redrawn()

    @Slot()
    def clear(self) -> None:
        """Take everything off; `restore` brings it back."""
        self._end_stroke()
        self._writing.clear()
        self._redrawn()

    @Slot()
    def restore(self) -> None:
        """Bring back what was taken off last."""
        self._end_stroke()
        self._writing.restore()
        self._redrawn()

    # ---- pen, finger, mouse ---------------------------------------------------------------------------------------

    def tabletEvent(self, event: QTabletEvent) -> None:
        event.accept()  # or it comes again as a mouse event
        self._pen_seen.start()
        kind, place = event.type(), event.position()
        if kind == QEvent.Type.TabletPress and _is_tip(event):
            if self._hand not in (_Hand.NONE, _Hand.PEN):
                self._abandon_stroke()  # it was the palm, or the mouse that the system makes of a pen
            self._begin(_Hand.PEN, place, event.pressure(), event.timestamp())
        elif kind == QEvent.Type.TabletMove:
            self._go_on(_Hand.PEN, place, event.pressure(), event.timestamp())
        elif kind == QEvent.Type.TabletRelease and event.button() == Qt.MouseButton.LeftButton:
            self._finish(_Hand.PEN)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent) and event.type() in _TOUCHES:
            self._touch(event)
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._verb_of(event):
            event.accept()  # the keys are the pad's, not the window's
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._draw()
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        if event.type() == QEvent.Type.TouchCancel:
            if self._hand is _Hand.FINGER:
                self._abandon_stroke()
            return
        if event.type() == QEvent.Type.TouchBegin:
            self._finish(_Hand.FINGER)  # the end of the one before was lost
        for point in event.points():
            state = point.state()
            if state == QEventPoint.State.Pressed and self._hand is _Hand.NONE and not self._palm_beside_pen():
                self._finger = point.id()
                self._begin(_Hand.FINGER, point.position(), _EVEN, event.timestamp())
            elif point.id() == self._finger and state == QEventPoint.State.Updated:
                self._go_on(_Hand.FINGER, point.position(), _EVEN, event.timestamp())
            elif point.id() == self._finger and state == QEventPoint.State.Released:
                self._finger = -1
                self._finish(_Hand.FINGER)

    def _palm_beside_pen(self) -> bool:
        return self._pen_seen.isValid() and not self._pen_seen.hasExpired(_PALM_MS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(_Hand.MOUSE, event.position(), _EVEN, event.timestamp())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_on(_Hand.MOUSE, event.position(), _EVEN, event.timestamp())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._finish(_Hand.MOUSE)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)  # who writes fast double-clicks

    # ---- strokes --------------------------------------------------------------------------------------------------

    def _begin(self, hand: _Hand, place: QPointF, pressure: float, timestamp: int) -> None:
        self._finish(hand)
        if self._hand is not _Hand.NONE:
            return
        if not (self._writing.strokes or self._writing.can_restore):
            self._writing = self._new_writing()
            self._clock.invalidate()
            self._draw()
        if not self._clock.isValid():
            self._clock.start()
            self._started, self._base = timestamp, self._writing.last
        if self._writing.begin(self._point(place, pressure, timestamp)):
            self._hand = hand
            self.update(self._picture.follow(self._writing, self._fit()).toAlignedRect())
        if self._writing.full or len(self._writing.strokes) == 0:
            self.update()  # the notice comes, the hint goes

    def _go_on(self, hand: _Hand, place: QPointF, pressure: float, timestamp: int) -> None:
        if self._hand is not hand:
            return
        if self._writing.add(self._point(place, pressure, timestamp)):
            self.update(self._picture.follow(self._writing, self._fit()).toAlignedRect())
        elif self._writing.full:
            self._end_stroke()

    def _finish(self, hand: _Hand) -> None:
        if self._hand is hand:
            self._end_stroke()

    def _end_stroke(self) -> None:
        """Keep the stroke that is being written, if any."""
        if self._hand is _Hand.NONE:
            return
        self._hand = _Hand.NONE
        self._writing.end()
        self.update(self._picture.finish(self._writing, self._fit()).toAlignedRect())
        if self._writing.full:
            self.update()
        self._describe()
        self.stroke_ended.emit()
        self.changed.emit()

    def _abandon_stroke(self) -> None:
        self._hand, self._finger = _Hand.NONE, -1
        self._writing.abandon()
        self._redrawn()

    def _point(self, place: QPointF, pressure: float, timestamp: int) -> Point:
        """Return a point of the pad. Events say when they happened; where they do not, it is now."""
        elapsed = timestamp - self._started if timestamp > self._started > 0 else self._clock.elapsed()
        before = self._writing.live[-1].t if self._writing.live else 0.0
        x, y = self._fit().on_pad(place)
        return Point(x, y, max(before, self._base + elapsed), min(1.0, max(0.0, pressure)))

    def _new_writing(self) -> Writing:
        return Writing(max(1.0, self.width()), max(1.0, self.height()))

    # ---- keys -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        verb = self._verb_of(event)
        if verb == "undo":
            self.undo_stroke()
        elif verb == "restore":
            self.restore()
        elif verb == "clear":
            self.clear()
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _verb_of(event: QKeyEvent) -> str:
        if event.matches(QKeySequence.StandardKey.Undo):
            return "undo"
        if event.matches(QKeySequence.StandardKey.Redo):
            return "restore"
        return "clear" if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) else ""

    def hideEvent(self, event: QHideEvent) -> None:
        self._end_stroke()
        super().hideEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() == Qt.FocusReason.ActiveWindowFocusReason:
            self._end_stroke()  # another window is before this one: the hand has left
        super().focusOutEvent(event)

    # ---- drawing --------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(640, 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resting.start()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        clip, room = QRectF(event.rect()), QRectF(self.rect())
        painter.fillRect(clip, colours.PAPER)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_print(painter, room)
        self._picture.paint(painter, self._fit(), room.size(), clip)
        paint_frame(painter, room, colours.FOCUS if self.hasFocus() else colours.HINT)
        painter.end()

    def _paint_print(self, painter: QPainter, room: QRectF) -> None:
        """Paint what the paper of the pad has: the line, the hint, and that no more can be taken."""
        height = room.height() * _LINE
        if self._line:
            painter.setPen(QPen(colours.HINT, 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(room.width() * 0.06, height), QPointF(room.width() * 0.94, height))
        empty = not (self._writing.strokes or self._writing.live)
        if empty:
            font = self.font()
            font.setPixelSize(round(min(34.0, max(16.0, room.height() * 0.1))))
            painter.setFont(font)
            painter.setPen(colours.HINT)
            painter.drawText(room.adjusted(0, 0, 0, height - room.height()), Qt.AlignmentFlag.AlignCenter, self._hint)
        elif self._writing.full:
            painter.setPen(colours.NOTICE_INK)
            words = self.tr("笔画已写满，之后的没有记录；可撤销一笔或清除后重写")
            painter.drawText(room.adjusted(12, 8, -12, -8), Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, words)

    def _fit(self) -> Fit:
        return Fit(self._writing.width, self._writing.height, QSizeF(self.size()))

    @Slot()
    def _draw(self) -> None:
        """Draw the strokes as they lie on the pad now."""
        self._resting.stop()
        self._picture.draw(self._writing, self._fit(), QSizeF(self.size()), self.devicePixelRatio())
        self.update()

    def _redrawn(self) -> None:
        self._draw()
        self._describe()
        self.changed.emit()

    def _describe(self) -> None:
        count = len(self._writing.strokes)
        written = self.tr("已写 {} 笔。").format(count) if count else self.tr("还是空白。")
        self.setAccessibleDescription(written + self.tr("用笔、手指或鼠标书写；Ctrl+Z 撤销一笔，Delete 清除，Ctrl+Y 恢复。"))


def _is_tip(event: QTabletEvent) -> bool:
    return event.button() == Qt.MouseButton.LeftButton and event.pointerType() != QPointingDevice.PointerType.Eraser
