"""A part of the review panel: a heading, and below it what belongs together."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ..look.appearance import Colours, colours


class Section(QWidget):
    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = heading(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self.column.addWidget(self.head)

    def set_title(self, title: str) -> None:
        self.head.setText(title)


def heading(words: str) -> QLabel:
    """Return a heading in bold."""
    label = QLabel(words)
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def reading(words: str, quiet: bool = False) -> QLabel:
    """Return text to be read: on as many lines as it takes, to be copied with mouse or keys."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    if quiet:
        label.setObjectName("quiet")
    return label


class Coloured(QLabel):
    """Text to be read in a colour of its own, which follows when the window turns light or dark."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self._colour: Callable[[Colours], str] = attrgetter("text")

    def say(self, words: str, colour: str) -> None:
        """`colour` is the name of one of the window's colours."""
        self.setText(words)
        self._colour = attrgetter(colour)
        self._paint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._paint()

    def _paint(self) -> None:
        palette = self.palette()
        ink = QColor(self._colour(colours(palette)))
        if palette.color(QPalette.ColorRole.WindowText) != ink:
            palette.setColor(QPalette.ColorRole.WindowText, ink)
            self.setPalette(palette)


def button(name: str, words: str, tip: str) -> QPushButton:
    """Return a button that Enter presses, with its name, words and explanation."""
    made = QPushButton(words)
    made.setObjectName(name)
    made.setAccessibleName(words.split("(", maxsplit=1)[0].rstrip("…"))
    made.setAccessibleDescription(tip)
    made.setToolTip(tip)
    made.setAutoDefault(True)
    return made


def empty(column: QVBoxLayout, first: int = 0) -> None:
    """Take everything from place `first` on out of a column."""
    while column.count() > first:
        item = column.takeAt(first)
        if item is not None and (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
