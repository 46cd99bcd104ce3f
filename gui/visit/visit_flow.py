"""From the wish to visit to the device's return: who sits down, the window of the visit, the next deputy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from forms.course import awaiting
from forms.deputies import deputies
from forms.errors import Failure
from storage.desk import Desk
from storage.later import later

from ..tasks import TaskRunner

if TYPE_CHECKING:
    from . import deputy_chooser, visit_window
else:
    deputy_chooser = later("gui.visit.deputy_chooser")
    visit_window = later("gui.visit.visit_window")


class VisitFlow(QObject):
    """At most one visit. The main window steps back at `began` and shows the sheet anew at `ended`."""

    began = Signal(str)
    """The id of the sheet, before the window of the visit is shown."""
    ended = Signal(str)
    """The id of the sheet; the main window is reachable again."""
    failed = Signal(object)
    """The Failure, where a visit could not begin or go on; nothing was changed."""

    def __init__(self, desk: Desk, tasks: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._parent = desk, tasks, parent
        self.window: visit_window.VisitWindow | None = None

    def start(self, sheet_id: str, by: str) -> None:
        """Ask which deputy is there, where there are several, and hand the device over; `by` is the clerk's name."""
        try:
            sheet = self._desk.open_sheet(sheet_id)
            deputy = ""
            if len(deputies(sheet.template, sheet.record)) > 1 and awaiting(sheet.template, sheet.record):
                chosen = deputy_chooser.DeputyChooser.ask(self._parent, sheet.template, sheet.record)
                if chosen is None:
                    return
                deputy = chosen
            self._show(visit_window.VisitWindow.begin(self._desk, sheet_id, deputy, by, self._tasks))
        except Failure as failure:
            self.failed.emit(failure)

    def resume(self) -> bool:
        """Go on with the visit that a crash interrupted, before anything else is shown; False where there is none."""
        visit = self._desk.visits.current()
        if visit is None:
            return False
        try:
            self._show(visit_window.VisitWindow.resume(self._desk, visit, self._tasks))
        except Failure as failure:  # its sheet is gone or damaged: there is nothing to go on with
            self._desk.visits.end()
            self.failed.emit(failure)
            return False
        return True

    @Slot()
    def settle(self) -> None:
        """Bring what the deputy has entered to the disk, where a visit goes on; it is taken up at the next start."""
        if self.window is not None:
            self.window.settle()

    def _show(self, window: visit_window.VisitWindow) -> None:
        self.window = window
        window.ended.connect(self._on_ended)
        window.next_wanted.connect(self._on_next)
        self.began.emit(window.visiting.visit.sheet)
        window.open_up()

    @Slot(str)
    def _on_ended(self, sheet_id: str) -> None:
        self.window = None
        self.ended.emit(sheet_id)

    @Slot(str)
    def _on_next(self, name: str) -> None:
        assert self.window is not None
        visit, self.window = self.window.visiting.visit, None
        try:
            self._show(visit_window.VisitWindow.begin(self._desk, visit.sheet, name, visit.by, self._tasks))
        except Failure as failure:
            self.failed.emit(failure)
            self.ended.emit(visit.sheet)
