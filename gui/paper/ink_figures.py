"""All signatures, seals and handwriting of one sheet on its paper: what stands where, and what may come or move now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from forms.errors import ChangeRefused
from forms.export.ink_shown import VOID_WORDS
from forms.fields import Field, SealField
from forms.sheet import Change
from forms.signing import Standing, standing

from ..editing import SheetEditing
from ..moments import exact_words
from .ink_figure import OPEN_WORDS, Assets, InkFigure, Spot
from .ink_place import InkPlace
from .seal_moving import SealFigure


class InkFigures(QObject):
    """Follows the record: a change anywhere may void a signature. Dies with the canvas."""

    wanted = Signal(str)
    """The name of a field that somebody who may sign now asked to sign, or the seal that is to come or be exchanged."""

    def __init__(self, editing: SheetEditing, assets: Assets | None, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._editing, self._assets, self._canvas = editing, assets, canvas
        self._places: dict[str, InkPlace] = {}
        self._figures: dict[str, InkFigure] = {}
        self._shown: dict[str, tuple[object, ...]] = {}
        editing.changed.connect(self._on_changed)
        editing.refused.connect(self._on_refused)

    def add(self, field: Field, place: InkPlace | None = None) -> None:
        """Take care of a field that is signed in `place`, or of a text that may be written by hand."""
        kind = SealFigure if isinstance(field, SealField) else InkFigure
        figure = self._figures[field.name] = kind(field, self._assets, self._canvas)
        if isinstance(figure, SealFigure):
            figure.shifted.connect(self._on_moved)
            figure.exchanged.connect(self._on_exchanged)
        if place is not None:
            self._places[field.name] = place
            place.wanted.connect(self.wanted)
        self._show(field.name)

    def put(self, spot: Spot) -> None:
        """Move the figure of a field to where the layout has put it."""
        figure = self._figures.get(spot.field.name)
        if figure is not None:
            figure.put(spot)

    def stops(self, name: str) -> Iterator[QWidget]:
        """Yield what Tab leads to in a field."""
        if name in self._places:
            yield self._places[name]
        if name in self._figures:
            yield self._figures[name]

    def refresh(self) -> None:
        """Ask again what stands and what may come: after a change of the stage or of the role."""
        self._shown.clear()
        for name in self._figures:
            self._show(name)

    def settle(self) -> None:
        """End what is being moved, so that the record holds what the user sees."""
        for figure in self._figures.values():
            if isinstance(figure, SealFigure):
                figure.settle()

    def close(self) -> None:
        """Follow the sheet no longer."""
        self._editing.changed.disconnect(self._on_changed)
        self._editing.refused.disconnect(self._on_refused)

    def _show(self, name: str) -> None:
        sheet = self._editing.sheet
        entry: Mapping[str, Any] | None = sheet.view.signatures.get(name)
        stands = standing(sheet.template, sheet.view, name) if entry else Standing.NONE
        open_ = self._editing.may_change(name)
        if self._shown.get(name) == (entry, stands, open_):
            return
        self._shown[name] = (entry, stands, open_)
        figure = self._figures[name]
        figure.show_entry(entry, stands)
        if isinstance(figure, SealFigure):
            figure.unlock(open_)
        if name in self._places:
            self._places[name].show_standing(stands, open_, _about(entry, stands))

    @Slot(object)
    def _on_changed(self, change: Change) -> None:
        signed = self._editing.sheet.view.signatures
        for name in self._figures:
            if name in signed or name in change.fields:
                self._show(name)

    @Slot(object)
    def _on_refused(self, refusal: ChangeRefused) -> None:
        """What was moved goes back to where the sheet has it."""
        if refusal.params.get("field") in self._figures:
            self.refresh()

    @Slot(object)
    def _on_moved(self, plain: object) -> None:
        figure = self.sender()
        if isinstance(figure, SealFigure):
            entry = plain if isinstance(plain, dict) else None
            self._editing.put_ink(figure.field.name, entry, "移动印章图样" if entry else "取下印章图样")

    @Slot()
    def _on_exchanged(self) -> None:
        figure = self.sender()
        if isinstance(figure, SealFigure):
            self.wanted.emit(figure.field.name)


def _about(entry: Mapping[str, Any] | None, stands: Standing) -> str:
    """Say who left what stands here, and when; what stands here no longer, and what is left open."""
    if entry is None:
        return ""
    who = " ".join(part for part in (str(entry.get("name", "")), exact_words(str(entry.get("at", "")))) if part)
    words = {Standing.VOID: f"{VOID_WORDS}：签名后内容有改动", Standing.OPEN: OPEN_WORDS}.get(stands, "已签名" if who else "")
    return f"{words}（{who}）" if who else words
