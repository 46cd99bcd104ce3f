"""A signature binds what the paper prints by itself: under the same version it may not come to say something else."""

from __future__ import annotations

import pytest

from forms.record import Record
from forms.signing import void
from forms.template import Template
from forms.template_file import read_template
from tests.conftest import SHEET_TOML

Changes = tuple[tuple[str, str], ...]


def exchanged(one: str, other: str) -> Changes:
    return (one, "???"), (other, one), ("???", other)


OTHER_WORDS: dict[str, Changes] = {
    "the title of the letter": (("《{title}》的答复意见", "代表对《{title}》的办理表示满意"),),
    "which field is that title": (('title = "reply_title"', 'title = "phone"'), ('field = "phone"', 'field = "reply_title"')),
    "which field is the letter": (('body = "reply"', 'body = "handling"'), ('field = "handling"', 'field = "reply"')),
    "beside which words a tick stands": exchanged(
        'tick = "satisfaction_result.satisfied"', 'tick = "satisfaction_result.dissatisfied"'
    ),
    "under which words a tick stands": (
        ('{ tick = "disclosure.proactive_full", span = 12', '{ tick = "disclosure.proactive_full", span = 13'),
        ('{ tick = "disclosure.proactive_summary", span = 12', '{ tick = "disclosure.proactive_summary", span = 11'),
    ),
    "who signs where": exchanged('field = "reviewed_by"', 'field = "deputy_signature"'),
    "what stands for a day": (('blank = "年    月    日"', 'blank = "即日"'),),
    "whose copy it is": (('mark = "送意见提出人"', 'mark = "提出人已满意"'),),
    "how many copies there are": (("count = 2", "count = 3"),),
    "a note": (("经代表签名后", "经代表同意后"),),
}


def read(changes: Changes) -> Template:
    source = SHEET_TOML.read_text("utf-8")
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    return read_template(source.encode(), "templates/baoshan-npc/sheet.toml")


@pytest.mark.parametrize("changes", OTHER_WORDS.values(), ids=OTHER_WORDS)
def test_a_paper_that_says_something_else_under_the_same_version_voids_every_signature(
    signed: Record, changes: Changes
) -> None:
    assert void(read(()), signed) == ()
    assert void(read(changes), signed) == ("reviewed_by", "deputy_signature")
    assert void(read((*changes, ("\nversion = 1\n", "\nversion = 2\n"))), signed) == ()


@pytest.mark.parametrize(
    "changes",
    [(("min_height_mm = 18", "min_height_mm = 20"),), (("reply_months = 3", "reply_months = 2"),), (("不填时用", "空白时用"),)],
    ids=["heights", "terms", "hints"],
)
def test_what_the_paper_does_not_say_voids_no_signature(signed: Record, changes: Changes) -> None:
    assert void(read(changes), signed) == ()


def test_words_of_a_template_that_would_turn_on_the_screen_stand_as_they_are_printed() -> None:
    plain = read(())
    turned = read((("经代表签名后", "经\u202e代表\u202c签名后"), ('label = "不满意"', 'label = "\u2067不\u2069满意"')))
    assert turned.notes == plain.notes and turned.words == plain.words
