"""Who acts now, always to be seen in the window, and the way to let somebody else act."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from forms.fields import Role
from storage.actor import CLERK, Actor
from storage.later import later
from storage.office import Office, Person
from storage.people_file import ROLES

from ..dialogs.questions import Question
from ..look.appearance import colours, mixed
from ..tasks import TaskRunner
from ..wording import ROLES as ROLE_WORDS

if TYPE_CHECKING:
    from . import pin_question
else:
    pin_question = later("gui.office.pin_question")


class RoleSwitch(QToolButton):
    """A button that names who acts; its menu lists the people. Nothing changes before their PIN, or a plain yes."""

    actor_wanted = Signal(object)
    """storage.office.Person who is to act from now on: proven by the PIN, where there is one, and written in the history."""
    people_wanted = Signal()
    """The user wants to see to people and PINs."""

    def __init__(self, office: Office, tasks: TaskRunner | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("role_switch")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._office, self._tasks = office, tasks
        self._actor = CLERK
        self._choices: list[Person] = []
        self.list = QMenu(self)
        self.list.setAccessibleName(self.tr("切换身份"))
        self._group = QActionGroup(self.list)
        self.setMenu(self.list)
        self.list.aboutToShow.connect(self.fill)
        self._group.triggered.connect(self._on_chosen)
        self.show_actor(CLERK)
        self.fill()

    def show_actor(self, actor: Actor) -> None:
        """Show who acts now."""
        self._actor = actor
        words = f"{ROLE_WORDS[actor.role.value]} · {actor.name}" if actor.name else ROLE_WORDS[actor.role.value]
        self.setText(words)
        self.setAccessibleName(self.tr("现在的身份：{}").format(words))
        self.setToolTip(self.tr("现在的身份：{}。点击切换").format(words))
        self._colour()

    def people(self) -> tuple[Person, ...]:
        """Return who may act here: the people who are entered, and the bare role where nobody has it."""
        known = self._office.people
        bare = (Person("", "", role) for role in ROLES if not any(person.role is role for person in known))
        return tuple(sorted((*known, *bare), key=_by_role))

    @Slot()
    def fill(self) -> None:
        """List the people as they are now."""
        self.list.clear()
        self._choices = list(self.people())
        for place, person in enumerate(self._choices):
            action = QAction(self._words(person), self._group)
            action.setObjectName(f"role.{person.id or person.role.value}")
            action.setCheckable(True)
            action.setChecked(self._acts(person))
            action.setData(place)
            self.list.addAction(action)
        self.list.addSeparator()
        seeing_to = self.list.addAction(self.tr("人员与密码…"))
        seeing_to.setObjectName("role.people")
        seeing_to.triggered.connect(self.people_wanted)

    def choose(self, person: Person) -> bool:
        """Let `person` act, if they may; False where the user left or the PIN was not right."""
        if self._acts(person) or not self.agreed(person):
            return False
        self._office.role_changed(self._actor.name, person.role, person.name)
        self.actor_wanted.emit(person)
        return True

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_actor"):
            self._colour()

    @Slot(QAction)
    def _on_chosen(self, action: QAction) -> None:
        if not self.choose(self._choices[int(action.data())]):
            self.fill()  # the mark goes back to who acts

    def agreed(self, person: Person) -> bool:
        """Ask for the PIN of `person`, or where there is none whether it is they; True where it is."""
        office = self._office
        if person.has_pin:
            unlock, recover = partial(office.unlock, person.id), partial(office.recover, person.id)
            return pin_question.PinQuestion.ask(self.window(), person, unlock, recover, office.wait(person.id), self._tasks)
        text = self.tr("切换为{}？").format(pin_question.person_words(person))
        more = self.tr("没有设置密码，谁都可以切换；这次切换会记入办理记录。")
        return Question.ask(self.window(), self.tr("切换身份"), text, (self.tr("取消"), self.tr("切换")), more) == 1

    def _acts(self, person: Person) -> bool:
        return (person.role, person.name) == (self._actor.role, self._actor.name)

    def _words(self, person: Person) -> str:
        words = f"{ROLE_WORDS[person.role.value]} · {person.name}" if person.name else ROLE_WORDS[person.role.value]
        return words if person.has_pin or not self._office.set_up else self.tr("{}（未设密码）").format(words)

    def _colour(self) -> None:
        look = colours(self.palette())
        ink = look.warning if self._actor.role is Role.LEADER else look.accent
        back, over = mixed(ink, look.window, 0.86).name(), mixed(ink, look.window, 0.76).name()
        sheet = (
            f"QToolButton#role_switch {{ color: {ink}; background: {back}; border: 1px solid transparent; border-radius: 6px;"
            " padding: 5px 20px 5px 12px; font-weight: 600; }"
            f"QToolButton#role_switch:hover {{ background: {over}; }} QToolButton#role_switch:focus {{ border-color: {ink}; }}"
            "QToolButton#role_switch::menu-indicator { subcontrol-position: right center; right: 6px; }"
        )
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)


def _by_role(person: Person) -> int:
    return ROLES.index(person.role)
