"""What the tests of the window share: a sheet under editing, and pools that make background work an ordinary line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRunnable, QThreadPool
from PySide6.QtWidgets import QApplication

from forms.sheet import Sheet
from gui.editing import SheetEditing
from gui.tasks import TaskRunner


class InlinePool:
    """Runs work at once, on the thread of the test."""

    def start(self, runnable: QRunnable) -> None:
        runnable.run()


class HeldPool:
    """Starts nothing until told to: a race becomes two ordinary lines."""

    def __init__(self) -> None:
        self.held: list[QRunnable] = []

    def start(self, runnable: QRunnable) -> None:
        self.held.append(runnable)

    def release(self) -> None:
        self.held.pop(0).run()


@pytest.fixture
def inline(qapp: QApplication) -> TaskRunner:
    return TaskRunner(InlinePool())


@pytest.fixture
def held(qapp: QApplication) -> HeldPool:
    return HeldPool()


@pytest.fixture
def editing(qapp: QApplication, sheet: Sheet) -> SheetEditing:
    """A new sheet of the shipped template, being edited by the clerk."""
    return SheetEditing(sheet)


@pytest.fixture(autouse=True)
def no_work_left(qapp: QApplication) -> Iterator[None]:
    """Every test here has an application: Qt's fonts without one crash, and which test comes first is chance."""
    yield
    assert QThreadPool.globalInstance().waitForDone(5000)
