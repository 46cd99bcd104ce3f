"""How a place for text shows itself on the screen: a tint while nothing is written, a thin frame with the focus, a hint."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from forms.fields import Field

from . import colours
from .frame import paint_frame
from .text_layout import PaperTextLayout


class WritingPlace(Protocol):
    """What is asked of an editor to show where one writes in it."""

    field: Field
    blank: str
    blank_colour: QColor
    framed: bool
    flashing: bool

    @property
    def vacant(self) -> bool: ...

    @property
    def composing(self) -> bool: ...

    def viewport(self) -> QWidget: ...

    def isReadOnly(self) -> bool: ...

    def hasFocus(self) -> bool: ...

    def underMouse(self) -> bool: ...


def paint_place(painter: QPainter, editor: WritingPlace, paper: PaperTextLayout) -> None:
    """Show on the screen where one can write; nothing of it is printed."""
    area = QRectF(editor.viewport().rect())
    empty = editor.vacant and not editor.composing
    if editor.flashing:
        painter.fillRect(area, colours.FLASH)
    if not editor.isReadOnly():
        near = editor.framed and editor.underMouse() and not editor.hasFocus()
        if empty and not editor.flashing and not editor.hasFocus():
            painter.fillRect(area, colours.TINT)
        if editor.framed and (near or editor.hasFocus()):
            paint_frame(painter, area, colours.FOCUS if editor.hasFocus() else colours.NEAR)
    if empty:
        _paint_empty(painter, editor, paper)


def _paint_empty(painter: QPainter, editor: WritingPlace, paper: PaperTextLayout) -> None:
    """Show what the paper prints in an empty place, or say quietly what belongs here once somebody comes near."""
    near = not editor.isReadOnly() and (editor.hasFocus() or editor.underMouse())
    if editor.blank:
        paper.draw_words(painter, editor.blank, colours.HINT if near else editor.blank_colour)
    elif editor.field.hint and near:
        paper.draw_words(painter, editor.field.hint, colours.HINT)
