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
    """Where there is no room for the whole way, the present stage with as many of its neighbours as fit; an arrow says that
    the way goes on. Where there is room for none, the present stage and its number."""

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
        return QSize(max(self._width(stage, alone=True) for stage in Stage), self._height())

    def shown(self) -> list[Stage]:
        """Return the stages that are drawn, in their order."""
        way = list(Stage)
        here = way.index(self._stage)
        for length in range(len(way), 1, -1):
            starts = [start for start in range(len(way) - length + 1) if start <= here < start + length]
            start = min(starts, key=lambda each: (abs(2 * (here - each) - length + 1), -each))
            part = way[start : start + length]
            cut = (part[0] is not way[0]) + (part[-1] is not way[-1])
            if sum(self._width(stage) for stage in part) + _GAP * (length - 1 + cut) <= self.width():
                return part
        return [self._stage]

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        part = self.shown()
        alone = len(part) == 1
        left = 0.0
        if not alone and part[0] is not Stage.DRAFTING:
            self._draw_arrow(painter, left)
            left += _GAP
        passed = True
        for stage in part:
            width = self._width(stage, alone)
            passed = passed and stage is not self._stage
            self._draw_stage(painter, QRectF(left, 0, width, self.height()), stage, passed, alone)
            left += width
            if not alone and stage is not Stage.ARCHIVED:
                self._draw_arrow(painter, left)
            left += _GAP

    def _draw_stage(self, painter: QPainter, place: QRectF, stage: Stage, passed: bool, alone: bool) -> None:
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
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, _words(stage, alone))

    def _draw_arrow(self, painter: QPainter, left: float) -> None:
        look = colours(self.palette())
        painter.setPen(QPen(mixed(look.quiet, look.base, 0.4), 1.3))
        x, y = left + _GAP / 2 - 2, self.height() / 2
        painter.drawPolyline([QPointF(x, y - 4), QPointF(x + 4, y), QPointF(x, y + 4)])

    def _width(self, stage: Stage, alone: bool = False) -> int:
        font = self.font()
        font.setBold(True)
        return QFontMetrics(font).horizontalAdvance(_words(stage, alone)) + 2 * _PAD

    def _height(self) -> int:
        return QFontMetrics(self.font()).height() + 8


def _words(stage: Stage, alone: bool) -> str:
    return f"{STAGES[stage.value]} {list(Stage).index(stage) + 1}/{len(Stage)}" if alone else STAGES[stage.value]
