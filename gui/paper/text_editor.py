"""An editor of text: one paragraph or several, plain, kind to input methods, with the undo of the whole sheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QFontMetricsF,
    QGuiApplication,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QUndoStack,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QTextEdit, QWidget

from forms.comparison import common_ends
from forms.errors import BadValue
from forms.fields import Field, LongTextField, Value
from forms.text import clean, clean_line

from ..fonts import ScreenFonts
from . import colours, edit_menu
from .line_maker import utf16_length
from .passage_marks import Passages
from .setting import Setting, Shape
from .text_layout import PaperTextLayout
from .thin_scroll_bar import ThinScrollBar
from .writing_place import paint_place

_UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
_MOST_LINES_IN_PANEL = 8
_BAR_POINTS = 4.5


class TextEditor(QTextEdit):
    """Edits the answer to a field as text.

    It is dumb: what the user types goes out as `edited`, what the sheet holds comes in by `set_value`. In a panel it looks
    like any input; `put_on_paper` makes it a place on paper. Qt's own undo is off: the keys and the menu use `undo_stack`.
    """

    edited = Signal(object)
    """What was typed, as text; never from `set_value`, never with text that is still being composed."""
    left = Signal()
    entered = Signal()
    caret_moved = Signal()
    grown = Signal()
    """The text on paper takes more or less room than before."""
    scrolled = Signal()

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.undo_stack: QUndoStack | None = None
        self._long = isinstance(field, LongTextField)
        self._text = ""
        self._value: Value | None = None
        self._was_vacant = True
        self._composing = ""
        self._stale = False
        self._telling = False
        """True while the sheet hears of an edit: what comes back then is this editor's own."""
        self._paper: PaperTextLayout | None = None
        self.blank = ""
        """What the paper prints here while there is no answer (年 月 日)."""
        self.blank_colour = colours.PRINT
        self.framed = True
        """False for a place that goes over several pages: it has no frame and no hover."""
        self.flashing = False
        self.passages = Passages(self)
        """What is marked, and what the user has selected."""
        self._selectable = False
        self.setObjectName(field.name)
        self.setAccessibleName(field.short_label)
        self.setAccessibleDescription(field.hint)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPlaceholderText(field.hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._watch()

    # ---- what the sheet holds -------------------------------------------------------------------------------------

    @property
    def composing(self) -> bool:
        """True while an input method is composing here: the text then must not be written."""
        return bool(self._composing)

    @property
    def vacant(self) -> bool:
        """True where nothing but blanks is written."""
        return not self._text.strip()

    def text(self) -> str:
        return self.toPlainText()

    def set_value(self, value: Value | None) -> None:
        """Show what the sheet holds. Text that stands for it already stays as it was typed, until the user leaves."""
        self._value = value
        if self.composing:
            self._stale = True
        elif not ((self.hasFocus() or self._telling) and self._stands_for(value)):
            self._replace(self.field.show(value))

    def set_locked(self, why: str) -> None:
        """Let the field be read only, with a sentence that says why; "" opens it."""
        self.setReadOnly(bool(why))
        self.setToolTip(why)
        self._show_access()

    def let_select(self, on: bool) -> None:
        """Let passages be selected by mouse and keys while the text is locked, and stay so when the focus goes."""
        if self._selectable != on:
            self._selectable = on
            self._show_access()

    def _show_access(self) -> None:
        closed = self.isReadOnly() and not self._selectable
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if closed else Qt.FocusPolicy.StrongFocus)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor if closed else Qt.CursorShape.IBeamCursor)
        if self.isReadOnly() and self._selectable:
            by = Qt.TextInteractionFlag
            self.setTextInteractionFlags(by.TextSelectableByMouse | by.TextSelectableByKeyboard)
        self.viewport().update()

    def commit(self) -> None:
        """End what an input method is composing: what the user sees is then in the text."""
        if not self.composing:
            return
        QGuiApplication.inputMethod().commit()
        if self.composing:  # no input method answered
            event = QInputMethodEvent()
            event.setCommitString(self._composing)
            QApplication.sendEvent(self, event)

    def _stands_for(self, value: Value | None) -> bool:
        try:
            return self.field.keep(self._text) == value
        except BadValue:
            return False

    def _replace(self, text: str) -> None:
        """Change as little of the text as gives `text`, so that the caret stays where it makes sense."""
        if text == self._text:
            return
        old, self._text = self._text, text
        start, end = common_ends(old, text)
        cursor = QTextCursor(self.document())
        cursor.setPosition(utf16_length(old[:start]))
        cursor.setPosition(utf16_length(old[: len(old) - end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start : len(text) - end])
        self.setTextCursor(cursor)
        self._text_replaced()

    def _text_replaced(self) -> None:
        """Called when the text is another, by the user or by the sheet."""
        self.updateGeometry()
        if self.vacant != self._was_vacant:  # the words in an empty place come or go
            self._was_vacant = self.vacant
            self.viewport().update()

    @Slot()
    def _on_text_changed(self) -> None:
        text = self.toPlainText()
        if text == self._text:  # also while composing, which is not in the text
            return
        self._text = text
        self._text_replaced()
        self._telling = True
        self.edited.emit(text)
        self._telling = False

    # ---- on paper -------------------------------------------------------------------------------------------------

    @property
    def on_paper(self) -> bool:
        return self._paper is not None

    def put_on_paper(self, fonts: ScreenFonts, setting: Setting, scale: float) -> None:
        """Be a place on paper: no frame, black on white, lines as they are printed. Call again when the place changes."""
        if self._paper is None:
            self._become_paper(fonts, setting, scale)
        else:
            self._paper.reset(setting, scale)
        self.setCursorWidth(max(1, round(scale)))
        bar = self.verticalScrollBar()
        if isinstance(bar, ThinScrollBar):
            bar.thickness = max(5, round(_BAR_POINTS * scale))

    def _become_paper(self, fonts: ScreenFonts, setting: Setting, scale: float) -> None:
        self.setPlaceholderText("")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
        self.setVerticalScrollBar(ThinScrollBar(self))
        self.setPalette(colours.paper_palette())
        self.viewport().setAutoFillBackground(False)
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(fonts.font(setting.role, setting.size, scale))
        document.setPlainText(self._text)
        self._paper = PaperTextLayout(document, fonts, setting, scale)
        document.setDocumentLayout(self._paper)
        self._paper.documentSizeChanged.connect(self.grown)
        self._paper.documentSizeChanged.connect(self._show_bar)
        self.setExtraSelections([])  # they point into the old document, which goes
        self.setDocument(document)
        self.passages.refresh()
        self._watch()

    @Slot()
    def _show_bar(self) -> None:
        """A bar is for a line out of sight; places are whole pixels, and a line may be one too high for its own."""
        if self._paper is not None:
            over = self._paper.documentSize().height() - self.viewport().height()
            out_of_sight = over > QFontMetricsF(self.document().defaultFont()).height() / 2
            policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if out_of_sight else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
            self.setVerticalScrollBarPolicy(policy)

    def _watch(self) -> None:
        self.textChanged.connect(self._on_text_changed, Qt.ConnectionType.UniqueConnection)
        self.cursorPositionChanged.connect(self.caret_moved, Qt.ConnectionType.UniqueConnection)

    def caret_area(self) -> QRectF:
        """Where the caret is, in the coordinates of the editor."""
        return QRectF(self.cursorRect().translated(self.viewport().pos()))

    def shapes(self) -> tuple[Shape, ...]:
        """Return the shape of each paragraph as it is set on paper."""
        return self._paper.shapes() if self._paper else ()

    def text_left(self) -> float:
        """Return where the first line (or the blank in its place) begins on paper, in pixels from the left edge."""
        if self._paper is None:
            return 0.0
        return self._paper.words_left(self.blank) if self.blank and self.vacant else self._paper.text_left()

    def text_right(self) -> float:
        """Return where the widest line ends on paper, in pixels from the left edge."""
        return self._paper.text_right() if self._paper else 0.0

    # ---- keys, input methods, clipboard ---------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _is_undo(event):
            event.ignore()  # else Qt would keep the keys from the undo of the sheet
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_undo(event) or event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Escape):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._long:
            self.focusNextPrevChild(True)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isReadOnly():
            self.textCursor().insertBlock()  # Shift+Enter would be a line separator, which no paper knows
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = event.preeditString()
        if "\n" in event.commitString() and not self._long:
            event.setCommitString(clean_line(event.commitString()), event.replacementStart(), event.replacementLength())
        super().inputMethodEvent(event)
        self.viewport().update()
        self.caret_moved.emit()
        if self._stale and not self.composing:
            self._stale = False
            self.set_value(self._value)
        if not self.hasFocus():
            self._settle()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() and not any(url.isLocalFile() for url in source.urls())

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self.canInsertFromMimeData(source):
            text = clean(source.text()) if self._long else clean_line(source.text())
            self.textCursor().insertText(text)
            self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        edit_menu.show(self, self.undo_stack, event.globalPos())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.scrolled.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        bar, turned = self.verticalScrollBar(), event.angleDelta().y()
        at_end = bar.value() == (bar.minimum() if turned > 0 else bar.maximum())
        if at_end or not self.hasFocus() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # the wheel moves the paper
        else:
            super().wheelEvent(event)
            event.accept()

    def flash(self, on: bool) -> None:
        """Draw the eye here, or no longer."""
        self.flashing = on
        self.viewport().update()

    # ---- focus ----------------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.moveCursor(QTextCursor.MoveOperation.End)
        self.viewport().update()
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._settle()
            self.left.emit()

    def _settle(self) -> None:
        """The user has left: what was typed is shown as it is printed."""
        if not self.composing:
            self._replace(self.field.show(self._value))
            if not (self._selectable and self.isReadOnly()):
                self.passages.select_nothing()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.viewport().update()

    # ---- looks ----------------------------------------------------------------------------------------------------

    def underline_wrong(self, wrong: bool) -> None:
        """Draw a red wave under the whole text, or none."""
        self.passages.show_wrong(wrong)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._paper is not None:
            painter = QPainter(self.viewport())
            paint_place(painter, self, self._paper)
            painter.end()
        super().paintEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        told = isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self.passages.tell(event)
        return told or super().viewportEvent(event)

    # ---- size in a panel ------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self._wanted_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.on_paper:
            self._show_bar()
        else:
            self.updateGeometry()

    def _wanted_height(self) -> int:
        line, margin = self.fontMetrics().lineSpacing(), round(2 * self.document().documentMargin())
        fewest = 3 if self._long else 1
        text = min(max(round(self.document().size().height()), fewest * line + margin), _MOST_LINES_IN_PANEL * line + margin)
        return text + 2 * self.frameWidth()


def _is_undo(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and any(event.matches(key) for key in _UNDO_KEYS)
