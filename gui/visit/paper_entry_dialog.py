"""据寄回纸质表录入: the clerk copies the marks of a deputy from the paper that came back, next to its scan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from forms.deputies import deputies, view_of
from forms.fields import Role, Value
from forms.record import Record
from forms.sheet import Change, Sheet
from forms.stages import Stage
from forms.template import Template

from ..editing import SheetEditing
from ..office.parts import answers, wrapped
from ..paper.editors import editor_for
from ..scans.scan_shelf import Read, ScanShelf


class PaperEntry(NamedTuple):
    """What was copied, and the scans it was copied from: bytes and kind of file (pdf, jpg, png)."""

    answers: Mapping[str, Value]
    scans: tuple[tuple[bytes, str], ...]


class PaperEntryDialog(QDialog):
    """The scan on the left, the rows of the sheet on the right. Without a scan, or with a row left out, it is not accepted."""

    def __init__(
        self, parent: QWidget | None, template: Template, record: Record, deputy: str, read: Read, folder: Path
    ) -> None:
        """`read` reads a scan, `folder` is where one looks for it first."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("据寄回纸质表录入"))
        self._template = template
        self._asked = [field for field in template.of(Role.DEPUTY) if not field.signed]
        self._editing = SheetEditing(Sheet(template, _blank(template, record, deputy)), self, Role.DEPUTY)
        self._name = deputy or deputies(template, record)[0]
        self.shelf = ScanShelf(read, folder)
        self.why = wrapped("")
        self.why.setAccessibleName(self.tr("还缺少什么"))
        self.buttons, self.accept_button = answers(self, self.tr("录入"), self.tr("取消"))
        self._lay_out()
        self.shelf.changed.connect(self._follow)
        self._editing.changed.connect(self._on_changed)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._follow()

    @classmethod
    def ask(
        cls, parent: QWidget | None, template: Template, record: Record, deputy: str, read: Read, folder: Path
    ) -> PaperEntry | None:
        """Ask; None where the clerk left."""
        dialog = cls(parent, template, record, deputy, read, folder)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        entry = dialog.entry
        dialog.deleteLater()
        return entry if accepted else None

    @property
    def entry(self) -> PaperEntry:
        copied = self._editing.sheet.record.answers
        names = [field.name for field in self._asked if field.name in copied]
        scans = tuple((scan.data, scan.kind) for scan in self.shelf.scans)
        return PaperEntry({name: copied[name] for name in names}, scans)

    def lacking(self) -> str:
        """Say the first thing that is missing, "" where the marks can be entered."""
        copied = self._editing.sheet.record.answers
        if not self.shelf.scans:
            return self.tr("请先加入寄回纸质表的扫描件。")
        for field in self._asked:
            value = copied.get(field.name)
            if field.required and not str(value or "").strip():
                return self.tr("“{}”还没有录入。").format(field.short_label)
            if value is not None and any(problem.grave for problem in field.problems(value)):
                return self.tr("“{}”不是日期，请改正。").format(field.short_label)
        return ""

    def _left_out(self) -> str:
        """Say what the rules ask of the deputy and the paper may lack: the clerk copies what is there, and no more."""
        copied = self._editing.sheet.record.answers
        bare = (field for field in self._asked if field.needed(copied) and not str(copied.get(field.name) or "").strip())
        field = next(bare, None)
        words = self.tr("“{}”：选择“不满意”应有具体意见。纸质表上没有写的，可以照样录入，再联系代表补充。")
        return words.format(field.short_label) if field else ""

    @Slot(object)
    def _on_changed(self, _change: Change) -> None:
        self._follow()

    @Slot()
    def _follow(self) -> None:
        lacking = self.lacking()
        self.accept_button.setEnabled(not lacking)
        self.why.setText(lacking or self._left_out())

    def _lay_out(self) -> None:
        parts = QHBoxLayout()
        parts.setSpacing(20)
        parts.addWidget(self.shelf, 5)
        parts.addWidget(self._form(), 6)
        below = QHBoxLayout()
        below.addWidget(self.why, 1)
        below.addWidget(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(14)
        column.addWidget(self._words())
        column.addLayout(parts, 1)
        column.addLayout(below)
        self.resize(1080, 680)

    def _words(self) -> QLabel:
        who = self.tr("{}代表").format(self._name) if self._name else self.tr("代表")
        copied = self.tr("请照{}在纸质表上作的标记原样录入，没有写的不要代填。").format(who)
        return wrapped(copied + self.tr("录入后，办理记录、台账和统计都会注明是据寄回纸质表录入的。"), "question")

    def _form(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(2, 2, 12, 2)
        column.setSpacing(6)
        for field in self._asked:
            editor = editor_for(field, self._editing, inside)
            words = QLabel(field.short_label)
            words.setBuddy(editor)
            column.addWidget(words)
            column.addWidget(editor)
            column.addSpacing(12)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        return area


def _blank(template: Template, record: Record, deputy: str) -> Record:
    """Return the record with nothing of the deputy's, open to them: what stands there must not look copied."""
    view = view_of(template, record, deputy).without({field.name for field in template.of(Role.DEPUTY)})
    return replace(view, stage=Stage.VISITING, joint=MappingProxyType({}))
