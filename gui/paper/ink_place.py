"""A place for ink: a signature or a seal. Nobody types here; on hover it says what comes here after printing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from forms.fields import Field, Value

from . import colours

_WORDS: Mapping[str, str] = {"signature": "打印后手写签名", "seal": "打印后盖章"}


class InkPlace(QWidget):
    """Shows nothing but its words when the pointer is near."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.words = _WORDS.get(field.kind, "打印后填写")
        self.setObjectName(field.name)
        self.setAccessibleName(field.short_label)
        self.setAccessibleDescription(self.words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_value(self, value: Value | None) -> None:
        """A place for ink has no answer."""

    def set_locked(self, why: str) -> None:
        """It is never open."""

    def commit(self) -> None:
        """Nothing is composed here."""

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.underMouse():
            return
        painter = QPainter(self)
        font = self.font()
        font.setPixelSize(max(9, min(round(self.height() * 0.42), 22)))
        painter.setFont(font)
        painter.setPen(colours.HINT)
        area = QRect(6, 0, self.width() - 12, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.words)
        painter.end()
