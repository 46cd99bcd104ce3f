"""Who works at the window: the role in charge and the name, always visible, asked by everything that changes a sheet."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from forms.fields import Role
from storage.actor import CLERK, Actor


class Acting(QObject):
    """The actor of the window. Only the clerk and the leader act here: the deputy has a window of their own."""

    changed = Signal(object)
    """The Actor from now on."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actor = CLERK

    @property
    def actor(self) -> Actor:
        return self._actor

    @property
    def role(self) -> Role:
        return self._actor.role

    def become(self, actor: Actor) -> None:
        """Let somebody else act from now on."""
        if actor != self._actor:
            self._actor = actor
            self.changed.emit(actor)
