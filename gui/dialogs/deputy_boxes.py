"""Whose copies: a box for each deputy of a joint suggestion, all of them checked at first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QScrollArea, QWidget

_COLUMNS = 3
_SHOWN_ROWS = 4
"""Of a suggestion that thirty deputies made, the others are scrolled to."""


class DeputyBoxes(QScrollArea):
    """`names` in the order of the sheet, the lead deputy first."""

    changed = Signal()

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("export_deputies")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.boxes = [(name, self._box(number, name)) for number, name in enumerate(names, 1)]
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for number, (_, box) in enumerate(self.boxes):
            grid.addWidget(box, number // _COLUMNS, number % _COLUMNS)
            grid.setColumnStretch(number % _COLUMNS, 1)
            box.toggled.connect(self.changed)
        grid.setRowStretch(len(self.boxes), 1)
        self.setWidget(inside)
        rows = min(_SHOWN_ROWS, -(-len(self.boxes) // _COLUMNS))
        height = self.boxes[0][1].sizeHint().height() if self.boxes else 0
        self.setFixedHeight(rows * (height + grid.spacing()))

    @property
    def chosen(self) -> tuple[str, ...] | None:
        """The names that are checked, None for all of them."""
        names = tuple(name for name, box in self.boxes if box.isChecked())
        return None if len(names) == len(self.boxes) else names

    def _box(self, number: int, name: str) -> QCheckBox:
        box = QCheckBox(name)
        box.setObjectName(f"export_deputy_{number}")
        box.setAccessibleName(self.tr("{}代表的各份").format(name))
        box.setToolTip(box.accessibleName())
        box.setChecked(True)
        return box
