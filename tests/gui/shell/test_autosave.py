"""Autosave: never two saves at once, never a stale one last, dirty until it is proven."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from PySide6.QtCore import QRunnable
from pytestqt.qtbot import QtBot

from forms.errors import Failure
from forms.record import Record
from gui.autosave import Autosave, Rhythm, SaveState
from gui.editing import SheetEditing
from gui.tasks import TaskRunner

SLOW = Rhythm(quiet=3_600_000, longest=3_600_000, retry=3_600_000)


class Store:
    """Keeps what it is told to save; fails as often as it is told to."""

    def __init__(self) -> None:
        self.titles: list[object] = []
        self.changed: list[frozenset[str]] = []
        self.failures = 0

    def save(self, record: Record, changed: Iterable[str]) -> Record:
        if self.failures:
            self.failures -= 1
            raise Failure("disk_full", path="x")
        self.titles.append(record.answers.get("title"))
        self.changed.append(frozenset(changed))
        return record


class Held:
    def __init__(self) -> None:
        self.works: list[QRunnable] = []

    def start(self, work: QRunnable) -> None:
        self.works.append(work)

    def release(self) -> None:
        self.works.pop(0).run()


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def pool() -> Held:
    return Held()


@pytest.fixture
def autosave(editing: SheetEditing, store: Store, pool: Held) -> Autosave:
    return Autosave(editing, store.save, TaskRunner(pool), SLOW, editing)


def test_nothing_typed_is_nothing_to_save(autosave: Autosave, pool: Held) -> None:
    autosave.flush()
    assert not pool.works and autosave.idle and autosave.state is SaveState.SAVED


def test_a_change_is_unsaved_until_the_save_has_returned(autosave: Autosave, editing: SheetEditing, pool: Held) -> None:
    editing.draft("title", "甲")
    assert autosave.state is SaveState.UNSAVED
    autosave.flush()
    assert autosave.state is SaveState.SAVING and autosave.dirty
    pool.release()
    assert autosave.state is SaveState.SAVED and not autosave.dirty


def test_what_is_typed_during_a_save_is_saved_after_it(
    autosave: Autosave, editing: SheetEditing, pool: Held, store: Store
) -> None:
    editing.draft("title", "甲")
    autosave.flush()
    editing.draft("title", "甲乙")
    autosave.flush()
    assert len(pool.works) == 1, "never two saves at once"
    pool.release()
    assert autosave.dirty and len(pool.works) == 1
    pool.release()
    assert store.titles == ["甲", "甲乙"] and autosave.idle


def test_typing_during_a_save_is_saved_without_another_key(
    editing: SheetEditing, store: Store, pool: Held, qtbot: QtBot
) -> None:
    autosave = Autosave(editing, store.save, TaskRunner(pool), Rhythm(quiet=1, longest=3_600_000), editing)
    editing.draft("title", "甲")
    qtbot.waitUntil(lambda: len(pool.works) == 1)
    editing.draft("title", "甲乙")
    qtbot.wait(20)  # the quiet time ends while the first save still runs
    pool.release()
    pool.release()
    assert store.titles == ["甲", "甲乙"] and autosave.idle


def test_the_fields_that_changed_are_told(autosave: Autosave, editing: SheetEditing, pool: Held, store: Store) -> None:
    editing.draft("title", "甲")
    editing.draft("phone", "1")
    autosave.flush()
    pool.release()
    assert store.changed == [frozenset({"title", "phone"})]


def test_a_failed_save_stays_unsaved_and_is_told(
    autosave: Autosave, editing: SheetEditing, pool: Held, store: Store, qtbot: QtBot
) -> None:
    store.failures = 1
    editing.draft("title", "甲")
    autosave.flush()
    with qtbot.waitSignal(autosave.failed) as failed:
        pool.release()
    assert failed.args and failed.args[0].code == "disk_full"
    assert autosave.state is SaveState.FAILED and autosave.dirty


def test_a_failed_save_is_tried_again_by_itself(editing: SheetEditing, store: Store, inline: TaskRunner, qtbot: QtBot) -> None:
    autosave = Autosave(editing, store.save, inline, Rhythm(quiet=1, retry=1), editing)
    store.failures = 3
    editing.draft("title", "甲")
    qtbot.waitUntil(lambda: autosave.idle)
    assert store.titles == ["甲"]


def test_the_fields_of_a_failed_save_are_told_to_the_next(
    autosave: Autosave, editing: SheetEditing, pool: Held, store: Store
) -> None:
    store.failures = 1
    editing.draft("title", "甲")
    autosave.flush()
    pool.release()
    editing.draft("phone", "1")
    autosave.flush()
    pool.release()
    assert store.changed == [frozenset({"title", "phone"})]


def test_typing_on_and_on_is_saved_all_the_same(editing: SheetEditing, store: Store, inline: TaskRunner, qtbot: QtBot) -> None:
    Autosave(editing, store.save, inline, Rhythm(quiet=3_600_000, longest=1), editing)
    editing.draft("title", "甲")
    qtbot.waitUntil(lambda: store.titles == ["甲"])


def test_undo_is_a_change_like_any_other(autosave: Autosave, editing: SheetEditing, pool: Held, store: Store) -> None:
    editing.draft("title", "甲")
    autosave.flush()
    pool.release()
    editing.undo_stack.undo()
    assert autosave.dirty
    autosave.flush()
    pool.release()
    assert store.titles == ["甲", None]
