"""A picture file of a signature or a seal: chosen or dropped, its paper removed, shown before and after."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QDragMoveEvent, QDropEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from forms.cutting_out import USUAL, cut_out
from forms.export.pictures import MOST_BYTES
from storage.outside import read_bytes

from ..dialogs.questions import FileQuestion
from ..failures import spoken
from ..latest import Latest
from ..panels.drop_overlay import local_files
from ..paper import colours
from ..paper.frame import paint_frame
from ..paper.ink_figure import image_of
from ..tasks import Pool, TaskRunner

_PAUSE_MS = 150


class Cut(NamedTuple):
    """A picture before and after its paper was removed, and the PNG of the latter."""

    before: QImage
    after: QImage
    png: bytes


class PictureView(QWidget):
    """Shows a picture whole, on white, with words while there is none."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._image = words, QImage()
        self.setAccessibleName(words)
        self.setMinimumSize(200, 130)

    def show_image(self, image: QImage | None) -> None:
        self._image = image or QImage()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 180)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(self.rect())
        painter.fillRect(room, colours.PAPER)
        if self._image.isNull():
            painter.setPen(colours.HINT)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self._words)
        else:
            size = self._image.size().scaled((room.size() * 0.94).toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(0, 0, size.width(), size.height())
            place.moveCenter(room.center())
            painter.drawImage(place, self._image)
        paint_frame(painter, room, QColor(colours.HINT))
        painter.end()


class PictureCut(QWidget):
    """Button, drop, both pictures, and how faint ink may be that is kept. `png` is what came of it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, pool: Pool | None = None) -> None:
        super().__init__(parent)
        self.png: bytes | None = None
        """The picture without its paper, None while there is none."""
        self._data = b""
        self._runner = TaskRunner(pool, self)
        self._latest = Latest(self._runner, self)
        self._pausing = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self.before = PictureView(self.tr("原图"))
        self.after = PictureView(self.tr("去掉纸面后"))
        self.choose = QPushButton(self.tr("选择图片…"))
        self.strength = QSlider(Qt.Orientation.Horizontal)
        self.trouble = QLabel()
        self._name()
        self._lay_out()
        self._connect()

    def close_work(self) -> None:
        """Nothing is called back after this."""
        self._runner.close()

    def take_file(self, path: Path) -> None:
        """Read a picture file and show what comes of it."""
        self._latest.ask(partial(_read, path), self._on_read, self._on_failed)

    def take(self, data: bytes) -> None:
        """Take the bytes of a picture file."""
        self._data = data
        self._cut()

    @Slot()
    def _cut(self) -> None:
        self._pausing.stop()
        if self._data:
            self._latest.ask(partial(_cut, self._data, self.strength.value() / 100), self._on_cut, self._on_failed)

    @Slot()
    def _on_strength(self) -> None:
        self.png = None
        self.changed.emit()
        self._pausing.start()

    def _on_read(self, data: bytes) -> None:
        self.take(data)

    def _on_cut(self, cut: Cut) -> None:
        self.png = cut.png
        self.before.show_image(cut.before)
        self.after.show_image(cut.after)
        self.trouble.clear()
        self.strength.setEnabled(True)
        self.changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.png = None
        self.after.show_image(None)
        self.trouble.setText(spoken(error))
        self.changed.emit()

    @Slot()
    def _on_choose(self) -> None:
        kinds = f"{self.tr('图片')} (*.png *.jpg *.jpeg)"
        files = FileQuestion.ask_open(self, self.tr("选择图片"), Path.home(), kinds, many=False)
        if files:
            self.take_file(files[0])

    # ---- drag and drop --------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragMoveEvent) -> None:
        if local_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = local_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.take_file(files[0])

    # ---- building -------------------------------------------------------------------------------------------------

    def _name(self) -> None:
        self.setAcceptDrops(True)
        self.choose.setObjectName("picture_choose")
        self.choose.setAccessibleName(self.tr("选择图片文件"))
        self.choose.setMinimumHeight(40)
        self.choose.setAutoDefault(False)
        self.strength.setObjectName("picture_strength")
        self.strength.setAccessibleName(self.tr("保留浅色笔迹的程度"))
        self.strength.setRange(0, 100)
        self.strength.setValue(round(USUAL * 100))
        self.strength.setEnabled(False)
        self.strength.setMinimumHeight(32)
        self.trouble.setObjectName("trouble")
        self.trouble.setWordWrap(True)

    def _lay_out(self) -> None:
        hint = QLabel(self.tr("或把 PNG、JPEG 图片拖到这里"))
        hint.setObjectName("quiet")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.choose)
        head.addWidget(hint, 1)
        pictures = QGridLayout()
        pictures.setSpacing(8)
        for place, (words, view) in enumerate(((self.tr("原图"), self.before), (self.tr("去掉纸面后"), self.after))):
            label = QLabel(words)
            label.setObjectName("quiet")
            pictures.addWidget(label, 0, place)
            pictures.addWidget(view, 1, place)
        pictures.setRowStretch(1, 1)
        faint = QHBoxLayout()
        faint.addWidget(QLabel(self.tr("浅色笔迹：少留")))
        faint.addWidget(self.strength, 1)
        faint.addWidget(QLabel(self.tr("多留")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(pictures, 1)
        column.addLayout(faint)
        column.addWidget(self.trouble)

    def _connect(self) -> None:
        self.choose.clicked.connect(self._on_choose)
        self.strength.valueChanged.connect(self._on_strength)
        self._pausing.timeout.connect(self._cut)


def _read(path: Path) -> bytes:
    return read_bytes(path, MOST_BYTES)


def _cut(data: bytes, strength: float) -> Cut:
    png = cut_out(data, strength)
    return Cut(image_of(data), image_of(png), png)
