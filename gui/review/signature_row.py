"""The leader's signature in the panel: whether it stands, and the way to give or withdraw it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from forms.signing import Standing, standing

from ..editing import SheetEditing
from ..moments import instant_words
from .leader_fields import leader_fields
from .section import Coloured, button

_COLOURS = {Standing.NONE: "quiet", Standing.OPEN: "text", Standing.HOLDS: "done", Standing.VOID: "error"}


class SignatureRow(QWidget):
    sign_wanted = Signal()
    withdrawal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = Coloured()
        self.sign = button("sign", self.tr("签名(&S)…"), self.tr("在手写板上签名，或留空待打印后手签"))
        self.withdraw = button("withdraw_signature", self.tr("撤下"), self.tr("撤下签名，可以撤销"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.state, 1)
        row.addWidget(self.withdraw)
        row.addWidget(self.sign)
        self.sign.clicked.connect(self.sign_wanted)
        self.withdraw.clicked.connect(self.withdrawal_wanted)

    def show_case(self, editing: SheetEditing, now: datetime) -> None:
        sheet = editing.sheet
        field = leader_fields(sheet.template).signature
        stands = standing(sheet.template, sheet.view, field) if field else Standing.NONE
        open_ = bool(field) and editing.may_change(field)
        self.setVisible(open_ or stands is not Standing.NONE)
        if not field:
            return
        self.state.say(self._words(stands, sheet.view.signatures.get(field), now), _COLOURS[stands])
        self.sign.setVisible(open_)
        self.sign.setText(self.tr("签名(&S)…") if stands is Standing.NONE else self.tr("重签(&S)…"))
        self.withdraw.setVisible(open_ and stands is not Standing.NONE)

    def _words(self, stands: Standing, entry: Mapping[str, object] | None, now: datetime) -> str:
        if entry is None or stands is Standing.NONE:
            return self.tr("尚未签名")
        when = instant_words(str(entry.get("at", "")), now)
        about = "，".join(part for part in (str(entry.get("name", "")), when) if part)
        return {
            Standing.HOLDS: self.tr("已签：{}"),
            Standing.OPEN: self.tr("留空待手签：{}"),
            Standing.VOID: self.tr("签名已失效：签名后内容有改动"),
        }[stands].format(about)
