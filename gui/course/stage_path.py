"""The way of a sheet, drawn: 起草 → 送审 → 面商 → 已签 → 归档, with the present stage marked."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from forms.stages import Stage

from ..look.appearance import colours, mixed
from ..wording import STAGES

_PAD, _GAP = 9, 18


class StagePath(QWidget):
    """Where there is no room for the whole way, the present stage alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stage_path")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._stage = Stage.DRAFTING

    def show_stage(self, stage: Stage) -> None:
        self._stage = stage
        words = self.tr("办理阶段：{}，第 {} 步，共 {} 步").format(
            STAGES[stage.value], list(Stage).index(stage) + 1, len(Stage)
        )
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(sum(self._width(stage) for stage in Stage) + _GAP * (len(Stage) - 1), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._width(stage) for stage in Stage), self._height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = self.width() >= self.sizeHint().width()
        left = 0.0
        passed = True
        for stage in Stage if whole else (self._stage,):
            width = self._width(stage)
            passed = passed and stage is not self._stage
            self._draw_stage(painter, QRectF(left, 0, width, self.height()), stage, passed)
            left += width
            if whole and stage is not Stage.ARCHIVED:
                self._draw_arrow(painter, left)
            left += _GAP

    def _draw_stage(self, painter: QPainter, place: QRectF, stage: Stage, passed: bool) -> None:
        look = colours(self.palette())
        here = stage is self._stage
        ink = QColor(look.stage(stage) if here else look.quiet)
        if here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mixed(ink, look.base, 0.84))
            painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        font = self.font()
        font.setBold(here)
        painter.setFont(font)
        painter.setPen(ink if here or passed else mixed(ink, look.base, 0.35))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, STAGES[stage.value])

    def _draw_arrow(self, painter: QPainter, left: float) -> None:
        look = colours(self.palette())
        painter.setPen(QPen(mixed(look.quiet, look.base, 0.4), 1.3))
        x, y = left + _GAP / 2 - 2, self.height() / 2
        painter.drawPolyline([QPointF(x, y - 4), QPointF(x + 4, y), QPointF(x, y + 4)])

    def _width(self, stage: Stage) -> int:
        font = self.font()
        font.setBold(True)
        return QFontMetrics(font).horizontalAdvance(STAGES[stage.value]) + 2 * _PAD

    def _height(self) -> int:
        return QFontMetrics(self.font()).height() + 8
