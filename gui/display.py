"""Can this Linux show a window? Asked before Qt is loaded, since Qt itself would abort. Knows no Qt."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple


class Library(NamedTuple):
    """A library of the system that Qt needs, and the packages that bring it on Debian, Kylin, UOS and on RPM systems."""

    file: str
    deb: str
    rpm: str


_FOR_QT = (
    Library("libEGL.so.1", "libegl1", "libglvnd-egl"),
    Library("libGL.so.1", "libgl1", "libglvnd-glx"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Library("libfreetype.so.6", "libfreetype6", "freetype"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
)
_FOR_X11 = (
    Library("libX11-xcb.so.1", "libx11-xcb1", "libX11-xcb"),
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
)
_WITHOUT_DISPLAY = ("offscreen", "minimal", "minimalegl", "vnc", "linuxfb", "eglfs", "vkkhrdisplay")


def window_obstacle(environment: Mapping[str, str], load: Callable[[str], object] = ctypes.CDLL) -> str | None:
    """Return in one sentence why Linux cannot show a window (Qt itself would abort), None where it can."""
    platform = re.split(r"[:;]", environment.get("QT_QPA_PLATFORM", ""))[0]
    hidden = platform in _WITHOUT_DISPLAY
    x11, wayland = environment.get("DISPLAY"), environment.get("WAYLAND_DISPLAY")
    if not hidden and not x11 and not wayland:
        return "没有可用的图形显示，窗口没有打开。请在桌面环境中运行，或者用命令（python main.py --help）。"
    wanted = _FOR_QT if hidden or not x11 or platform.startswith("wayland") else _FOR_QT + _FOR_X11
    lacking = [library for library in wanted if not _loads(library.file, load)]
    if lacking:
        return _install(lacking)
    if not hidden and not wayland and not _x11_answers(load):
        return f"连接不上图形显示 {x11}，窗口没有打开。请在桌面环境中运行，或者用命令（python main.py --help）。"
    return None


def _loads(file: str, load: Callable[[str], object]) -> bool:
    try:
        load(file)
    except OSError:
        return False
    return True


def _install(lacking: Iterable[Library]) -> str:
    libraries = list(lacking)
    deb, rpm = (" ".join(dict.fromkeys(names)) for names in zip(*((one.deb, one.rpm) for one in libraries), strict=True))
    files = "、".join(library.file for library in libraries)
    return f"缺少系统组件 {files}，窗口没有打开。请安装：sudo apt install {deb}（麒麟、统信同此），或 sudo dnf install {rpm}。"


def _x11_answers(load: Callable[[str], Any]) -> bool:
    xcb = load("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    answers = not xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return answers
