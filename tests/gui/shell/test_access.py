"""Who works without a mouse, or hears the window: every widget has a name, and Tab leads as one reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QProgressBar,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from forms.fields import ChoiceField
from gui.dialogs.export_dialog import ExportChoice, ExportDialog
from gui.main_window import MainWindow
from gui.panels.message_bar import MessageArea, Mood, Offer

INTERACTIVE = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QProgressBar,
    QTabBar,
    QTextEdit,
)


def interactive(top: QWidget) -> Iterator[QWidget]:
    """Yield what a user works with; parts of Qt's own widgets speak through these."""
    for widget in top.findChildren(QWidget):
        wanted = isinstance(widget, INTERACTIVE) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if wanted and not isinstance(widget, QScrollBar) and not _inside_qt(widget):
            yield widget


def _inside_qt(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QComboBox | QAbstractSpinBox):
        above = above.parentWidget()
    return above is not None or widget.objectName().startswith("qt_")


def after_tab(window: QWidget) -> QWidget:
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    return window.focusWidget()


def nameless(top: QWidget) -> list[str]:
    return [f"{type(one).__name__} {one.objectName()}" for one in interactive(top) if not one.accessibleName()]


def test_every_widget_of_the_window_has_an_accessible_name(imported: MainWindow) -> None:
    imported.messages.tell("x", Mood.ERROR, "没有保存", Offer("重试", imported.opened.flush)).set_progress(1, 2)
    for panel in ("findings", "details", "preview", "history"):
        imported.window_state.show_panel(panel)
    assert nameless(imported) == []
    assert len(list(interactive(imported))) > 60


def test_every_widget_of_the_export_dialog_has_an_accessible_name(imported: MainWindow, data: Path, qtbot: QtBot) -> None:
    editing = imported.opened.editing
    assert editing is not None
    last = ExportChoice(("pdf",), False, None, data, False)
    dialog = ExportDialog(imported, editing.sheet.template.copies, last, ["「联系电话」尚未填写。"])
    qtbot.addWidget(dialog)
    assert nameless(dialog) == []


def test_every_field_and_every_option_can_be_found_by_its_name(imported: MainWindow) -> None:
    editing = imported.opened.editing
    assert editing is not None
    names = {widget.objectName() for widget in imported.findChildren(QWidget)}
    for field in editing.sheet.template.fields:
        if isinstance(field, ChoiceField):
            assert {f"{field.name}.{option.code}" for option in field.options} <= names
        else:
            assert field.name in names


def test_tab_leads_from_the_list_through_the_paper_to_the_panels(imported: MainWindow) -> None:
    imported.messages.clear("import")
    imported.window_state.show_panel("findings")
    imported.ledger.view.setFocus()
    seen = [imported.focusWidget().objectName()]
    while seen[-1] != "findings":
        assert len(seen) < 30, seen
        seen.append(after_tab(imported).objectName())
    first = ["title", "proposer", "handling", "handled_by", "phone", "seal", "handled_on"]
    second = ["outcome.adopted", "disclosure.proactive_full", "reply_title", "reply"]
    assert seen == ["ledger", "step.submit", *first, *second, "panels", "findings"]


def test_tab_leads_through_the_details_before_the_status_bar(imported: MainWindow) -> None:
    imported.window_state.show_panel("details")
    imported.details.focus_field("term")
    assert [after_tab(imported).objectName() for _ in range(3)] == ["session", "assigned_on", "lead_unit"]


def test_tab_reaches_the_offer_of_a_message(qtbot: QtBot) -> None:
    told: list[str] = []
    window = QWidget()
    first, area, last = QLineEdit(window), MessageArea(window), QLineEdit(window)
    qtbot.addWidget(window)
    last.setObjectName("last")
    window.show()
    offer = Offer("重试", lambda: told.append("again"), closes=False)
    qtbot.waitUntil(area.tell("save", Mood.ERROR, "没有保存", offer, closable=False).isVisible)
    first.setFocus()
    QTest.keyClick(after_tab(window), Qt.Key.Key_Return)
    assert told == ["again"] and after_tab(window) is last


def test_an_empty_window_begins_at_import(window: MainWindow) -> None:
    assert window.focusWidget() is window.welcome.import_


def test_after_an_import_the_first_field_has_the_focus(imported: MainWindow) -> None:
    assert imported.paper.current_field == "title"


@pytest.mark.parametrize(("key", "kept"), [(Qt.Key.Key_E, True), (Qt.Key.Key_A, False)])
def test_the_search_leaves_the_keys_of_the_window_to_it(imported: MainWindow, key: Qt.Key, kept: bool) -> None:
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
    assert imported.ledger.eventFilter(imported.ledger.line, event) is kept
