"""Hands at the window: everything by what one sees, buttons, boxes, editors and pads, found by their object names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputDevice, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from forms.record import Record
from forms.stages import Stage
from gui.main_window import MainWindow
from gui.office.pin_question import PinQuestion
from gui.paper.text_editor import TextEditor
from gui.paper.tick_box import TickBox
from gui.settings import Key
from gui.signing.pad import InkPad
from gui.signing.sign_dialog import SignDialog
from gui.travel.incoming_dialog import IncomingDialog
from gui.travel.pack_dialog import PackDialog
from gui.visit.visit_window import VisitWindow
from storage.desk import Desk

from ..signing.conftest import LOOP, WAVE, Writer

Act = Callable[[Any], object]
PINS = {"王勤": "246810", "李建国": "135791", "赵敏": "975319"}


class Dialogs:
    """Stands in for the loop of a dialog: the dialog is shown, somebody acts in it, and it has its result.

    An act is good for one dialog of its class; `always` for every one that no act was kept for.
    """

    def __init__(self) -> None:
        self._acts: list[tuple[type[QDialog], Act]] = []
        self._always: dict[type[QDialog], Act] = {
            PinQuestion: enter_pin,
            SignDialog: sign_with_pen,
            IncomingDialog: take_in,
        }
        self.seen: list[str] = []

    def expect(self, dialog: type[QDialog], act: Act) -> None:
        self._acts.append((dialog, act))

    def always(self, dialog: type[QDialog], act: Act) -> None:
        self._always[dialog] = act

    def run(self, dialog: QDialog) -> int:
        dialog.show()
        self.seen.append(type(dialog).__name__)
        self._act_for(dialog)(dialog)
        assert not dialog.isVisible(), f"{dialog} was left open"
        return dialog.result()

    def _act_for(self, dialog: QDialog) -> Act:
        for place, (cls, act) in enumerate(self._acts):
            if isinstance(dialog, cls):
                del self._acts[place]
                return act
        assert type(dialog) in self._always, f"nobody expected {dialog}"
        return self._always[type(dialog)]


def enter_pin(dialog: PinQuestion) -> None:
    """Type the PIN of the person whose name the question says."""
    QTest.keyClicks(dialog.pin, next(pin for name, pin in PINS.items() if name in dialog.head.text()))
    dialog.accept_button.click()


def sign_with_pen(dialog: SignDialog) -> None:
    draw(dialog.box.pad, pen=True)
    dialog.accept_button.click()


def take_in(dialog: IncomingDialog) -> None:
    """Take the package in; one that brings nothing can only be left."""
    dialog.buttons.buttons()[0].click()


def accept(dialog: Any) -> None:
    dialog.accept_button.click()


def draw(pad: InkPad, *, pen: bool) -> None:
    """Sign on a pad: two strokes by a pen that presses harder and harder, or by a finger."""
    writer = Writer(pad)
    for places in (WAVE, LOOP):
        shown = [(min(x, pad.width() - 9), min(y, pad.height() - 9)) for x, y in places]
        writer.pen(shown) if pen else writer.finger(shown)


def press(top: QWidget, *names: str) -> None:
    """Press buttons by the mouse, one after the other."""
    for name in names:
        QTest.mouseClick(_button(top, name), Qt.MouseButton.LeftButton)


def touch(top: QWidget, glass: Any, *names: str) -> None:
    """Press buttons by a finger on the glass."""
    for name in names:
        button = _button(top, name)
        place = button.rect().center()
        QTest.touchEvent(button, glass).press(0, place, button).commit()
        QTest.touchEvent(button, glass).release(0, place, button).commit()


def _button(top: QWidget, name: str) -> QPushButton:
    seen = [one for one in top.findChildren(QPushButton, name) if one.isVisible()]
    assert len(seen) == 1 and seen[0].isEnabled(), name
    return seen[0]


class Machine:
    """A window over a data folder, and the people in front of it."""

    def __init__(self, data: Path, window: MainWindow, desk: Desk, files: list[Sequence[Path]]) -> None:
        self.data, self.window, self.desk, self._files = data, window, desk, files

    # ---- what one sees

    @property
    def record(self) -> Record:
        record = self.window.opened.record
        assert record is not None
        return record

    @property
    def stored(self) -> Record:
        """The sheet on the table as it stands on the disk."""
        return self.desk.open_sheet(self.record.id).record

    @property
    def stage(self) -> Stage:
        return self.stored.stage

    @property
    def said(self) -> str:
        return "\n".join(self.window.messages.texts())

    def editor(self, name: str, top: QWidget | None = None) -> TextEditor:
        found = (top or self.window.paper).findChild(TextEditor, name)
        assert found is not None, name
        return found

    def box(self, name: str) -> TickBox:
        found = self.window.paper.findChild(TickBox, name)
        assert found is not None, name
        return found

    def locked(self, *names: str) -> bool:
        """True where nothing can be typed or ticked in any of these places."""
        boxes = [not self.box(name).isEnabled() if "." in name else self.editor(name).isReadOnly() for name in names]
        return all(boxes)

    # ---- what one does

    def import_file(self, path: Path) -> None:
        self._files.append([path])
        self.trigger("import")

    def open_package(self, path: Path) -> None:
        self._files.append([path])
        self.trigger("unpack")

    def pack(self, verb: str, dialogs: Dialogs, folder: Path, passphrase: str = "") -> Path:
        """Write the sheet on the table into a package by the dialog, and return the package."""

        def choose(dialog: PackDialog) -> None:
            if passphrase:
                dialog.passphrase.wanted.setChecked(True)
                for line in (dialog.passphrase.first, dialog.passphrase.second):
                    line.setText(passphrase)
            dialog.name.setText(f"{verb}.rsheet")
            dialog.name.setModified(True)
            dialog.pack.click()

        folder.mkdir(exist_ok=True)
        self.window.settings.put(Key.PACKAGE_FOLDER, str(folder))
        dialogs.expect(PackDialog, choose)
        self.trigger(verb)
        return folder / f"{verb}.rsheet"

    def write(self, name: str, text: str, top: QWidget | None = None) -> None:
        """Replace what stands in a field: keys for Latin text, as an input method commits it for any other."""
        editor = self.editor(name, top)
        editor.setFocus()
        editor.selectAll()
        if text.isascii():
            QTest.keyClicks(editor, text)
            return
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(editor, event)

    def tick(self, *names: str) -> None:
        for name in names:
            QTest.mouseClick(self.box(name), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))

    def select(self, name: str, passage: str) -> None:
        """Select a passage of a text on the paper."""
        editor = self.editor(name)
        start = editor.toPlainText().index(passage)
        cursor = editor.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(start + len(passage), QTextCursor.MoveMode.KeepAnchor)
        editor.setTextCursor(cursor)

    def trigger(self, verb: str) -> None:
        action = self.window.actions_[verb]
        assert action.isEnabled(), verb
        action.trigger()

    def press(self, *names: str) -> None:
        press(self.window, *names)

    def become(self, name: str) -> None:
        """Choose a person in the menu of the role switch; their PIN is asked where they have one."""
        switch = self.window.hands.roles.switch
        switch.fill()
        person = next(one for one in switch.people() if one.name == name)
        switch.findChild(type(self.window.actions_["save"]), f"role.{person.id}").trigger()
        assert self.window.acting.actor.name == name

    def begin_visit(self) -> VisitWindow:
        self.press("step.visit")
        window = self.window.hands.visit.window
        assert window is not None and window.isVisible() and not self.window.isVisible()
        return window

    def enter_pin_on_keypad(self, visit: VisitWindow, name: str) -> None:
        press(visit, *(f"visit.digit.{digit}" for digit in PINS[name]), "visit.pin_done")


def new_glass() -> QInputDevice:
    return QTest.createTouchDevice()
