"""What the window remembers from one start to the next, in `settings.ini` of the data folder."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths


class Key(StrEnum):
    GEOMETRY = "window/geometry"
    SPLITTER = "window/splitter"
    LIST_SHOWN = "window/list_shown"
    SIDE_SHOWN = "window/side_shown"
    PANEL = "window/panel"
    SCHEME = "window/scheme"
    ZOOM = "paper/zoom"
    FIT_WIDTH = "paper/fit_width"
    LAST_SHEET = "sheets/last"
    IMPORT_FOLDER = "folders/import"
    EXPORT_FOLDER = "folders/export"
    BACKUP_FOLDER = "folders/backup"
    SCAN_FOLDER = "folders/scans"
    GREETED = "office/greeted"
    PACKAGE_FOLDER = "folders/package"
    EXPORT_FORMATS = "export/formats"
    EXPORT_SEPARATE = "export/separate"
    EXPORT_CERTIFICATE = "export/certificate"


class Settings:
    """Typed access to the settings; what cannot be read is the default, what cannot be written is forgotten."""

    def __init__(self, data: Path) -> None:
        self._stored = QSettings(str(data / "settings.ini"), QSettings.Format.IniFormat)

    def text(self, key: Key, default: str = "") -> str:
        value = self._stored.value(key.value, default)
        return value if isinstance(value, str) else default

    def truth(self, key: Key, default: bool) -> bool:
        return self.text(key, str(default)).lower() == "true"

    def number(self, key: Key, default: float) -> float:
        try:
            return float(self.text(key, str(default)))
        except ValueError:
            return default

    def state(self, key: Key) -> QByteArray:
        """Return a state that Qt saved (geometry, splitter), empty where there is none."""
        value = self._stored.value(key.value)
        return value if isinstance(value, QByteArray) else QByteArray()

    def folder(self, key: Key) -> Path:
        """Return a remembered folder that is still there, or else the user's documents."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folders = (Path(name) for name in (self.text(key), documents) if name)
        return next((folder for folder in folders if folder.is_dir()), Path.home())

    def put(self, key: Key, value: str | bool | float | QByteArray) -> None:
        self._stored.setValue(key.value, value if isinstance(value, QByteArray) else str(value))

    def write(self) -> None:
        self._stored.sync()
