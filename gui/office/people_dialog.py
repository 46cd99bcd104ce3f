"""Asks once who works here: the unit, the clerk, the leaders, and whether they want PINs."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QFormLayout, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from forms.errors import Failure
from forms.fields import Role
from storage.office import Office, Person

from ..dialogs.questions import Question
from ..failures import spoken
from ..tasks import TaskRunner
from ..wording import ROLES
from .attempt import Attempt
from .new_pin_dialog import NewPinDialog, Proof
from .parts import answers, named_line, push_button, wrapped
from .person_row import PersonRow
from .pin_question import PinQuestion
from .recovery_card import RecoveryCard


class PersonList(QWidget):
    """The rows of one role, and a button for one more."""

    pin_wanted = Signal(object)
    pin_unwanted = Signal(object)

    def __init__(self, role: Role, people: tuple[Person, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role = role
        self._made = 0
        self.rows: list[PersonRow] = []
        words = ROLES[role.value]
        self.add = push_button(self.tr("添加{}").format(words), f"{role.value}_add")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        for person in people or (Person("", "", role),):
            self.add_row(person)
        self.add.clicked.connect(self._on_add)

    def add_row(self, person: Person) -> PersonRow:
        self._made += 1
        row = PersonRow(person, self._made, removable=bool(self.rows))
        row.pin_wanted.connect(self.pin_wanted)
        row.pin_unwanted.connect(self.pin_unwanted)
        row.removed.connect(self._on_removed)
        self.rows.append(row)
        self._column.insertWidget(len(self.rows) - 1, row)
        return row

    @Slot()
    def _on_add(self) -> None:
        self.add_row(Person("", "", self._role)).name.setFocus()

    @Slot(object)
    def _on_removed(self, row: PersonRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        if not self.rows:
            self._on_add()


class PeopleDialog(QDialog):
    """Keeps what was entered when it is left by 保存; PINs of people who are kept already are changed at once."""

    def __init__(
        self, parent: QWidget | None, office: Office, first_start: bool = False, tasks: TaskRunner | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("人员与密码"))
        self._office, self._tasks = office, tasks
        self._waiting: list[tuple[Person, str]] = []
        self.unit = named_line("unit", self.tr("单位"), office.unit)
        self.phone = named_line("phone", self.tr("联系电话"), office.phone)
        self.clerks = PersonList(Role.CLERK, office.clerks)
        self.leaders = PersonList(Role.LEADER, office.leaders)
        self.trouble = wrapped("", "trouble")
        self.trouble.hide()
        self.buttons, self.accept_button = answers(
            self, self.tr("保存"), self.tr("以后再说") if first_start else self.tr("取消")
        )
        self.attempt = Attempt(tasks, self.trouble, (self.buttons,), self)
        self._lay_out(first_start)
        for people in (self.clerks, self.leaders):
            people.pin_wanted.connect(self._on_pin)
            people.pin_unwanted.connect(self._on_no_pin)
        self.attempt.succeeded.connect(self._on_code)
        self.buttons.accepted.connect(self._on_accept)
        self.buttons.rejected.connect(self.reject)

    @classmethod
    def ask(cls, parent: QWidget | None, office: Office, first_start: bool = False, tasks: TaskRunner | None = None) -> bool:
        """Ask; True where the people were kept, False where the user left that for later."""
        dialog = cls(parent, office, first_start, tasks)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return accepted

    @property
    def people(self) -> list[Person]:
        """Who is entered, clerks first."""
        return [row.person for row in self._rows() if row.person.name]

    # ---- keeping

    @Slot()
    def _on_accept(self) -> None:
        if not all(row.agreed() for row in self._rows() if row.emptied):
            return
        proven = self._proven()
        if proven is None:
            return
        named = [row for row in self._rows() if row.person.name]
        try:
            self._office.put(self.unit.text(), self.phone.text(), [row.person for row in named], proven=proven)
        except Failure as failure:
            self._say(spoken(failure))
            return
        kept = self._office.people
        for row, person in zip(named, kept, strict=True):
            row.show_person(person)
        self._waiting = [(person, row.pending) for row, person in zip(named, kept, strict=True) if row.pending]
        self._set_next_pin()

    def _set_next_pin(self) -> None:
        """PINs of new people are set one after the other, each with its recovery code shown."""
        if not self._waiting:
            self.accept()
            return
        person, pin = self._waiting[0]
        self.attempt.start(partial(self._office.set_pin, person.id, pin))

    @Slot(object)
    def _on_code(self, code: str) -> None:
        person, _ = self._waiting.pop(0)
        for row in self._rows():
            if row.person.id == person.id:
                row.pending = ""
        RecoveryCard.ask(self, person, code)
        self._set_next_pin()

    def _proven(self) -> list[str] | None:
        """Return who has agreed by their PIN to the changes of their role; None where somebody has not."""
        proven: list[str] = []
        for role in self._office.guarded(self.people):
            holder = self._holder(role)
            if holder is None or not self._unlocked(holder):
                self._say(self.tr("增减或改名{}，须先输入{}的密码；还没有保存。").format(ROLES[role.value], ROLES[role.value]))
                return None
            proven.append(holder.id)
        return proven

    def _holder(self, role: Role) -> Person | None:
        """Return the one who is to agree: the only one with a PIN, or the one whom the user names."""
        holders = self._office.holders(role)
        if len(holders) == 1:
            return holders[0]
        choices = (self.tr("取消"), *(person.name for person in holders))
        text = self.tr("由哪一位{}输入密码确认？").format(ROLES[role.value])
        place = Question.ask(self, self.windowTitle(), text, choices)
        return holders[place - 1] if place else None

    def _unlocked(self, person: Person) -> bool:
        office = self._office
        unlock, recover = partial(office.unlock, person.id), partial(office.recover, person.id)
        return PinQuestion.ask(self, person, unlock, recover, office.wait(person.id), self._tasks)

    # ---- PINs of people who are kept already

    @Slot(object)
    def _on_pin(self, row: PersonRow) -> None:
        person = row.person
        if not person.id:
            NewPinDialog.ask(self, person, Proof.NONE, row.remember, self._tasks)
        else:
            proof = Proof.PIN if person.has_pin else Proof.NONE
            NewPinDialog.ask(self, person, proof, partial(self._changed_pin, person.id), self._tasks)
        self._show_again(row)

    @Slot(object)
    def _on_no_pin(self, row: PersonRow) -> None:
        person = row.person
        remove = partial(self._office.remove_pin, person.id)
        PinQuestion.ask(self, person, remove, None, self._office.wait(person.id), self._tasks)
        self._show_again(row)

    def _changed_pin(self, person_id: str, old: str, pin: str) -> str:
        return self._office.set_pin(person_id, pin, old)

    def _show_again(self, row: PersonRow) -> None:
        known = {person.id: person for person in self._office.people}
        row.show_person(known.get(row.person.id, row.person))

    # ---- inside

    def _rows(self) -> list[PersonRow]:
        return [*self.clerks.rows, *self.leaders.rows]

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.show()

    def _lay_out(self, first_start: bool) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(20)
        form.setVerticalSpacing(12)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("您的姓名") if first_start else self.tr("经办人"), self.clerks)
        form.addRow(self.tr("单位"), self.unit)
        form.addRow(self.tr("联系电话"), self.phone)
        form.addRow(self.tr("领导"), self.leaders)
        self.unit.setPlaceholderText(self.tr("承办单位全称，如 区民政局"))
        self.phone.setPlaceholderText(self.tr("印在办理单上，如 021-56789012"))
        column = QVBoxLayout(inside := QWidget())
        column.setContentsMargins(30, 26, 30, 10)
        column.setSpacing(14)
        column.addWidget(wrapped(self.tr("谁在办理？") if first_start else self.tr("人员与密码"), "headline"))
        column.addWidget(wrapped(self.tr("填一次，新建的办理单会自动填好单位和电话；送审、签发、面商时会写明是谁。")))
        column.addLayout(form)
        column.addWidget(wrapped(self.tr("不设密码也能用：谁都可以切换身份，每次切换都会记入办理记录。")))
        column.addWidget(wrapped(self.tr("设了密码：切换到该身份须先输入密码。密码防同事误用，防不住能读写本机文件的人。")))
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        foot = QHBoxLayout()
        foot.setContentsMargins(30, 8, 30, 18)
        later = QLabel(self.tr("以后可在“办理—人员与密码”中填写") if first_start else "")
        later.setObjectName("quiet")
        foot.addWidget(later, 1)
        foot.addWidget(self.buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll, 1)
        self.trouble.setContentsMargins(30, 0, 30, 0)
        whole.addWidget(self.trouble)
        whole.addLayout(foot)
        self.resize(720, 520)
        self.clerks.rows[0].name.setFocus()
