"""The few rules of style that Qt's own styles lack: few lines, no boxes in boxes."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QPalette

from .appearance import colours, mixed

_RULES = Template("""
QToolBar { border: none; border-bottom: 1px solid $line; background: $window; padding: 4px 8px; spacing: 2px; }
QToolBar::separator { background: $line; width: 1px; margin: 7px 6px; }
QToolBar QToolButton { border: none; border-radius: 6px; padding: 5px 9px; color: $text; }
QToolBar QToolButton:hover, QToolBar QToolButton:focus { background: $hover; }
QToolBar QToolButton:pressed, QToolBar QToolButton:checked { background: $down; }
QToolBar QToolButton:disabled { color: $pale; }
QMenuBar { background: $window; padding: 2px 6px; }
QSplitter::handle { background: $line; }
QSplitter::handle:hover { background: $accent; }
QStatusBar { background: $window; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QTabBar#panels { background: $base; border: none; }
QTabBar#panels::tab { padding: 10px 12px 8px 12px; color: $quiet; background: $base;
    border: none; border-bottom: 2px solid transparent; }
QTabBar#panels::tab:hover { color: $text; }
QTabBar#panels::tab:selected { color: $text; border-bottom: 2px solid $accent; }
QTabBar#panels::tab:focus { color: $accent; }
QFrame#rule { background: $line; border: none; max-height: 1px; min-height: 1px; }
QWidget#plain { background: $base; }
QLabel#quiet { color: $quiet; }
QLabel#headline { font-size: 17pt; color: $text; }
QPushButton#primary { background: $accent; color: $on_accent; border: none; border-radius: 6px; padding: 8px 22px; }
QPushButton#primary:hover { background: $accent_hover; }
QPushButton#primary:pressed { background: $accent_down; }
QPushButton#primary:focus { border: 2px solid $text; padding: 6px 20px; }
QPushButton#secondary { background: $raised; color: $text; border: 1px solid $line; border-radius: 6px; padding: 7px 21px; }
QPushButton#secondary:hover { border-color: $accent; }
QPushButton#secondary:pressed { background: $down; }
QPushButton#secondary:focus { border: 2px solid $accent; padding: 6px 20px; }
QLineEdit#search { border: 1px solid $line; border-radius: 6px; padding: 6px 8px; background: $base; color: $text; }
QLineEdit#search:focus { border-color: $accent; }
""")


def style_sheet(palette: QPalette) -> str:
    """Return the style of toolbar, tabs, buttons and splitters in the colours of a palette."""
    look = colours(palette)
    return _RULES.substitute(
        window=look.window,
        base=look.base,
        raised=look.raised,
        text=look.text,
        quiet=look.quiet,
        line=look.line,
        accent=look.accent,
        on_accent=look.on_accent,
        hover=mixed(look.text, look.window, 0.92).name(),
        down=mixed(look.text, look.window, 0.85).name(),
        pale=mixed(look.text, look.window, 0.6).name(),
        accent_hover=mixed(look.accent, look.text, 0.12).name(),
        accent_down=mixed(look.accent, look.text, 0.25).name(),
    )
