"""A mark finds its passage again, as long as its words stand somewhere."""

from __future__ import annotations

import pytest

from forms.remarks import Remark, placed


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("现将有关情况答复如下", (2, 4)),
        ("你好，现将有关情况答复如下", (5, 7)),
        ("将有关情况答复如下", (1, 3)),
        ("现将情况答复如下", None),
        ("", None),
        ("有关一二三四五有关", (0, 2)),
        ("有关一有关五六七八有关", (3, 5)),
    ],
)
def test_the_nearest_passage_of_the_same_words_is_meant(text: str, place: tuple[int, int] | None) -> None:
    assert placed(Remark("reply", 2, 4, "有关", "请写明"), text) == place


def test_a_place_beyond_the_text_is_searched_from_its_end() -> None:
    assert placed(Remark("reply", 900, 902, "有关", ""), "有关，有关") == (3, 5)


def test_a_mark_reads_what_it_wrote() -> None:
    mark = Remark("reply", 2, 4, "有关", "请写明", "王", "2023-05-12T14:03:00+08:00")
    assert Remark.of(mark.plain()) == mark


@pytest.mark.parametrize("wrong", [{"field": 3}, {"start": "2"}, {"end": None}, {"quote": ""}, {"field": ""}, {"note": ["x"]}])
def test_what_is_no_mark_is_none(wrong: dict[str, object]) -> None:
    assert Remark.of({**Remark("reply", 2, 4, "有关", "请写明").plain(), **wrong}) is None
