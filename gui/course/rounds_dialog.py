"""Shows earlier rounds of a sheet as they were signed: to read and to export, never to change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from forms.template import Template
from forms.typesetting.fonts import FontShelf

from ..editing import SheetEditing
from ..office.parts import answers, push_button
from ..panels.item_drawing import WrappedItems
from ..paper.ink_figure import Assets
from ..paper.view import PaperView
from ..wording import STAGES


class RoundsDialog(QDialog):
    """`rounds` oldest first; the last one is shown first, on `paper`."""

    export_wanted = Signal(object)
    """The Record of the round."""

    def __init__(self, parent: QWidget | None, template: Template, rounds: Sequence[Record], paper: PaperView) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("以前各次办理"))
        self._template, self._rounds, self.paper = template, list(rounds), paper
        self._editing: SheetEditing | None = None
        self.list = QListWidget()
        self.list.setObjectName("rounds")
        self.list.setAccessibleName(self.tr("各次办理"))
        self.list.setFixedWidth(180)
        self.list.setItemDelegate(WrappedItems(self.list))
        for one in rounds:
            self.list.addItem(self.tr("第 {} 次办理\n{}").format(one.round, STAGES[one.stage.value]))
        self.export_button = push_button(self.tr("导出这一次…"), "export_round", self.tr("导出选中的一次办理"))
        self.buttons, self.accept_button = answers(self, self.tr("关闭"), "")
        self.buttons.addButton(self.export_button, self.buttons.ButtonRole.ActionRole)
        self._lay_out()
        self.list.currentRowChanged.connect(self._on_round)
        self.export_button.clicked.connect(self._on_export)
        self.buttons.accepted.connect(self.accept)
        self.list.setCurrentRow(self.list.count() - 1)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        template: Template,
        rounds: Sequence[Record],
        fonts: FontShelf,
        assets: Assets,
        export: Callable[[Record], object],
    ) -> None:
        """Show the rounds until the dialog is closed; `export` is told which round is to be exported."""
        paper = PaperView(fonts)
        paper.use_assets(assets)
        paper.fit_width()
        dialog = cls(parent, template, rounds, paper)
        dialog.export_wanted.connect(export)
        dialog.exec()
        dialog.deleteLater()

    @property
    def shown(self) -> Record | None:
        place = self.list.currentRow()
        return self._rounds[place] if 0 <= place < len(self._rounds) else None

    @Slot(int)
    def _on_round(self, _place: int) -> None:
        shown = self.shown
        if shown is None:
            return
        old, self._editing = self._editing, SheetEditing(Sheet(self._template, shown), self, Role.CLERK)
        self.paper.show_sheet(self._editing)
        if old is not None:
            old.deleteLater()

    @Slot()
    def _on_export(self) -> None:
        if self.shown is not None:
            self.export_wanted.emit(self.shown)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.list)
        middle.addWidget(self.paper, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 14)
        column.setSpacing(12)
        column.addLayout(middle, 1)
        column.addWidget(self.buttons)
        self.resize(1020, 680)
