"""Light or dark: as the system has it, or as the user wants it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from ..actions import Actions
from ..settings import Key, Settings
from .appearance import outlined, palette_for

_WANTED = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
_OUTLINED = ("QCheckBox", "QRadioButton", "QSlider")


class Scheme(QObject):
    """Gives the program the palette of the scheme and follows the system when it changes."""

    def __init__(self, settings: Settings, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._settings, self._actions = settings, actions
        self._wanted = Qt.ColorScheme.Unknown
        self._hints = QGuiApplication.styleHints()
        self._hints.colorSchemeChanged.connect(self._on_scheme)

    def recall(self) -> None:
        wanted = self._settings.text(Key.SCHEME, "system")
        self._choose(wanted if wanted in _WANTED else "system")

    @Slot()
    def follow_system(self) -> None:
        self._choose("system")

    @Slot()
    def light(self) -> None:
        self._choose("light")

    @Slot()
    def dark(self) -> None:
        self._choose("dark")

    def _choose(self, name: str) -> None:
        self._settings.put(Key.SCHEME, name)
        self._actions[f"scheme_{name}"].setChecked(True)
        self._wanted = _WANTED[name]
        self._hints.setColorScheme(self._wanted)  # for the frame of the window, where the desktop listens
        self._paint()

    @Slot(Qt.ColorScheme)
    def _on_scheme(self, _scheme: Qt.ColorScheme) -> None:
        self._paint()

    def _paint(self) -> None:
        follows = self._wanted is Qt.ColorScheme.Unknown
        palette = palette_for(self._hints.colorScheme() if follows else self._wanted)
        if palette != QApplication.palette():
            QApplication.setPalette(palette)
            for kind in _OUTLINED:
                QApplication.setPalette(outlined(palette), kind)  # type: ignore[arg-type]  # the stub wants bytes, Qt text
