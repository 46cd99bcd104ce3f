"""The shape of the window: its size, which sides are shown and how wide; remembered from one start to the next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

from .actions import Actions
from .panels.side_panels import SidePanels
from .settings import Key, Settings

_WIDTH, _HEIGHT = 1520, 940
_SIDES = (292, 340)
_SIDES_WIDE = (340, 420)
_WIDE = 1700
_ROOMY = 1100
"""Less than this, as on a laptop at 200 %, and the paper needs the room of the right side at first."""

_CROWDED = 1200
"""A window less wide has no room for the list, a paper that can be read and the right side."""


class WindowState(QObject):
    """In a crowded window the list folds away while the right side is open, and comes back when that closes; it stays where
    the user asks for it again."""

    def __init__(
        self, window: QMainWindow, splitter: QSplitter, left: QWidget, side: SidePanels, settings: Settings, actions: Actions
    ) -> None:
        super().__init__(window)
        self._window, self._splitter, self._left, self._side = window, splitter, left, side
        self._settings, self._actions = settings, actions
        self._list_wanted = True
        self._both = False
        """True once the user asked for the list in a crowded window."""
        window.installEventFilter(self)

    def recall(self) -> None:
        """Give the window the shape it had, or one that suits the screen."""
        geometry, sizes = self._settings.state(Key.GEOMETRY), self._settings.state(Key.SPLITTER)
        if not geometry or not self._window.restoreGeometry(geometry):
            self._suit_screen()
        if not sizes or not self._splitter.restoreState(sizes):
            width = self._window.width()
            left, right = _SIDES_WIDE if width >= _WIDE else _SIDES
            self._splitter.setSizes([left, width - left - right, right])
        self._list_wanted = self._settings.truth(Key.LIST_SHOWN, True)
        roomy = self._window.screen().availableGeometry().width() >= _ROOMY
        self.show_side(self._settings.truth(Key.SIDE_SHOWN, roomy))
        self._side.turn_to(self._settings.text(Key.PANEL, "findings"))

    def remember(self) -> None:
        self._settings.put(Key.GEOMETRY, self._window.saveGeometry())
        self._settings.put(Key.SPLITTER, self._splitter.saveState())
        self._settings.put(Key.LIST_SHOWN, self._list_wanted)
        self._settings.put(Key.SIDE_SHOWN, not self._side.isHidden())
        self._settings.put(Key.PANEL, self._side.current)

    @Slot(bool)
    def show_list(self, on: bool) -> None:
        """Show or hide the list because the user says so."""
        self._list_wanted = on
        self._both = on and self._crowded
        self._suit_list()

    @Slot(bool)
    def show_side(self, on: bool) -> None:
        self._side.setVisible(on)
        self._actions["toggle_side"].setChecked(on)
        self._suit_list()

    def show_panel(self, name: str, _checked: bool = False) -> None:
        """Bring up one of the panels on the right."""
        self.show_side(True)
        self._side.turn_to(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._suit_list()
        return super().eventFilter(watched, event)

    @property
    def _crowded(self) -> bool:
        return not self._side.isHidden() and self._window.width() < _CROWDED

    def _suit_list(self) -> None:
        self._both = self._both and self._crowded
        shown = self._list_wanted and (self._both or not self._crowded)
        if shown != self._left.isVisibleTo(self._window):
            self._left.setVisible(shown)
        self._actions["toggle_list"].setChecked(shown)

    def _suit_screen(self) -> None:
        available = self._window.screen().availableGeometry()
        if available.width() <= _WIDTH or available.height() <= _HEIGHT:
            self._window.resize(round(available.width() * 0.96), round(available.height() * 0.92))
            self._window.setWindowState(Qt.WindowState.WindowMaximized)
        else:
            self._window.resize(max(_WIDTH, round(available.width() * 0.86)), max(_HEIGHT, round(available.height() * 0.88)))
            self._window.move(available.center() - self._window.rect().center())
