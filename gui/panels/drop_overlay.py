"""Files dragged over the window: a veil that says what letting go will do."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ..look.appearance import colours
from ..travel.arrivals import is_package


class DropOverlay(QWidget):
    """Lies over its parent while files are dragged there. `dropped` tells their paths."""

    dropped = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._over = parent
        self._say([])
        self.hide()
        parent.setAcceptDrops(True)
        parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragMoveEvent):  # QDragEnterEvent is one too
            return self._drag(event)
        if event.type() is QEvent.Type.DragLeave:
            self.hide()
        elif isinstance(event, QDropEvent):
            return self._drop(event)
        elif event.type() is QEvent.Type.Resize and self.isVisible():
            self._cover()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(look.window)
        veil.setAlpha(225)
        painter.fillRect(self.rect(), veil)
        painter.setPen(QPen(QColor(look.accent), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(24, 24, -24, -24), 14, 14)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 1.7)
        painter.setFont(font)
        painter.setPen(QColor(look.accent))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.accessibleName())

    def _drag(self, event: QDragMoveEvent) -> bool:
        paths = local_files(event.mimeData())
        if not paths:
            return False
        event.acceptProposedAction()
        self._say(paths)
        self._cover()
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self.hide()
        paths = local_files(event.mimeData())
        if not paths:
            return False
        event.acceptProposedAction()
        self.dropped.emit(paths)
        return True

    def _say(self, paths: list[Path]) -> None:
        """Packages are opened, everything else is imported."""
        opens = bool(paths) and all(map(is_package, paths))
        self.setAccessibleName(self.tr("松开即打开") if opens else self.tr("松开即导入"))

    def _cover(self) -> None:
        self.resize(self._over.size())
        self.raise_()
        self.show()


def local_files(data: QMimeData) -> list[Path]:
    """Return the files and folders on this machine that are dragged, none for anything else."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
