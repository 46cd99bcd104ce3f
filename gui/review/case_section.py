"""The case details (案卷) to be read: what no paper prints, and what the joint units said."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from forms.fields import LongTextField
from forms.sheet import Sheet

from .section import Section, empty, heading, reading

JOINT_UNITS, JOINT_OPINIONS = "joint_units", "joint_opinions"


class CaseSection(Section):
    """A line a detail; long ones under headings of their own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("案卷"))
        self._rows: dict[str, QWidget] = {}

    def show_case(self, sheet: Sheet) -> None:
        empty(self.column, first=1)
        self._rows = {}
        short = [field for field in sheet.template.unprinted if not isinstance(field, LongTextField)]
        for field in short:
            if shown := sheet.shown(field.name):
                self._add(field.name, reading(self.tr("{}：{}").format(field.short_label, shown)))
        if not self._rows:
            self.column.addWidget(reading(self.tr("没有填写案卷内容"), quiet=True))
        for field in sheet.template.unprinted:
            if isinstance(field, LongTextField) and field.name != JOINT_OPINIONS and sheet.shown(field.name):
                self.column.addWidget(heading(field.short_label))
                self._add(field.name, reading(sheet.shown(field.name)))
        self._show_joint(sheet)

    def row(self, name: str) -> QWidget | None:
        """Return where a detail stands, None where it is not shown."""
        return self._rows.get(name)

    def _show_joint(self, sheet: Sheet) -> None:
        units, opinions = sheet.shown(JOINT_UNITS), sheet.shown(JOINT_OPINIONS).strip()
        if not units and not opinions:
            return
        title = self.tr("会办单位意见")
        self.column.addWidget(heading(self.tr("{}（{}）").format(title, units) if units else title))
        self._add(JOINT_OPINIONS, reading(opinions or self.tr("会办单位尚未反馈意见，案卷中没有记录。"), quiet=not opinions))

    def _add(self, name: str, label: QWidget) -> None:
        self._rows[name] = label
        self.column.addWidget(label)
