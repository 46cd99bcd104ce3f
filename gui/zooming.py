"""How large the paper is shown: by keys, by the slider, or as wide as the window; remembered."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from .panels.status_line import StatusLine
from .paper.view import PaperView
from .settings import Key, Settings


class Zooming(QObject):
    def __init__(self, paper: PaperView, status: StatusLine, fit: QAction, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._paper, self._status, self._fit, self._settings = paper, status, fit, settings
        paper.zoom_changed.connect(self._on_zoom)
        status.zoom_wanted.connect(self._on_wanted)

    def recall(self) -> None:
        """Show the paper as it was shown last; as wide as the window at first."""
        if self._settings.truth(Key.FIT_WIDTH, True):
            self._paper.fit_width()
        else:
            self._paper.set_zoom(self._settings.number(Key.ZOOM, 1.0))
        self.follow()

    def remember(self) -> None:
        self._settings.put(Key.FIT_WIDTH, self._paper.fits_width)
        self._settings.put(Key.ZOOM, self._paper.zoom)

    @Slot()
    def follow(self) -> None:
        """Show how large the paper is now."""
        self._status.show_zoom(self._paper.zoom)
        self._fit.setChecked(self._paper.fits_width)

    @Slot(bool)
    def fit_width(self, on: bool) -> None:
        if on:
            self._paper.fit_width()
        else:
            self._paper.set_zoom(self._paper.zoom)
        self.follow()

    @Slot(float)
    def _on_zoom(self, _zoom: float) -> None:
        self.follow()

    @Slot(float)
    def _on_wanted(self, zoom: float) -> None:
        self._paper.set_zoom(zoom)
        self.follow()
