"""The steps of the visit in a row: which are done, where one is, what comes."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from storage.visits import COMMENT, HAND_BACK, MARK, READ, SIGN

from ..look.appearance import LIGHT, mixed

_ROUND = 34
_PIXELS = 19
_GAP = 9


def _tr(words: str) -> str:
    return QCoreApplication.translate("visit", words)


def step_words() -> Mapping[int, str]:
    return {READ: _tr("阅读"), MARK: _tr("评价"), COMMENT: _tr("意见"), SIGN: _tr("签名"), HAND_BACK: _tr("交还")}


class StepBar(QWidget):
    """Numbers and words, a line between them. It shows; nobody presses it."""

    def __init__(self, steps: tuple[int, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps, self._now = steps, steps[0]
        self.setObjectName("visit_steps")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_step(steps[0])

    def show_step(self, step: int) -> None:
        self._now = step
        place = self._steps.index(step) + 1 if step in self._steps else 0
        words = _tr("第 {} 步，共 {} 步：{}").format(place, len(self._steps), step_words().get(step, ""))
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, 60)

    def minimumSizeHint(self) -> QSize:
        return QSize(480, 60)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words = step_words()
        widths = [self._width(words[step]) for step in self._steps]
        line = min(70.0, max(14.0, (self.width() - sum(widths)) / max(1, len(widths) - 1) - 2 * _GAP))
        x = max(0.0, (self.width() - sum(widths) - (len(widths) - 1) * (line + 2 * _GAP)) / 2)
        for number, (step, width) in enumerate(zip(self._steps, widths, strict=True)):
            if number:
                self._paint_line(painter, x, line, done=step <= self._now)
                x += line + 2 * _GAP
            self._paint_step(painter, x, number + 1, step, words[step])
            x += width
        painter.end()

    def _width(self, words: str) -> float:
        return _ROUND + 8 + _PIXELS * len(words)

    def _paint_line(self, painter: QPainter, x: float, length: float, done: bool) -> None:
        middle = self.height() / 2
        painter.setPen(QPen(QColor(LIGHT.accent if done else LIGHT.line), 2))
        painter.drawLine(QPointF(x + _GAP, middle), QPointF(x + _GAP + length, middle))

    def _paint_step(self, painter: QPainter, x: float, number: int, step: int, words: str) -> None:
        accent, now, done = QColor(LIGHT.accent), step == self._now, step < self._now
        area = QRectF(x, (self.height() - _ROUND) / 2, _ROUND, _ROUND)
        painter.setPen(QPen(accent if now or done else mixed(LIGHT.quiet, LIGHT.base, 0.4), 2))
        painter.setBrush(accent if now else mixed(LIGHT.accent, LIGHT.base, 0.88) if done else QColor(LIGHT.base))
        painter.drawEllipse(area.adjusted(1, 1, -1, -1))
        painter.setFont(self._font(bold=now))
        painter.setPen(QColor(LIGHT.on_accent) if now else accent if done else QColor(LIGHT.quiet))
        if done:
            self._paint_tick(painter, area)
        else:
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(number))
        painter.setPen(QColor(LIGHT.text if now else LIGHT.quiet))
        room = QRectF(x + _ROUND + 8, 0, _PIXELS * (len(words) + 1), self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_tick(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(QPen(QColor(LIGHT.accent), 2.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        ways = ((0.3, 0.52), (0.45, 0.67), (0.71, 0.35))
        painter.drawPolyline([QPointF(area.left() + a * area.width(), area.top() + b * area.height()) for a, b in ways])

    def _font(self, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(_PIXELS)
        font.setBold(bold)
        return font
