"""How the window looks: one palette for light, one for dark, one accent colour."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

from forms.checks import Severity
from forms.stages import Stage


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one scheme, as #rrggbb."""

    window: str
    base: str
    raised: str
    text: str
    quiet: str
    line: str
    accent: str
    on_accent: str
    error: str
    warning: str
    done: str

    def severity(self, severity: Severity) -> str:
        return {Severity.ERROR: self.error, Severity.WARNING: self.warning, Severity.HINT: self.quiet}[severity]

    def stage(self, stage: Stage) -> str:
        """Return the colour of a stage's badge: what waits for somebody stands out, what is done is quiet."""
        return {
            Stage.DRAFTING: self.quiet,
            Stage.IN_REVIEW: self.warning,
            Stage.VISITING: self.accent,
            Stage.SIGNED: self.done,
            Stage.ARCHIVED: self.quiet,
        }[stage]


LIGHT = Colours(
    window="#f4f5f7",
    base="#ffffff",
    raised="#ffffff",
    text="#1f2429",
    quiet="#626d79",
    line="#dcdfe4",
    accent="#22608f",
    on_accent="#ffffff",
    error="#b3261e",
    warning="#8a5a00",
    done="#2b6e46",
)
DARK = Colours(
    window="#1f2226",
    base="#272b30",
    raised="#2f343a",
    text="#e6e9ec",
    quiet="#9ba6b2",
    line="#3c424a",
    accent="#74b0df",
    on_accent="#10212f",
    error="#f28b82",
    warning="#e2b45c",
    done="#7cc69a",
)


def is_dark(palette: QPalette) -> bool:
    return palette.color(QPalette.ColorRole.Window).lightness() < 128


def colours(palette: QPalette) -> Colours:
    """Return the colours that go with a palette."""
    return DARK if is_dark(palette) else LIGHT


def palette_for(scheme: Qt.ColorScheme) -> QPalette:
    """Return the palette of a colour scheme of the system; an unknown scheme is light."""
    look = DARK if scheme is Qt.ColorScheme.Dark else LIGHT
    role = QPalette.ColorRole
    palette = QPalette(QColor(look.window))
    for roles, colour in (
        ((role.Window, role.Button, role.AlternateBase), look.window),
        ((role.Base,), look.base),
        ((role.ToolTipBase,), look.raised),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), look.text),
        ((role.PlaceholderText,), look.quiet),
        ((role.Mid, role.Midlight), look.line),
        ((role.Highlight, role.Accent, role.Link), look.accent),
        ((role.HighlightedText,), look.on_accent),
    ):
        for one in roles:
            palette.setColor(one, QColor(colour))
    faded = mixed(look.text, look.window, 0.55)
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, faded)
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, mixed(look.text, look.window, 0.8))
    return palette


def outlined(palette: QPalette) -> QPalette:
    """Return the palette for boxes to tick: Fusion draws their outline in a darker window colour, which dark swallows."""
    palette = QPalette(palette)
    palette.setColor(QPalette.ColorRole.Window, QColor(colours(palette).quiet))
    return palette


def mixed(front: str | QColor, back: str | QColor, share: float) -> QColor:
    """Return `front` with `share` (0 to 1) of `back` in it."""
    a, b = QColor(front), QColor(back)
    pairs = ((a.red(), b.red()), (a.green(), b.green()), (a.blue(), b.blue()))
    return QColor(*(round(one * (1 - share) + other * share) for one, other in pairs))
