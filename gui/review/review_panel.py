"""The leader's panel beside the paper: what is to be known of a case above, the opinion and the decision below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from forms.checks import Finding
from forms.sheet import REMARKS, Change
from storage.changes import FieldChange

from ..editing import SheetEditing
from .case_head import CaseHead
from .case_section import CaseSection
from .changes_section import ChangesSection
from .decision_bar import DecisionBar
from .findings_section import FindingsSection
from .lacking import lacking, lacking_words
from .leader_fields import leader_fields
from .opinion_box import OpinionBox
from .remarks_section import RemarksSection
from .signature_row import SignatureRow


class ReviewPanel(QWidget):
    """Shows one case and asks; what is asked for is done elsewhere."""

    field_wanted = Signal(str)
    lacking_told = Signal(str)
    """What is lacking before the sheet can be approved, in words; "" for nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._editing: SheetEditing | None = None
        self._findings: tuple[Finding, ...] = ()
        self._now = datetime.min
        self.head, self.case, self.changes = CaseHead(), CaseSection(), ChangesSection()
        self.findings, self.remarks = FindingsSection(), RemarksSection()
        self.opinion, self.signature, self.decision = OpinionBox(), SignatureRow(), DecisionBar()
        self._reading = self._reading_area()
        self._deciding = self._deciding_area()
        self._lay_out()
        self._add_keys()
        self.changes.chosen.connect(self.field_wanted)
        self.findings.chosen.connect(self.field_wanted)

    def show_sheet(self, editing: SheetEditing | None, phrases: Sequence[str], now: datetime) -> None:
        """Show a case, nothing for None. What changed and what was found comes by calls of their own."""
        if self._editing is not None:
            self._editing.changed.disconnect(self._on_changed)
        self._editing, self._now, self._findings = editing, now, ()
        self.opinion.show_sheet(editing, phrases)
        self._reading.setVisible(editing is not None)
        self._deciding.setVisible(editing is not None)
        self.show_changes(())
        if editing is not None:
            editing.changed.connect(self._on_changed)
            self.findings.show_findings((), editing.sheet.template)
            self.refresh(now)
            self._reading.verticalScrollBar().setValue(0)

    def refresh(self, now: datetime) -> None:
        """Show everything as it stands: also after the stage has changed."""
        if self._editing is None:
            return
        self._now = now
        sheet = self._editing.sheet
        self.head.show_case(sheet, now.date())
        self.case.show_case(sheet)
        self.opinion.refresh()
        self._show_own()

    def show_changes(self, changes: Sequence[FieldChange]) -> None:
        """Show what the clerk has changed since the sheet was sent back; () hides the section."""
        self.changes.show_changes(changes, self._editing.sheet.template if self._editing else None)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        if self._editing is not None:
            self._findings = tuple(findings)
            self.findings.show_findings(findings, self._editing.sheet.template)
            self._show_decision()

    def commit(self) -> None:
        """End what an input method is composing in the opinion."""
        if self.opinion.editor is not None:
            self.opinion.editor.commit()

    def focus_field(self, name: str) -> bool:
        """Bring a case detail into sight; False where the panel shows no such one."""
        row = self.case.row(name)
        if row is not None:
            self._reading.ensureWidgetVisible(row, 20, 40)
        return row is not None

    @property
    def open(self) -> bool:
        """True where the leader may decide on this sheet now."""
        if self._editing is None:
            return False
        own = leader_fields(self._editing.sheet.template)
        return any(self._editing.may_change(name) for name in own if name)

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        self._show_own()
        if REMARKS in change.fields:
            self._reading.ensureWidgetVisible(self.remarks, 0, 0)

    def _show_own(self) -> None:
        """Show what the leader works on."""
        if self._editing is not None:
            self.remarks.show_remarks(self._editing.sheet, self._now, self.open)
            self.signature.show_case(self._editing, self._now)
            self._show_decision()

    def _show_decision(self) -> None:
        if self._editing is not None:
            words = lacking_words(lacking(self._editing.sheet, self._findings))
            self.decision.show_case(self.open, words)
            self.lacking_told.emit(words)

    # ---- building

    def _reading_area(self) -> QScrollArea:
        content = QWidget()
        content.setObjectName("plain")
        column = QVBoxLayout(content)
        column.setContentsMargins(14, 12, 12, 14)
        column.setSpacing(16)
        for part in (self.head, self.changes, self.findings, self.case, self.remarks):
            column.addWidget(part)
        column.addStretch()
        area = QScrollArea()
        area.setObjectName("review_case")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(self.tr("案情"))
        area.setWidget(content)
        return area

    def _deciding_area(self) -> QWidget:
        area = QWidget()
        rule = QFrame()
        rule.setObjectName("rule")
        inner = QVBoxLayout()
        inner.setContentsMargins(14, 10, 12, 12)
        inner.setSpacing(8)
        for part in (self.opinion, self.signature, self.decision):
            inner.addWidget(part)
        column = QVBoxLayout(area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule)
        column.addLayout(inner)
        return area

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._reading, 1)
        column.addWidget(self._deciding)
        self._reading.hide()
        self._deciding.hide()

    def _add_keys(self) -> None:
        """Keys that work anywhere in the window while the panel is seen."""
        self.mark_action = self._action("action.mark", self.tr("标注(&M)…"), "Ctrl+M")
        self.mark_action.triggered.connect(self.remarks.mark_wanted)
        self._action("action.next_waiting", self.tr("下一件"), "Alt+Down").triggered.connect(self.decision.next.click)
        self._action("action.previous_waiting", self.tr("上一件"), "Alt+Up").triggered.connect(self.decision.previous.click)

    def _action(self, name: str, words: str, keys: str) -> QAction:
        action = QAction(words, self)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(keys))
        self.addAction(action)
        return action
