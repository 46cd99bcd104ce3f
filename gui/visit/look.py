"""How the visit looks: large, calm, black on white, whatever the scheme of the window, since a guest reads here."""

from __future__ import annotations

from string import Template

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QScroller, QWidget

from ..look.appearance import LIGHT, mixed, palette_for

TOUCH = 60
"""Pixels that what a finger presses is high, at least."""
MARGIN = 28

_RULES = Template("""
VisitWindow { background: $window; }
QWidget#visit_bar { background: $base; }
QFrame#visit_rule { background: $line; border: none; min-height: 1px; max-height: 1px; }
QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QLabel { color: $text; font-size: 20px; }
QLabel[kind="title"] { font-size: 30px; }
QLabel[kind="grand"] { font-size: 40px; }
QLabel[kind="head"] { font-size: 23px; font-weight: bold; }
QLabel[kind="printed"] { font-size: 24px; }
QLabel[kind="mark"] { font-size: 26px; font-weight: bold; }
QLabel[kind="quiet"] { font-size: 18px; color: $quiet; }
QLabel[kind="notice"] { font-size: 19px; color: $notice; background: $notice_back; border-radius: 8px; padding: 10px 14px; }
QLabel[kind="missing"] { font-size: 19px; color: $error; }
QLabel[kind="trouble"] { font-size: 19px; color: $error; background: $error_back; border-radius: 8px; padding: 10px 14px; }
QFrame[kind="card"] { background: $base; border: 1px solid $line; border-radius: 12px; }
QFrame[kind="card"][wanting="true"] { border: 2px solid $error; }
QPushButton { font-size: 21px; color: $text; background: $base; border: 1px solid $edge; border-radius: 10px;
    padding: 8px 24px; min-height: 42px; }
QPushButton:hover { border-color: $accent; }
QPushButton:pressed { background: $down; }
QPushButton:focus { border: 2px solid $accent; padding: 7px 23px; outline: none; }
QPushButton:disabled { color: $pale; border-color: $line; background: $window; }
QPushButton[kind="primary"] { color: $on_accent; background: $accent; border: 2px solid $accent; font-weight: bold;
    padding: 7px 38px; }
QPushButton[kind="primary"]:hover { background: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_down; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { color: $base; background: $faded; border-color: $faded; }
QPushButton[kind="plain"] { background: transparent; border-color: transparent; color: $quiet; font-size: 18px;
    padding: 8px 16px; }
QPushButton[kind="plain"]:hover { color: $text; }
QPushButton[kind="plain"]:focus { border: 2px solid $accent; padding: 7px 15px; }
QPushButton[kind="tab"]:checked { color: $accent; border: 2px solid $accent; background: $chosen; font-weight: bold;
    padding: 7px 23px; }
QPushButton[kind="option"] { font-size: 24px; }
QPushButton[kind="key"] { font-size: 26px; padding: 8px 0; }
QPushButton[kind="key"]:checked { color: $accent; border: 2px solid $accent; background: $chosen; padding: 7px 0; }
QPlainTextEdit, QTextEdit, QLineEdit { font-size: 22px; color: $text; background: $base; border: 1px solid $edge;
    border-radius: 10px; padding: 10px 14px; selection-background-color: $chosen; selection-color: $text; }
QPlainTextEdit:focus, QLineEdit:focus { border: 2px solid $accent; padding: 9px 13px; }
QTextEdit#visit_reading { border: none; border-radius: 0; padding: 0; background: $base; }
QScrollBar:vertical { background: transparent; width: 16px; margin: 0; }
QScrollBar::handle:vertical { background: $thumb; border-radius: 5px; margin: 3px; min-height: 56px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def palette() -> QPalette:
    return palette_for(Qt.ColorScheme.Light)


def style_sheet() -> str:
    look = LIGHT
    return _RULES.substitute(
        window=look.window,
        base=look.base,
        text=look.text,
        quiet=mixed(look.quiet, look.text, 0.25).name(),
        line=look.line,
        edge=mixed(look.quiet, look.base, 0.45).name(),
        accent=look.accent,
        on_accent=look.on_accent,
        error=look.error,
        error_back=mixed(look.error, look.base, 0.92).name(),
        notice="#6b4700",
        notice_back="#fff4d6",
        down=mixed(look.text, look.window, 0.88).name(),
        chosen=mixed(look.accent, look.base, 0.88).name(),
        pale=mixed(look.text, look.window, 0.6).name(),
        faded=mixed(look.accent, look.base, 0.55).name(),
        accent_hover=mixed(look.accent, look.text, 0.12).name(),
        accent_down=mixed(look.accent, look.text, 0.25).name(),
        thumb=mixed(look.text, look.base, 0.72).name(),
    )


def button(words: str, name: str, kind: str = "", parent: QWidget | None = None) -> QPushButton:
    """Return a button that a finger meets; `name` is its object name, `kind` one of the style sheet's."""
    made = QPushButton(words, parent)
    made.setObjectName(name)
    made.setAccessibleName(words)
    made.setProperty("kind", kind)
    made.setMinimumHeight(TOUCH)
    made.setAutoDefault(False)
    return made


def label(words: str = "", kind: str = "", parent: QWidget | None = None) -> QLabel:
    """Return words that wrap, plain whatever they contain."""
    made = QLabel(words, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", kind)
    made.setWordWrap(True)
    return made


def scrolling(inside: QWidget, name: str) -> QScrollArea:
    """Return a place in which `inside` is moved by a finger where it is too high."""
    area = QScrollArea()
    area.setObjectName(name)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    by_finger(area.viewport())
    return area


def by_finger(viewport: QWidget) -> None:
    """Let a finger move what `viewport` shows."""
    QScroller.grabGesture(viewport, QScroller.ScrollerGestureType.TouchGesture)


def restyle(widget: QWidget) -> None:
    """Let a property that the style sheet asks for take effect, its padding too."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    widget.updateGeometry()


def set_kind(widget: QWidget, kind: str) -> None:
    """Give a widget another of the style sheet's kinds."""
    if widget.property("kind") != kind:
        widget.setProperty("kind", kind)
        restyle(widget)
