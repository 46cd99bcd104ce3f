"""One sheet on the desk: its pages with their editors, laid out anew as answers change."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QRect, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from forms.fields import Field
from forms.sheet import Change
from forms.typesetting.layout import lay_out_grid
from forms.typesetting.page import Page

from ..editing import SheetEditing
from ..fonts import ScreenFonts
from .canvas import Canvas, Sheets
from .editors import FieldLink
from .ink_figure import Assets
from .ink_place import InkPlace
from .letter_editors import LetterEditors
from .remark_marks import RemarkMarks
from .sheet_editors import SheetEditors
from .text_editor import TextEditor
from .tick_box import TickChoice

PaperEditor = TextEditor | InkPlace | TickChoice

_SLOW = 0.008
"""Seconds: a layout that takes longer waits until the user pauses."""
_PAUSE_MS = 80
_FLASH_MS = 900


class OpenedPaper(Canvas):
    """The canvas of one sheet. It lives as long as the sheet is shown."""

    entered = Signal(str)
    caret_moved = Signal(QRect)
    """Where the caret of the focused editor stands, in the coordinates of the canvas."""

    sign_wanted = Signal(str)
    """The name of a field that somebody who may sign now asked to sign."""

    def __init__(
        self, editing: SheetEditing, fonts: ScreenFonts, parent: QWidget | None = None, assets: Assets | None = None
    ) -> None:
        super().__init__(fonts, parent)
        self._editing = editing
        self._template = editing.sheet.template
        self._scale = 1.0
        self._pages: tuple[Page, ...] = ()
        self._sheet = SheetEditors(editing, self, fonts, assets)
        self._on_grid = frozenset(self._sheet.texts)
        """Fields whose answers can move the grid: ticks fill boxes of their own."""
        attachment = self._template.attachment
        self._letter = LetterEditors(editing, attachment, self, fonts) if attachment else None
        self.editors: dict[str, PaperEditor] = {**self._sheet.texts, **self._sheet.choices, **self._sheet.inks}
        if self._letter:
            self.editors |= self._letter.texts
        texts = {name: editor for name, editor in self.editors.items() if isinstance(editor, TextEditor)}
        self.remarks = RemarkMarks(editing, texts, self)
        self._waiting = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._flashing = QTimer(self, singleShot=True, interval=_FLASH_MS)
        self._flashed: PaperEditor | None = None
        self._lay_seconds = 0.0
        self._edited = False
        self._connect()

    # ---- laying out -----------------------------------------------------------------------------------------------

    def set_scale(self, scale: float) -> None:
        """Show the paper at `scale` pixels a point."""
        self._scale = scale
        self.lay_out()

    @Slot()
    def lay_out(self) -> None:
        """Break and place everything that has changed."""
        self._waiting.stop()
        start = perf_counter()
        self._pages = lay_out_grid(self._template, self._editing.sheet.view.answers, self._fonts.shelf)
        self._lay_seconds = perf_counter() - start
        self._place()

    def refresh(self) -> None:
        """Ask again what may be changed, and show every answer."""
        for link in self.findChildren(FieldLink):
            link.refresh()
        self.remarks.refresh()
        self._sheet.figures.refresh()
        self.lay_out()

    def settle(self) -> None:
        """Lay out now what waits for the user to pause."""
        if self._waiting.isActive():
            self.lay_out()

    def _place(self) -> None:
        self._lay_pages()
        self._sheet.place(self._pages, self.stack)
        self._place_letter()

    def _lay_pages(self) -> None:
        numbers = self._letter.numbers() if self._letter else ()
        self.lay(Sheets(self._pages, numbers), self._template.paper, self._scale)

    def _place_letter(self) -> None:
        """Place the reply; it knows its number of pages only once it has been set, so more may be laid for it."""
        if self._letter is not None:
            for _ in range(2):
                self._letter.place(len(self._pages), self.stack)
                if self._letter.pages == self.stack.count - len(self._pages):
                    break
                self._lay_pages()
        self.remarks.numbers.place(self.stack)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        self._edited = True
        if not self._on_grid & change.fields:
            self._place_letter()
        elif self._lay_seconds > _SLOW:
            self._waiting.start()
            self._place_letter()
        else:
            self.lay_out()

    @Slot()
    def _on_letter_grown(self) -> None:
        self._place_letter()
        editor = self.focusWidget()
        if self._edited and isinstance(editor, TextEditor):  # not for a zoom, which keeps its own point
            self.caret_moved.emit(_caret_in(editor))
        self._edited = False

    # ---- focus ----------------------------------------------------------------------------------------------------

    def show_field(self, name: str, *, flash: bool = True) -> bool:
        """Give a field the focus where it can have it, and draw the eye to it; False where the paper has no such field."""
        widget = self.widget_of(name)
        if widget is None:
            return False
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if flash:
            self._flash(self.editors[name])
        return True

    def show_passage(self, name: str, start: int, end: int) -> QRect:
        """Select a passage of a text; return where it is on the canvas, an empty rectangle where there is no such text."""
        editor = self.editors.get(name)
        if not isinstance(editor, TextEditor):
            return QRect()
        if editor.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            editor.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.passages.select(start, end)
        return editor.passages.area(start, end).toRect().translated(editor.pos())

    def widget_of(self, name: str) -> QWidget | None:
        """Return the widget of a field: of a choice its ticked box, else its first one."""
        editor = self.editors.get(name)
        return editor.home if isinstance(editor, TickChoice) else editor

    def area_of(self, name: str) -> QRect:
        """Return where a field is on the canvas, for scrolling: of long text the place of the caret, of a choice all boxes."""
        editor = self.editors.get(name)
        if isinstance(editor, TickChoice):
            return self.option_words(name).united(editor.area())
        if isinstance(editor, TextEditor) and editor.hasFocus():
            return _caret_in(editor)
        return editor.geometry() if editor else QRect()

    def holds(self, name: str, widget: QWidget) -> bool:
        """True where a widget is the editor of a field, or one of its boxes."""
        editor = self.editors[name]
        return widget in editor.boxes.values() if isinstance(editor, TickChoice) else widget is editor

    def fields_in_order(self) -> list[Field]:
        """Return the fields that stand on this paper, as one reads them."""
        return [field for field in self._template.fields if field.name in self.editors]

    def close_paper(self) -> None:
        """Follow the sheet no longer: the paper is about to be deleted."""
        self._waiting.stop()
        self.remarks.close()
        self._sheet.figures.close()
        self._editing.changed.disconnect(self._on_changed)

    def commit(self) -> None:
        self._sheet.figures.settle()
        for editor in self.editors.values():
            editor.commit()

    def _flash(self, editor: PaperEditor) -> None:
        self._end_flash()
        if isinstance(editor, TextEditor | TickChoice | InkPlace):
            self._flashed = editor
            editor.flash(True)
            self._flashing.start()

    @Slot()
    def _end_flash(self) -> None:
        if self._flashed is not None:
            self._flashed.flash(False)
            self._flashed = None

    @Slot()
    def _on_entered(self) -> None:
        self.entered.emit(self.sender().objectName())

    @Slot()
    def _on_caret_moved(self) -> None:
        editor = self.sender()
        if isinstance(editor, TextEditor) and editor.hasFocus():
            self.caret_moved.emit(_caret_in(editor))

    # ---- words of options -----------------------------------------------------------------------------------------

    @Slot(str, str)
    def _on_option_pressed(self, name: str, code: str) -> None:
        choice = self.editors.get(name)
        if isinstance(choice, TickChoice):
            choice.tick(code)

    @Slot(object)
    def _on_option_hovered(self, option: tuple[str, str] | None) -> None:
        open_ = False
        for name, choice in self._sheet.choices.items():
            for code, box in choice.boxes.items():
                box.beckon(box.isEnabled() and (name, code) == option)
                open_ = open_ or box.beckoning
        self.point_at_options(open_)

    # ---- building -------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self._editing.changed.connect(self._on_changed)
        self._waiting.timeout.connect(self.lay_out)
        self._flashing.timeout.connect(self._end_flash)
        self.option_pressed.connect(self._on_option_pressed)
        self.option_hovered.connect(self._on_option_hovered)
        self._sheet.figures.wanted.connect(self.sign_wanted)
        if self._letter:
            self._letter.grown.connect(self._on_letter_grown, Qt.ConnectionType.QueuedConnection)
        for editor in self.editors.values():
            if isinstance(editor, TextEditor | TickChoice):
                editor.entered.connect(self._on_entered)
            if isinstance(editor, TextEditor):
                editor.caret_moved.connect(self._on_caret_moved)

    def tab_stops(self) -> list[QWidget]:
        """Return what the Tab key leads to, as one reads."""
        return [*self._sheet.tab_stops(), *(self._letter.tab_stops() if self._letter else ())]


def _caret_in(editor: TextEditor) -> QRect:
    """Return where the caret stands on the canvas; the nearest place of the editor while it has not been scrolled to yet."""
    caret, room = editor.caret_area().toRect(), editor.rect()
    caret.moveBottom(min(caret.bottom(), room.bottom()))
    caret.moveTop(max(caret.top(), room.top()))
    return caret.translated(editor.pos())
