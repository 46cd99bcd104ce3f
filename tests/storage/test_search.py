"""Search as one types: all words, numbers however they are written, the whole text once it was read in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forms.errors import Failure
from forms.record import Record
from storage.desk import Desk

Write = Callable[..., Record]


@pytest.fixture
def found(desk: Desk, write: Write) -> Callable[[str], list[str]]:
    answers = [
        {"title": "关于防疫的建议", "proposer": "周菁菁", "number": "068", "reply": "一是 ABC 经验。"},
        {
            "title": "关于河堤的建议",
            "proposer": "王孝友、韩芳",
            "number": "0238",
            "reply": "二是加固。",
            "outcome": "being_solved",
        },
    ]
    for one in answers:
        write(desk.new_sheet(), **one)
    titles = {row.id: row.title[2:4] for row in desk.ledger()}
    return lambda words: sorted(titles[sheet_id] for sheet_id in desk.search(words))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", ["河堤", "防疫"]),
        ("建议", ["河堤", "防疫"]),
        ("周菁菁", ["防疫"]),
        ("韩", ["河堤"]),
        ("68", ["防疫"]),
        ("068", ["防疫"]),
        ("0068", ["防疫"]),
        ("第68号", ["防疫"]),
        ("238号", ["河堤"]),
        ("38", ["河堤"]),
        ("0", ["河堤", "防疫"]),
        ("建议 68", ["防疫"]),
        ("68 韩芳", []),
        ("  建议\u3000王 ", ["河堤"]),
        ("加固", []),
    ],
)
def test_words_are_found(found: Callable[[str], list[str]], words: str, expected: list[str]) -> None:
    assert found(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("加固", ["河堤"]), ("abc", ["防疫"]), ("是", ["河堤", "防疫"]), ("正在解决", ["河堤"]), ("固加", []), ("加固 防疫", [])],
)
def test_texts_are_found_once_they_were_read_in(
    desk: Desk, found: Callable[[str], list[str]], words: str, expected: list[str]
) -> None:
    desk.warm_search()
    assert found(words) == expected


def test_what_is_saved_is_found_at_once(desk: Desk, write: Write) -> None:
    sheet = desk.new_sheet()
    desk.warm_search()
    write(sheet, title="新标题", reply="新正文")
    assert desk.search("新标题") == desk.search("新正文") == [sheet.id]
    write(sheet, title="旧标题", reply="")
    assert desk.search("新") == []
    desk.delete(sheet.id)
    assert desk.search("旧标题") == []
    desk.undelete(sheet.id)
    assert desk.search("旧标题") == [sheet.id]


def test_reading_texts_in_stops_when_it_is_told_to(desk: Desk) -> None:
    for _ in range(3):
        desk.new_sheet()

    def stop(done: int, total: int) -> None:
        if done == 1:
            raise Failure("cancelled")

    with pytest.raises(Failure, match="cancelled"):
        desk.warm_search(stop)


def test_a_sheet_that_goes_away_while_texts_are_read_in_is_left_out(desk: Desk, write: Write) -> None:
    sheets = [desk.new_sheet() for _ in range(2)]
    for sheet in sheets:
        write(sheet, title="a", reply="正文")
    last = desk.ledger()[-1].id
    desk.warm_search(lambda done, total: desk.delete(last) if done == 1 else None)
    assert len(desk.search("正文")) == 1


def test_a_sheet_that_cannot_be_read_stops_no_search(desk: Desk, write: Write) -> None:
    for _ in range(2):
        write(desk.new_sheet(), title="a", reply="正文")
    lost = desk.ledger()[0].id
    for path in desk._store.folder.root.rglob(f"*{lost}*"):
        if path.is_file():
            path.write_bytes(b"")
    desk.warm_search()
    assert len(desk.search("正文")) == 1
