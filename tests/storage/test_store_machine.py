"""Anything in any order: after each step the desk holds what it was given, and after each restart too."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from forms.fields import Role
from storage.desk import Desk

TEXTS = st.text(max_size=40)
PICKS = st.integers(0, 1000)


class DeskMachine(RuleBasedStateMachine):
    """A desk beside a plain model of it: the titles of the living, those of the deleted."""

    @initialize()
    def begin(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.data = Path(self.folder.name, "data")
        self.alive: dict[str, str] = {}
        self.deleted: dict[str, str] = {}
        self.desk = Desk.open(self.data)

    @rule()
    def new(self) -> None:
        self.alive[self.desk.new_sheet().id] = ""

    @precondition(lambda self: self.alive)
    @rule(pick=PICKS, text=TEXTS)
    def write(self, pick: int, text: str) -> None:
        sheet = self.desk.open_sheet(self._pick(self.alive, pick))
        sheet.draft("title", text, Role.CLERK)
        self.alive[sheet.id] = str(self.desk.save(sheet.record).answers.get("title", ""))

    @precondition(lambda self: self.alive)
    @rule(pick=PICKS)
    def delete(self, pick: int) -> None:
        sheet_id = self._pick(self.alive, pick)
        self.desk.delete(sheet_id)
        self.deleted[sheet_id] = self.alive.pop(sheet_id)

    @precondition(lambda self: self.deleted)
    @rule(pick=PICKS)
    def undelete(self, pick: int) -> None:
        sheet_id = self._pick(self.deleted, pick)
        self.desk.undelete(sheet_id)
        self.alive[sheet_id] = self.deleted.pop(sheet_id)

    @precondition(lambda self: self.deleted)
    @rule(pick=PICKS)
    def purge(self, pick: int) -> None:
        sheet_id = self._pick(self.deleted, pick)
        assert self.desk.empty_bin([sheet_id]) == 1
        del self.deleted[sheet_id]

    @precondition(lambda self: self.alive)
    @rule(pick=PICKS, which=PICKS)
    def go_back(self, pick: int, which: int) -> None:
        sheet_id = self._pick(self.alive, pick)
        if versions := self.desk.versions(sheet_id):
            restored = self.desk.restore_version(sheet_id, versions[which % len(versions)].key)
            self.alive[sheet_id] = str(restored.answers.get("title", ""))

    @rule(orderly=st.booleans())
    def restart(self, orderly: bool) -> None:
        if not orderly:  # a crash writes no index
            self.desk._store.read_only = True
        self.desk.close()
        self.desk = Desk.open(self.data)

    @rule()
    def back_up_and_restore(self) -> None:
        package = Path(self.folder.name, "all.zip")
        assert self.desk.backup(package) == self.desk.restore(package) == len(self.alive)

    @rule()
    def warm(self) -> None:
        self.desk.warm_search()

    @invariant()
    def holds_what_it_was_given(self) -> None:
        assert {row.id: row.title for row in self.desk.ledger()} == self.alive
        assert {row.row.id: row.row.title for row in self.desk.bin()} == self.deleted
        assert {one: str(self.desk.open_sheet(one).answer("title") or "") for one in self.alive} == self.alive
        assert all(self.desk.history_chain(one).broken_at is None for one in self.alive)
        assert self.desk.notices == ()
        for sheet_id, title in self.alive.items():
            if title.strip():
                assert sheet_id in self.desk.search(title)

    def teardown(self) -> None:
        self.desk.close()
        self.folder.cleanup()

    @staticmethod
    def _pick(sheets: dict[str, str], pick: int) -> str:
        return sorted(sheets)[pick % len(sheets)]


DeskMachine.TestCase.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)
TestDesk = DeskMachine.TestCase
