"""Bars over the paper that say what happened and offer what to do: never in the way, never overlooked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..look.appearance import colours, mixed
from ..look.icons import icon, pixmap
from ..tab_order import lead_on

_PASSING_MS = 8_000


class Mood(Enum):
    HINT = "hint"
    DONE = "done"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Offer:
    """A button of a bar: its words, what it does, and whether the bar goes away with it."""

    text: str
    act: Callable[[], object]
    closes: bool = True


class MessageBar(QFrame):
    """One message with its offers. `set_progress` turns it into the bar of long work."""

    def __init__(self, mood: Mood, text: str, offers: tuple[Offer, ...], closable: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self._mood = mood
        self._picture = QLabel()
        self._text = QLabel(text)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._progress = QProgressBar()
        self._progress.setFixedWidth(160)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(text)
        self._progress.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 8, 10, 8)
        self._row.setSpacing(10)
        self._row.addWidget(self._picture)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._progress)
        self._acts: dict[QPushButton, Offer] = {}
        for offer in offers:
            self._add(offer)
        self._close = self._close_button(closable)
        self._row.addWidget(self._close)
        self._colour()

    def _close_button(self, closable: bool) -> QToolButton:
        button = QToolButton()
        button.setAutoRaise(True)
        button.setAccessibleName(self.tr("关闭这条消息"))
        button.setToolTip(self.tr("关闭"))
        button.setIconSize(QSize(14, 14))
        button.clicked.connect(self._leave)
        button.setVisible(closable)
        return button

    def says(self, mood: Mood, text: str, offers: tuple[Offer, ...]) -> bool:
        """True where this bar says just that."""
        return (self._mood, self.text(), tuple(self._acts.values())) == (mood, text, offers)

    def text(self) -> str:
        return self._text.text()

    def set_text(self, text: str) -> None:
        self._text.setText(text)
        self._progress.setAccessibleName(text)

    def set_progress(self, done: int, total: int) -> None:
        """Show how far long work is; a total of 0 means that nobody knows."""
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._progress.show()

    def leave_after(self, milliseconds: int) -> None:
        QTimer.singleShot(milliseconds, self, self._leave)

    def _add(self, offer: Offer) -> None:
        button = QPushButton(offer.text)
        button.setAccessibleName(offer.text)
        button.setToolTip(offer.text)
        button.setAutoDefault(True)  # Enter presses it, also outside a dialog
        button.clicked.connect(self._on_offer)
        self._acts[button] = offer
        self._row.addWidget(button)

    @Slot()
    def _on_offer(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            offer = self._acts[button]
            if offer.closes:
                self._leave()
            offer.act()

    @Slot()
    def _leave(self) -> None:
        area = self.parentWidget()
        if isinstance(area, MessageArea):
            area.forget(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        look = colours(self.palette())
        ink = {Mood.HINT: look.accent, Mood.DONE: look.done, Mood.WARNING: look.warning, Mood.ERROR: look.error}[self._mood]
        back, edge = mixed(ink, look.base, 0.9).name(), mixed(ink, look.base, 0.7).name()
        sheet = f"QFrame#message_bar {{ background: {back}; border: none; border-bottom: 1px solid {edge}; }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
            self._picture.setPixmap(pixmap(self._mood.value, QColor(ink), 20))
            self._close.setIcon(icon("close", self.palette(), look.quiet))


class MessageArea(QWidget):
    """The bars over the paper, one a subject: a newer message about a subject takes the older one's place."""

    grown = Signal(int)
    """By how many pixels the bars take more room than before, less where negative."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: dict[str, MessageBar] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def tell(self, subject: str, mood: Mood, text: str, *offers: Offer, closable: bool = True) -> MessageBar:
        """Show a message. What is merely done, with nothing to offer, goes away by itself.

        What is told again stays as it stands, with the focus that one of its buttons may have.
        """
        old = self._bars.get(subject)
        if old is not None and old.says(mood, text, offers) and mood is not Mood.DONE:
            return old
        place = self._column.indexOf(old) if old is not None else -1
        self.clear(subject)
        bar = MessageBar(mood, text, offers, closable, self)
        self._bars[subject] = bar
        self._column.insertWidget(place, bar)
        lead_on(self, bar.findChildren(QWidget))
        if mood is Mood.DONE and not offers:
            bar.leave_after(_PASSING_MS)
        return bar

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before = max(0, event.oldSize().height())
        if self.height() != before:
            self.grown.emit(self.height() - before)

    def bar(self, subject: str) -> MessageBar | None:
        return self._bars.get(subject)

    def texts(self) -> list[str]:
        return [bar.text() for bar in self._bars.values()]

    def clear(self, subject: str) -> None:
        bar = self._bars.pop(subject, None)
        if bar is not None:
            self._column.removeWidget(bar)
            bar.hide()
            bar.deleteLater()

    def forget(self, bar: MessageBar) -> None:
        for subject, other in list(self._bars.items()):
            if other is bar:
                self.clear(subject)
