"""The deputy would like to leave the visit, or somebody else to open something over it.

Tried elsewhere: keys, closing, menus, drops and pasting in the window of the visit (tests/gui/visit/test_no_way_out.py),
killing the program at thirteen points (tests/gui/visit/test_killed.py), files that are no visit (tests/storage/test_visits.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QPushButton, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from forms.errors import Failure
from forms.fields import Role
from forms.stages import Stage
from gui.autosave import Rhythm
from gui.main_window import MainWindow
from gui.pools import Pools
from gui.visit.visit_window import VisitWindow
from storage.desk import Desk
from storage.office import Person
from storage.visits import HAND_BACK, Visit
from tests.gui.dragging import drop, files
from tests.gui.shell.conftest import NEVER, AtOnce
from tests.hands import CLERK, SATISFIED
from tests.storage.conftest import Clock

from .conftest import Office


@pytest.fixture
def open_window(qtbot: QtBot, visiting: Office) -> Iterator[Callable[[], MainWindow]]:
    """Starts the program over the sheet that waits for the visit; all work is done at once."""
    visiting.desk.close()
    opened: list[MainWindow] = []

    def opened_again() -> MainWindow:
        desk = Desk.open(visiting.data)
        opened.append(MainWindow(desk, visiting.data, Pools(AtOnce()), Rhythm(quiet=NEVER, longest=NEVER, retry=NEVER)))
        visiting.desk = desk
        qtbot.addWidget(opened[-1])
        return opened[-1]

    yield opened_again
    for window in filter(shiboken6.isValid, opened):
        visit = window.hands.visit.window
        if visit is not None and shiboken6.isValid(visit):
            visit._released = True
            visit.close()
            visit.deleteLater()


@pytest.fixture
def main(open_window: Callable[[], MainWindow], visiting: Office) -> MainWindow:
    """The clerk's window, in the middle of a visit."""
    window = open_window()
    window.show()
    window.open_sheet(visiting.id)
    window.hands.visit.start(visiting.id, CLERK.name)
    assert visit_of(window).isVisible()
    return window


def visit_of(main: MainWindow) -> VisitWindow:
    window = main.hands.visit.window
    assert window is not None
    return window


def press(qtbot: QtBot, window: QWidget, *names: str) -> None:
    for name in names:
        found = window.findChild(QPushButton, name)
        assert found is not None and found.isVisible() and found.isEnabled(), name
        qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def others() -> list[QWidget]:
    """Whatever is in sight beside the visit."""
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and not isinstance(one, VisitWindow)]


def test_the_clerks_window_is_out_of_sight(main: MainWindow) -> None:
    assert not main.isVisible() and others() == []


def test_a_second_start_with_files_opens_nothing_over_the_visit(
    main: MainWindow, visiting: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(main.hands.unpack, "start", opened.append)
    monkeypatch.setattr(main.import_flow, "start", opened.append)
    before = visiting.record
    main.take_files([tmp_path / "x.rsheet", tmp_path / "x.docx"])
    main.raise_()
    assert opened == [] and others() == [] and visiting.record == before


def test_no_shortcut_of_the_hidden_window_works(qtbot: QtBot, main: MainWindow) -> None:
    heard: list[str] = []
    actions = [action for action in main.findChildren(QAction) if not action.shortcut().isEmpty()]
    assert len(actions) > 10
    for action in actions:
        action.triggered.connect(partial(heard.append, action.text()))
    for combination in {action.shortcut()[0] for action in actions}:
        qtbot.keyClick(visit_of(main), combination.key(), combination.keyboardModifiers())
    assert heard == [] and visit_of(main).isVisible() and others() == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F4, Qt.Key.Key_F11, Qt.Key.Key_Menu, Qt.Key.Key_Back])
@pytest.mark.parametrize("step", ["reading", "marks", "way_out"])
def test_on_no_page_does_a_key_lead_out(qtbot: QtBot, main: MainWindow, step: str, key: Qt.Key) -> None:
    window = visit_of(main)
    press(qtbot, window, *{"reading": (), "marks": ("visit.next",), "way_out": ("visit.hand_back",)}[step])
    page = window.stack.currentWidget()
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier):
        qtbot.keyClick(QApplication.focusWidget() or window, key, modifier)
    assert window.isVisible() and window.stack.currentWidget() is page and others() == []


def test_no_widget_of_the_visit_has_a_menu(main: MainWindow) -> None:
    window = visit_of(main)
    for widget in window.findChildren(QWidget):
        menu = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(3, 3), QPoint(3, 3))
        QApplication.sendEvent(widget, menu)
    assert QApplication.activePopupWidget() is None and window.findChildren(QMenu) == []


@pytest.mark.parametrize("name", ["x.rsheet", "x.docx", "x.zip"])
def test_a_file_dropped_anywhere_opens_nothing(main: MainWindow, name: str, tmp_path: Path, visiting: Office) -> None:
    data, before, visit = files(tmp_path / name), visiting.record, visit_of(main)
    within = [visit, *visit.findChildren(QWidget)]
    assert [one.objectName() for one in within if drop(one, data)] == []
    for behind in (main, main.overlay):
        drop(behind, data)
    assert others() == [] and visiting.record == before


