"""The rows of the ledger as Qt sees them: all sheets, or those that a search found, in the ledger's order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt

from storage.ledger import LedgerRow

from ..wording import STAGES

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
_ROW = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class LedgerModel(QStringListModel):
    """All rows are kept; `show_only` narrows what is shown without asking the store again.

    Its strings are the ids of the sheets shown, so that Qt lays out ten thousand rows without asking Python for each.
    """

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self._all: dict[str, LedgerRow] = {}
        """In the order of the ledger."""
        self._shown: list[LedgerRow] = []
        self._place: dict[str, int] = {}
        self._wanted: list[str] | None = None

    @property
    def total(self) -> int:
        """How many sheets there are, shown or not."""
        return len(self._all)

    def set_rows(self, rows: Sequence[LedgerRow]) -> None:
        self._all = {row.id: row for row in rows}
        self._fill()

    def show_only(self, ids: Sequence[str] | None) -> None:
        """Show the sheets of `ids` in this order; None shows all."""
        self._wanted = None if ids is None else list(ids)
        self._fill()

    def put(self, row: LedgerRow) -> None:
        """Show the news of one sheet where it stands; a sheet that is not in the list comes first."""
        if row.id not in self._all:
            self._all = {row.id: row, **self._all}
            self._fill()
            return
        self._all[row.id] = row
        place = self._place.get(row.id)
        if place is not None:
            self._shown[place] = row
            self.dataChanged.emit(self.index(place), self.index(place))

    def take(self, sheet_id: str) -> None:
        """Take a sheet out of the list."""
        self._all.pop(sheet_id, None)
        self._fill()

    def row(self, index: Index) -> LedgerRow:
        return self._shown[index.row()]

    def index_of(self, sheet_id: str) -> QModelIndex:
        """Return where a sheet is shown, an invalid index where it is not."""
        place = self._place.get(sheet_id)
        return QModelIndex() if place is None else self.index(place)

    def neighbour(self, sheet_id: str) -> str | None:
        """Return the sheet to show when this one goes: the next below, or else the one above."""
        place = self._place.get(sheet_id)
        if place is None or len(self._shown) < 2:
            return None
        return self._shown[place + 1 if place + 1 < len(self._shown) else place - 1].id

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _ROW if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row = self._shown[index.row()]
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.title or self.tr("（未填标题）")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (
                numbered(row.number),
                row.title,
                "、".join(row.proposers),
                STAGES.get(row.stage, ""),
                due_words(row, self.today),
            )
            return "，".join(part for part in parts if part)
        return None

    def _fill(self) -> None:
        ids = list(self._all) if self._wanted is None else [one for one in self._wanted if one in self._all]
        self._shown = [self._all[one] for one in ids]
        self._place = dict(zip(ids, range(len(ids)), strict=True))
        self.setStringList(ids)


def numbered(number: str) -> str:
    """Return 068号, "" where there is no number."""
    return f"{number}号" if number else ""


def is_open(row: LedgerRow) -> bool:
    """True while the reply is still owed."""
    return row.stage not in ("signed", "archived")


def days_left(row: LedgerRow, today: date) -> int | None:
    """Return the days to the day the reply is due, negative when it is past; None where nothing is owed."""
    return (row.due - today).days if row.due and is_open(row) else None


def due_words(row: LedgerRow, today: date) -> str:
    """Return how long there is to the reply in words, "" where nothing is owed."""
    left = days_left(row, today)
    if left is None:
        return ""
    if left < 0:
        return f"逾期 {-left} 天"
    return "今天到期" if left == 0 else f"还剩 {left} 天"
