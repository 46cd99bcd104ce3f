"""Files dropped on the window: packages are opened, everything else is imported, and the veil says which."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.panels.drop_overlay import DropOverlay
from gui.travel.arrivals import is_package
from tests.gui.dragging import dragged_over, files


def test_a_package_is_known_by_its_ending() -> None:
    assert is_package(Path("送审.RSHEET")) and not is_package(Path("a.docx"))


@pytest.mark.parametrize(("name", "words"), [("a.rsheet", "松开即打开"), ("a.docx", "松开即导入")])
def test_the_veil_says_what_letting_go_will_do(qtbot: QtBot, name: str, words: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    overlay = DropOverlay(window)
    with dragged_over(window, files(Path("/x", name))) as taken:
        assert taken and overlay.accessibleName() == words
