"""The place to sign: the pad, or the word that the paper will be signed; and what a drawn signature is, said plainly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..signing.pad_box import PadBox
from .look import MARGIN, TOUCH, button, label
from .visiting import Visiting

_WIDTH = 440
"""Pixels, at least: a signature wants room."""


class SigningPlace(QWidget):
    """What is drawn goes to the visit stroke by stroke; it signs nothing before it is confirmed."""

    changed = Signal()

    def __init__(self, visiting: Visiting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visiting, self._field = visiting, visiting.asked.signature
        self.box = PadBox(hint=self.tr("请在此签名"), button_height=TOUCH)
        self.box.pad.setObjectName(f"{self._field}.pad")
        self.left_open = button("", "visit.left_open", "tab")
        self.left_open.setCheckable(True)
        self.open_words = label(self.tr("签名处留空。打印纸质表后，请在纸面上手写签名。"), "notice")
        self.meaning = label(kind="quiet")
        self.setMinimumWidth(_WIDTH)
        self._lay_out()
        self.box.pad.set_ink(visiting.ink(self._field))
        self._on_left_open(False)
        self.box.pad.changed.connect(self._on_drawn)
        self.left_open.toggled.connect(self._on_left_open)
        if not self._field:
            self.hide()

    def entry(self) -> Mapping[str, Any] | None:
        """Return the ink to sign with, {"kind": "open"} where it is left to the paper, None where nothing is there yet."""
        if self.left_open.isChecked() or not self._field:
            return {"kind": "open"}
        return self.box.pad.ink()

    @Slot()
    def _on_drawn(self) -> None:
        self._visiting.draw(self._field, self.box.pad.ink())
        self.changed.emit()

    @Slot(bool)
    def _on_left_open(self, on: bool) -> None:
        self.box.setVisible(not on)
        self.open_words.setVisible(on)
        words = self.tr("改为在屏幕上签名") if on else self.tr("留空，打印后手写签名")
        self.left_open.setText(words)
        self.left_open.setAccessibleName(words)
        paper = self.tr("正式效力以签了名的纸质表为准。")
        drawn = self.tr("屏幕签名表示您当面确认所列内容，会印在表上，确认后不能再更改；它不是法律所说的可靠电子签名，")
        self.meaning.setText((self.tr("按“确认”表示您当面确认所列内容，确认后不能再更改；") if on else drawn) + paper)
        self.changed.emit()

    def _lay_out(self) -> None:
        field = self._visiting.template.by_name.get(self._field)
        words = [field.short_label if field else "", self._visiting.name]
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 16, MARGIN, 16)
        column.setSpacing(12)
        column.addWidget(label("　".join(filter(None, words)), "head"))
        column.addWidget(self.box, 1)
        column.addWidget(self.open_words)
        column.addWidget(self.meaning)
        column.addWidget(self.left_open)
        column.addStretch(0)
