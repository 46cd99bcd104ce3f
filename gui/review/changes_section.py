"""What was changed since the sheet was last sent back: field by field, with what went and what came."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from forms.comparison import Kind, Piece, compare
from forms.template import Template
from storage.changes import ANEW, GIVEN, GONE, FieldChange

from ..look.appearance import Colours, colours, mixed
from ..wording import label_of
from .section import Section, button, empty, reading

_AROUND = 18
"""Characters of unchanged text that are shown on each side of a change."""
_MOST_SHOWN = 1_500


class ChangesSection(Section):
    """`chosen` tells the field whose change was clicked. Hidden while there is nothing to show."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._changes: tuple[FieldChange, ...] = ()
        self._template: Template | None = None
        self.hide()

    def show_changes(self, changes: Sequence[FieldChange], template: Template | None) -> None:
        self._changes, self._template = tuple(changes), template
        self._fill()

    def texts(self) -> list[str]:
        """Return the changes as plain text, as a screen reader says them."""
        return [self._ink_words(one) or self._spoken(shortened(compare(one.old, one.new))) for one in self._changes]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._changes:
            self._fill()

    def _fill(self) -> None:
        empty(self.column, first=1)
        self.setVisible(bool(self._changes))
        self.set_title(self.tr("上次退回以来的改动（{} 栏）").format(len(self._changes)))
        for change in self._changes:
            self.column.addWidget(self._link(change.field))
            signed = self._ink_words(change)
            self.column.addWidget(reading(signed) if signed else self._words(shortened(compare(change.old, change.new))))

    def _link(self, field: str) -> QPushButton:
        words = label_of(field, self._template)
        link = button(f"change.{field}", self.tr("{}　›").format(words), self.tr("转到「{}」").format(words))
        link.setAccessibleName(link.toolTip())
        link.setProperty("link", True)
        link.setCursor(Qt.CursorShape.PointingHandCursor)
        link.clicked.connect(self._on_link)
        return link

    def _words(self, pieces: Sequence[Piece]) -> QLabel:
        label = QLabel(_rich(pieces, colours(self.palette())))
        label.setObjectName("change")
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setAccessibleName(self._spoken(pieces))
        return label

    def _spoken(self, pieces: Sequence[Piece]) -> str:
        words = {Kind.GONE: self.tr("删去“{}”"), Kind.NEW: self.tr("改为“{}”")}
        return "；".join(words[kind].format(text) for kind, text in pieces if kind in words)

    def _ink_words(self, change: FieldChange) -> str:
        """What became of a signature, "" for another change."""
        return {
            GONE: self.tr("退回前的签名已撤下，留空"),
            ANEW: self.tr("已重新签名"),
            GIVEN: self.tr("新签名"),
        }.get(change.ink, "")

    @Slot()
    def _on_link(self) -> None:
        self.chosen.emit(self.sender().objectName().removeprefix("change."))


def shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with what stayed cut down to a few characters round each change."""
    last = len(pieces) - 1
    return [
        Piece(kind, _cut(text, number > 0, number < last) if kind is Kind.SAME else _capped(text))
        for number, (kind, text) in enumerate(pieces)
    ]


def _cut(text: str, behind: bool, before: bool) -> str:
    """Keep the beginning of what stands behind a change, and the end of what stands before one."""
    head, tail = (_AROUND if behind else 0), (_AROUND if before else 0)
    if len(text) <= head + tail + 1:
        return text
    return f"{text[:head]}……{text[len(text) - tail :]}"


def _capped(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}……"


def _rich(pieces: Sequence[Piece], look: Colours) -> str:
    gone = f"color:{look.error}; background-color:{mixed(look.error, look.base, 0.88).name()}; text-decoration:line-through;"
    came = f"color:{look.done}; background-color:{mixed(look.done, look.base, 0.86).name()}; text-decoration:underline;"
    styles = {Kind.GONE: gone, Kind.NEW: came}
    same = f"color:{look.text};"
    return "".join(_span(text, styles.get(kind, same), "<br>" if kind is Kind.SAME else "↵<br>") for kind, text in pieces)


def _span(text: str, style: str, line_end: str) -> str:
    shown = escape(text).replace("\n", line_end)
    return f'<span style="{style}">{shown}</span>'
