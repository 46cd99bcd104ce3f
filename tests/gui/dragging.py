"""Files dragged over a widget, through Qt's own delivery.

Qt keeps the address of what was last dragged over until something leaves or is dropped there, even beyond the end of
that widget: so whoever drags here also lets go.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

_PLACE = QPoint(5, 5)
_AS = Qt.DropAction.CopyAction
_HELD = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def files(*found: Path | QUrl) -> QMimeData:
    data = QMimeData()
    data.setUrls([one if isinstance(one, QUrl) else QUrl.fromLocalFile(str(one)) for one in found])
    return data


@contextmanager
def dragged_over(widget: QWidget, data: QMimeData) -> Iterator[bool]:
    """Drag over a widget and away again; yields whether it, or what it lies in, would take that."""
    enter = QDragEnterEvent(_PLACE, _AS, data, *_HELD)
    QApplication.sendEvent(widget, enter)
    try:
        yield enter.isAccepted()
    finally:
        QApplication.sendEvent(widget, QDragLeaveEvent())


def drop(widget: QWidget, data: QMimeData) -> bool:
    """Drag over a widget and let go there; True where it was taken."""
    QApplication.sendEvent(widget, QDragEnterEvent(_PLACE, _AS, data, *_HELD))
    dropped = QDropEvent(_PLACE.toPointF(), _AS, data, *_HELD)
    QApplication.sendEvent(widget, dropped)
    return dropped.isAccepted()
