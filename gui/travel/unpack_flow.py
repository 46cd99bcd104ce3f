"""A package comes in: opened, shown before anything is taken, what two machines changed is decided by a person, then taken."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from forms.errors import Failure
from forms.fields import Role
from forms.merging import MINE, THEIRS
from storage.desk import Desk
from storage.handover.form import SUFFIX, Purpose
from storage.later import later

from ..acting import Acting
from ..dialogs.questions import FileQuestion
from ..failures import spoken
from ..flows.long_work import LongWork
from ..opened_sheet import OpenedSheet
from ..panels.message_bar import MessageArea, Mood
from ..settings import Key, Settings
from ..tasks import TaskRunner, Tell

if TYPE_CHECKING:
    from storage.handover import planning
    from storage.handover.taking import Unpacked

    from . import conflict_dialog, incoming_dialog, incoming_words, passphrase
else:
    planning = later("storage.handover.planning")
    conflict_dialog = later("gui.travel.conflict_dialog")
    incoming_dialog = later("gui.travel.incoming_dialog")
    incoming_words = later("gui.travel.incoming_words")
    passphrase = later("gui.travel.passphrase")

ROLES: Mapping[Purpose, Role] = {Purpose.REVIEW: Role.LEADER, Purpose.VISIT: Role.DEPUTY, Purpose.RETURN: Role.CLERK}
"""Who works with what came, by the purpose of the package."""
_WRONG = "package_passphrase_wrong"
_LOCKED = ("package_encrypted", _WRONG)


class UnpackFlow(QObject):
    """`taken` tells the ids of the sheets that are others now; `role_wanted` the role that works on with them, and the ids.

    For a visit the role is the deputy's: the visit is to be offered, not begun.
    """

    taken = Signal(object)
    role_wanted = Signal(object, object)

    def __init__(
        self,
        desk: Desk,
        opened: OpenedSheet,
        acting: Acting,
        settings: Settings,
        area: MessageArea,
        tasks: TaskRunner,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk, self._opened, self._acting, self._settings = desk, opened, acting, settings
        self._area, self._window = area, window
        self._work = LongWork("package", area, tasks, self)
        self._waiting: deque[Path] = deque()
        self._tabled = ""

    @property
    def busy(self) -> bool:
        return self._work.busy

    @Slot()
    def ask(self) -> None:
        """Choose packages to open."""
        folder = self._settings.folder(Key.PACKAGE_FOLDER)
        kinds = self.tr("交接包 (*{})").format(SUFFIX)
        paths = FileQuestion.ask_open(self._window, self.tr("打开送审、面商、送回包"), folder, kinds)
        if paths:
            self._settings.put(Key.PACKAGE_FOLDER, str(paths[0].parent))
            self.start(paths)

    @Slot(object)
    def start(self, paths: Sequence[Path]) -> None:
        """Open packages, one after the other."""
        self._waiting.extend(paths)
        self._next()

    def _next(self) -> None:
        if self._waiting and not self._work.busy and self._opened.settle():
            self._look(self._waiting.popleft(), "")

    # ---- looking

    def _look(self, path: Path, passphrase: str) -> None:
        work = partial(self._looked_at, path, passphrase)
        self._work.start(self.tr("正在打开「{}」…").format(path.name), work, partial(self._on_looked, path))

    def _looked_at(self, path: Path, passphrase: str, _tell: Tell) -> planning.Incoming | Failure:
        try:
            return self._desk.handover.look(path, passphrase)
        except Failure as failure:
            return failure

    def _on_looked(self, path: Path, found: planning.Incoming | Failure) -> None:
        if not isinstance(found, Failure):
            self._area.clear(f"package {path.name}")
            self._show(path, found)
        elif found.code in _LOCKED:
            given = passphrase.PassphraseDialog.ask(self._window, path.name, found.code == _WRONG)
            self._next() if given is None else self._look(path, given)
        else:
            self._refuse(path, found)

    def _refuse(self, path: Path, failure: Failure) -> None:
        self._area.tell(f"package {path.name}", Mood.ERROR, spoken(failure))
        self._next()

    # ---- deciding

    def _show(self, path: Path, incoming: planning.Incoming) -> None:
        if not incoming_dialog.IncomingDialog.ask(self._window, incoming_words.summary_of(incoming)):
            if not any(plan.what in incoming_words.BRINGING for plan in incoming.plans):
                self._lead_on(incoming)  # nothing new: what is here already is what was to be opened
            self._next()
            return
        choices = self._choices(incoming)
        self._tabled = self._opened.sheet_id
        self._opened.put_away()
        work = partial(self._take, incoming, choices)
        self._work.start(self.tr("正在接收…"), work, partial(self._on_taken, path, incoming))

    def _choices(self, incoming: planning.Incoming) -> dict[str, Mapping[str, str]]:
        """What a person chose, by sheet and key; a sheet put off is left out."""
        now = datetime.now().astimezone()
        there = {sheet.id: sheet for sheet in incoming.parcel.sheets}
        found: dict[str, Mapping[str, str]] = {}
        for plan in incoming.plans:
            if not plan.conflicts:
                continue
            came = there[plan.id]
            clashes = incoming_words.clashes_of(plan, came.record, self._desk.history_chain(plan.id), came.chain, now)
            chosen = conflict_dialog.ConflictDialog.ask(
                self._window, incoming_words.plan_words(plan), clashes, partial(self._asset, incoming)
            )
            if chosen is not None:
                found[plan.id] = {key: _side(taken) for key, taken in chosen.items()}
        return found

    def _asset(self, incoming: planning.Incoming, digest: str) -> bytes:
        """A picture that is kept here, or came along; KeyError where it is nowhere."""
        names = {known: name for sheet in incoming.parcel.sheets for known, name in sheet.assets.items()}
        return incoming.parcel.asset(names[digest]) if digest in names else self._desk.assets.read(digest)

    # ---- taking

    def _take(self, incoming: planning.Incoming, choices: Mapping[str, Mapping[str, str]], _tell: Tell) -> Unpacked | Failure:
        try:
            return self._desk.handover.take(incoming, choices, self._acting.actor)
        except Failure as failure:
            return failure

    def _on_taken(self, path: Path, incoming: planning.Incoming, found: Unpacked | Failure) -> None:
        if isinstance(found, Failure):
            self._area.tell(f"package {path.name}", Mood.ERROR, spoken(found))
            self._opened.put_back(self._tabled)
        else:
            words, whole = incoming_words.result_words(path.name, found)
            self._area.tell(f"package {path.name}", Mood.DONE if whole else Mood.WARNING, words)
            self.taken.emit([one.id for one in found.sheets if one.what in incoming_words.BRINGING])
            self._lead_on(incoming)
        self._next()

    def _lead_on(self, incoming: planning.Incoming) -> None:
        """Let the window go to the sheets, in the role whose turn it is with them."""
        ids = [plan.id for plan in incoming.plans if plan.what is not planning.What.BINNED]
        if ids:
            self.role_wanted.emit(ROLES[incoming.purpose], ids)
        else:
            self._opened.put_back(self._tabled)


def _side(taken: conflict_dialog.Taken) -> str:
    return MINE if taken is conflict_dialog.Taken.HERE else THEIRS
