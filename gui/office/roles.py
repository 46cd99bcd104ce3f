"""Who acts at the window: the start, the change of roles, and the people behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from forms.errors import Failure
from forms.fields import Role
from storage.actor import Actor
from storage.later import later
from storage.office import Office, Person

from ..acting import Acting
from ..dialogs.questions import Question
from ..failures import spoken
from ..opened_sheet import OpenedSheet
from ..panels.message_bar import MessageArea, Mood
from ..settings import Key, Settings
from ..tasks import TaskRunner
from .role_switch import RoleSwitch

if TYPE_CHECKING:
    from . import name_question, people_dialog
else:
    name_question = later("gui.office.name_question")
    people_dialog = later("gui.office.people_dialog")

_SUBJECT = "roles"


class Roles(QObject):
    """Lets somebody else act: the sheet on the table is saved first, and shown anew as theirs."""

    def __init__(
        self,
        office: Office,
        acting: Acting,
        opened: OpenedSheet,
        settings: Settings,
        area: MessageArea,
        tasks: TaskRunner,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._office, self._acting, self._opened, self._settings = office, acting, opened, settings
        self._area, self._tasks, self._window = area, tasks, window
        self.switch = RoleSwitch(office, tasks, window)
        self.switch.actor_wanted.connect(self._on_wanted)
        self.switch.people_wanted.connect(self.see_to_people)
        acting.changed.connect(self.switch.show_actor)
        self._become_usual()
        office.begins(acting.role, acting.actor.name)

    def greet(self) -> bool:
        """Ask once who works here, and later for the PIN of the one who begins; False where they left without it."""
        if not self._office.set_up and not self._settings.truth(Key.GREETED, False):
            self._settings.put(Key.GREETED, True)
            self._see_to_people(first_start=True)
            return True
        clerks = self._office.clerks
        if not clerks or not all(clerk.has_pin for clerk in clerks):
            return True
        place = 0 if len(clerks) == 1 else self._ask_who([clerk.name for clerk in clerks])
        if not self.switch.agreed(clerks[place]):
            return False
        self._act(Actor(Role.CLERK, clerks[place].name))
        return True

    def _ask_who(self, names: list[str]) -> int:
        return Question.ask(self._window, self.tr("谁在办理？"), self.tr("请选择您的姓名，再输入密码。"), tuple(names))

    def become(self, role: Role) -> bool:
        """Let somebody of `role` act, asking as the switch does; True where they act then."""
        if self._acting.role is role:
            return True
        person = next((one for one in self.switch.people() if one.role is role), None)
        return person is not None and self.switch.choose(person) and self._acting.role is role

    def named_actor(self) -> Actor | None:
        """Return who acts, with a name; None where nobody wants to give one."""
        actor = self._acting.actor
        if actor.name:
            return actor
        name = name_question.NameQuestion.ask(self._window, actor.role)
        if not name:
            return None
        self._act(Actor(actor.role, name))
        return self._acting.actor

    @Slot()
    def see_to_people(self) -> None:
        self._see_to_people(first_start=False)

    def _see_to_people(self, *, first_start: bool) -> None:
        if people_dialog.PeopleDialog.ask(self._window, self._office, first_start, self._tasks):
            self.switch.fill()
            if self._acting.role is Role.CLERK:
                self._become_usual()

    def _become_usual(self) -> None:
        """The first clerk begins; a name that somebody gave and that is among the people stays."""
        names = [clerk.name for clerk in self._office.clerks]
        if names and self._acting.actor.name not in names:
            self._act(Actor(Role.CLERK, names[0]))

    @Slot(object)
    def _on_wanted(self, person: Person) -> None:
        name = person.name
        if not name and person.role is Role.LEADER:
            name = name_question.NameQuestion.ask(self._window, person.role)
            if not name:
                self.switch.fill()
                return
        self._act(Actor(person.role, name))

    def _act(self, actor: Actor) -> None:
        """From now on `actor` acts; what is not saved yet is the other's, and is saved as theirs."""
        if not self._opened.settle():
            self._area.tell(_SUBJECT, Mood.ERROR, self.tr("还有没保存的修改，没有切换身份。"))
            self.switch.fill()
            return
        self._acting.become(actor)
        try:
            self._opened.reload()
        except Failure as failure:
            self._area.tell(_SUBJECT, Mood.ERROR, spoken(failure))
