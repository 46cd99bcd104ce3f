"""Files dropped on the window: packages are opened, everything else is imported, and the veil says which."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.panels.drop_overlay import DropOverlay
from gui.travel.arrivals import Arrivals


class Way:
    def __init__(self) -> None:
        self.paths: list[Path] = []

    def start(self, paths: Sequence[Path]) -> None:
        self.paths += paths


def test_each_file_goes_its_way(qapp: QApplication) -> None:
    packages, others = Way(), Way()
    Arrivals(packages, others).take([Path("a.docx"), Path("送审.RSHEET"), Path("b.txt")])
    assert (packages.paths, others.paths) == ([Path("送审.RSHEET")], [Path("a.docx"), Path("b.txt")])


def test_a_package_alone_imports_nothing(qapp: QApplication) -> None:
    packages, others = Way(), Way()
    Arrivals(packages, others).take([Path("a.rsheet")])
    assert packages.paths and not others.paths


@pytest.mark.parametrize(("name", "words"), [("a.rsheet", "松开即打开"), ("a.docx", "松开即导入")])
def test_the_veil_says_what_letting_go_will_do(qtbot: QtBot, name: str, words: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    overlay = DropOverlay(window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(f"/x/{name}")])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    assert overlay.accessibleName() == words
