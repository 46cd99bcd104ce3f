"""Marks on passages of a text in an editor: their ground and their note; and what the user has selected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QToolTip

from . import colours
from .line_maker import utf16_length


class PassageMark(NamedTuple):
    """A passage from character `start` to `end` with its number in the list of marks, and what was noted."""

    start: int
    end: int
    number: int
    note: str


class Passages:
    """The passages of one editor. Places count the characters of its text; a document counts as UTF-16 does."""

    def __init__(self, editor: QTextEdit) -> None:
        self._editor = editor
        self.marks: tuple[PassageMark, ...] = ()
        self._wrong = False

    def show(self, marks: Sequence[PassageMark]) -> None:
        """Show marks in the place of those that were there."""
        self.marks = tuple(marks)
        self.refresh()

    def show_wrong(self, wrong: bool) -> None:
        """Draw a red wave under the whole text, or none."""
        self._wrong = wrong
        self.refresh()

    # ---- what is selected

    def selected(self) -> tuple[int, int] | None:
        """Return from where to where the user has selected, without blanks at the ends; None where nothing is left."""
        text, cursor = self._editor.toPlainText(), self._editor.textCursor()
        start, end = _characters(text, cursor.selectionStart()), _characters(text, cursor.selectionEnd())
        quote = text[start:end]
        start, end = start + len(quote) - len(quote.lstrip()), end - len(quote) + len(quote.rstrip())
        return (start, end) if start < end else None

    def select(self, start: int, end: int) -> None:
        """Select a passage and scroll to it where the text scrolls."""
        self._editor.setTextCursor(self._cursor(start, end))
        self._editor.ensureCursorVisible()

    def select_nothing(self) -> None:
        cursor = self._editor.textCursor()
        if cursor.hasSelection():
            cursor.clearSelection()
            self._editor.setTextCursor(cursor)

    def area(self, start: int, end: int) -> QRectF:
        """Return where a passage begins and ends, in the coordinates of the editor."""
        corner = self._editor.viewport().pos()
        carets = (self._editor.cursorRect(self._cursor(place, place)).translated(corner) for place in (start, end))
        first, last = (QRectF(caret) for caret in carets)
        return first.united(last)

    # ---- looks

    def tell(self, event: QHelpEvent) -> bool:
        """Show what was noted on the passage under the pointer; False where none is."""
        mark = self._mark_at(event.pos())
        if mark is not None:
            QToolTip.showText(event.globalPos(), f"{mark.number}. {mark.note}", self._editor)
        return mark is not None

    def _mark_at(self, point: QPoint) -> PassageMark | None:
        if not self.marks:
            return None
        here = _characters(self._editor.toPlainText(), self._editor.cursorForPosition(point).position())
        return next((mark for mark in reversed(self.marks) if mark.start <= here <= mark.end), None)

    def refresh(self) -> None:
        """Show the marks again: the editor has another document."""
        grounds = [self._ground(mark) for mark in self.marks]
        self._editor.setExtraSelections([*grounds, self._wave()] if self._wrong else grounds)
        self._editor.viewport().update()

    def _ground(self, mark: PassageMark) -> QTextEdit.ExtraSelection:
        ground = QTextEdit.ExtraSelection()
        ground.cursor = self._cursor(mark.start, mark.end)
        ground.format.setBackground(colours.MARK)
        ground.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        ground.format.setUnderlineColor(colours.MARK_INK)
        return ground

    def _wave(self) -> QTextEdit.ExtraSelection:
        wave = QTextEdit.ExtraSelection()
        wave.cursor = QTextCursor(self._editor.document())
        wave.cursor.select(QTextCursor.SelectionType.Document)
        wave.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wave.format.setUnderlineColor(colours.WRONG)
        return wave

    def _cursor(self, start: int, end: int) -> QTextCursor:
        text, last = self._editor.toPlainText(), max(0, self._editor.document().characterCount() - 1)
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(min(utf16_length(text[:start]), last))
        cursor.setPosition(min(utf16_length(text[:end]), last), QTextCursor.MoveMode.KeepAnchor)
        return cursor


def _characters(text: str, position: int) -> int:
    """Return how many characters lie before a position of the document."""
    if utf16_length(text) == len(text):
        return position
    return len(text.encode("utf-16-le", "surrogatepass")[: 2 * position].decode("utf-16-le", "replace"))


def paint_badge(painter: QPainter, badge: QRectF, words: str, ink: QColor = colours.MARK_INK) -> None:
    """Paint a number on a round ground."""
    font = QFont(painter.font())
    font.setPixelSize(round(badge.height() * 0.72))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawRoundedRect(badge, badge.height() / 2, badge.height() / 2)
    painter.setPen(colours.PAPER)
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)
