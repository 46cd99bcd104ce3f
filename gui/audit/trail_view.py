"""The audit trail on screen: the newest event first, what a package brought set in, and at the top whether the record holds."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from forms.errors import Failure
from forms.template import Template
from storage.chain import Chain

from ..look.appearance import colours
from ..moments import exact_words, instant_words
from ..panels.item_drawing import Index, WrappedItems
from ..panels.item_list import ItemList
from ..wording import say
from .trail import Entry, entries
from .words import GRAVE, STEPS, person, told

_DEPTH = int(Qt.ItemDataRole.UserRole) + 1
_STRONG = int(Qt.ItemDataRole.UserRole) + 2
_INK = int(Qt.ItemDataRole.UserRole) + 3
"""Which of the colours of the look the words have."""
_STEP_IN = 16


class TrailView(QWidget):
    """`export_wanted` and `verify_wanted` are what its buttons ask for."""

    export_wanted = Signal()
    verify_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.events = ItemList("events", self.tr("办理经过"))
        self.events.setItemDelegate(_TrailItems(self.events))
        self.events.setMouseTracking(False)  # nothing happens where one points
        self.events.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.export = _button("export_trail", self.tr("导出记录…"), self.tr("把办理经过存为表格和原始记录"))
        self.verify = _button("verify_trail", self.tr("核对"), self.tr("核对办理记录是否完整、有没有被改动"))
        self.broken = _told("trouble")
        self.torn = _told("quiet")
        self._lay_out()
        self.export.clicked.connect(self.export_wanted)
        self.verify.clicked.connect(self.verify_wanted)

    def show_trail(self, chain: Chain, template: Template | None, now: datetime) -> None:
        """Show a history, and whether it holds."""
        broken = say(Failure("trail_broken", line=chain.broken_at)) if chain.broken_at is not None else ""
        mild = say(Failure("trail_torn", torn=chain.torn)) if chain.torn else ""
        for label, words in ((self.broken, broken), (self.torn, mild)):
            label.setText(words)
            label.setVisible(bool(words))
        at = self.events.verticalScrollBar().value()
        self.events.clear()
        for entry in entries(chain):
            self._add(entry, template, now)
        self.events.verticalScrollBar().setValue(at)
        for button in (self.export, self.verify):
            button.setEnabled(bool(chain.lines) or chain.torn > 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            for number in range(self.events.count()):
                self._colour(self.events.item(number))

    def _add(self, entry: Entry, template: Template | None, now: datetime) -> None:
        event = entry.event
        words = told(event, template)
        moment = "　".join(part for part in (instant_words(event.when, now), person(event)) if part)
        item = QListWidgetItem("\n".join((words.words, *words.lines, moment)))
        item.setToolTip(f"{exact_words(event.when)}\n{words.text}")
        item.setData(_DEPTH, entry.depth)
        item.setData(_STRONG, event.what in STEPS)
        item.setData(_INK, "error" if entry.doubtful else "warning" if event.what in GRAVE else "text")
        self._colour(item)
        self.events.addItem(item)

    def _colour(self, item: QListWidgetItem) -> None:
        item.setForeground(QColor(getattr(colours(self.palette()), item.data(_INK))))

    def _lay_out(self) -> None:
        head = QLabel(self.tr("办理经过"))
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(head, 1)
        row.addWidget(self.verify)
        row.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self.broken)
        column.addWidget(self.torn)
        column.addWidget(self.events, 1)


class _TrailItems(WrappedItems):
    """Items that are set in where they came with a package, and stronger where the sheet went to other hands."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        depth = _depth(index)
        moved = QStyleOptionViewItem(option)
        moved.rect = option.rect.adjusted(depth * _STEP_IN, 0, 0, 0)
        super().paint(painter, moved, index)
        line = QColor(colours(option.palette).line)
        for step in range(depth):
            painter.fillRect(option.rect.left() + 8 + step * _STEP_IN, option.rect.top(), 2, option.rect.height(), line)

    def _room(self, index: Index, width: int) -> int:
        return super()._room(index, width - _depth(index) * _STEP_IN)

    def _texts(self, option: QStyleOptionViewItem, index: Index) -> list[tuple[str, QFont]]:
        texts = super()._texts(option, index)
        texts[0][1].setBold(bool(index.data(_STRONG)))
        return texts


def _depth(index: Index) -> int:
    return int(index.data(_DEPTH) or 0)


def _button(name: str, words: str, tip: str) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(name)
    button.setAccessibleName(words)
    button.setToolTip(tip)
    button.setAutoDefault(True)  # Enter presses it, also outside a dialog
    return button


def _told(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.hide()
    return label
