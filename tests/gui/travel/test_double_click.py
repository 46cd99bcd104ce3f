"""A double click on a package opens it in this program."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from forms.errors import Failure
from gui.panels.message_bar import MessageArea
from gui.travel import double_click
from gui.travel.double_click import DoubleClick


@pytest.fixture
def area(qtbot: QtBot) -> MessageArea:
    area = MessageArea()
    qtbot.addWidget(area)
    return area


def test_packages_open_over_the_folder_that_is_open(area: MessageArea, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(double_click, "declare_file_type", commands.append)
    DoubleClick(tmp_path, area, QWidget(area)).declare()
    assert commands[0][1:] == [str(double_click.PROGRAM), "--data", str(tmp_path)]
    assert double_click.PROGRAM.is_file() and "双击" in area.texts()[0]


def test_what_cannot_be_declared_is_told(area: MessageArea, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_command: object) -> None:
        raise Failure("not_writable", path="~/.local/share")

    monkeypatch.setattr(double_click, "declare_file_type", refuse)
    DoubleClick(tmp_path, area, QWidget(area)).declare()
    assert "没有写入" in area.texts()[0]
