"""Joint suggestions: each deputy has a voice of their own, and no voice is lost for another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from forms.deputies import deputies, key_of, read_key, view_of, with_view
from forms.errors import ChangeRefused, Failure
from forms.fields import Role
from forms.record import Record
from forms.sheet import Sheet
from forms.template import Template

Marked = Callable[..., Record]


def test_the_lead_deputy_comes_first_and_nobody_twice(template: Template, record: Record) -> None:
    named = record.with_answers({"proposer": ("周菁菁", "李明"), "co_proposers": ("李明", "王芳")})
    assert deputies(template, named) == ("周菁菁", "李明", "王芳")
    assert deputies(template, record.with_answers({"proposer": None})) == ("",)


@pytest.mark.parametrize("written", ["李明", "李　明", "李 明", " 李明　"])
def test_a_name_spread_out_with_blanks_is_the_same_name(template: Template, record: Record, written: str) -> None:
    named = record.with_answers({"proposer": ("周菁菁", written), "co_proposers": ("李明", "周 菁菁", "王芳", "　")})
    assert deputies(template, named) == ("周菁菁", "李明", "王芳")


def test_blanks_in_a_name_of_latin_words_belong_to_it(template: Template, record: Record) -> None:
    names = ("Anna Maria", "阿依古丽·买买提江", "欧阳 Li")
    assert deputies(template, record.with_answers({"proposer": names})) == names


def test_a_voice_stays_with_its_name_however_it_is_written(template: Template, joint: Record, marked: Marked) -> None:
    spread = marked(joint, "李明").with_answers({"co_proposers": ("李　明", "王芳")})
    assert view_of(template, spread, deputies(template, spread)[1]).answers["satisfaction_result"]


def test_a_deputy_sees_only_their_own_marks(template: Template, joint: Record, marked: Marked) -> None:
    both = marked(marked(joint, satisfaction_result="satisfied"), "李明", satisfaction_result="understanding")
    seen = {name: view_of(template, both, name).answers.get("satisfaction_result") for name in ("周菁菁", "李明", "王芳")}
    assert seen == {"周菁菁": "satisfied", "李明": "understanding", "王芳": None}
    assert both.answers["satisfaction_result"] == "satisfied"


def test_a_view_that_is_put_back_changes_nothing(template: Template, joint: Record, marked: Marked) -> None:
    both = marked(marked(joint), "李明")
    for name in ("", "周菁菁", "李明", "王芳"):
        assert with_view(template, both, view_of(template, both, name), name) == both


def test_voices_come_back_from_the_file_as_they_were(joint: Record, marked: Marked) -> None:
    both = marked(marked(joint), "李明", deputy_comments="请继续跟进")
    assert Record.from_plain(both.to_plain()) == both


def test_what_a_deputy_has_signed_stays(template: Template, joint: Record, marked: Marked) -> None:
    sheet = Sheet(template, marked(joint, "李明"), "李明")
    assert not sheet.may_change("satisfaction_result", Role.DEPUTY)
    with pytest.raises(ChangeRefused, match="signed_already"):
        sheet.draft("satisfaction_result", "dissatisfied", Role.DEPUTY)
    assert Sheet(template, sheet.record, "王芳").may_change("satisfaction_result", Role.DEPUTY)


def test_nobody_who_is_not_named_has_a_voice(template: Template, joint: Record) -> None:
    with pytest.raises(Failure, match="deputy_unknown"):
        Sheet(template, joint, "路人")


def test_keys_name_the_deputy_where_it_is_not_the_lead(template: Template, joint: Record) -> None:
    assert key_of(template, joint, "deputy_comments", "周菁菁") == "deputy_comments"
    assert key_of(template, joint, "deputy_comments", "李明") == "deputy_comments@李明"
    assert key_of(template, joint, "title", "李明") == "title"
    assert read_key("deputy_comments@李明") == ("deputy_comments", "李明")
    assert read_key("title") == ("title", "")


@pytest.mark.parametrize(
    "plain", [[], {"李明": []}, {"李明": {}}, {"李明": {"answers": {"title": 3}}}, {"李明": {"answers": 1}}]
)
def test_a_voice_of_another_shape_is_damage(joint: Record, plain: object) -> None:
    with pytest.raises(Failure, match="record_damaged"):
        Record.from_plain({**joint.to_plain(), "joint": plain})
