"""Fonts on the screen: the same files that the paper is set with, and a Chinese font for a system that has none."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication

from forms.typesetting.faces import FontRole
from forms.typesetting.fonts import FontShelf

POINTS_PER_INCH = 72.0
_PROBE = "国"
_GRAIN = 64
"""Steps of a pixel in which Qt keeps spacing."""
_MOST = 1024
"""Fonts that are kept; zooming makes new ones."""


class ScreenFonts:
    """The fonts of the paper as QFonts, so that the screen breaks and measures as the paper does.

    Sizes are points of the paper; `scale` is how many pixels of the screen a point takes.
    """

    def __init__(self, shelf: FontShelf) -> None:
        self.shelf = shelf
        self._families: dict[FontRole, list[str]] = {}
        self._plain: dict[tuple[FontRole, float, float], tuple[QFont, float]] = {}
        self._spaced: dict[tuple[FontRole, float, float, int], QFont] = {}

    def font(self, role: FontRole, size: float, scale: float) -> QFont:
        """Return a font of about `size` points: Qt may round it to whole pixels."""
        return self._measured(role, size, scale)[0]

    def fitted(self, role: FontRole, size: float, scale: float, text: str, spacing: float = 0.0) -> QFont:
        """Return the font in which `text` is as wide on the screen as on paper, with `spacing` points behind each character."""
        font, em = self._measured(role, size, scale)
        solid = text.rstrip(" \u3000")
        if not solid:
            return font
        ems = self.shelf.width(solid, role, 1.0)
        gap = round((ems * (size * scale - em) / len(solid) + spacing * scale) * _GRAIN)
        if not gap:
            return font
        key = (role, size, scale, gap)
        if key not in self._spaced:
            if len(self._spaced) >= _MOST:
                self._spaced.clear()
            self._spaced[key] = QFont(font)
            self._spaced[key].setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, gap / _GRAIN)
        return self._spaced[key]

    def _measured(self, role: FontRole, size: float, scale: float) -> tuple[QFont, float]:
        """Return a font, and how many pixels its em really takes."""
        key = (role, size, scale)
        if key not in self._plain:
            if len(self._plain) >= _MOST:
                self._plain.clear()
            font = self._make(role, size * scale)
            probe = _PROBE * 16
            em = QFontMetricsF(font).horizontalAdvance(probe) / self.shelf.width(probe, role, 1.0)
            self._plain[key] = (font, em)
        return self._plain[key]

    def _make(self, role: FontRole, pixels: float) -> QFont:
        font = QFont(self._family(role))
        font.setPointSizeF(pixels * POINTS_PER_INCH / screen_dpi())
        # Unhinted, unshaped and unkerned: a character is as wide as the line breaker has measured it.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
        font.setKerning(False)
        return font

    def _family(self, role: FontRole) -> list[str]:
        """The family of a role, and behind it one for the characters that it lacks."""
        if role not in self._families:
            own = _load(self.shelf, role)
            behind = _load(self.shelf, FontRole.LABEL) if role is not FontRole.LABEL else []
            self._families[role] = list(dict.fromkeys((*own, *behind)))
        return self._families[role]


def screen_dpi() -> float:
    """Return the logical pixels of an inch of the screen: at 100 % a page is as large as the real one."""
    screen = QGuiApplication.primaryScreen()
    return screen.logicalDotsPerInchY() if screen else 96.0


def give_chinese(shelf: FontShelf) -> str:
    """Let the whole window read Chinese where the system has no font for it; returns the family that was added, "" for none."""
    if QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        return ""
    families = _load(shelf, FontRole.HEADING)
    if not families:
        return ""
    font = QGuiApplication.font()
    QFont.insertSubstitutions(font.family(), families)
    font.setFamilies([*font.families(), *families])
    QGuiApplication.setFont(font)
    return families[0]


def _load(shelf: FontShelf, role: FontRole) -> list[str]:
    """Make the font file of a role known to Qt; the family that plays the role is first."""
    number = QFontDatabase.addApplicationFont(str(shelf.file(role)))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    wanted = shelf.family(role)
    return sorted(families, key=lambda family: family != wanted)
