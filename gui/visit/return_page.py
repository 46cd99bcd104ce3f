"""The way out: the clerk's PIN, or two deliberate steps where nobody has one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from forms.fields import Role
from storage.office import Office, Person

from ..office.attempt import Attempt
from ..tasks import TaskRunner
from .keypad import Keypad
from .look import MARGIN, button, label

_WIDE = 420


class ReturnPage(QWidget):
    """Asks for the PIN of a clerk; with nobody to ask, for two buttons far from each other."""

    opened = Signal(str)
    """How: "pin" or "two_step"."""
    cancelled = Signal()

    def __init__(self, office: Office, by: str, tasks: TaskRunner, parent: QWidget | None = None) -> None:
        """`by` is the clerk who handed the device over: whose PIN is asked first."""
        super().__init__(parent)
        self._office, self._by = office, by
        self.keypad = Keypad()
        self.trouble = label(kind="trouble")
        self.trouble.setObjectName("visit.pin_trouble")
        self.holders = _Holders()
        self.first = button(self.tr("第一步：我是工作人员"), "visit.return_first")
        self.second = button(self.tr("第二步：收回设备"), "visit.return_second", "primary")
        self.cancel = button(self.tr("回到刚才的页面"), "visit.return_cancel")
        self.attempt = Attempt(tasks, self.trouble, (self.keypad,), self)
        self._lay_out()
        self.keypad.entered.connect(self._on_entered)
        self.first.clicked.connect(self._on_first)
        self.second.clicked.connect(self._on_second)
        self.cancel.clicked.connect(self.cancelled)
        self.holders.chosen.connect(self._on_holder)
        self.attempt.succeeded.connect(self._on_succeeded)
        self.attempt.failed.connect(self._on_failed)
        self.attempt.waited.connect(self._focus)

    def ask(self) -> None:
        """Begin anew."""
        self.second.setEnabled(False)
        self.first.setEnabled(True)
        people = self._office.holders(Role.CLERK)
        self.ways.setCurrentIndex(0 if people else 1)
        self.heading.setText(self.tr("工作人员请输入密码") if people else self.tr("工作人员分两步收回设备"))
        kept = self.tr("已经填写的内容都已保存。")
        two = self.tr("本机没有设置密码：请先后按右边的两个按钮，收回设备的时间会记入办理记录。")
        self.said.setText(kept if people else kept + two)
        self.holders.show_people(people, self._by)
        if people:
            self._on_holder()
        else:
            self.trouble.hide()

    @Slot(str)
    def _on_entered(self, pin: str) -> None:
        self.keypad.clear()
        self.setFocus()  # not on the way back, which a second Enter would press
        self.holders.setEnabled(False)
        self.attempt.start(partial(self._office.unlock, self.holders.person, pin))

    @Slot(object)
    def _on_succeeded(self, _nothing: object) -> None:
        self.holders.setEnabled(True)
        if self.isVisible():  # whoever went back to the page before has thought better of it
            self.opened.emit("pin")

    @Slot()
    def _on_failed(self) -> None:
        self.holders.setEnabled(True)
        self._focus()

    @Slot()
    def _on_first(self) -> None:
        self.first.setEnabled(False)
        self.second.setEnabled(True)

    @Slot()
    def _on_second(self) -> None:
        self.opened.emit("two_step")

    @Slot()
    def _on_holder(self) -> None:
        self.keypad.begin()
        if not self.attempt.running:
            self.attempt.hold(self._office.wait(self.holders.person))
        self._focus()

    @Slot()
    def _focus(self) -> None:
        """Let the PIN be typed, from the keyboard too."""
        if self.keypad.isEnabled():
            self.keypad.pin.setFocus()

    def _lay_out(self) -> None:
        """What is asked on the left, where it is answered on the right: high enough for the lowest screens."""
        self.heading = label(kind="title")
        self.said = label(kind="quiet")
        self.ways = QStackedWidget()
        self.ways.addWidget(_centred(self.keypad))
        self.ways.addWidget(self._by_two())
        left = QVBoxLayout()
        left.setSpacing(14)
        left.addStretch(1)
        for one in (self.heading, self.said, self.holders, self.trouble):
            left.addWidget(one)
        left.addSpacing(20)
        left.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * MARGIN, 20, 2 * MARGIN, 20)
        row.setSpacing(40)
        row.addLayout(left, 1)
        row.addWidget(self.ways, 1)

    def _by_two(self) -> QWidget:
        """One button above, one far below: nobody presses both by chance."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 40, 0, 40)
        column.addWidget(self.first)
        column.addStretch(1)
        column.addWidget(self.second)
        return _centred(inside)


class _Holders(QWidget):
    """Whose PIN it is, where several clerks have one."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._people: tuple[Person, ...] = ()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._group.idClicked.connect(self._on_clicked)

    @property
    def person(self) -> str:
        """The id of the one who is asked."""
        return self._people[max(0, self._group.checkedId())].id

    def show_people(self, people: Sequence[Person], first: str) -> None:
        for one in self._group.buttons():
            self._group.removeButton(one)
            one.deleteLater()
        self._people = tuple(sorted(people, key=lambda person: person.name != first))
        for number, person in enumerate(self._people):
            one = _name_button(person)
            self._group.addButton(one, number)
            self._row.addWidget(one)
            one.setChecked(number == 0)
        self.setVisible(len(self._people) > 1)

    @Slot(int)
    def _on_clicked(self, _place: int) -> None:
        self.chosen.emit()


def _name_button(person: Person) -> QPushButton:
    made = button(person.name, f"visit.holder.{person.id}", "tab")
    made.setCheckable(True)
    return made


def _centred(inside: QWidget) -> QWidget:
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    inside.setMaximumWidth(_WIDE)
    row.addWidget(inside)
    return whole
