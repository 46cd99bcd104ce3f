"""The head of a case: what it is about, whose it is, when the reply is due, where it stands."""

from __future__ import annotations

from datetime import date

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from forms.dates import official
from forms.sheet import Sheet
from storage.ledger import LedgerRow, row_of

from ..ledger.model import days_left, due_words, numbered
from ..look.appearance import colours
from ..wording import STAGES
from .section import heading, reading

_SOON_DAYS = 7


class CaseHead(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = heading("")
        self.title.setWordWrap(True)
        self.who = reading("")
        self.due = QLabel()
        self.due.setWordWrap(True)
        self.stands = reading("", quiet=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for label in (self.title, self.who, self.due, self.stands):
            column.addWidget(label)

    def show_case(self, sheet: Sheet, today: date) -> None:
        row = row_of(sheet.record, sheet.template)
        self.title.setText(row.title or self.tr("（未填标题）"))
        people = self.tr("、").join(row.proposers) or self.tr("（未填提出人）")
        self.who.setText("　".join(part for part in (self.tr("提出人 {}").format(people), numbered(row.number)) if part))
        self._show_due(row, today)
        stage = STAGES.get(row.stage, row.stage)
        self.stands.setText(self.tr("{}　第 {} 轮{}").format(stage, row.round, self.tr("（重办）") if row.round > 1 else ""))

    def _show_due(self, row: LedgerRow, today: date) -> None:
        self.due.setVisible(row.due is not None)
        if row.due is None:
            return
        words, left = due_words(row, today), days_left(row, today)
        self.due.setText(self.tr("答复期限 {}").format(official(row.due)) + (f"（{words}）" if words else ""))
        look = colours(self.palette())
        ink = look.quiet if left is None else look.error if left < 0 else look.warning if left <= _SOON_DAYS else look.text
        palette = self.due.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(ink))
        self.due.setPalette(palette)
