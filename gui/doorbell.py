"""One window a data folder: a second start rings at the first, hands over its files, and goes."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 1_000
"""Milliseconds that an open window is given to answer."""
_MOST_BYTES = 1024 * 1024


class Doorbell(QObject):
    """Listens for other starts of the same user over the same data folder. `rung` tells the paths that they were given."""

    rung = Signal(object)

    def __init__(self, data: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(_name(data))  # what a crash left; whoever holds the lock of the folder is alone
        self._server.newConnection.connect(self._on_rung)
        self._server.listen(_name(data))

    @Slot()
    def _on_rung(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(self._on_said)
            socket.setReadBufferSize(_MOST_BYTES)

    @Slot()
    def _on_said(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            paths = _paths(bytes(socket.read(_MOST_BYTES).data()))
            socket.deleteLater()
            if paths is not None:
                self.rung.emit(paths)


def hand_over(data: Path, paths: Sequence[Path]) -> bool:
    """Ring at the window that is open over `data`; False where there is none, and this start opens it."""
    socket = QLocalSocket()
    socket.connectToServer(_name(data))
    if not socket.waitForConnected(_PATIENCE):
        return False
    socket.write(QByteArray(json.dumps([os.path.realpath(path) for path in paths]).encode()))
    written = socket.waitForBytesWritten(_PATIENCE)
    socket.disconnectFromServer()
    return written


def _name(data: Path) -> str:
    """A name that no other folder and no other user has. Links in a circle have one too: the desk tells of them."""
    return "replysheet-" + hashlib.sha256(f"{Path.home()}\n{os.path.realpath(data)}".encode()).hexdigest()[:24]


def _paths(message: bytes) -> list[Path] | None:
    try:
        plain = json.loads(message)
    except (ValueError, RecursionError):
        return None
    whole = isinstance(plain, list) and all(isinstance(one, str) for one in plain)
    return [Path(one) for one in plain] if whole else None
