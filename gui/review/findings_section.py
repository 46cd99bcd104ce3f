"""What the checks found, in brief: how many, and the gravest few, each leading to its field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidgetItem, QWidget

from forms.checks import Finding, Severity
from forms.fields import Role
from forms.template import Template

from ..look.appearance import colours
from ..look.icons import icon
from ..wording import LOOKED_AT, NOTHING_FOUND, SEVERITIES, say
from .fit_list import FitList
from .section import Section, reading

MOST_SHOWN = 4


class FindingsSection(Section):
    """`chosen` tells the field of the finding that was clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("校核结果"))
        self._findings: tuple[Finding, ...] = ()
        self._template: Template | None = None
        self.count = reading("", quiet=True)
        self.list = FitList("review_findings", self.tr("校核结果"))
        self.list.chosen.connect(self._on_chosen)
        self.column.addWidget(self.count)
        self.column.addWidget(self.list)

    def show_findings(self, findings: Sequence[Finding], template: Template | None) -> None:
        """`findings` come gravest first. What the leader has still to do is said where it is done."""
        self._findings = tuple(one for one in findings if not _to_do(one, template))
        self._template = template
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._fill()

    def _fill(self) -> None:
        self.count.setText(self._summary())
        shown = self._findings[:MOST_SHOWN]
        self.list.setVisible(bool(shown))
        self.list.show_items([self._item(finding) for finding in shown])

    def _summary(self) -> str:
        counted = {severity: sum(one.severity is severity for one in self._findings) for severity in Severity}
        parts = [self.tr("{} {} 处").format(SEVERITIES[severity], count) for severity, count in counted.items() if count]
        if not parts:
            return f"{NOTHING_FOUND}。{LOOKED_AT}"
        more = len(self._findings) - MOST_SHOWN
        return "，".join(parts) + (self.tr("；下列前 {} 处，全部见“校核”").format(MOST_SHOWN) if more > 0 else "")

    def _item(self, finding: Finding) -> QListWidgetItem:
        words = say(finding, self._template)
        ink = colours(self.palette()).severity(finding.severity)
        item = QListWidgetItem(icon(finding.severity.value, self.palette(), ink), words)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{SEVERITIES[finding.severity]}，{words}")
        return item

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        self.chosen.emit(self._findings[place].field)


def _to_do(finding: Finding, template: Template | None) -> bool:
    field = template.by_name.get(finding.field) if template else None
    return field is not None and field.role is Role.LEADER and finding.code == "required"
