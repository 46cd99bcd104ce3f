"""What each action of the window does: the verbs of `actions.py`, each with its slot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QWidget

from .checking import Checking
from .dialogs.about import About
from .flows.backup_flow import BackupFlow
from .flows.bin_flow import BinFlow
from .flows.export_flow import ExportFlow
from .flows.import_flow import ImportFlow
from .flows.print_flow import PrintFlow
from .flows.print_settings_flow import PrintSettingsFlow
from .flows.verify_flow import VerifyFlow
from .hands import Hands
from .look.scheme import Scheme
from .opened_sheet import OpenedSheet
from .paper.view import PaperView
from .undoing import Undoing
from .window_state import WindowState
from .zooming import Zooming


class Window(Protocol):
    """What the verbs need of the window."""

    backup_flow: BackupFlow
    bin_flow: BinFlow
    checking: Checking
    export_flow: ExportFlow
    hands: Hands
    import_flow: ImportFlow
    opened: OpenedSheet
    paper: PaperView
    print_flow: PrintFlow
    print_settings_flow: PrintSettingsFlow
    scheme: Scheme
    undoing: Undoing
    verify_flow: VerifyFlow
    window_state: WindowState
    zooming: Zooming

    def new_sheet(self) -> None: ...
    def open_folder(self) -> None: ...
    def start_search(self) -> None: ...
    def close(self) -> bool: ...


def slots_of(window: Window, parent: QWidget) -> Mapping[str, Callable[..., object]]:
    """Return the slot of every verb."""
    panel, paper = window.window_state.show_panel, window.paper
    return {
        "new": window.new_sheet,
        "import": window.import_flow.ask,
        "save": window.opened.flush,
        "export": window.export_flow.start,
        "print": window.print_flow.start,
        "print_settings": window.print_settings_flow.start,
        "verify": window.verify_flow.start,
        "delete": window.bin_flow.delete,
        "bin": window.bin_flow.show,
        "backup": window.backup_flow.backup,
        "restore": window.backup_flow.restore,
        "open_folder": window.open_folder,
        "quit": window.close,
        "undo": window.undoing.undo,
        "redo": window.undoing.redo,
        "find": window.start_search,
        "next_finding": window.checking.next,
        "previous_finding": window.checking.previous,
        "zoom_in": paper.zoom_in,
        "zoom_out": paper.zoom_out,
        "zoom_reset": paper.zoom_reset,
        "zoom_fit": window.zooming.fit_width,
        "toggle_list": window.window_state.show_list,
        "toggle_side": window.window_state.show_side,
        "show_findings": partial(panel, "findings"),
        "show_details": partial(panel, "details"),
        "show_preview": partial(panel, "preview"),
        "show_history": partial(panel, "history"),
        "scheme_system": window.scheme.follow_system,
        "scheme_light": window.scheme.light,
        "scheme_dark": window.scheme.dark,
        "about": partial(About.ask, parent),
        **window.hands.slots(),
    }
