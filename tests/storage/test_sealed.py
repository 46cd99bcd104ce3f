"""The file of the store: what goes in comes out, stock TinyDB reads it, and no damage goes unseen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB
from tinydb.storages import MemoryStorage

from forms.errors import Failure
from forms.record import SCHEMA
from storage import sealed
from storage.failures import Damaged
from storage.sealed import SealedStorage, seal, tables_in, unseal

ANYWHERE = Path("a.json")
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(st.text(max_size=8), VALUES, max_size=4)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.text(max_size=8).filter(lambda name: name != "seal"), st.dictionaries(st.text(max_size=3), VALUES)))
def test_what_goes_in_comes_out(tables: dict[str, dict[str, object]]) -> None:
    assert unseal(seal(tables), ANYWHERE) == (tables, SCHEMA)


@pytest.mark.parametrize("text", ["\ud800", "龘𠮷😀", "\x00\x1f", "\u2028", "é\ufeff", '"\\'])
def test_the_strangest_text_comes_out_as_it_went_in(text: str) -> None:
    assert tables_in(seal({"sheet": {"1": {"a": text}}}), ANYWHERE)["sheet"]["1"]["a"] == text


@settings(max_examples=40, deadline=None)
@given(st.lists(DOCUMENTS, max_size=4))
def test_the_storage_in_a_file_does_what_the_one_in_memory_does(
    tmp_path_factory: pytest.TempPathFactory, documents: list[dict[str, object]]
) -> None:
    path = tmp_path_factory.mktemp("store") / "a.json"
    found = []
    for database in (TinyDB(path, storage=SealedStorage), TinyDB(storage=MemoryStorage)):
        with database:
            database.insert_multiple(documents)
            database.update({"more": "字"}, doc_ids=[1] if documents else [])
            found.append([(document.doc_id, dict(document)) for document in database.all()])
    assert found[0] == found[1]


def test_stock_tinydb_reads_the_file(tmp_path: Path) -> None:
    with TinyDB(tmp_path / "a.json", storage=SealedStorage) as ours:
        ours.insert({"title": "标题"})
    with TinyDB(tmp_path / "a.json", encoding="utf-8", access_mode="r") as stock:
        assert stock.all() == [{"title": "标题"}]


def test_the_same_content_in_another_layout_is_no_damage() -> None:
    tables = {"sheet": {"1": {"a": "字", "b": 1}}}
    plain = json.loads(seal(tables))
    again = json.dumps({name: plain[name] for name in ("sheet", "seal")}, indent=2).encode()
    assert unseal(b"\xef\xbb\xbf" + again, ANYWHERE) == (tables, SCHEMA)


GOOD = seal({"sheet": {"1": {"title": "标题"}}})
DAMAGE = {
    "empty": b"",
    "truncated": GOOD[:-20],
    "another word": GOOD.replace("标题".encode(), "标提".encode()),
    "another digest": GOOD.replace(b'"sha256":"', b'"sha256":"0')[:-1] + b"}",
    "zeros": b"\0" * len(GOOD),
    "no JSON": b"<html>",
    "a list": b"[1]",
    "tables that are none": b'{"sheet": 1}',
    "a seal without a digest": b'{"seal":{"1":{}},"sheet":{}}',
    "a seal that is none": b'{"seal":{},"sheet":{}}',
    "a schema that is none": b'{"seal":{"1":{"schema":"1","sha256":""}},"sheet":{}}',
    "a number beyond all numbers": b'{"sheet":{"1":{"a":1e999}}}',
    "a number that is none": b'{"sheet":{"1":{"a":NaN}}}',
    "brackets without end": b"[" * 100_000,
    "objects without end": b'{"a":' * 100_000,
    "GBK": '{"sheet":{"1":{"title":"标题"}}}'.encode("gbk"),
}


@pytest.mark.parametrize("data", DAMAGE.values(), ids=DAMAGE)
def test_damage_is_seen(data: bytes) -> None:
    with pytest.raises(Damaged):
        unseal(data, ANYWHERE)


def test_a_file_beyond_all_measure_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "MAX_FILE", 10)
    (tmp_path / "a.json").write_bytes(b" " * 11)
    with pytest.raises(Damaged):
        SealedStorage(tmp_path / "a.json").read()


def test_a_file_of_a_newer_program_is_refused() -> None:
    with pytest.raises(Failure) as refused:
        tables_in(GOOD.replace(b'"schema":1', b'"schema":2'), ANYWHERE)
    assert refused.value.code == "schema_newer"


def test_no_file_is_an_empty_database(tmp_path: Path) -> None:
    assert SealedStorage(tmp_path / "a.json").read() is None
    assert unseal(seal({}), ANYWHERE) == ({}, SCHEMA)
