"""One side of a conflict: what stands here, or what a package brought, by whom and when; a click takes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QColor, QMouseEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QTextEdit, QVBoxLayout, QWidget

from ..look.appearance import colours, mixed
from .ink_preview import InkPreview

_STILL = 4
"""Pixels: a mouse that moved no farther has clicked; farther, it has selected text."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one of two machines has: the text as it is shown, and what was written by hand; who changed it last, in words."""

    text: str = ""
    changed: str = ""
    inks: tuple[Mapping[str, object], ...] = ()


class ClashSide(QFrame):
    """`taken` tells that this side is wanted."""

    taken = Signal()

    def __init__(self, name: str, title: str, take: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("clash_side")
        self._pressed = QPoint()
        self._inks: list[InkPreview] = []
        self._title = QLabel(title)
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self.changed = QLabel()
        self.changed.setObjectName("quiet")
        self.changed.setWordWrap(True)
        self.text = QTextEdit()
        self.text.setObjectName(f"{name}_text")
        self.text.setAccessibleName(title)
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setTabChangesFocus(True)
        self.text.viewport().installEventFilter(self)
        self.take = QPushButton(take)
        self.take.setObjectName(name)
        self.take.setAccessibleName(take)
        self.take.setCheckable(True)
        self.take.setAutoDefault(False)
        self._lay_out()
        self.take.clicked.connect(self._on_take)

    def show_side(
        self, label: str, side: Side, marks: Sequence[tuple[int, int]], asset: Callable[[str], bytes], empty: str
    ) -> None:
        """Show an answer; `marks` are the stretches (from, to) of its text that the other side has otherwise."""
        self.changed.setText(side.changed)
        self.text.setPlainText(side.text or empty)
        self.text.setAccessibleDescription(f"{label}，{side.changed}")
        self._mark(marks if side.text else ())
        self._show_ink(side, asset)

    def set_taken(self, taken: bool) -> None:
        self.take.setChecked(taken)
        look = colours(self.palette())
        edge = look.accent if taken else look.line
        back = mixed(look.accent, look.base, 0.92).name() if taken else look.base
        rule = f"QFrame#clash_side {{ border: 2px solid {edge}; border-radius: 8px; background: {back}; }}"
        self.setStyleSheet(rule + f"QTextEdit {{ background: {back}; }}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.taken.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click into the text takes the side; dragging over it selects, to copy."""
        if isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.LeftButton:
            place = event.position().toPoint()
            if event.type() is QEvent.Type.MouseButtonPress:
                self._pressed = place
            elif event.type() is QEvent.Type.MouseButtonRelease and (place - self._pressed).manhattanLength() <= _STILL:
                self.taken.emit()
        return super().eventFilter(watched, event)

    @Slot()
    def _on_take(self) -> None:
        self.take.setChecked(True)  # pressed again it stays taken
        self.taken.emit()

    def _mark(self, marks: Sequence[tuple[int, int]]) -> None:
        look = colours(self.palette())
        look_of_mark = QTextCharFormat()
        look_of_mark.setBackground(mixed(look.warning, look.base, 0.7))
        look_of_mark.setForeground(QColor(look.text))
        selections = []
        for start, end in marks:
            cursor = QTextCursor(self.text.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection = QTextEdit.ExtraSelection()
            selection.cursor, selection.format = cursor, look_of_mark
            selections.append(selection)
        self.text.setExtraSelections(selections)

    def _show_ink(self, side: Side, asset: Callable[[str], bytes]) -> None:
        for shown in self._inks:
            self._column.removeWidget(shown)
            shown.deleteLater()
        self._inks = [InkPreview(ink, asset) for ink in side.inks]
        for place, drawn in enumerate(self._inks, start=3):
            self._column.insertWidget(place, drawn, 1)
        self._column.setStretch(2, len(self._inks) + 1)  # what is said in words keeps half of the room
        self.text.setVisible(not side.inks or bool(side.text))  # a comment may be typed and written

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.take)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(6)
        for widget in (self._title, self.changed, self.text):
            self._column.addWidget(widget, 1 if widget is self.text else 0)
        self._column.addLayout(row)
