"""Where the keyboard is can be seen, and is no other look than that of what Enter presses: in light and in dark."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.look.appearance import colours, palette_for
from gui.look.style import style_sheet


class Shown:
    """A dialog with one of each, the focus on what is asked for."""

    def __init__(self, scheme: Qt.ColorScheme) -> None:
        self.dialog = QDialog()
        self.dialog.setPalette(palette_for(scheme))
        self.dialog.setStyleSheet(style_sheet(self.dialog.palette()))
        self.look = colours(self.dialog.palette())
        self.line, self.plain, self.default, self.prime = QLineEdit(), QPushButton(), QPushButton(), QPushButton()
        self.plain.setAutoDefault(False)
        self.default.setDefault(True)
        self.prime.setProperty("prime", True)
        self.prime.setAutoDefault(False)
        row = QHBoxLayout(self.dialog)
        for part in self.parts:
            row.addWidget(part)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        return self.line, self.plain, self.default, self.prime

    def pixels(self, part: QWidget, focus: QWidget) -> tuple[QColor, QColor]:
        """Return what of a part is seen at its edge and in its ground while the focus is somewhere."""
        focus.setFocus(Qt.FocusReason.TabFocusReason)
        image: QImage = part.grab().toImage()
        return image.pixelColor(image.width() // 2, 1), image.pixelColor(image.width() // 2, 4)


@pytest.fixture(params=[Qt.ColorScheme.Light, Qt.ColorScheme.Dark])
def shown(request: pytest.FixtureRequest, qtbot: QtBot) -> Iterator[Shown]:
    shown = Shown(request.param)
    qtbot.addWidget(shown.dialog)
    shown.dialog.show()
    shown.dialog.activateWindow()
    qtbot.waitUntil(shown.dialog.isActiveWindow)
    yield shown
    QApplication.processEvents()  # the dialog must have lost the focus before it is gone


def contrast(one: QColor, other: QColor) -> float:
    """As WCAG 2.1 counts it."""

    def light(colour: QColor) -> float:
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_what_has_the_focus_has_a_ring_that_stands_out(shown: Shown) -> None:
    for part in shown.parts:
        edge, ground = shown.pixels(part, part)
        assert contrast(edge, ground) >= 3 and contrast(edge, QColor(shown.look.window)) >= 3


def test_nothing_else_has_a_ring(shown: Shown) -> None:
    for part in shown.parts:
        for other in shown.parts:
            if other is not part:
                edge, ground = shown.pixels(other, part)
                assert contrast(edge, ground) < 3


def test_what_enter_presses_is_filled_while_the_focus_is_elsewhere(shown: Shown) -> None:
    assert shown.pixels(shown.default, shown.line)[1] == QColor(shown.look.accent)
    assert shown.pixels(shown.plain, shown.line)[1] != QColor(shown.look.accent)


def test_no_part_changes_its_size_with_the_focus(shown: Shown) -> None:
    for part in shown.parts:
        shown.dialog.setFocus()
        part.clearFocus()
        before = part.sizeHint()
        part.setFocus()
        assert part.sizeHint() == before
