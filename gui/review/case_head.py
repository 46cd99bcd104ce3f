"""The head of a case: what it is about, whose it is, when the reply is due, where it stands."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.dates import official
from forms.sheet import Sheet
from storage.ledger import LedgerRow, row_of

from ..ledger.model import days_left, due_words
from ..naming import numbered, titled
from ..wording import STAGES
from .section import Coloured, heading, reading

_SOON_DAYS = 7


class CaseHead(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = heading("")
        self.title.setWordWrap(True)
        self.who = reading("")
        self.due = Coloured()
        self.stands = reading("", quiet=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for label in (self.title, self.who, self.due, self.stands):
            column.addWidget(label)

    def show_case(self, sheet: Sheet, today: date) -> None:
        row = row_of(sheet.record, sheet.template)
        self.title.setText(titled(row.title))
        people = self.tr("、").join(row.proposers) or self.tr("（未填提出人）")
        self.who.setText("　".join(part for part in (self.tr("提出人 {}").format(people), numbered(row.number)) if part))
        self._show_due(row, today)
        stage = STAGES.get(row.stage, row.stage)
        again = self.tr("第 {} 次办理（重办）").format(row.round) if row.round > 1 else ""
        self.stands.setText("　".join(part for part in (stage, again) if part))

    def _show_due(self, row: LedgerRow, today: date) -> None:
        self.due.setVisible(row.due is not None)
        if row.due is None:
            return
        words, left = due_words(row, today), days_left(row, today)
        colour = "quiet" if left is None else "error" if left < 0 else "warning" if left <= _SOON_DAYS else "text"
        self.due.say(self.tr("答复期限 {}").format(official(row.due)) + (f"（{words}）" if words else ""), colour)
