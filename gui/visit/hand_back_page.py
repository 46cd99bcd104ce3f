"""Step 5: the deputy is done; the device goes back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from .look import button, label


class HandBackPage(QWidget):
    """Thanks, and one button for the clerk."""

    wants_return = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.thanks = label(kind="grand")
        self.ask = label(self.tr("请将设备交还工作人员"), "title")
        self.said = label(self.tr("您的意见和签名已经保存，不能再更改。"), "quiet")
        self.clerk = button(self.tr("工作人员：收回设备"), "visit.return")
        column = QVBoxLayout(self)
        column.setSpacing(20)
        column.addStretch(3)
        for one in (self.thanks, self.ask, self.said):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(one)
        column.addStretch(4)
        column.addWidget(self.clerk, 0, Qt.AlignmentFlag.AlignCenter)
        column.addSpacing(36)
        self.clerk.clicked.connect(self.wants_return)

    def show_name(self, name: str) -> None:
        self.thanks.setText(self.tr("感谢您，{}代表！").format(name) if name else self.tr("感谢您！"))
