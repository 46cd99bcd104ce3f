"""From a click on a place to the ink in it: who signs, what they leave, and the seal of the unit."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from forms.errors import Failure
from forms.fields import Field, SealField
from storage.actor import Actor
from storage.desk import Desk
from storage.later import later

from ..editing import SheetEditing
from ..failures import spoken
from ..opened_sheet import OpenedSheet
from ..panels.message_bar import MessageArea, Mood
from .signed_today import day_words, put_signature

if TYPE_CHECKING:
    from . import seal_dialog, sign_dialog
else:
    seal_dialog = later("gui.signing.seal_dialog")
    sign_dialog = later("gui.signing.sign_dialog")

_SUBJECT = "signing"


class SigningFlow(QObject):
    """Signs the sheet on the table. `named_actor` gives who acts with a name, None where nobody gives one."""

    def __init__(
        self, desk: Desk, opened: OpenedSheet, named_actor: Callable[[], Actor | None], area: MessageArea, window: QWidget
    ) -> None:
        super().__init__(window)
        self._desk, self._opened, self._named_actor = desk, opened, named_actor
        self._area, self._window = area, window

    @Slot(str)
    def sign(self, name: str) -> None:
        """Ask for the signature or the seal of a field, where whoever acts may leave one there now."""
        editing = self._opened.editing
        if editing is None or not editing.may_change(name):
            return
        field = editing.sheet.template.by_name[name]
        if isinstance(field, SealField):
            self._seal(editing, field)
            return
        actor = self._named_actor()
        if actor is not None and self._opened.editing is not None:
            self._sign(self._opened.editing, field, actor)  # giving a name shows the sheet anew

    def _sign(self, editing: SheetEditing, field: Field, actor: Actor) -> None:
        day = day_words(editing.sheet, field.name, self._desk.today())
        keep = self._desk.assets.keep
        ink = sign_dialog.SignDialog.ask(self._window, actor.name, keep, what=field.short_label, day=day)
        if ink is None:
            return
        try:
            put_signature(editing, field.name, ink, actor.name, self._desk.now())
        except Failure as failure:
            self._area.tell(_SUBJECT, Mood.ERROR, spoken(failure, editing.sheet.template))
            return
        self._area.clear(_SUBJECT)

    def _seal(self, editing: SheetEditing, field: Field) -> None:
        office = self._desk.office
        stored = (office.seal,) if office.seal else ()
        entry = seal_dialog.SealDialog.ask(self._window, self._desk.assets.keep, stored, self._desk.assets.read)
        if entry is None:
            return
        try:
            office.keep_seal(str(entry["asset"]))
        except Failure as failure:  # the sheet has it all the same
            self._area.tell(_SUBJECT, Mood.WARNING, spoken(failure))
        editing.put_ink(field.name, entry, self.tr("放印章图样"))
