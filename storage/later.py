"""Modules that a start does not need: they load with the first question asked of them.

A dialog or a package comes once a day or never, and Python reads a module in a tenth of a millisecond up to several; a
hundred of them are a quarter of a start. The types stay whole: the import stands where a checker reads it, the stand-in where
it runs:

    if TYPE_CHECKING:
        from . import sign_dialog
    else:
        sign_dialog = later("gui.signing.sign_dialog")
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import Any


def later(name: str) -> ModuleType:
    """Return what stands for the module of that full name; its first attribute that is asked for imports it."""
    return _Later(name)


class _Later(ModuleType):
    """Never in `sys.modules`: whoever imports the module in the ordinary way has the module itself."""

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)
