"""Two machines changed the same answer: both are shown, a person chooses, and nothing is chosen for them."""

from __future__ import annotations

from math import sin
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.travel.clash_side import Side
from gui.travel.conflict_dialog import Clash, ConflictDialog, Taken, differing
from gui.travel.ink_preview import InkPreview

STROKE = [[40 + 3 * n, 80 + 50 * sin(n / 6), 10 * n, 0.5] for n in range(60)]
INK: dict[str, Any] = {"kind": "strokes", "width": 400, "height": 160, "strokes": [STROKE]}
LONG = "一是及时总结经验。\n" * 80
CLASHES = (
    Clash("review_opinion", "领导审核意见", Side(LONG + "同意。", "王建国　昨天"), Side(LONG + "不同意。", "王建国　今天")),
    Clash("satisfaction_plan@李明", "对办理方案（李明）", Side("满意"), Side("理解")),
    Clash("reviewed_by", "领导签名", Side(inks=(INK,)), Side(inks=({"kind": "open"},))),
)


def no_asset(sha: str) -> bytes:
    raise KeyError(sha)


@pytest.fixture
def dialog(qtbot: QtBot) -> ConflictDialog:
    dialog = ConflictDialog(None, "121号", CLASHES, no_asset)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_nothing_is_chosen_beforehand(dialog: ConflictDialog) -> None:
    assert dialog.taken == {} and not dialog.accept_button.isEnabled()
    assert dialog.list.item(0).text() == "领导审核意见\n尚未选定" and dialog.state.text() == "还有 3 项没有选定"


def test_the_keys_choose_and_enter_leads_on(dialog: ConflictDialog) -> None:
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Left):
        QTest.keyClick(dialog.list, key)
    assert dialog.taken == {
        "review_opinion": Taken.HERE,
        "satisfaction_plan@李明": Taken.THERE,
        "reviewed_by": Taken.HERE,
    }
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_enter_does_not_end_it_before_all_is_chosen(dialog: ConflictDialog) -> None:
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    dialog.accept()
    assert dialog.isVisible() and dialog.taken == {}


def test_enter_comes_back_to_what_was_passed_over(dialog: ConflictDialog) -> None:
    dialog.list.setCurrentRow(2)
    dialog.take_here()
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.list.currentRow() == 0


@pytest.mark.parametrize("focused", ["take_here", "take_there", "take_here_text", "clashes", "clash_later"])
def test_the_keys_do_what_the_foot_says_wherever_the_focus_is(dialog: ConflictDialog, focused: str) -> None:
    for key, row in ((Qt.Key.Key_Down, 1), (Qt.Key.Key_Down, 2), (Qt.Key.Key_Down, 2), (Qt.Key.Key_Up, 1)):
        widget = dialog.findChild(QWidget, focused)
        widget.setFocus()
        QTest.keyClick(widget, key)
        assert dialog.list.currentRow() == row
    dialog.findChild(QWidget, focused).setFocus()
    QTest.keyClick(dialog.findChild(QWidget, focused), Qt.Key.Key_Right)
    assert dialog.taken == {"satisfaction_plan@李明": Taken.THERE}


def test_after_a_click_on_a_button_the_keys_go_on_and_the_head_says_what_is_decided(dialog: ConflictDialog) -> None:
    assert dialog.about.text() == "第 1 项，共 3 项：领导审核意见"
    QTest.mouseClick(dialog.here.take, Qt.MouseButton.LeftButton)
    QTest.keyClick(dialog.here.take, Qt.Key.Key_Return)
    assert dialog.about.text() == "第 2 项，共 3 项：对办理方案（李明）"
    QTest.mouseClick(dialog.there.take, Qt.MouseButton.LeftButton)
    assert dialog.taken == {"review_opinion": Taken.HERE, "satisfaction_plan@李明": Taken.THERE}


def test_a_click_on_a_side_or_on_its_text_takes_it(dialog: ConflictDialog) -> None:
    QTest.mouseClick(dialog.there, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert dialog.taken["review_opinion"] is Taken.THERE and dialog.there.take.isChecked()
    QTest.mouseClick(dialog.here.text.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert dialog.taken["review_opinion"] is Taken.HERE and not dialog.there.take.isChecked()
    dialog.here.take.click()
    assert dialog.here.take.isChecked()


def test_dragging_over_a_text_selects_it_and_takes_nothing(dialog: ConflictDialog) -> None:
    viewport = dialog.here.text.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(5, 8))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(90, 8))
    assert dialog.taken == {}


def test_what_differs_is_marked_in_both_texts(dialog: ConflictDialog) -> None:
    assert [one.cursor.selectedText() for one in dialog.here.text.extraSelections()] == []
    assert [one.cursor.selectedText() for one in dialog.there.text.extraSelections()] == ["不"]
    assert differing("满意", "理解") == ([(0, 2)], [(0, 2)])
    assert differing("𠮷甲丙", "𠮷乙丙") == ([(2, 3)], [(2, 3)])


def test_long_texts_scroll_together(dialog: ConflictDialog) -> None:
    here, there = dialog.here.text.verticalScrollBar(), dialog.there.text.verticalScrollBar()
    here.setValue(here.maximum())
    assert there.value() == there.maximum() > 0
    there.setValue(0)
    assert here.value() == 0


def test_signatures_are_drawn_and_what_cannot_be_is_said(dialog: ConflictDialog) -> None:
    dialog.list.setCurrentRow(2)
    here, there = (side.findChildren(InkPreview)[-1] for side in (dialog.here, dialog.there))
    assert here.words == "" and there.words == "留待在纸上手签"
    assert dialog.here.text.isHidden() and not dialog.grab().isNull()
    picture = {"kind": "picture", "asset": "0" * 64}
    assert InkPreview(picture, no_asset).words == "图样不在本机"
    assert InkPreview(picture, lambda _sha: b"no picture").words == "图样无法画出"
    assert InkPreview({"kind": "strokes"}, no_asset).words == "签名数据无法画出"


def test_an_answer_that_was_taken_away_is_shown_as_empty(qtbot: QtBot) -> None:
    dialog = ConflictDialog(None, "", [Clash("x", "意见", Side(), Side("请落实"))], no_asset)
    qtbot.addWidget(dialog)
    assert dialog.here.text.toPlainText() == "（空）"


def test_later_leaves_everything_as_it_is(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[ConflictDialog] = []
    monkeypatch.setattr(ConflictDialog, "exec", lambda self: made.append(self) or (self.later.click(), self.result())[1])
    assert ConflictDialog.ask(None, "", CLASHES, no_asset) is None
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(made[0])


def test_every_widget_has_its_names(dialog: ConflictDialog) -> None:
    widgets = [*dialog.findChildren(QAbstractButton), *dialog.findChildren(QTextEdit), dialog.list]
    assert all(one.accessibleName() and one.objectName() for one in widgets)
