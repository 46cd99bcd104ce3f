"""The past of the open sheet: looked up while the panel is seen, restored as one step that can be undone."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from forms.errors import Failure
from forms.fields import Value
from forms.record import Record
from storage.chain import Chain
from storage.desk import Desk
from storage.later import later
from storage.versions import Version

from ..editing import SheetEditing
from ..failures import spoken
from ..latest import Latest
from ..moments import moment_words
from ..opened_sheet import OpenedSheet
from ..panels.history_panel import HistoryPanel, Past
from ..panels.message_bar import MessageArea, Mood
from ..tasks import TaskRunner
from ..wording import label_of

if TYPE_CHECKING:
    from ..dialogs import version_dialog
else:
    version_dialog = later("gui.dialogs.version_dialog")


class VersionFlow(QObject):
    def __init__(
        self, desk: Desk, opened: OpenedSheet, panel: HistoryPanel, area: MessageArea, tasks: TaskRunner, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk, self._opened, self._panel, self._area, self._window = desk, opened, panel, area, window
        self._latest = Latest(tasks, self)
        self._versions: dict[str, Version] = {}
        panel.wanted.connect(self.look_up)
        panel.restore_wanted.connect(self.restore)

    @Slot()
    def look_up(self) -> None:
        """Show the past of the open sheet as soon as it is read."""
        sheet_id = self._opened.sheet_id
        if sheet_id:
            self._latest.ask(partial(_past, self._desk, sheet_id), self._on_past)
        else:
            self._latest.forget()
            self._on_past(Past((), Chain(())))

    @Slot(str)
    def restore(self, key: str) -> None:
        editing = self._opened.editing
        if editing is None:
            return
        try:
            earlier = self._desk.version(editing.sheet.id, key)
        except Failure as failure:
            self._area.tell("version", Mood.ERROR, spoken(failure))
            return
        changed = changes_to(editing, earlier)
        if not changed:
            self._area.tell("version", Mood.HINT, self.tr("这个版本与现在的内容相同，没有要恢复的。"))
            return
        version = self._versions.get(key)
        moment = moment_words(version.saved, datetime.now().astimezone()) if version else key
        if version_dialog.VersionDialog.ask(self._window, moment, differences(editing, changed)):
            editing.edit_many(changed, self.tr("恢复版本"))
            self._area.tell("version", Mood.DONE, self.tr("已恢复到 {} 的版本，可以撤销").format(moment))

    def _on_past(self, past: Past) -> None:
        self._versions = {version.key: version for version in past.versions}
        template = self._opened.editing.sheet.template if self._opened.editing else None
        self._panel.show_past(past, template, datetime.now().astimezone())


def changes_to(editing: SheetEditing, earlier: Record) -> dict[str, Value | None]:
    """Return what must change for the sheet to be as it was, of what may be changed now; None takes an answer away."""
    now = editing.sheet.record.answers
    return {
        field.name: earlier.answers.get(field.name)
        for field in editing.sheet.template.fields
        if earlier.answers.get(field.name) != now.get(field.name) and editing.may_change(field.name)
    }


def differences(editing: SheetEditing, changed: dict[str, Value | None]) -> list[version_dialog.Difference]:
    template = editing.sheet.template
    return [
        version_dialog.Difference(label_of(name, template), editing.sheet.shown(name), template.show(name, value))
        for name, value in changed.items()
    ]


def _past(desk: Desk, sheet_id: str) -> Past:
    return Past(desk.versions(sheet_id), desk.history_chain(sheet_id))
