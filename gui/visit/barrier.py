"""What stands between the deputy and the rest of the machine's keys: only writing and moving about in a text come through."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from ..signing.pad import InkPad

_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)
_NEVER = (
    QEvent.Type.Shortcut,
    QEvent.Type.ContextMenu,
    QEvent.Type.DragEnter,
    QEvent.Type.DragMove,
    QEvent.Type.Drop,
    QEvent.Type.WhatsThis,
    QEvent.Type.FileOpen,
)
_CHORDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_WRITING = (
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
    QKeySequence.StandardKey.SelectAll,
    QKeySequence.StandardKey.MoveToNextWord,
    QKeySequence.StandardKey.MoveToPreviousWord,
    QKeySequence.StandardKey.DeleteStartOfWord,
    QKeySequence.StandardKey.DeleteEndOfWord,
)
_DEAD = (Qt.Key.Key_Escape, Qt.Key.Key_Menu, Qt.Key.Key_Help, Qt.Key.Key_Print, Qt.Key.Key_Back, Qt.Key.Key_Close)


class Barrier(QObject):
    """Filters the events of the whole program while the visit lasts."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._up = False

    def raise_up(self) -> None:
        app = QApplication.instance()
        if app is not None and not self._up:
            app.installEventFilter(self)
            self._up = True

    def lower(self) -> None:
        app = QApplication.instance()
        if app is not None and self._up:
            app.removeEventFilter(self)
            self._up = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _NEVER:
            event.ignore()
            return True
        if kind in _KEYS and isinstance(event, QKeyEvent) and not passes(watched, event):
            event.accept()  # a shortcut that is overridden goes nowhere, and a key neither
            return True
        return False


def passes(watched: QObject, event: QKeyEvent) -> bool:
    """True for keys that write, move in what is there, or press what has the focus."""
    key = event.key()
    if key in _DEAD or Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35:
        return False
    if not event.modifiers() & _CHORDS:
        return True
    writes = isinstance(watched, (QPlainTextEdit, InkPad)) or not isinstance(watched, QWidget)
    return writes and any(event.matches(one) for one in _WRITING)
