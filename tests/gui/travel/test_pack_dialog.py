"""What goes into a package: ticked sheets, a name, a folder, and a passphrase typed twice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from gui.dialogs.questions import FileQuestion
from gui.travel.pack_dialog import Candidate, PackDialog, PackOrder

SHEETS = (
    Candidate("a", "068号　周菁菁", chosen=True),
    Candidate("b", "121号　李明"),
    Candidate("c", "015号　陈强", "还在“起草”阶段。"),
)


def named(ids: Sequence[str]) -> str:
    return f"送审_{'_'.join(ids)}.rsheet"


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> PackDialog:
    dialog = PackDialog(None, "制作送审包", "交给领导。", SHEETS, tmp_path, named)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_open_sheet_goes_and_one_that_cannot_says_why(dialog: PackDialog, tmp_path: Path) -> None:
    assert dialog.order == PackOrder(("a",), tmp_path / "送审_a.rsheet")
    assert "还在“起草”阶段" in dialog.list.item(2).text()
    assert not dialog.list.item(2).flags() & Qt.ItemFlag.ItemIsEnabled


def test_all_and_none_leave_out_what_cannot_go(dialog: PackDialog) -> None:
    dialog.all.click()
    assert dialog.order.ids == ("a", "b") and dialog.count.text() == "已选 2 张"
    dialog.none.click()
    assert dialog.order.ids == () and not dialog.pack.isEnabled()


def test_space_ticks_and_the_name_follows(dialog: PackDialog) -> None:
    dialog.list.setCurrentRow(1)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.name.text() == "送审_a_b.rsheet"


def test_a_name_that_was_typed_stays_and_gets_its_ending(dialog: PackDialog, tmp_path: Path) -> None:
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, "mine")
    dialog.all.click()
    assert dialog.order.target == tmp_path / "mine.rsheet"
    QTest.keyClicks(dialog.name, "/x")
    assert not dialog.pack.isEnabled()


def test_a_passphrase_is_typed_twice_alike(dialog: PackDialog) -> None:
    locked = dialog.passphrase
    locked.wanted.setChecked(True)
    assert not dialog.pack.isEnabled() and "忘记口令" in locked.words.text()
    locked.first.setText("梅花12345678")
    locked.second.setText("梅花1234567")
    assert not dialog.pack.isEnabled() and "不同" in locked.words.text()
    locked.second.setText("梅花12345678")
    assert dialog.pack.isEnabled() and dialog.order.passphrase == "梅花12345678"
    locked.wanted.setChecked(False)
    assert dialog.order.passphrase == ""


def test_a_short_passphrase_is_told_to_be_weak(dialog: PackDialog) -> None:
    dialog.passphrase.wanted.setChecked(True)
    dialog.passphrase.first.setText("123")
    assert "容易被猜出" in dialog.passphrase.words.text()


def test_another_folder_is_chosen(dialog: PackDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = tmp_path / "stick"
    monkeypatch.setattr(FileQuestion, "ask_folder", lambda *_: stick)
    dialog.browse.click()
    assert dialog.order.target.parent == stick and dialog.folder.text() == str(stick)


def test_enter_packs_and_esc_leaves(dialog: PackDialog) -> None:
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    dialog.show()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_every_widget_has_its_names(dialog: PackDialog) -> None:
    dialog.passphrase.wanted.setChecked(True)
    kinds = (QAbstractButton, QLineEdit, QListWidget)
    widgets = [one for kind in kinds for one in dialog.findChildren(kind)]
    assert len(widgets) == 11 and all(one.accessibleName() and one.objectName() for one in widgets)


def test_it_is_freed_when_it_is_closed(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[PackDialog] = []
    monkeypatch.setattr(PackDialog, "exec", lambda self: made.append(self) or QDialog.DialogCode.Rejected)
    assert PackDialog.ask(None, "", "", SHEETS, tmp_path, named) is None
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(made[0])
