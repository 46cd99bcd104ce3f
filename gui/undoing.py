"""Undo and redo as actions: they follow the undo stack of the open sheet and say what they would take back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QUndoGroup

from .editing import SheetEditing


class Undoing(QObject):
    """Made before the actions that it drives: Qt frees children in this order, and the stacks speak until the end."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._group = QUndoGroup(self)
        self._undo = self._redo = QAction(self)

    def drive(self, undo: QAction, redo: QAction) -> None:
        """Let these actions follow the stack of the open sheet."""
        self._undo, self._redo = undo, redo
        self._group.canUndoChanged.connect(undo.setEnabled)
        self._group.canRedoChanged.connect(redo.setEnabled)
        self._group.undoTextChanged.connect(self._on_undo_text)
        self._group.redoTextChanged.connect(self._on_redo_text)
        undo.setEnabled(False)
        redo.setEnabled(False)

    def show_sheet(self, editing: SheetEditing | None) -> None:
        for stack in self._group.stacks():
            self._group.removeStack(stack)
        if editing is not None:
            self._group.addStack(editing.undo_stack)
            self._group.setActiveStack(editing.undo_stack)

    @Slot()
    def undo(self) -> None:
        self._group.undo()

    @Slot()
    def redo(self) -> None:
        self._group.redo()

    @Slot(str)
    def _on_undo_text(self, text: str) -> None:
        self._undo.setText(self.tr("撤销：{}").format(text) if text else self.tr("撤销"))
        self._undo.setIconText(self.tr("撤销"))

    @Slot(str)
    def _on_redo_text(self, text: str) -> None:
        self._redo.setText(self.tr("重做：{}").format(text) if text else self.tr("重做"))
        self._redo.setIconText(self.tr("重做"))
