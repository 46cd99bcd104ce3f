"""One line of the people's dialog: a name, whether there is a PIN, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from storage.office import Person
from storage.pin import pin_text

from ..wording import ROLES
from .parts import named_line, push_button


class PersonRow(QWidget):
    """A person who is not kept yet may have a PIN in hand, which is set once they are: `pending`."""

    pin_wanted = Signal(object)
    pin_unwanted = Signal(object)
    removed = Signal(object)

    def __init__(self, person: Person, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._person = person
        self.pending = ""
        self._first = number == 1
        role = ROLES[person.role.value]
        self.name = named_line(f"{person.role.value}_name_{number}", self.tr("{}姓名").format(role), person.name)
        self.name.setPlaceholderText(self.tr("姓名"))
        self.state = QLabel()
        self.state.setObjectName("quiet")
        self.set_pin = push_button("", f"{person.role.value}_pin_{number}")
        self.drop_pin = push_button(self.tr("取消密码…"), f"{person.role.value}_drop_pin_{number}")
        self.remove = push_button(self.tr("移除"), f"{person.role.value}_remove_{number}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.name.setMinimumWidth(150)
        self.state.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row.addWidget(self.name, 1)
        for widget in (self.state, self.set_pin, self.drop_pin, self.remove):
            row.addWidget(widget)
        self.name.textChanged.connect(self._follow)
        self.set_pin.clicked.connect(self._on_pin)
        self.drop_pin.clicked.connect(self._on_drop)
        self.remove.clicked.connect(self._on_remove)
        self._follow()

    @property
    def person(self) -> Person:
        """The person as the row stands; without a name there is none."""
        return self._person._replace(name=self.name.text().strip())

    def show_person(self, person: Person) -> None:
        """Show what became of the person: their PIN was set or taken away."""
        self._person = person
        self._follow()

    def remember(self, _proof: str, pin: str) -> str:
        """Keep a PIN in hand until the person is kept. Failure `pin_form`."""
        self.pending = pin_text(pin)
        return ""

    @Slot()
    def _follow(self) -> None:
        has = self._person.has_pin or bool(self.pending)
        who = self.name.text().strip() or ROLES[self._person.role.value]
        self.state.setText(self.tr("已设密码") if has else self.tr("未设密码"))
        self.set_pin.setText(self.tr("改密码…") if has else self.tr("设密码…"))
        self.set_pin.setEnabled(bool(self.name.text().strip()))
        self.drop_pin.setVisible(has)
        self.remove.setVisible(not self._first or bool(self.name.text().strip()))  # there is nobody yet
        words = (
            (self.set_pin, self.tr("设置{}的密码")),
            (self.drop_pin, self.tr("取消{}的密码")),
            (self.remove, self.tr("移除{}")),
        )
        for button, tip in words:
            button.setAccessibleName(tip.format(who))
            button.setToolTip(tip.format(who))

    @Slot()
    def _on_pin(self) -> None:
        self.pin_wanted.emit(self)

    @Slot()
    def _on_drop(self) -> None:
        if self._person.has_pin:
            self.pin_unwanted.emit(self)
        else:
            self.pending = ""
            self._follow()

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self)
