"""A second start rings at the open window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from gui import doorbell
from gui.doorbell import Doorbell, hand_over


def test_where_no_window_is_open_this_start_opens_one(qtbot: QtBot, tmp_path: Path) -> None:
    assert not hand_over(tmp_path, [])


def test_the_open_window_hears_of_the_files(qtbot: QtBot, tmp_path: Path) -> None:
    owner = QObject()
    bell = Doorbell(tmp_path, owner)
    with qtbot.waitSignal(bell.rung) as heard:
        assert hand_over(tmp_path, [tmp_path / "送审.rsheet"])
    assert heard.args == [[tmp_path / "送审.rsheet"]]


def test_noise_at_the_door_is_no_ring(qtbot: QtBot, tmp_path: Path) -> None:
    owner = QObject()
    bell = Doorbell(tmp_path, owner)
    rings: list[object] = []
    bell.rung.connect(rings.append)
    for noise in (b"", b"\xff\xfe", b"{}", b'[1, "x"]'):
        socket = QLocalSocket(owner)
        socket.connectToServer(doorbell._name(tmp_path))
        socket.write(noise)
        socket.disconnectFromServer()
    with qtbot.waitSignal(bell.rung):
        hand_over(tmp_path, [])
    assert rings == [[]]


def test_another_folder_has_another_bell(qtbot: QtBot, tmp_path: Path) -> None:
    owner = QObject()
    Doorbell(tmp_path / "a", owner)
    assert not hand_over(tmp_path / "b", [])