def test_links_in_the_text_of_the_clerk_lead_nowhere(
    open_window: Callable[[], MainWindow], visiting: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clerk writes whatever they like into the reply; to the deputy it is words."""
    link = "<a href='file:///etc'>https://example.org</a><img src='file:///etc/x.png'>"
    window = open_window()
    texts = dict.fromkeys(("handling", "reply", "title"), link)
    visiting.forge(answers={**visiting.record.answers, **texts}, signatures={}, stage=Stage.DRAFTING)
    visiting.approve()
    window.hands.visit.start(visiting.id, CLERK.name)
    visit = visit_of(window)
    for label in visit.findChildren(QLabel):
        assert not label.openExternalLinks()
        assert link not in label.text() or label.textFormat() is Qt.TextFormat.PlainText
    assert not visit.findChildren(QTextBrowser)
    assert "file:///etc" in visit.reading.text.toPlainText()
    assert not [one for one in visit.findChildren(QTextDocument) if "<a href" in one.toHtml()]


def test_the_desktop_closes_neither_the_visit_nor_the_window_behind_it(main: MainWindow, visiting: Office) -> None:
    QApplication.closeAllWindows()
    assert visit_of(main).isVisible()
    assert visiting.desk.visits.current() is not None
    assert visit_of(main).visiting.mark("satisfaction_result", "satisfied")
    assert visiting.record.answers["satisfaction_result"] == "satisfied"


def test_a_start_after_a_kill_shows_the_visit_and_nothing_else(
    qtbot: QtBot, open_window: Callable[[], MainWindow], visiting: Office
) -> None:
    window = open_window()
    visiting.desk.visits.begin(visiting.id, "", CLERK.name)
    window.greet()
    assert visit_of(window).isVisible() and not window.isVisible() and others() == []


def test_a_restart_does_not_ask_for_fewer_pins(qtbot: QtBot, open_window: Callable[[], MainWindow], visiting: Office) -> None:
    window = open_window()
    office = visiting.desk.office
    office.put("民政局", "", [Person("", "王勤", Role.CLERK), Person("", "赵云", Role.CLERK), Person("", "李局", Role.LEADER)])
    office.set_pin(office.clerks[1].id, "2468")
    office.set_pin(office.leaders[0].id, "1357")
    visiting.desk.visits.begin(visiting.id, "", CLERK.name)
    window.greet()
    visit = visit_of(window)
    press(qtbot, visit, "visit.hand_back")
    assert not visit.way_out.first.isVisible()
    press(qtbot, visit, *(f"visit.digit.{digit}" for digit in "1357"), "visit.pin_done")
    assert visit.isVisible() and visiting.desk.visits.current() is not None


@pytest.mark.parametrize("step", range(1, HAND_BACK + 1))
def test_a_visit_that_was_written_by_hand_opens_no_other_way_out(
    qtbot: QtBot, open_window: Callable[[], MainWindow], visiting: Office, step: int
) -> None:
    window = open_window()
    office = visiting.desk.office
    office.put("民政局", "", [Person("", "王勤", Role.CLERK)])
    office.set_pin(office.clerks[0].id, "2468")
    plain = Visit(sheet=visiting.id, deputy="", by="别人", started="…", step=step).to_plain()
    (visiting.data / "visit.json").write_text(json.dumps(plain), "utf-8")
    window.greet()
    visit = visit_of(window)
    press(qtbot, visit, _out(visit))
    assert not visit.way_out.first.isVisible() and visit.way_out.keypad.isVisible()
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def _out(visit: VisitWindow) -> str:
    """The name of the button in sight that leads to the way out."""
    buttons = visit.hand_back, *visit.done.findChildren(QPushButton)
    return next(one.objectName() for one in buttons if one.isVisible())


def test_a_visit_that_was_never_handed_back_is_in_the_history(open_window: Callable[[], MainWindow], visiting: Office) -> None:
    """Whoever removes the file of the visit while the program is dead is out; that the device never came back, one reads."""
    window = open_window()
    visiting.desk.visits.begin(visiting.id, "", CLERK.name)
    (visiting.data / "visit.json").unlink()
    assert not window.hands.visit.resume()
    told = [event.what for event in visiting.desk.history(visiting.id)]
    assert "visit_began" in told and "visit_left" not in told


def test_a_name_of_four_thousand_signs_keeps_the_visit_over_a_crash(tmp_path: Path, record: Any) -> None:
    office = Office(tmp_path / "long", Clock()).new(record, proposer=["周" * 4000], co_proposers=["李明"]).approve()
    office.desk.visits.begin(office.id, "周" * 4000, CLERK.name)
    visit = office.again().visits.current()
    assert visit is not None and visit.deputy == "周" * 4000
    office.desk.close()


def test_nobody_signs_below_a_leaders_signature_that_holds_no_longer(visiting: Office) -> None:
    visiting.forge(answers={**visiting.record.answers, "reply": "另一答复"})
    with pytest.raises(Failure, match="sheet_has_errors"):
        visiting.visit()


def test_nothing_is_copied_from_paper_below_a_leaders_signature_that_holds_no_longer(visiting: Office) -> None:
    visiting.forge(answers={**visiting.record.answers, "reply": "另一答复"})
    scan = visiting.desk.assets.keep(b"%PDF-", "pdf")
    with pytest.raises(Failure, match="sheet_has_errors"):
        visiting.desk.course.enter_from_paper(visiting.id, "", SATISFIED, [scan], CLERK)
