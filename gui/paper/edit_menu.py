"""The context menu of an editor of text, in Chinese, with the undo of the whole sheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QUndoStack
from PySide6.QtWidgets import QMenu, QTextEdit

_Key = QKeySequence.StandardKey


def show(editor: QTextEdit, undo_stack: QUndoStack | None, place: QPoint) -> None:
    """Open the menu at a place of the screen; it frees itself."""
    menu = build(editor, undo_stack)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(place)


def build(editor: QTextEdit, undo_stack: QUndoStack | None) -> QMenu:
    """Return the menu with what can be done now."""
    menu = QMenu(editor)
    writable, selected = not editor.isReadOnly(), editor.textCursor().hasSelection()
    if undo_stack is not None and writable:
        _add(menu, "撤销(&U)", _Key.Undo, undo_stack.undo, undo_stack.canUndo())
        _add(menu, "重做(&R)", _Key.Redo, undo_stack.redo, undo_stack.canRedo())
        menu.addSeparator()
    if writable:
        _add(menu, "剪切(&T)", _Key.Cut, editor.cut, selected)
    _add(menu, "复制(&C)", _Key.Copy, editor.copy, selected)
    if writable:
        _add(menu, "粘贴(&P)", _Key.Paste, editor.paste, editor.canPaste())
    menu.addSeparator()
    _add(menu, "全选(&A)", _Key.SelectAll, editor.selectAll, not editor.document().isEmpty())
    if editor.actions():
        menu.addSeparator()
        menu.addActions(editor.actions())
    return menu


def _add(menu: QMenu, words: str, key: _Key, slot: Callable[[], None], enabled: bool) -> None:
    action = QAction(words, menu)
    action.setShortcut(QKeySequence(key))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown only; the key itself goes to the editor
    action.setEnabled(enabled)
    action.triggered.connect(slot)
    menu.addAction(action)
