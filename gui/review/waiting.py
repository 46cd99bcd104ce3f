"""What waits for the leader: which sheets, in which order, and how many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLabel, QWidget

from forms.stages import Stage
from storage.ledger import LedgerRow


def waiting(rows: Sequence[LedgerRow]) -> list[LedgerRow]:
    """Return the sheets that wait for review: the one that is due first comes first, of the others the oldest."""
    return sorted(
        (row for row in rows if row.stage == Stage.IN_REVIEW.value and not row.problem),
        key=lambda row: (row.due or date.max, row.updated, row.id),
    )


def beside(rows: Sequence[LedgerRow], sheet_id: str, step: int) -> str:
    """Return the id of the sheet that waits `step` places behind a sheet, round the end; "" where no other waits.

    `rows` as `waiting` returns them. Of a sheet that does not wait itself, the first one is next, the last one before.
    """
    ids = [row.id for row in rows]
    if sheet_id not in ids:
        return (ids[0] if step > 0 else ids[-1]) if ids else ""
    other = ids[(ids.index(sheet_id) + step) % len(ids)]
    return "" if other == sheet_id else other


class WaitingHead(QLabel):
    """Over the list: 待审 3 件."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("waiting")
        font = self.font()
        font.setBold(True)
        self.setFont(font)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        self.setText(self.tr("待审 {} 件").format(count) if count else self.tr("没有待审的办理单"))
