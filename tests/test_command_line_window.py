"""Without a display, without a library: the program says in one sentence what to do, exits with 2 and never aborts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import main
from gui.display import window_obstacle

ROOT = Path(__file__).parents[1]


class _Xcb:
    """An X11 library whose display answers, or does not."""

    def __init__(self, error: int) -> None:
        def connect(*_: object) -> int:
            return 1

        self.xcb_connect = connect
        self.xcb_connection_has_error = lambda connection: error
        self.xcb_disconnect = lambda connection: None


def loader(*missing: str, error: int = 0) -> Callable[[str], Any]:
    def load(file: str) -> Any:
        if file in missing:
            raise OSError(f"{file}: cannot open shared object file")
        return _Xcb(error)

    return load


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ""}, {"QT_QPA_PLATFORM": "xcb"}, {"QT_QPA_PLATFORM": "wayland;xcb"}])
def test_no_display_is_told(environment: dict[str, str]) -> None:
    obstacle = window_obstacle(environment, loader())
    assert obstacle and obstacle.startswith("没有可用的图形显示")


@pytest.mark.parametrize(
    "environment",
    [
        {"DISPLAY": ":0"},
        {"WAYLAND_DISPLAY": "wayland-0"},
        {"QT_QPA_PLATFORM": "offscreen:size=800x600"},
        {"QT_QPA_PLATFORM": "vnc"},
    ],
)
def test_where_there_is_a_display_nothing_stands_in_the_way(environment: dict[str, str]) -> None:
    assert window_obstacle(environment, loader()) is None


def test_a_display_that_does_not_answer_is_named() -> None:
    obstacle = window_obstacle({"DISPLAY": ":7"}, loader(error=1))
    assert obstacle and ":7" in obstacle


def test_missing_libraries_are_named_with_their_packages() -> None:
    obstacle = window_obstacle({"DISPLAY": ":0"}, loader("libEGL.so.1", "libxcb-cursor.so.0"))
    assert (
        obstacle and "apt install libegl1 libxcb-cursor0" in obstacle and "dnf install libglvnd-egl xcb-util-cursor" in obstacle
    )


def test_libraries_of_x11_are_not_asked_for_where_there_is_none() -> None:
    assert window_obstacle({"WAYLAND_DISPLAY": "w"}, loader("libxcb-cursor.so.0")) is None


def test_the_program_without_a_display_exits_with_2(tmp_path: Path) -> None:
    unwanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    command = [sys.executable, ROOT / "main.py", "--data", tmp_path / "data"]
    for more in ({}, {"DISPLAY": ":4711"}):
        ran = subprocess.run(command, env={**environment, **more}, capture_output=True, check=False)
        assert (ran.returncode, ran.stdout, ran.stderr.decode().count("\n")) == (2, b"", 1)
    assert not (tmp_path / "data").exists()


def test_the_window_opens_on_the_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    opened: list[Path] = []
    window = ModuleType("gui.app")
    window.run = lambda data: opened.append(data) or 0  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gui.app", window)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert main.main(["--data", str(tmp_path)]) == 0
    assert opened == [tmp_path]


def test_a_missing_python_package_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "gui.app", None)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert main.main(["--data", str(tmp_path)]) == 2
    assert "pip install" in capsys.readouterr().err


def test_a_missing_package_of_the_store_is_named_too(tmp_path: Path) -> None:
    hidden = "import sys; sys.modules['tinydb'] = None; import runpy; runpy.run_path(sys.argv[1], run_name='__main__')"
    ran = subprocess.run([sys.executable, "-c", hidden, ROOT / "main.py"], capture_output=True, check=False, cwd=ROOT)
    assert ran.returncode == 2
    assert "tinydb" in ran.stderr.decode() and ran.stderr.count(b"\n") == 1
