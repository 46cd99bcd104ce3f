"""The few rules of style that Qt's own styles lack: few lines, no boxes in boxes."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QPalette

from .appearance import colours, mixed

# Focus is one thing everywhere: a ring of two pixels, on a place that is otherwise not filled. What Enter presses is filled.
_RULES = Template("""
QToolBar { border: none; border-bottom: 1px solid $line; background: $window; padding: 4px 8px; spacing: 2px; }
QToolBar::separator { background: $line; width: 1px; margin: 7px 6px; }
QToolBar QToolButton { border: none; border-radius: 6px; padding: 5px 9px; color: $text; }
QToolBar QToolButton:hover { background: $hover; }
QToolBar QToolButton:focus { background: $hover; border: 2px solid $accent; padding: 3px 7px; }
QToolBar QToolButton:pressed { background: $down; }
QToolBar QToolButton:checked { color: $accent; background: $chosen; }
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
QTabBar#panels::tab:focus { color: $accent; border: 2px solid $accent; padding: 8px 10px; }
QFrame#rule { background: $line; border: none; max-height: 1px; min-height: 1px; }
QWidget#plain { background: $base; }
QLabel#quiet { color: $quiet; }
QLabel#trouble { color: $error; }
QLabel#headline { font-size: 17pt; color: $text; }
QPushButton { background: $raised; color: $text; border: 1px solid $line; border-radius: 6px; padding: 5px 14px; }
QDialog QPushButton { min-width: 56px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton:hover { border-color: $accent; }
QPushButton:pressed { background: $down; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 13px; outline: none; }
QPushButton:default { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton:default:hover { background: $accent_hover; }
QPushButton:default:pressed { background: $accent_down; }
QPushButton:default:focus { background: $chosen; color: $accent; }
QPushButton:disabled, QPushButton:default:disabled { background: $hover; color: $pale; border-color: $line; }
QPushButton#primary { background: $accent; color: $on_accent; border: none; border-radius: 6px; padding: 8px 22px; }
QPushButton#primary:hover { background: $accent_hover; }
QPushButton#primary:pressed { background: $accent_down; }
QPushButton#primary:focus { background: $chosen; color: $accent; border: 2px solid $accent; padding: 6px 20px; }
QPushButton[prime="true"] { background: $accent; color: $on_accent; border: 1px solid $accent; padding: 8px 12px; }
QPushButton[prime="true"]:hover { background: $accent_hover; }
QPushButton[prime="true"]:pressed { background: $accent_down; }
QPushButton[prime="true"]:focus { background: $chosen; color: $accent; border: 2px solid $accent; padding: 7px 11px; }
QPushButton[prime="true"]:disabled { background: $hover; color: $pale; border-color: $line; }
QPushButton[link="true"] { background: transparent; border: 2px solid transparent; color: $accent;
    text-align: left; padding: 0 2px; }
QPushButton[link="true"]:hover { text-decoration: underline; }
QPushButton[link="true"]:focus { border-color: $accent; }
QPushButton#secondary { padding: 7px 21px; }
QPushButton#secondary:focus { padding: 6px 20px; }
QLineEdit, DetailsPanel QTextEdit, ReviewPanel QTextEdit { border: 1px solid $line; border-radius: 6px;
    background: $base; color: $text; }
QLineEdit { padding: 5px 7px; }
QLineEdit:focus { padding: 4px 6px; }
DetailsPanel QTextEdit, ReviewPanel QTextEdit { padding: 2px 4px; }
ReviewPanel QTextEdit[readOnly="true"] { background: $window; }
QDialog QListWidget, QDialog QPlainTextEdit, PaperEntryDialog QTextEdit { border: 1px solid $line; border-radius: 6px;
    background: $base; color: $text; }
QDialog QPlainTextEdit, PaperEntryDialog QTextEdit { padding: 3px 5px; }
QDialog QPlainTextEdit:focus, PaperEntryDialog QTextEdit:focus { padding: 2px 4px; }
QDialog QPlainTextEdit:focus, PaperEntryDialog QTextEdit:focus, QDialog QListWidget:focus { border: 2px solid $accent; }
QLineEdit:disabled, QDialog QListWidget:disabled { background: $window; color: $pale; }
QLineEdit:focus, DetailsPanel QTextEdit:focus, ReviewPanel QTextEdit:focus { border: 2px solid $accent; }
QLineEdit:read-only { background: $window; }
QComboBox QAbstractItemView { border: 1px solid $line; background: $base; padding: 4px; }
QScrollBar:vertical { background: transparent; width: 11px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11px; margin: 0; }
QScrollBar::handle { background: $thumb; border-radius: 3px; margin: 2px 3px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; margin: 3px 2px; }
QScrollBar::handle:hover { background: $thumb_hover; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QHeaderView::section { background: $window; color: $quiet; border: none; border-bottom: 1px solid $line; padding: 6px 8px; }
QTreeWidget, QTableWidget { border: 1px solid $line; border-radius: 6px; background: $base; }
QTreeWidget:focus, QTableWidget:focus { border: 2px solid $accent; }
QTreeWidget::item { padding: 5px 4px; }
QTreeWidget::item:selected { background: $chosen; color: $text; }
QTableWidget::item { padding: 6px 8px; }
QProgressBar { border: none; border-radius: 3px; background: $line; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QToolTip { color: $text; background: $raised; border: 1px solid $line; padding: 4px 6px; }
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
        error=look.error,
        accent=look.accent,
        on_accent=look.on_accent,
        thumb=mixed(look.text, look.window, 0.75).name(),
        thumb_hover=mixed(look.text, look.window, 0.55).name(),
        hover=mixed(look.text, look.window, 0.92).name(),
        chosen=mixed(look.accent, look.window, 0.9).name(),
        down=mixed(look.text, look.window, 0.85).name(),
        pale=mixed(look.text, look.window, 0.6).name(),
        accent_hover=mixed(look.accent, look.text, 0.12).name(),
        accent_down=mixed(look.accent, look.text, 0.25).name(),
    )
