"""The action that lets a double click open packages in this program."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from forms.errors import Failure

from ..failures import spoken
from ..panels.message_bar import MessageArea, Mood
from .file_type import declare_file_type

PROGRAM = Path(__file__).parents[2] / "main.py"


class DoubleClick(QObject):
    def __init__(self, data: Path, area: MessageArea, window: QWidget) -> None:
        super().__init__(window)
        self._data, self._area = data, area

    @Slot()
    def declare(self) -> None:
        """Declare the file type for this user: packages open over the data folder that is open now."""
        try:
            declare_file_type([sys.executable, str(PROGRAM), "--data", str(self._data.resolve())])
        except Failure as failure:
            self._area.tell("double click", Mood.ERROR, spoken(failure))
            return
        self._area.tell("double click", Mood.DONE, self.tr("今后双击交接包（.rsheet）就会在本程序中打开。"))
