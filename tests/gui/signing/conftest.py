"""A pad under hands: pen, finger and mouse as Qt tells of them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from math import cos, sin

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent, QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.signing.pad import InkPad

PEN = QPointingDevice.PointerType.Pen
WAVE = [(60 + 4 * i, 100 + 40 * sin(i / 6)) for i in range(60)]
LOOP = [(300 + 80 * cos(i / 9), 110 + 50 * sin(i / 9)) for i in range(60)]


class Writer:
    """Writes on a pad."""

    def __init__(self, pad: InkPad) -> None:
        self.pad = pad
        can = QInputDevice.Capability.Position | QInputDevice.Capability.Pressure
        self._stylus = QPointingDevice("pen", 1, QInputDevice.DeviceType.Stylus, PEN, can, 1, 1)
        self._glass = QTest.createTouchDevice()

    def pen(self, places: Sequence[tuple[float, float]], pressure: float = 0.4, start: int = 1000) -> None:
        """A stroke of the pen that presses harder and harder, a point every 8 ms."""
        self.pen_down(*places[0], pressure, start)
        for number, place in enumerate(places[1:], 1):
            self.tell_pen(QEvent.Type.TabletMove, *place, pressure + 0.3 * number / len(places), start + 8 * number)
        self.pen_up(*places[-1])

    def pen_down(self, x: float, y: float, pressure: float = 0.5, at: int = 1000) -> None:
        self.tell_pen(QEvent.Type.TabletPress, x, y, pressure, at)

    def pen_up(self, x: float, y: float) -> None:
        self.tell_pen(QEvent.Type.TabletRelease, x, y, 0.0, 0)

    def tell_pen(self, kind: QEvent.Type, x: float, y: float, pressure: float, at: int) -> QTabletEvent:
        tip = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletMove else Qt.MouseButton.LeftButton
        place, none = QPointF(x, y), Qt.KeyboardModifier.NoModifier
        event = QTabletEvent(kind, self._stylus, place, place, pressure, 0, 0, 0, 0, 0, none, tip, Qt.MouseButton.LeftButton)
        event.setTimestamp(at)
        QApplication.sendEvent(self.pad, event)
        return event

    def touch(self, *fingers: tuple[int, str, float, float]) -> None:
        """One report of the glass: (number of the finger, what it did: press, move, release, where)."""
        report = QTest.touchEvent(self.pad, self._glass, False)
        for number, verb, x, y in fingers:
            getattr(report, verb)(number, QPoint(round(x), round(y)), self.pad)
        report.commit()

    def cancel_touch(self) -> None:
        """The system has taken the touch for a gesture of its own."""
        QApplication.sendEvent(self.pad, QTouchEvent(QEvent.Type.TouchCancel, self._glass))

    def finger(self, places: Sequence[tuple[float, float]], number: int = 0) -> None:
        self.touch((number, "press", *places[0]))
        for place in places[1:]:
            self.touch((number, "move", *place))
        self.touch((number, "release", *places[-1]))

    def mouse(self, places: Sequence[tuple[float, float]]) -> None:
        spots = [QPoint(round(x), round(y)) for x, y in places]
        QTest.mousePress(self.pad, Qt.MouseButton.LeftButton, pos=spots[0])
        for spot in spots[1:]:
            QTest.mouseMove(self.pad, spot)
        QTest.mouseRelease(self.pad, Qt.MouseButton.LeftButton, pos=spots[-1])

    @property
    def strokes(self) -> list[list[list[float]]]:
        ink = self.pad.ink()
        return ink["strokes"] if ink else []


@pytest.fixture
def writer(qtbot: QtBot) -> Writer:
    pad = InkPad()
    qtbot.addWidget(pad)
    pad.resize(640, 240)
    pad.show()
    return Writer(pad)


def photograph(blank: bool = False) -> bytes:
    """A seal on grey paper, or paper alone."""
    paper = Image.new("RGB", (300, 300), (205, 203, 196))
    if not blank:
        ImageDraw.Draw(paper).ellipse((60, 60, 240, 240), outline=(190, 30, 34), width=14)
    file = BytesIO()
    paper.save(file, "PNG")
    return file.getvalue()
