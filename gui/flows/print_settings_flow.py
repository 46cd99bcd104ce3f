"""Print settings, from the question to the paper: kept by the desk, then screen and preview are drawn anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from forms.errors import Failure
from storage.desk import Desk
from storage.later import later

from ..failures import spoken
from ..panels.message_bar import MessageArea, Mood

if TYPE_CHECKING:
    from ..dialogs import print_settings_dialog
else:
    print_settings_dialog = later("gui.dialogs.print_settings_dialog")


class PrintSettingsFlow(QObject):
    """`start` is the action. `changed` tells that papers look otherwise from now on."""

    changed = Signal()

    def __init__(self, desk: Desk, area: MessageArea, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._area, self._window = desk, area, window

    @Slot()
    def start(self) -> None:
        before = self._desk.printing
        chosen = print_settings_dialog.PrintSettingsDialog.ask(self._window, before, self._desk.fonts)
        if chosen is None or chosen == before:
            return
        try:
            self._desk.set_printing(chosen)
        except Failure as failure:
            self._area.tell("print_settings", Mood.ERROR, spoken(failure))
            return
        self._area.clear("print_settings")
        self.changed.emit()
