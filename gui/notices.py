"""What was repaired, what could not be kept, which templates were refused: told once, in the message area."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from storage.desk import Desk

from .panels.message_bar import MessageArea, Mood
from .wording import Coded, say


class Notices(QObject):
    """Tells each notice of the desk when it has come."""

    def __init__(self, desk: Desk, area: MessageArea, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._area = desk, area
        self._told = 0

    @Slot()
    def tell(self) -> None:
        """Tell what has come since the last time."""
        notices: tuple[Coded, ...] = (*self._desk.templates.refused, *self._desk.notices)
        fresh = notices[self._told :]
        self._told += len(fresh)
        sentences = [say(notice) for notice in fresh]
        if sentences:
            self._area.tell("notices", Mood.WARNING, "\n".join(dict.fromkeys(sentences)))
