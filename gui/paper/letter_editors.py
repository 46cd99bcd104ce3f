"""The reply on pages of its own below the sheet: its title and its body, typed on the pages as they are printed."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from forms.grid import Align
from forms.template import Attachment
from forms.typesetting import measures
from forms.typesetting.block import text_block
from forms.typesetting.faces import FontRole
from forms.typesetting.letter import grid_of, page_number, title_rows
from forms.typesetting.page import Line
from forms.typesetting.titles import break_title

from ..editing import SheetEditing
from ..fonts import ScreenFonts
from . import colours
from .editors import editor_for
from .page_stack import PageStack
from .setting import BodySetter, Column, LetterFrames, Setting, TitleSetter
from .text_editor import TextEditor

_REACH = 8.0
"""How far the editors reach over the text block to both sides, in points."""
_LEAST_BODY = 3
"""Rows that a very long title leaves for the body on the first page."""


class LetterEditors(QObject):
    """The editors of title and body. `grown` says that the body may need another number of pages."""

    grown = Signal()

    def __init__(self, editing: SheetEditing, attachment: Attachment, canvas: QWidget, fonts: ScreenFonts) -> None:
        super().__init__(canvas)
        self._template = editing.sheet.template
        self._editing, self._fonts, self._attachment = editing, fonts, attachment
        self._block = text_block(self._template.paper)
        self._broken_title = ("", 1)
        """The title as it was last broken, and its lines."""
        self.texts: dict[str, TextEditor] = {}
        self._title = self._make(attachment.title, canvas)
        self._body = self._make(attachment.body, canvas)
        if self._title:
            self._title.blank_colour = colours.HINT
        if self._body:
            self._body.framed = False
            self._body.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._body.grown.connect(self.grown)

    @property
    def pages(self) -> int:
        """How many pages the body takes, at least the one to begin on."""
        if self._body is None:
            return 0
        return self._frames(0.0, 0.0).pages(self._body.shapes())

    def numbers(self) -> tuple[Line, ...]:
        """Return the page number line of each page."""
        return tuple(page_number(number, self._block, self._fonts.shelf) for number in range(1, self.pages + 1))

    def tab_stops(self) -> Iterator[QWidget]:
        yield from self.texts.values()

    def place(self, first: int, stack: PageStack) -> None:
        """Put the editors on the pages from number `first` of the stack on."""
        if self._title:
            self._place_title(self._title, first, stack)
        if self._body:
            self._place_body(self._body, first, stack)

    def _make(self, name: str, canvas: QWidget) -> TextEditor | None:
        field = self._template.by_name.get(name)
        editor = editor_for(field, self._editing, canvas) if field else None
        if not isinstance(editor, TextEditor):
            return None
        self.texts[name] = editor
        return editor

    def _title_words(self) -> str:
        return self._template.attachment_title(self._editing.sheet.record.answers)

    def _title_lines(self) -> int:
        words = self._title_words()
        if words != self._broken_title[0]:
            self._broken_title = (words, len(break_title(words, self._block.width, self._fonts.shelf)))
        return max(1, self._broken_title[1])

    def _used(self) -> int:
        """Rows of the first page that the title takes."""
        return min(title_rows(self._title_lines()), grid_of(self._block)[1] - _LEAST_BODY) if self._title else 0

    def _place_title(self, editor: TextEditor, first: int, stack: PageStack) -> None:
        editor.blank = self._title_words() or editor.field.short_label
        block, scale, origin = self._block, stack.scale, stack.origin(first)
        lines = min(self._title_lines() * measures.TITLE_PITCH, self._used() * measures.BODY_PITCH)
        area = QRect(
            round(origin.x() + (block.x - _REACH) * scale),
            round(origin.y() + block.y * scale),
            round((block.width + 2 * _REACH) * scale),
            round(lines * scale),
        )
        setting = Setting(
            width=block.width,
            size=measures.TITLE_SIZE,
            role=FontRole.TITLE,
            frames=Column(measures.baseline(0.0, measures.TITLE_PITCH, measures.TITLE_SIZE), measures.TITLE_PITCH),
            setter=TitleSetter(block.width, self._fonts.shelf),
            align=Align.CENTER,
            left=round((origin.x() - area.x()) / scale + block.x, 4),
        )
        _put(editor, setting, area, self._fonts, scale)

    def _place_body(self, editor: TextEditor, first: int, stack: PageStack) -> None:
        block, scale, origin = self._block, stack.scale, stack.origin(first)
        top = round(origin.y() + (block.y + self._used() * measures.BODY_PITCH) * scale)
        offset = (origin.y() - top) / scale + block.y
        area = QRect(round(origin.x() + (block.x - _REACH) * scale), top, round((block.width + 2 * _REACH) * scale), 0)
        setting = Setting(
            width=block.width,
            size=measures.BODY_SIZE,
            role=FontRole.BODY,
            frames=self._frames(round(offset, 4), stack.step / scale),
            setter=BodySetter(block, self._fonts.shelf),
            left=round((origin.x() - area.x()) / scale + block.x, 4),
        )
        editor.put_on_paper(self._fonts, setting, scale)
        area.setHeight(round(setting.frames.height(editor.shapes()) * scale) + 1)
        _put(editor, setting, area, self._fonts, scale)

    def _frames(self, top: float, step: float) -> LetterFrames:
        return LetterFrames(top, step, grid_of(self._block)[1], self._used())


def _put(editor: TextEditor, setting: Setting, area: QRect, fonts: ScreenFonts, scale: float) -> None:
    editor.put_on_paper(fonts, setting, scale)
    if editor.geometry() != area:
        editor.setGeometry(area)
    if editor.isHidden():
        editor.show()
