"""The status bar: whether everything is saved, and how large the paper is shown."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QPalette
from PySide6.QtWidgets import QLabel, QSlider, QStatusBar, QToolButton, QWidget

from ..autosave import SaveState
from ..look.appearance import colours
from ..moments import moment_words

_SMALLEST, _LARGEST = 40, 300
"""Per cent."""


class StatusLine(QStatusBar):
    """`zoom_wanted` tells the zoom that the user sets, 1.0 for 100 %."""

    zoom_wanted = Signal(float)

    def __init__(self, zoom_out: QAction, zoom_in: QAction, zoom_reset: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(10, 2, 8, 2)
        self.saved = QLabel()
        self.saved.setObjectName("save_state")
        self.saved.setAccessibleName(self.tr("保存状态"))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("zoom")
        self.slider.setAccessibleName(self.tr("显示比例"))
        self.slider.setToolTip(self.tr("显示比例（Ctrl+加号、Ctrl+减号）"))
        self.slider.setRange(_SMALLEST, _LARGEST)
        self.slider.setPageStep(10)
        self.slider.setFixedWidth(130)
        self.percent = _button(zoom_reset, "100%")
        self.percent.setMinimumWidth(self.fontMetrics().horizontalAdvance("300%") + 16)
        self._zoom = (_button(zoom_out, "−"), self.slider, _button(zoom_in, "+"), self.percent)
        self.addWidget(self.saved, 1)
        for widget in self._zoom:
            self.addPermanentWidget(widget)
        self.slider.valueChanged.connect(self._on_slider)
        self._shown: tuple[SaveState | None, datetime | None] = (None, None)

    def show_state(self, state: SaveState | None, saved_at: datetime | None) -> None:
        """Say whether everything is saved; None for an empty table."""
        self._shown = (state, saved_at)
        look = colours(self.palette())
        words, ink = {
            None: ("", look.quiet),
            SaveState.SAVED: (f"{self.tr('已保存')} {_moment(saved_at)}".rstrip(), look.quiet),
            SaveState.SAVING: (self.tr("正在保存…"), look.quiet),
            SaveState.UNSAVED: (self.tr("未保存"), look.quiet),
            SaveState.FAILED: (self.tr("未保存：上次保存没有成功"), look.error),
        }[state]
        self.saved.setText(words)
        palette = self.saved.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(ink))
        self.saved.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_shown"):
            self.show_state(*self._shown)

    def show_zoom(self, zoom: float) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(zoom * 100))
        self.percent.setText(f"{round(zoom * 100)}%")

    def enable_zoom(self, there: bool) -> None:
        for widget in self._zoom:
            widget.setVisible(there)

    @Slot(int)
    def _on_slider(self, value: int) -> None:
        self.zoom_wanted.emit(value / 100)


def _moment(when: datetime | None) -> str:
    """Return an instant as short as may be: 14:03, 昨天 9:12."""
    return moment_words(when, datetime.now()).removeprefix("今天 ") if when else ""


def _button(action: QAction, words: str) -> QToolButton:
    button = QToolButton()
    button.setAutoRaise(True)
    button.setText(words)
    button.setAccessibleName(action.text().split("(")[0])
    button.setToolTip(action.toolTip())
    button.clicked.connect(action.trigger)
    return button
