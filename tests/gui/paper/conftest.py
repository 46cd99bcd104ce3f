"""A paper on the screen, with the sheet that lies on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.record import Record
from forms.sheet import Sheet
from forms.template import Template
from forms.typesetting.fonts import FontShelf
from gui.editing import SheetEditing
from gui.paper.text_editor import TextEditor
from gui.paper.tick_box import TickBox
from gui.paper.view import PaperView


class Hands:
    """A user at the paper: finds places by the names of the contract, and works them with keys and mouse."""

    def __init__(self, view: PaperView, editing: SheetEditing) -> None:
        self.view, self.editing = view, editing

    def text(self, name: str) -> TextEditor:
        editor = self.view.findChild(TextEditor, name)
        assert editor is not None
        return editor

    def box(self, name: str) -> TickBox:
        box = self.view.findChild(TickBox, name)
        assert box is not None
        return box

    def answer(self, name: str) -> object:
        return self.editing.sheet.answer(name)

    def ticked(self, choice: str) -> list[str]:
        boxes = [box for box in self.view.findChildren(TickBox) if box.objectName().startswith(f"{choice}.")]
        return [box.option.code for box in boxes if box.isChecked()]

    def go(self, name: str) -> TextEditor:
        editor = self.text(name)
        editor.setFocus(Qt.FocusReason.TabFocusReason)
        return editor

    def write(self, name: str, text: str) -> TextEditor:
        """Type Latin text as keys, any other as an input method commits it."""
        editor = self.go(name)
        if text.isascii():
            QTest.keyClicks(editor, text)
        else:
            self.compose(editor, "", text)
        return editor

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifiers)

    @staticmethod
    def compose(editor: QObject, preedit: str, commit: str = "") -> None:
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(editor, event)

    def click(self, name: str) -> None:
        box = self.box(name)
        QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))

    @property
    def focus(self) -> str:
        widget = QApplication.focusWidget()
        return widget.objectName() if widget else ""


@pytest.fixture
def put_down(qtbot: QtBot) -> Iterator[Callable[[SheetEditing], Hands]]:
    """Puts a sheet on a desk as large as a small screen has room for."""

    def put(editing: SheetEditing) -> Hands:
        view = PaperView(FontShelf.bundled())
        qtbot.addWidget(view)
        view.resize(900, 700)
        view.show_sheet(editing)
        view.show()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        return Hands(view, editing)

    yield put


@pytest.fixture
def hands(put_down: Callable[[SheetEditing], Hands], editing: SheetEditing) -> Hands:
    """An empty sheet."""
    return put_down(editing)


@pytest.fixture
def filled(put_down: Callable[[SheetEditing], Hands], template: Template, record: Record) -> Hands:
    """The real sheet, filled in."""
    return put_down(SheetEditing(Sheet(template, record)))
