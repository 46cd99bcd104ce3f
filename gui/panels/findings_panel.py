"""The findings of the checks: grouped by how grave they are, in words; a click leads to the field.

Below them, quietly, what has still to be filled in by whoever's turn it is.
"""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QLabel, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from forms.checks import Finding
from forms.fields import Role
from forms.template import Template

from ..look.appearance import colours
from ..look.icons import icon, pixmap
from ..wording import LOOKED_AT, NOTHING_FOUND, ROLES, SEVERITIES, say
from .item_list import ItemList

_PLACE = int(Qt.ItemDataRole.UserRole)


class FindingsPanel(QWidget):
    """`chosen` tells the place of the finding that the user wants to go to."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self._waiting: tuple[Finding, ...] = ()
        self._role: Role | None = None
        self._marked: Finding | None = None
        self._template: Template | None = None
        self.list = ItemList("findings", self.tr("校核结果"))
        self.list.setToolTip(self.tr("单击转到该栏；F8 下一处，Shift+F8 上一处"))
        self._none = _none_page(self, NOTHING_FOUND)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._none)
        self._stack.addWidget(QWidget())  # no sheet, no word
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 6, 0, 6)
        column.addWidget(self._stack)
        self._fill()
        self.list.itemClicked.connect(self._on_item)
        self.list.itemActivated.connect(self._on_item)

    def show_findings(
        self,
        findings: tuple[Finding, ...],
        template: Template | None,
        waiting: tuple[Finding, ...] = (),
        role: Role | None = None,
    ) -> None:
        """Show what was found; `waiting` is what has still to be filled in, by whoever looks (`role`) or by others. Places
        count on from the one to the other."""
        shown = (self._findings, self._waiting, self._role)
        if (findings, waiting, role) != shown or template is not self._template:
            self._findings, self._waiting, self._role, self._template = findings, waiting, role, template
            self._fill()

    def mark(self, place: int) -> None:
        """Show which finding is being looked at, also when others come and go."""
        self._marked = (self._findings + self._waiting)[place]
        for number in range(self.list.count()):
            if self.list.item(number).data(_PLACE) == place:
                self.list.setCurrentRow(number)

    def texts(self) -> list[str]:
        """Return the sentences shown, without the heads of the groups."""
        items = (self.list.item(number) for number in range(self.list.count()))
        return [item.text() for item in items if item.data(_PLACE) is not None]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._fill()

    def _fill(self) -> None:
        self.list.clear()
        numbered = enumerate(self._findings)
        for severity, group in groupby(numbered, key=lambda pair: pair[1].severity):
            found = list(group)
            ink = colours(self.palette()).severity(severity)
            self._add_group(SEVERITIES[severity], found, icon(severity.value, self.palette(), ink), ink)
        self._fill_waiting()
        both = self._findings + self._waiting
        self._stack.setCurrentIndex(0 if both else 1 if self._template else 2)
        if self._marked in both:
            self.mark(both.index(self._marked))

    def _fill_waiting(self) -> None:
        numbered = list(enumerate(self._waiting, len(self._findings)))
        quiet = colours(self.palette()).quiet
        for role in Role:
            found = [(place, finding) for place, finding in numbered if self._owner(finding) is role]
            if found:
                own = role is self._role
                words = self.tr("待您填写") if own else self.tr("等待{}填写").format(ROLES[role.value])
                self._add_group(words, found, icon("waiting", self.palette(), quiet), quiet, quietly=True)

    def _owner(self, finding: Finding) -> Role | None:
        field = self._template.by_name.get(finding.field) if self._template else None
        return field.role if field else None

    def _add_group(self, head: str, found: list[tuple[int, Finding]], mark: QIcon, ink: str, quietly: bool = False) -> None:
        item = QListWidgetItem(self.tr("{}（{}）").format(head, len(found)))
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(QColor(ink))
        self.list.addItem(item)
        for place, finding in found:
            words = say(finding, self._template)
            item = QListWidgetItem(mark, words)
            item.setData(_PLACE, place)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{head}，{words}")
            if quietly:
                item.setForeground(QColor(ink))
            self.list.addItem(item)

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem) -> None:
        place = item.data(_PLACE)
        if place is not None:
            self.chosen.emit(place)


def _none_page(parent: QWidget, words: str) -> QWidget:
    page = QWidget()
    picture = QLabel()
    picture.setPixmap(pixmap("done", QColor(colours(parent.palette()).done), 40))
    picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
    text = QLabel(f"{words}\n\n{LOOKED_AT}")
    text.setObjectName("quiet")
    text.setAlignment(Qt.AlignmentFlag.AlignCenter)
    text.setWordWrap(True)
    column = QVBoxLayout(page)
    column.setSpacing(10)
    column.addStretch(2)
    column.addWidget(picture)
    column.addWidget(text)
    column.addStretch(5)
    return page
