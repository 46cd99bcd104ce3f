"""Case details that no paper shows, and what an import could place nowhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from forms.fields import Field
from forms.sheet import Change
from forms.template import REMAINDER

from ..editing import SheetEditing
from ..look.appearance import colours, mixed
from ..paper.editors import editor_for
from ..tab_order import lead_on


class DetailsPanel(QScrollArea):
    """The fields of the template that are not printed, each with the editor of its kind, named as the field is."""

    field_focused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editing: SheetEditing | None = None
        self._editors: dict[str, QWidget] = {}
        self._remainder: QFrame | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("案卷"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_sheet(self, editing: SheetEditing | None) -> None:
        """Show the details of a sheet, nothing for None."""
        if self._editing is not None:
            self._editing.changed.disconnect(self._on_changed)
        self._editing = editing
        self._editors = {}
        self._remainder = None
        content = QWidget()
        content.setObjectName("plain")
        column = QVBoxLayout(content)
        column.setContentsMargins(14, 14, 12, 14)
        column.setSpacing(14)
        if editing is not None:
            self._remainder = self._remainder_frame(editing)
            column.addWidget(self._remainder)
            for field in editing.sheet.template.unprinted:
                column.addLayout(self._row(field, editing))
            editing.changed.connect(self._on_changed)
            self._show_remainder()
        column.addStretch()
        self.setWidget(content)
        lead_on(self, content.findChildren(QWidget))

    def has(self, name: str) -> bool:
        return name in self._editors

    def focus_field(self, name: str) -> None:
        """Put the caret into a field of the panel and bring it into sight."""
        editor = self._editors.get(name)
        if editor is not None:
            self.ensureWidgetVisible(editor, 20, 40)
            editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """End what an input method is composing in one of the fields."""
        for editor in self._editors.values():
            commit = getattr(editor, "commit", None)
            if commit is not None:
                commit()

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        if REMAINDER.name in change.fields:
            self._show_remainder()

    @Slot()
    def _on_copy(self) -> None:
        if self._editing is not None:
            QGuiApplication.clipboard().setText(self._editing.sheet.shown(REMAINDER.name))

    @Slot()
    def _on_clear(self) -> None:
        if self._editing is not None:
            self._editing.edit_many({REMAINDER.name: ""}, self.tr("清除未归入的内容"))

    def _show_remainder(self) -> None:
        if self._remainder is not None and self._editing is not None:
            self._remainder.setVisible(bool(self._editing.sheet.answer(REMAINDER.name)))

    def _row(self, field: Field, editing: SheetEditing) -> QVBoxLayout:
        editor = editor_for(field, editing)
        label = QLabel(field.short_label)
        label.setBuddy(editor)
        if not editor.toolTip():
            editor.setToolTip(field.hint or field.short_label)
        self._editors[field.name] = editor
        row = QVBoxLayout()
        row.setSpacing(4)
        row.addWidget(label)
        row.addWidget(editor)
        return row

    def _remainder_frame(self, editing: SheetEditing) -> QFrame:
        look = colours(self.palette())
        frame = QFrame()
        frame.setObjectName("remainder_frame")
        back, edge = mixed(look.warning, look.base, 0.9).name(), mixed(look.warning, look.base, 0.6).name()
        frame.setStyleSheet(f"QFrame#remainder_frame {{ background: {back}; border: 1px solid {edge}; border-radius: 8px; }}")
        head = QLabel(self.tr("未归入的内容"))
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        words = QLabel(self.tr("导入时没有找到归处的文字。请抄到相应的栏目，处理完后清除。"))
        words.setWordWrap(True)
        editor = editor_for(REMAINDER, editing)
        head.setBuddy(editor)
        self._editors[REMAINDER.name] = editor
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(head)
        column.addWidget(words)
        column.addWidget(editor)
        column.addLayout(self._remainder_buttons())
        return frame

    def _remainder_buttons(self) -> QHBoxLayout:
        copy = _button(self.tr("复制"), self.tr("复制全部未归入的内容"))
        clear = _button(self.tr("已处理，清除"), self.tr("清除未归入的内容，可以撤销"))
        copy.clicked.connect(self._on_copy)
        clear.clicked.connect(self._on_clear)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(copy)
        buttons.addWidget(clear)
        return buttons


def _button(words: str, tip: str) -> QPushButton:
    button = QPushButton(words)
    button.setAccessibleName(tip)
    button.setToolTip(tip)
    button.setAutoDefault(True)  # Enter presses it, also outside a dialog
    return button
