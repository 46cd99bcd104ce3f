"""Makes a double click on a package open it: the file type of `.rsheet`, for the user alone, on Linux and on Windows. No Qt."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from storage.atomic import replace_file
from storage.failures import writing

MIME = "application/x-replysheet"
_PROGRAM = "replysheet"
_DESKTOP = """[Desktop Entry]
Type=Application
Name=办理反馈单
Comment=答复人大代表建议
Exec={command} %f
Terminal=false
Categories=Office;
MimeType={mime};
"""
_MIME_INFO = f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{MIME}">
    <comment>ReplySheet package</comment>
    <comment xml:lang="zh_CN">办理反馈单交接包</comment>
    <glob pattern="*.rsheet"/>
  </mime-type>
</mime-info>
"""
_SECONDS = 30


def linux_files(command: Sequence[str], data_home: Path) -> Mapping[Path, str]:
    """Return what declares the file type on a Linux desktop (XDG): file by file, its text."""
    quoted = " ".join(f'"{_escaped(part)}"' for part in command)
    return {
        data_home / "applications" / f"{_PROGRAM}.desktop": _DESKTOP.format(command=quoted, mime=MIME),
        data_home / "mime" / "packages" / f"{_PROGRAM}.xml": _MIME_INFO,
    }


def windows_keys(command: Sequence[str]) -> Mapping[str, str]:
    """Return what declares the file type in the registry below HKEY_CURRENT_USER: key by key, its default value."""
    quoted = " ".join(f'"{part}"' for part in command)
    classes = r"Software\Classes"
    return {
        rf"{classes}\.rsheet": "ReplySheet.Package",
        rf"{classes}\ReplySheet.Package": "办理反馈单交接包",
        rf"{classes}\ReplySheet.Package\shell\open\command": f'{quoted} "%1"',
    }


def declare_file_type(command: Sequence[str], environment: Mapping[str, str] = os.environ) -> None:
    """Let `command` (the program and its script) open packages on a double click; raises Failure as `writing` says."""
    if sys.platform == "win32":
        _write_registry(windows_keys(command))
        return
    data_home = Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    for path, text in linux_files(command, data_home).items():
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, text.encode())
    for program, folder in (("update-mime-database", "mime"), ("update-desktop-database", "applications")):
        if found := shutil.which(program):  # desktops without them read the files by themselves
            subprocess.run([found, str(data_home / folder)], check=False, timeout=_SECONDS, capture_output=True)  # noqa: S603


def _escaped(part: str) -> str:
    r"""Return a part of `Exec`: within quotes " ` $ \ take a backslash, which a value takes doubled; %% is a percent sign."""
    quoted = "".join("\\" + character if character in '\\"`$' else character for character in part)
    return quoted.replace("\\", "\\\\").replace("%", "%%")


def _write_registry(keys: Mapping[str, str]) -> None:
    if sys.platform == "win32":
        import winreg  # there on Windows alone

        for key, value in keys.items():
            with writing(Path(key)), winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                winreg.SetValueEx(opened, "", 0, winreg.REG_SZ, value)
