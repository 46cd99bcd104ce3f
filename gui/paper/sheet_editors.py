"""The editors on the pages of the sheet: one in each place that takes an answer, where the layout has put it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QPointF, QRect
from PySide6.QtWidgets import QWidget

from forms.export.ink_shown import takes_writing
from forms.fields import ChoiceField, Field
from forms.grid import Align
from forms.typesetting import measures, tick
from forms.typesetting.faces import FontRole
from forms.typesetting.page import Page, PlacedCell, PlacedPart, Rect

from ..editing import SheetEditing
from ..fonts import ScreenFonts
from .drawing import on_screen
from .editors import editor_for, ticks_for
from .ink_figure import Assets, Spot
from .ink_figures import InkFigures
from .ink_place import InkPlace
from .overflow_notice import OverflowNotice
from .page_stack import PageStack
from .setting import Column, EntrySetter, Setting
from .text_editor import TextEditor
from .tick_box import TickChoice

_NOTICE_POINTS = 15.0
_REACH = 3.5
"""How far an editor reaches over the edges of its place, in points."""


class SheetEditors(QObject):
    """Makes the editors once for a template, and moves them when the pages change."""

    def __init__(self, editing: SheetEditing, canvas: QWidget, fonts: ScreenFonts, assets: Assets | None = None) -> None:
        super().__init__(canvas)
        self._editing, self._canvas, self._fonts = editing, canvas, fonts
        self.texts: dict[str, TextEditor] = {}
        self.inks: dict[str, InkPlace] = {}
        self.choices: dict[str, TickChoice] = {}
        self.figures = InkFigures(editing, assets, canvas)
        self._notices: dict[str, OverflowNotice] = {}
        self.order: list[str] = []
        """Names of the fields as one reads the paper."""
        for part in editing.sheet.template.grid.parts():
            name = part.tick[0] if part.tick else part.field
            if name and name not in self.order:
                self._make(editing.sheet.template.by_name[name], part.blank)

    def place(self, pages: tuple[Page, ...], stack: PageStack) -> None:
        """Put every editor where its answer is printed."""
        for number, page in enumerate(pages):
            for cell in page.cells:
                for part in cell.parts:
                    self._place(cell, part, stack.origin(number), stack.scale)
                    if field := self._editing.sheet.template.by_name.get(part.part.field):
                        self.figures.put(Spot(field, page, cell, part, stack.origin(number), stack.scale))

    def tab_stops(self) -> Iterator[QWidget]:
        """Yield what the Tab key leads to, as one reads; all boxes of a choice, since any of them may be the one."""
        for name in self.order:
            if name in self.texts:
                yield self.texts[name]
            elif name in self.choices:
                yield from self.choices[name].boxes.values()
            yield from self.figures.stops(name)

    def _make(self, field: Field, blank: str) -> None:
        self.order.append(field.name)
        if isinstance(field, ChoiceField):
            self.choices[field.name] = ticks_for(field, self._editing, self._canvas)
            for box in self.choices[field.name].boxes.values():
                box.boxed = False
            return
        editor = editor_for(field, self._editing, self._canvas)
        if isinstance(editor, TextEditor):
            editor.blank = blank
            self.texts[field.name] = editor
            self._notices[field.name] = OverflowNotice(self._canvas)
            if takes_writing(field):
                self.figures.add(field)
        elif isinstance(editor, InkPlace):
            self.inks[field.name] = editor
            self.figures.add(field, editor)

    def _place(self, cell: PlacedCell, part: PlacedPart, origin: QPointF, scale: float) -> None:
        if part.part.tick:
            name, code = part.part.tick
            box = self.choices[name].boxes[code]
            box.largest = tick.MOST * scale
            _move(box, on_screen(cell.rect, origin, scale).toRect().adjusted(1, 1, 0, 0))
        elif part.part.field in self.inks:
            _move(self.inks[part.part.field], on_screen(part.place, origin, scale).toRect())
        elif part.part.field in self.texts:
            self._place_text(cell, part, origin, scale)

    def _place_text(self, cell: PlacedCell, part: PlacedPart, origin: QPointF, scale: float) -> None:
        name = part.part.field
        area = on_screen(_reach(cell, part), origin, scale).toRect()
        if part.overflow:
            bottom, pitch = area.bottom(), measures.ENTRY_PITCH * scale
            whole = max(1, int((area.height() - _NOTICE_POINTS * scale) / pitch))  # no line is cut in half
            area.setHeight(round(whole * pitch))
            foot = round(_NOTICE_POINTS * scale)
            self._notices[name].show_overflow(part.overflow, QRect(area.left(), bottom - foot + 1, area.width(), foot))
        elif self._notices[name].words():
            self._notices[name].show_overflow(0, QRect())
        editor = self.texts[name]
        editor.put_on_paper(self._fonts, self._setting(part, area, origin, scale), scale)
        _move(editor, area)

    def _setting(self, part: PlacedPart, area: QRect, origin: QPointF, scale: float) -> Setting:
        """Return how the answer is set, seen from the corner of its editor, which stands on a whole pixel."""
        left = (origin.x() - area.x()) / scale + part.place.x
        top = (origin.y() - area.y()) / scale + part.place.y
        first = measures.baseline(top, measures.ENTRY_PITCH, measures.ENTRY_SIZE)
        field = self._editing.sheet.template.by_name[part.part.field]
        return Setting(
            width=part.place.width,
            size=measures.ENTRY_SIZE,
            role=FontRole.BODY,
            frames=Column(round(first, 4), measures.ENTRY_PITCH),
            setter=EntrySetter(field, part.place.width, self._fonts.shelf),
            align=part.part.align,
            left=round(left, 4),
            right_inset=measures.RIGHT_INSET if part.part.align is Align.RIGHT else 0.0,
        )


def _reach(cell: PlacedCell, part: PlacedPart) -> Rect:
    """Return the area of an editor: its cell where it is alone there, so that a click anywhere in the cell is meant for it."""
    if len(cell.parts) == 1 and not part.part.text:
        inset = 1.5
        rect = cell.rect
        return Rect(rect.x + inset, rect.y + inset, rect.width - 2 * inset, rect.height - 2 * inset)
    place = part.place
    right = measures.PAD_X - 0.5 if part.overflow else _REACH  # a scroll bar stands in the padding of the cell
    return Rect(place.x - _REACH, place.y, place.width + _REACH + right, place.height)


def _move(widget: QWidget, area: QRect) -> None:
    if widget.geometry() != area:
        widget.setGeometry(area)
    if widget.isHidden():
        widget.show()
