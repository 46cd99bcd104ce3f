"""Starts the program: sets Qt up for Chinese, opens the data folder, shows the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from forms.errors import Failure
from forms.typesetting.fonts import FontShelf
from storage.desk import Desk

from . import fonts
from .crash_guard import CrashGuard
from .dialogs.questions import Announcement
from .doorbell import Doorbell, hand_over
from .failures import spoken
from .look.icons import program_icon
from .main_window import MainWindow
from .terminated import Terminated

EXIT_FAILED = 1
_SWITCH_SECONDS = 0.001
"""How long the window waits at most for the interpreter while work goes on behind it; Python's own 5 ms add up in one key."""


def build_window(data: Path) -> MainWindow:
    """Open the data folder and return the window over it, not shown yet. Raises Failure where the folder cannot be opened."""
    _application()
    desk = Desk.open(data)
    try:
        fonts.give_chinese(desk.fonts)
        return MainWindow(desk, data)
    except BaseException:
        desk.close()
        raise


def run(data: Path, packages: Sequence[Path] = ()) -> int:
    """Show the window until it is closed; return the exit code, 1 where the folder cannot be opened.

    `packages` are opened in it; where a window over the folder is open already, that one opens them, and 0 is returned.
    """
    _prefer_known_input_method()
    app = QApplication(sys.argv[:1])
    set_up(app)
    if hand_over(data, packages):
        return 0
    guard = CrashGuard(app)
    guard.install()
    try:
        window = build_window(data)
    except Failure as failure:
        fonts.give_chinese(FontShelf.default())
        Announcement.ask(None, app.applicationDisplayName(), spoken(failure), grave=True)
        return EXIT_FAILED
    guard.watch(window.messages)
    doorbell = Doorbell(data, window)
    doorbell.rung.connect(window.take_files)
    doorbell.rung.connect(window.raise_)
    terminated = Terminated(app)
    terminated.asked.connect(window.closing.end_session)
    terminated.listen()
    code = serve(window, app, packages)
    window.close()  # the session may end the loop without closing the window
    guard.remove()
    return code


def serve(window: MainWindow, app: QApplication, packages: Sequence[Path]) -> int:
    """Let the window be used until it is closed. Who leaves at the PIN has closed it: a loop begun then would never end."""
    if not window.greet():
        return 0
    if packages:
        window.take_files(packages)
    return app.exec()


def set_up(app: QApplication) -> None:
    """Name the program, let Qt's own words be Chinese, choose the style and the icon."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    app.setOrganizationName("ReplySheet")
    app.setApplicationName("ReplySheet")
    app.setApplicationDisplayName("办理反馈单")
    app.setDesktopFileName("replysheet")
    app.setWindowIcon(program_icon())
    if sys.platform.startswith("linux"):
        app.setStyle("Fusion")
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("build_window needs a QApplication")
    return app


def _prefer_known_input_method() -> None:
    """The Qt of the wheels has no plugin for fcitx; fcitx answers to ibus's too."""
    if os.environ.get("QT_IM_MODULE", "").startswith("fcitx"):
        os.environ["QT_IM_MODULE"] = "ibus"
