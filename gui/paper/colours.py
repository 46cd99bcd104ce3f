"""Colours of paper and ink. Paper stays white and ink black in every theme; only the desk follows the window."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QColor, QPalette

PAPER = QColor("#ffffff")
INK = QColor("#17191c")
PRINT = QColor("#17191c")
"""What is printed on the sheet: labels and rules."""
HINT = QColor("#9aa3af")
EDGE = QColor(0, 0, 0, 30)
TINT = QColor(47, 111, 179, 15)
"""An empty place that waits for an answer; it is on the screen only."""
HOVER = QColor(47, 111, 179, 26)
FLASH = QColor(255, 196, 61, 90)
FOCUS = QColor("#2f6fb3")
NEAR = QColor(47, 111, 179, 90)
SELECTION = QColor("#bcd7f2")
WRONG = QColor("#c62828")
NOTICE_BACK = QColor("#fff4d6")
NOTICE_INK = QColor("#7a4f00")
MARK = QColor(255, 196, 61, 64)
"""Behind a passage that the leader has marked."""
MARK_INK = QColor("#8a5a00")
HANDLE = QColor(23, 25, 28, 80)

DESK_LIGHT = QColor("#e3e6ea")
DESK_DARK = QColor("#17191c")


def desk(window: QPalette) -> QColor:
    """Return the colour of the desk that goes with the palette of the window."""
    dark = window.color(QPalette.ColorRole.Window).lightness() < 128
    return DESK_DARK if dark else DESK_LIGHT


@cache
def paper_palette() -> QPalette:
    """Return what editors on paper are drawn with: black on white, whatever the theme of the window."""
    palette = QPalette(PAPER)
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    for one in (role.WindowText, role.Text, role.ButtonText):
        for state in (group.Active, group.Inactive, group.Disabled):
            palette.setColor(state, one, INK)
    for state in (group.Active, group.Inactive, group.Disabled):
        palette.setColor(state, role.Base, QColor(255, 255, 255, 0))
        palette.setColor(state, role.Highlight, SELECTION)
        palette.setColor(state, role.HighlightedText, INK)
        palette.setColor(state, role.PlaceholderText, HINT)
    return palette
