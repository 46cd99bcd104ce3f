"""One line of the people's dialog: a name, whether there is a PIN, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from storage.office import Person
from storage.pin import pin_text

from ..dialogs.questions import Question
from ..wording import ROLES
from .parts import named_line, push_button


class PersonRow(QWidget):
    """A person who is not kept yet may have a PIN in hand, which is set once they are: `pending`.

    The button that sets the PIN never moves: what else comes and goes does so before it, or has its place kept free.
    """

    pin_wanted = Signal(object)
    pin_unwanted = Signal(object)
    removed = Signal(object)

    def __init__(self, person: Person, number: int, removable: bool = True, parent: QWidget | None = None) -> None:
        """`removable` is False for the line that is always there: whoever is not kept yet is taken off by emptying it."""
        super().__init__(parent)
        self._person = person
        self.pending = ""
        self._removable = removable
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
        kept_free = self.remove.sizePolicy()
        kept_free.setRetainSizeWhenHidden(True)
        self.remove.setSizePolicy(kept_free)
        row.addWidget(self.name, 1)
        for widget in (self.state, self.drop_pin, self.set_pin, self.remove):
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

    @property
    def emptied(self) -> bool:
        """True where the name of somebody who is kept or has a PIN was taken away."""
        return bool(self._person.id or self.pending) and not self.name.text().strip()

    def agreed(self) -> bool:
        """Ask before somebody goes who is kept or has a PIN; True where they may."""
        if not self._person.id and not self.pending:
            return True
        who = self._person.name or self.name.text().strip() or ROLES[self._person.role.value]
        has_pin = self._person.has_pin or bool(self.pending)
        more = self.tr("其密码同时作废。") if has_pin else ""
        more += self.tr("按“保存”后生效。") if self._person.id else ""
        choices = (self.tr("取消"), self.tr("移除"))
        return bool(Question.ask(self.window(), self.tr("移除人员"), self.tr("移除{}？").format(who), choices, more))

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
        self.remove.setVisible(self._removable or bool(self._person.id))
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
        if self.agreed():
            self.removed.emit(self)
