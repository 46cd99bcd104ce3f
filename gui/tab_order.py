"""The order in which the Tab key leads through widgets that are made after the rest of their window."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def lead_on(before: QWidget, stops: Iterable[QWidget]) -> None:
    """Let Tab lead from `before` to the stops and then on to what came after it: what is made last would come last.

    All must be in one window already. Qt passes over pairs of which one never takes the focus, so these are left out.
    """
    chain = [widget for widget in (_anchor(before), *stops) if _takes_focus(widget)]
    for earlier, later in pairwise(chain):
        QWidget.setTabOrder(earlier, later)


def _anchor(widget: QWidget) -> QWidget:
    """Return the widget, or the nearest before it that takes the focus."""
    found: QWidget | None = widget
    while found is not None and not _takes_focus(found) and found is not found.window():
        found = found.previousInFocusChain()
    return found or widget


def _takes_focus(widget: QWidget) -> bool:
    return widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
