"""The rows of the ledger as Qt sees them: all sheets, or those of one stage or of a search, in the ledger's order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt

from storage.ledger import LedgerRow

from ..naming import numbered, titled
from ..wording import STAGES

ROW_ROLE = int(Qt.ItemDataRole.UserRole)
Index = QModelIndex | QPersistentModelIndex
MARKED: Mapping[str, str] = {"from_paper": "据纸质表录入", "from_file": "据导入文件", "mixed": "部分据纸质表录入"}
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
        self._stage = ""
        self._counts: Counter[str] = Counter()

    @property
    def total(self) -> int:
        """How many sheets there are, shown or not."""
        return len(self._all)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many sheets stand at each stage, and how many were marked how (by `LedgerRow.marked`), shown or not."""
        return self._counts

    def set_rows(self, rows: Sequence[LedgerRow]) -> None:
        self._all = {row.id: row for row in rows}
        self._counts = Counter(row.stage for row in rows)
        self._counts.update(row.marked for row in rows)
        self._fill()

    def show_only(self, ids: Sequence[str] | None) -> None:
        """Show the sheets of `ids` in this order; None shows all."""
        self._wanted = None if ids is None else list(ids)
        self._fill()

    def show_stage(self, stage: str) -> None:
        """Show only sheets at a stage, "" for all stages."""
        self._stage = stage
        self._fill()

    def put(self, row: LedgerRow) -> None:
        """Show the news of one sheet where it stands; a sheet that is not in the list comes first."""
        old = self._all.get(row.id)
        self._count(old, row)
        if old is None:
            self._all = {row.id: row, **self._all}
            self._fill()
            return
        self._all[row.id] = row
        if self._stage and old.stage != row.stage:
            self._fill()
            return
        place = self._place.get(row.id)
        if place is not None:
            self._shown[place] = row
            self.dataChanged.emit(self.index(place), self.index(place))

    def take(self, sheet_id: str) -> None:
        """Take a sheet out of the list."""
        self._count(self._all.pop(sheet_id, None), None)
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
        if role == Qt.ItemDataRole.DisplayRole:
            return titled(row.title)
        if role == Qt.ItemDataRole.ToolTipRole:
            more = (titled(row.title), marked_words(row), awaited_words(row))
            return "\n".join(part for part in more if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (
                numbered(row.number),
                row.title,
                "、".join(row.proposers),
                STAGES.get(row.stage, ""),
                due_words(row, self.today),
                marked_words(row),
                awaited_words(row),
            )
            return "，".join(part for part in parts if part)
        return None

    def _count(self, old: LedgerRow | None, new: LedgerRow | None) -> None:
        if old is not None:
            self._counts.subtract((old.stage, old.marked))
        if new is not None:
            self._counts.update((new.stage, new.marked))

    def _fill(self) -> None:
        ids = list(self._all) if self._wanted is None else [one for one in self._wanted if one in self._all]
        if self._stage:
            ids = [one for one in ids if self._all[one].stage == self._stage]
        self._shown = [self._all[one] for one in ids]
        self._place = dict(zip(ids, range(len(ids)), strict=True))
        self.setStringList(ids)


def marked_words(row: LedgerRow) -> str:
    """Return how the marks came in where it was not by the deputies' own hands, "" otherwise."""
    return MARKED.get(row.marked, "")


def awaited_words(row: LedgerRow) -> str:
    """Return who of several deputies has still to answer; nothing where all, or the only one, have."""
    return f"待{'、'.join(row.awaiting)}" if row.awaiting and (row.marked or len(row.awaiting) > 1) else ""


def awaited_brief(row: LedgerRow) -> str:
    """Return how many have still to answer where names would not fit."""
    return f"待{len(row.awaiting)}位代表" if awaited_words(row) and len(row.awaiting) > 1 else awaited_words(row)


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
