"""A double click on a package opens it: what is declared to a Linux desktop and to Windows."""

from __future__ import annotations

import configparser
import shlex
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gui.travel.file_type import MIME, declare_file_type, linux_files, windows_keys


def test_linux_learns_the_type_and_the_program(tmp_path: Path) -> None:
    desktop, mime = linux_files(["/opt/replysheet/python", "/opt/replysheet/main.py"], tmp_path).items()
    entry = configparser.ConfigParser(interpolation=None)
    entry.read_string(desktop[1])
    assert entry["Desktop Entry"]["exec"] == '"/opt/replysheet/python" "/opt/replysheet/main.py" %f'
    assert entry["Desktop Entry"]["mimetype"] == f"{MIME};" and desktop[0].parent == tmp_path / "applications"
    glob = ElementTree.fromstring(mime[1]).find(".//{*}glob")
    assert glob is not None and glob.get("pattern") == "*.rsheet"


def test_odd_folders_are_quoted(tmp_path: Path) -> None:
    text = next(iter(linux_files(['/a b/c"d\\e%', "$x"], tmp_path).values()))
    line = next(line for line in text.splitlines() if line.startswith("Exec="))
    assert shlex.split(line[5:].replace("\\\\", "\\")) == ['/a b/c"d\\e%%', r"\$x", "%f"]


def test_windows_opens_packages_with_the_program() -> None:
    keys = windows_keys([r"C:\Program Files\ReplySheet\replysheet.exe"])
    assert keys[r"Software\Classes\.rsheet"] == "ReplySheet.Package"
    command = keys[r"Software\Classes\ReplySheet.Package\shell\open\command"]
    assert command == r'"C:\Program Files\ReplySheet\replysheet.exe" "%1"'


@pytest.mark.skipif(sys.platform == "win32", reason="writes the registry there")
def test_it_is_declared_for_the_user_alone(tmp_path: Path) -> None:
    declare_file_type([sys.executable, "main.py"], {"XDG_DATA_HOME": str(tmp_path / "share")})
    declare_file_type([sys.executable, "main.py"], {"XDG_DATA_HOME": str(tmp_path / "share")})
    assert (tmp_path / "share" / "applications" / "replysheet.desktop").read_text("utf-8").startswith("[Desktop Entry]")
    assert (tmp_path / "share" / "mime" / "packages" / "replysheet.xml").is_file()
