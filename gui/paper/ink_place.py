"""A place for a signature or a seal. Nobody types here: it says what comes here, and asks for it where it may come now."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from forms.fields import Field, Value
from forms.signing import Standing

from . import colours
from .frame import paint_frame

_LATER: Mapping[str, str] = {"signature": "打印后手写签名", "seal": "打印后盖章"}
_NOW: Mapping[str, str] = {"signature": "点此签名", "seal": "点此放印章图样"}
_AGAIN: Mapping[str, str] = {"signature": "点此重新签名", "seal": "点此更换印章图样"}


class InkPlace(QWidget):
    """Shows nothing but its words when the pointer or the focus is there; what stands here is drawn by `InkFigure`."""

    wanted = Signal(str)
    """The name of the field: somebody who may sign here now asked to."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.open = False
        """True while the role in charge may sign here."""
        self.standing = Standing.NONE
        self.flashing = False
        self.words = ""
        self._pressed = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # drawn anew when the pointer comes and goes
        self.setObjectName(field.name)
        self.setAccessibleName(field.short_label)
        self.show_standing(Standing.NONE, False, "")

    def show_standing(self, standing: Standing, open_: bool, about: str) -> None:
        """Show what stands here, whether it may come now, and in words who left it."""
        self.standing, self.open = standing, open_
        empty = standing is Standing.NONE
        words = (_NOW if empty else _AGAIN) if open_ else _LATER
        self.words = words.get(self.field.kind, "打印后填写") if open_ or empty else ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if open_ else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if open_ else Qt.CursorShape.ArrowCursor)
        self.setAccessibleDescription("；".join(part for part in (about, self.words) if part))
        self.setToolTip(self.accessibleDescription() if about else "")
        self.update()

    def set_value(self, value: Value | None) -> None:
        """A place for ink has no answer."""

    def set_locked(self, why: str) -> None:
        """`show_standing` says whether it is open."""

    def commit(self) -> None:
        """Nothing is composed here."""

    def flash(self, on: bool) -> None:
        """Draw the eye here, or no longer."""
        self.flashing = on
        self.update()

    # ---- mouse and keys -------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.open and event.button() == Qt.MouseButton.LeftButton
        if not self._pressed:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, False
        if pressed and self.rect().contains(event.position().toPoint()):
            self.wanted.emit(self.field.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.open and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.wanted.emit(self.field.name)
        else:
            super().keyPressEvent(event)

    # ---- looks ----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        near, area = self.underMouse() or self.hasFocus(), QRectF(self.rect())
        waits = self.open and self.standing in (Standing.NONE, Standing.VOID)
        if self.flashing or waits:
            inviting = colours.HOVER if near else colours.TINT
            painter.fillRect(area, colours.FLASH if self.flashing else inviting)
        if self.open and near:
            paint_frame(painter, area, colours.FOCUS if self.hasFocus() else colours.NEAR)
        if near and self.standing is Standing.NONE:
            self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        font = self.font()
        font.setPixelSize(max(9, min(round(self.height() * 0.42), 22)))
        painter.setFont(font)
        painter.setPen(colours.HINT)
        area = QRect(6, 0, self.width() - 12, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.words)
