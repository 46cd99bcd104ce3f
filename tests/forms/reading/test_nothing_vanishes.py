"""Whatever a file holds, each visible character of it is in an answer, in the remainder, or in a label of the paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.reading import Reading, read_file
from forms.reading.copies import split_copies
from forms.reading.file import open_document
from forms.reading.leftovers import without_leftovers
from forms.reading.normal import letters_of
from forms.template_file import read_template

ROOT = Path(__file__).parents[3]
REAL = ROOT / "tests" / "real"
SHEET = (REAL / "baoshan_068.txt").read_text(encoding="utf-8")
# No fixture: Hypothesis prints the arguments of a failing example, and a template is some pages long.
TEMPLATE = read_template((ROOT / "templates" / "baoshan-npc" / "sheet.toml").read_bytes(), "sheet.toml")

CALM = settings(deadline=None, max_examples=60)

SIGNS = "甲乙丙丁人大代表建议办理情况满意签名电话标题说明年月日第号关于的答复0123456789abcV √☐《》“”（）：:、，。；…—\u3000"
SHAPED = st.characters(exclude_categories=["Cs", "Cc"])
ODD = "丑寅卯辰巳戌亥，。（）：《》“”、 "


def placed(text: st.SearchStrategy[str]) -> st.SearchStrategy[list[tuple[int, str, str]]]:
    """Lines to insert: where, behind which white space, and what."""
    return st.lists(st.tuples(st.integers(0, 300), st.sampled_from(["", "\t", "  "]), text), min_size=1, max_size=4)


def shown(reading: Reading) -> str:
    """All text of a reading; choices by what the reader ticked are no text of the file."""
    values = [value if isinstance(value, str) else "、".join(value) for value in reading.answers.values()]
    return letters_of("\n".join([*values, reading.remainder]))


def insert(text: str, added: Iterable[tuple[int, str, str]]) -> str:
    lines = text.split("\n")
    for place, space, line in added:
        lines.insert(place % (len(lines) + 1), space + line)
    return "\n".join(lines)


def missing(text: str, reading: Reading) -> Counter[str]:
    """The letters that are lost. Each copy in the text may have every label once."""
    copies = len(split_copies(open_document("a.txt", text.encode()), TEMPLATE))
    labels = Counter({letter: count * copies for letter, count in printed_letters().items()})
    return Counter(letters_of(without_leftovers(text))) - Counter(shown(reading)) - labels


@CALM
@given(added=placed(st.text(ODD, min_size=1, max_size=30).map(lambda text: f"丑{text}寅")))
def test_a_line_inserted_anywhere_is_found_again(added: list[tuple[int, str, str]]) -> None:
    text = insert(SHEET, added)
    found = shown(read_file("a.txt", text.encode(), TEMPLATE))
    assert [line for _, _, line in added if letters_of(line) not in found] == []


@CALM
@given(added=placed(st.one_of(st.text(SIGNS, min_size=1, max_size=30), st.text(SHAPED, min_size=1, max_size=30))))
@pytest.mark.parametrize("name", ["baoshan_068.txt", "shucheng_8_joint_reply.txt"])
def test_every_letter_is_kept_whatever_is_inserted(name: str, added: list[tuple[int, str, str]]) -> None:
    changed = insert((REAL / name).read_text(encoding="utf-8"), added).replace("\0", "").encode("utf-8", "ignore")
    reading = read_file("a.txt", changed, TEMPLATE)
    assert missing(changed.decode(), reading) == Counter()
    assert reading.answers["reply"]


def printed_letters() -> Counter[str]:
    """The letters of all labels and blanks, and of the marks that are no text, as often as a file may have them."""
    letters = Counter[str]()
    for part in TEMPLATE.grid.parts():
        letters.update(letters_of(part.text + part.blank))
    letters.update("年月日" + "Vv" * 8)
    return letters


@CALM
@given(text=st.text(SIGNS + "\n\t", min_size=1, max_size=400))
def test_any_text_is_read_without_loss(text: str) -> None:
    if letters_of(text):
        assert missing(text, read_file("a.txt", text.encode(), TEMPLATE)) == Counter()


@CALM
@given(picked=st.lists(st.integers(0, 128), min_size=1, max_size=160))
def test_lines_in_any_order_are_read_without_loss(picked: list[int]) -> None:
    lines = SHEET.split("\n")
    text = "\n".join([lines[number] for number in picked] + ["末"])
    assert missing(text, read_file("a.txt", text.encode(), TEMPLATE)) == Counter()
