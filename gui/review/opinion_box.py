"""The leader's opinion in the panel: the same answer as on the paper, with the customary phrases of the unit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from ..editing import SheetEditing
from ..paper.editors import editor_for
from ..paper.text_editor import TextEditor
from .leader_fields import leader_fields
from .section import Section, button

_MOST_BUTTONS, _LONGEST_BUTTON = 3, 8
_LONGEST_ITEM = 28


class OpinionBox(Section):
    """`phrase_kept` and `phrase_dropped` tell a phrase that is to be customary from now on, or no longer."""

    phrase_kept = Signal(str)
    phrase_dropped = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("审核意见"))
        self._editing: SheetEditing | None = None
        self._field = ""
        self._phrases: tuple[str, ...] = ()
        self.editor: TextEditor | None = None
        self._buttons: list[QPushButton] = []
        self.menu = QMenu(self)
        self.more = button("phrases", self.tr("惯用语"), self.tr("插入惯用语，把现在的意见存为惯用语，或删去一条"))
        self.more.setMenu(self.menu)
        self.menu.aboutToShow.connect(self._fill_menu)
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._row.addStretch()
        self._row.addWidget(self.more)
        self.column.addLayout(self._row)

    def show_sheet(self, editing: SheetEditing | None, phrases: Sequence[str]) -> None:
        """Show the opinion on a sheet, nothing where it asks for none."""
        self._editing = editing
        self._field = leader_fields(editing.sheet.template).opinion if editing else ""
        if self.editor is not None:
            self.column.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
        if editing is not None and self._field:
            made = editor_for(editing.sheet.template.by_name[self._field], editing, self)
            assert isinstance(made, TextEditor)
            made.setObjectName(f"review.{self._field}")  # the name alone is the editor's on the paper
            self.editor = made
            self.column.insertWidget(1, made)
        self.show_phrases(phrases)

    def show_phrases(self, phrases: Sequence[str]) -> None:
        self._phrases = tuple(phrases)
        for old in self._buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        short = [phrase for phrase in self._phrases if len(phrase) <= _LONGEST_BUTTON][:_MOST_BUTTONS]
        self._buttons = [self._phrase_button(number, phrase) for number, phrase in enumerate(short)]
        for number, one in enumerate(self._buttons):
            self._row.insertWidget(number, one)
        self.refresh()

    def refresh(self) -> None:
        """Ask again whether the opinion may be changed; one that is neither there nor to be given is not shown."""
        open_ = self._open
        for one in (*self._buttons, self.more):
            one.setVisible(open_)
        self.setVisible(open_ or bool(self._text.strip()))

    @property
    def _open(self) -> bool:
        return self._editing is not None and bool(self._field) and self._editing.may_change(self._field)

    @property
    def _text(self) -> str:
        return self._editing.sheet.shown(self._field) if self._editing and self._field else ""

    def insert(self, phrase: str) -> None:
        """Write a phrase: in the place of another one, else behind what is written."""
        if self._editing is not None and self._open:
            text = with_phrase(self._text, phrase, self._phrases)
            self._editing.edit_many({self._field: text}, self.tr("插入惯用语"))

    def _phrase_button(self, number: int, phrase: str) -> QPushButton:
        made = QPushButton(phrase.replace("&", "&&"))
        made.setObjectName(f"phrase.{number}")
        made.setAccessibleName(self.tr("惯用语：{}").format(phrase))
        made.setToolTip(self.tr("写入审核意见：{}").format(phrase))
        made.setProperty("phrase", phrase)
        made.setAutoDefault(True)
        made.clicked.connect(self._on_phrase)
        return made

    @Slot()
    def _fill_menu(self) -> None:
        self.menu.clear()
        for phrase in self._phrases:
            self._add(self.menu, phrase).triggered.connect(self._on_phrase)
        self.menu.addSeparator()
        keep = self.menu.addAction(self.tr("把现在的意见存为惯用语"))
        keep.setEnabled(bool(self._text.strip()) and self._text.strip() not in self._phrases)
        keep.triggered.connect(self._on_keep)
        drop = self.menu.addMenu(self.tr("删去一条惯用语"))
        drop.setEnabled(bool(self._phrases))
        for phrase in self._phrases:
            self._add(drop, phrase).triggered.connect(self._on_drop)

    def _add(self, menu: QMenu, phrase: str) -> QAction:
        words = phrase if len(phrase) <= _LONGEST_ITEM else f"{phrase[:_LONGEST_ITEM]}……"
        action = menu.addAction(words.replace("&", "&&"))
        action.setData(phrase)
        return action

    @Slot()
    def _on_phrase(self) -> None:
        sender = self.sender()
        self.insert(str(sender.data() if isinstance(sender, QAction) else sender.property("phrase")))

    @Slot()
    def _on_keep(self) -> None:
        self.phrase_kept.emit(self._text.strip())

    @Slot()
    def _on_drop(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.phrase_dropped.emit(str(sender.data()))


def with_phrase(text: str, phrase: str, phrases: Sequence[str]) -> str:
    """Return the opinion with a phrase: it takes the place of another phrase, else it stands behind what was written."""
    written = text.strip()
    return phrase if not written or written in phrases else f"{text.rstrip()}{phrase}"
