"""Which deputy sits here now: those of a joint suggestion, who has answered already, who is missing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from forms.course import awaiting
from forms.deputies import deputies
from forms.record import Record
from forms.template import Template

from .look import MARGIN, TOUCH, button, label, palette, scrolling, style_sheet


class DeputyList(QWidget):
    """A large button for each deputy; those who have answered cannot be chosen."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = label(kind="title")
        self.buttons: dict[str, QPushButton] = {}
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 14, 0)
        self._rows.setSpacing(12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.head)
        column.addWidget(scrolling(inside, "visit_deputies"), 1)

    def show_sheet(self, template: Template, record: Record, question: str = "") -> None:
        """Show the deputies of a sheet, and who is awaited; `question` is asked instead of who is there."""
        names, missing = deputies(template, record), awaiting(template, record)
        done = self.tr("（已完成 {} 位，共 {} 位）").format(len(names) - len(missing), len(names))
        self.head.setText((question or self.tr("哪位代表在场？")) + done)
        self._clear()
        for name in names:
            self._rows.addWidget(self._button(name, awaited=name in missing))
        self._rows.addStretch(1)

    def _button(self, name: str, awaited: bool) -> QPushButton:
        made = _NameButton(name, self.tr("{}　待面商").format(name) if awaited else self.tr("{}　已完成").format(name))
        made.setEnabled(awaited)
        made.chosen.connect(self.chosen)
        self.buttons[name] = made
        return made

    def _clear(self) -> None:
        self.buttons.clear()
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


class DeputyChooser(QDialog):
    """Asks the clerk, before the device is handed over or a paper is copied."""

    def __init__(self, parent: QWidget | None, template: Template, record: Record, question: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("选择代表"))
        self.setPalette(palette())
        self.setStyleSheet(style_sheet())
        self.name: str | None = None
        self.list = DeputyList()
        self.cancel = button(self.tr("取消"), "visit.choose_cancel")
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 20, MARGIN, 20)
        column.setSpacing(16)
        column.addWidget(self.list, 1)
        column.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(620, 520)
        self.list.chosen.connect(self._on_chosen)
        self.cancel.clicked.connect(self.reject)
        self.list.show_sheet(template, record, question)

    @classmethod
    def ask(cls, parent: QWidget | None, template: Template, record: Record, question: str = "") -> str | None:
        """Return the name of the deputy, None where the clerk left."""
        dialog = cls(parent, template, record, question)
        dialog.exec()
        name = dialog.name
        dialog.deleteLater()
        return name

    @Slot(str)
    def _on_chosen(self, name: str) -> None:
        self.name = name
        self.accept()


class _NameButton(QPushButton):
    chosen = Signal(str)

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words)
        self._name = name
        self.setObjectName(f"visit.deputy.{name}")
        self.setAccessibleName(words)
        self.setMinimumHeight(TOUCH + 8)
        self.setAutoDefault(False)
        self.clicked.connect(self._on_clicked)

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self._name)
