"""Two texts compared: nothing is lost, a reader sees what was meant, and long texts take no time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.comparison import Kind, Piece, compare

CHARACTERS = st.text(alphabet="甲乙丙，。\n", max_size=60)


def drawn(old: str, new: str) -> str:
    signs = {Kind.SAME: "{}", Kind.GONE: "[-{}]", Kind.NEW: "[+{}]"}
    return "".join(signs[kind].format(text) for kind, text in compare(old, new))


@given(CHARACTERS, CHARACTERS)
def test_the_pieces_make_both_texts(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert "".join(text for kind, text in pieces if kind is not Kind.NEW) == old
    assert "".join(text for kind, text in pieces if kind is not Kind.GONE) == new


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("第九次会议", "第九届会议", "第九[-次][+届]会议"),
        ("", "同意。", "[+同意。]"),
        ("同意。", "", "[-同意。]"),
        ("同意。", "同意。", "同意。"),
        ("一是调研。三是培训。", "一是调研。二是座谈。三是培训。", "一是调研。[+二是座谈。]三是培训。"),
        ("首段\n次段\n末段", "首段\n末段", "首段\n[-次段\n]末段"),
        (
            "已经与区文明办沟通，并形成意见。",
            "今后由我局另行研究，并形成意见。",
            "[-已经与区文明办沟通][+今后由我局另行研究]，并形成意见。",
        ),
    ],
)
def test_a_reader_sees_what_was_changed(old: str, new: str, shown: str) -> None:
    assert drawn(old, new) == shown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("好，" * 10_000, "，好" * 10_000),
        ("甲" * 20_000, "乙甲" * 10_000),
        ("\n" * 20_000, "甲\n" * 10_000),
        ("甲乙" * 10_000, "乙甲" * 10_000 + "丙"),
    ],
)
def test_text_that_repeats_itself_is_shown_as_replaced(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert len(pieces) < 10 and Piece(Kind.SAME, old) not in pieces
