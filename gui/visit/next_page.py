"""Between two deputies of a joint suggestion: the clerk has the device, and says who sits down next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.record import Record
from forms.template import Template

from .deputy_chooser import DeputyList
from .look import MARGIN, button

_WIDE = 720


class NextDeputyPage(QWidget):
    """Who is still awaited, or the end of the visit."""

    chosen = Signal(str)
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = DeputyList()
        self.list.setMaximumWidth(_WIDE)
        self.end = button(self.tr("结束面商"), "visit.end")
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 28, MARGIN, 28)
        column.setSpacing(20)
        column.addWidget(self.list, 1, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.end, 0, Qt.AlignmentFlag.AlignCenter)
        self.list.chosen.connect(self.chosen)
        self.end.clicked.connect(self.finished)

    def show_sheet(self, template: Template, record: Record) -> None:
        self.list.show_sheet(template, record)
