"""Sheets of every earlier version are read as they were meant."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tinydb import TinyDB

from forms.record import SCHEMA
from storage.desk import Desk
from storage.folders import DataFolder
from storage.migrations import STEPS, migrate
from storage.sealed import unseal

OLD = {
    "id": "0ld",
    "template": "baoshan-npc",
    "version": 1,
    "stage": "drafting",
    "round": 1,
    "revision": 3,
    "answers": {"title": "标题"},
    "reply": "答复正文",
}


def test_every_older_schema_has_a_step() -> None:
    assert sorted(STEPS) == list(range(SCHEMA))


def test_a_sheet_of_schema_0_opens_with_its_reply_as_an_answer(folder: DataFolder, open_desk: Callable[..., Desk]) -> None:
    folder.create()
    with TinyDB(folder.sheet("0ld"), encoding="utf-8") as stock:
        stock.insert(OLD)
    desk = open_desk()
    assert desk.open_sheet("0ld").record.answers == {"title": "标题", "reply": "答复正文"}
    desk.fill("0ld", {"answers": {"number": "068"}})
    tables, schema = unseal(folder.sheet("0ld").read_bytes(), Path())
    assert schema == SCHEMA
    assert tables["sheet"]["1"]["answers"]["reply"] == "答复正文"


def test_a_reply_among_the_answers_of_schema_0_goes_before() -> None:
    tables = migrate({"_default": {"1": {**OLD, "answers": {"reply": "a"}}}}, 0)
    assert tables["sheet"]["1"]["answers"] == {"reply": "a"}


@pytest.mark.parametrize("tables", [{}, {"_default": {}}, {"_default": {"1": {}, "2": {}}}])
def test_what_is_no_sheet_is_left_to_the_reader_to_refuse(tables: dict[str, dict[str, object]]) -> None:
    assert "sheet" not in migrate(tables, 0)


@pytest.mark.parametrize("document", [1, {"answers": 3}, None])
def test_an_old_file_with_anything_inside_is_damage_not_a_crash(
    folder: DataFolder, open_desk: Callable[..., Desk], document: object
) -> None:
    folder.create()
    folder.sheet("0ld").write_text(json.dumps({"_default": {"1": document}}), "utf-8")
    assert open_desk().notices[0].code == "sheet_lost"
